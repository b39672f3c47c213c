-- staff, operation
-- O(log waiting + log timers)
given.TakeNext, reads.TakeNext = 2, { 'staff', 'done' }
function operations.TakeNext(staff_id, operation)
  local before = remembered(operation)
  if before then return before end

  local staff = staff_of(staff_id)
  alive(staff)
  local next, place = staff.ringing, nil
  if next then
    local state
    state, place = who_has(next)
    release(next, state, staff_id)
  else
    if #staff.hands >= staff.capacity then return remember(operation, 'HandsFull') end
    next, place = take_first()
    if not next then return remember(operation, 'NobodyWaits') end
  end
  return remember(operation, claim(next, place, staff))
end

