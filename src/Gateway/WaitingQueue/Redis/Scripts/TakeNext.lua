-- staff, operation
-- O(log waiting + log timers); where people wait for somebody else, O(those passed over + counsellors) more
given.TakeNext, reads.TakeNext = 2, { 'staff', 'done' }
function operations.TakeNext(staff_id, operation)
  local before = remembered(operation)
  if before then return before end

  local staff = staff_of(staff_id)
  alive(staff)
  local place
  if staff.ringing then
    place = place_of(staff.ringing)
    release(place)
  else
    if #staff.hands >= staff.capacity then return remember(operation, 'HandsFull') end
    local kept
    place, kept = take_first(staff)
    if not place then return remember(operation, kept and 'WishesWait' or 'NobodyWaits') end
  end
  return remember(operation, claim(place, staff))
end

