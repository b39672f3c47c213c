-- conversation, staff, place, fence
-- O(log waiting + log timers)
given.Hold, reads.Hold = 4, { 'place', 'staff' }
function operations.Hold(conversation, staff_id, place, held_fence)
  local state, _, had, detail = who_has(conversation)
  release(conversation, state, had)
  if state == 'o' then call('RPUSH', WITHDRAWN, detail .. ' ' .. had .. ' taken') end
  hold(conversation, place, staff_of(staff_id), held_fence)
  fence = math.max(fence, tonumber(held_fence))
  return 'held'
end

