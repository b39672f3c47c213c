-- staff, 1 available or 0, capacity, which wishes they meet
-- O(log waiting + log counsellors)
given.SetAvailability, reads.SetAvailability = 4, { 'staff' }
function operations.SetAvailability(staff_id, available, capacity, traits)
  local staff = staff_of(staff_id)
  alive(staff)
  available, capacity, traits = available == '1', tonumber(capacity), tonumber(traits)
  if staff.available ~= available or staff.capacity ~= capacity or staff.traits ~= traits then changed = true end
  staff.available, staff.capacity, staff.traits = available, capacity, traits

  local ringing = staff.ringing
  if ringing and (not available or #staff.hands > capacity) then
    local place = place_of(ringing)
    release(place)
    wait(place, place.place)
    return 'withdrawn ' .. place.detail .. ' ' .. staff_id
  end
  return 'set'
end

