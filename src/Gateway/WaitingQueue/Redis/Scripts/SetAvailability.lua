-- staff, 1 available or 0, capacity, which wishes they meet, until when they take people of a disaster first (0: not)
-- O(log waiting + log counsellors)
given.SetAvailability, reads.SetAvailability = 5, { 'staff' }
function operations.SetAvailability(staff_id, available, capacity, traits, disaster_first)
  local staff = staff_of(staff_id)
  alive(staff)
  available, capacity, traits, disaster_first = available == '1', tonumber(capacity), tonumber(traits), tonumber(disaster_first)
  if staff.available ~= available or staff.capacity ~= capacity or staff.traits ~= traits or staff.disaster_first ~= disaster_first then changed = true end
  staff.available, staff.capacity, staff.traits, staff.disaster_first = available, capacity, traits, disaster_first

  local ringing = staff.ringing
  if ringing and (not available or #staff.hands > capacity) then
    local place = place_of(ringing)
    release(place)
    wait(place, place.place)
    return 'withdrawn ' .. place.detail .. ' ' .. staff_id
  end
  return 'set'
end

