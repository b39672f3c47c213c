-- conversation, staff, place, fence
-- O(log waiting + log timers)
given.Hold, reads.Hold = 4, { 'place', 'staff' }
function operations.Hold(conversation, staff_id, packed, held_fence)
  local place = place_of(conversation)
  release(place)
  if place.state == 'o' then call('RPUSH', WITHDRAWN, place.detail .. ' ' .. place.staff .. ' taken') end
  hold(place, packed, staff_of(staff_id), held_fence)
  fence = max(fence, tonumber(held_fence))
  return 'held'
end

