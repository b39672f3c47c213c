-- conversation, place
-- joined; or known, and the digit of its grade while it may still rise.
-- O(log waiting)
given.Join, reads.Join = 2, { 'place' }
function operations.Join(conversation, place)
  local state, known = who_has(conversation)
  if not state then
    wait(conversation, place)
    return 'joined'
  end
  return state == 'h' and 'known' or 'known ' .. match(known, '^%d+ (%d)')
end

-- conversation, the digit of the grade that it has, of the one that it gets, by how much its order falls
-- raised; or as Join.
-- O(log waiting)
given.Raise, reads.Raise = 4, { 'place' }
function operations.Raise(conversation, lower, higher, by)
  local state, known, staff, detail, ends = who_has(conversation)
  if not state or state == 'h' then return 'known' end
  local order, grade, rest = match(known, '^(%d+) (%d)(.*)$')
  if grade ~= lower then return 'known ' .. grade end

  local raised = text(tonumber(order) - tonumber(by)) .. ' ' .. higher .. rest
  if state == 'w' then
    wait(conversation, raised)
  else
    keep_place(conversation, state .. ' ' .. staff .. ' ' .. detail .. ' ' .. text(ends) .. ' ' .. raised)
    changed = true
  end
  return 'raised'
end

