-- staff, 1 available or 0, capacity
-- O(log waiting + log counsellors)
given.SetAvailability, reads.SetAvailability = 3, { 'staff' }
function operations.SetAvailability(staff_id, available, capacity)
  local staff = staff_of(staff_id)
  alive(staff)
  available, capacity = available == '1', tonumber(capacity)
  if staff.available ~= available or staff.capacity ~= capacity then changed = true end
  staff.available, staff.capacity = available, capacity

  local ringing = staff.ringing
  if ringing and (not available or #staff.hands > capacity) then
    local place = place_of(ringing)
    release(place)
    wait(place, place.place)
    return 'withdrawn ' .. place.detail .. ' ' .. staff_id
  end
  return 'set'
end

