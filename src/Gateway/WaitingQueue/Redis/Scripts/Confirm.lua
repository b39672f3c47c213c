-- conversation, staff, fence
-- O(log timers)
given.Confirm, reads.Confirm = 3, { 'place', 'staff' }
function operations.Confirm(conversation, staff_id, claimed)
  local place = place_of(conversation)
  if place.state ~= 'c' or place.staff ~= staff_id or place.detail ~= claimed then return 'refused' end
  release(place)
  hold(place, place.place, staff_of(staff_id), claimed)
  return 'held'
end

