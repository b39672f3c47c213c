-- conversation, place, fence, cool-down ms
-- O(log waiting + log timers)
reads.GiveBack = { 'place' }
function operations.GiveBack(conversation, place, held_fence, cool_ms)
  local state, _, staff, detail = who_has(conversation)
  if (state ~= 'c' and state ~= 'h') or detail ~= held_fence then return 'refused' end
  if state == 'h' and present(staff_of(staff)) then cool_down(staff, conversation, tonumber(cool_ms)) end
  release(conversation, state, staff)
  wait(conversation, place)
  return 'waiting'
end

