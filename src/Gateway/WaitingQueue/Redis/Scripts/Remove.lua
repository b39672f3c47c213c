-- conversation
-- O(log waiting)
given.Remove, reads.Remove = 1, { 'place' }
function operations.Remove(conversation)
  local state, _, staff, offer = who_has(conversation)
  if not state then return 'unknown' end
  release(conversation, state, staff)
  keep_place(conversation, false)
  changed = true
  if state == 'o' then return 'withdrawn ' .. offer .. ' ' .. staff end
  return 'removed'
end

