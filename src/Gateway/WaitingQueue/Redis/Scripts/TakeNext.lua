-- staff, operation
-- O(log waiting + log timers)
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
    place = take_first()
    if not place then return remember(operation, 'NobodyWaits') end
  end
  return remember(operation, claim(place, staff))
end

