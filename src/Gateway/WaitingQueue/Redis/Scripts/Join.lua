-- conversation, place, then for every lower grade two values: its digit, and by how much the order falls when it rises from there
-- O(log waiting)
reads.Join = { 'place' }
function operations.Join(conversation, place, ...)
  local state, known, staff, detail, ends = who_has(conversation)
  if not state then
    wait(conversation, place)
    return 'joined'
  end

  local order, grade, rest = match(known, '^(%d+) (%d)(.*)$')
  local lower = { ... }
  for i = 1, #lower, 2 do
    if state ~= 'h' and lower[i] == grade then
      local raised = text(tonumber(order) - tonumber(lower[i + 1])) .. ' ' .. match(place, '^%d+ (%d)') .. rest
      if state == 'w' then
        wait(conversation, raised)
      else
        keep_place(conversation, state .. ' ' .. staff .. ' ' .. detail .. ' ' .. text(ends) .. ' ' .. raised)
      end
      changed = true
    end
  end
  return 'known'
end

