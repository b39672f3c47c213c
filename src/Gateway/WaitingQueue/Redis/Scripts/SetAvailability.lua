-- staff, presence ms, 1 available or 0, capacity
-- O(log waiting + log counsellors)
reads.SetAvailability = { 'staff' }
function operations.SetAvailability(staff_id, presence, available, capacity)
  local staff = staff_of(staff_id)
  alive(staff, tonumber(presence))
  capacity = tonumber(capacity)
  if staff.available ~= available or staff.capacity ~= capacity then changed = true end
  staff.available, staff.capacity = available, capacity

  local ringing = staff.ringing
  if ringing and (available == '0' or #staff.hands > capacity) then
    local state, place, _, offer = who_has(ringing)
    release(ringing, state, staff_id)
    wait(ringing, place)
    return 'withdrawn ' .. offer .. ' ' .. staff_id
  end
  return 'set'
end

