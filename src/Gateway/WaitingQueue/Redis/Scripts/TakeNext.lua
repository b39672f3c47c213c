-- staff, operation, presence ms, claim ms, how long the answer is remembered in ms
-- O(log waiting + log timers)
reads.TakeNext = { 'staff', 'done' }
function operations.TakeNext(staff_id, operation, presence, claim_ms, keep)
  local before = remembered(operation)
  if before then return before end

  local staff = staff_of(staff_id)
  alive(staff, tonumber(presence))
  local next = staff.ringing
  if next then
    local state, place = who_has(next)
    release(next, state, staff_id)
    return remember(operation, claim(next, place, staff, tonumber(claim_ms)), keep)
  end
  if #staff.hands >= staff.capacity then return remember(operation, 'HandsFull', keep) end
  local place
  repeat
    next = call('ZPOPMIN', WAITING)[1]
    if not next then return remember(operation, 'NobodyWaits', keep) end
    place = select(2, who_has(next))
  until place
  return remember(operation, claim(next, place, staff, tonumber(claim_ms)), keep)
end

