-- conversation, place, fence
-- O(log waiting + log timers)
given.GiveBack, reads.GiveBack = 3, { 'place' }
function operations.GiveBack(conversation, place, held_fence)
  local state, _, staff, detail = who_has(conversation)
  if (state ~= 'c' and state ~= 'h') or detail ~= held_fence then return 'refused' end
  if state == 'h' and present(staff_of(staff)) then cool_down(staff, conversation) end
  release(conversation, state, staff)
  wait(conversation, place)
  return 'waiting'
end

