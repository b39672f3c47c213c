-- conversation, place, fence
-- O(log waiting + log timers)
given.GiveBack, reads.GiveBack = 3, { 'place' }
function operations.GiveBack(conversation, packed, held_fence)
  local place = place_of(conversation)
  local state, staff = place.state, place.staff
  if (state ~= 'c' and state ~= 'h') or place.detail ~= held_fence then return 'refused' end
  if state == 'h' and present(staff_of(staff)) then cool_down(staff, conversation) end
  release(place)
  wait(place, packed)
  return 'waiting'
end

