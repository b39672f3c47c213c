-- conversation, place
-- joined; or known, and the digit of its grade while it may still rise.
-- O(log waiting)
given.Join, reads.Join = 2, { 'place' }
function operations.Join(conversation, packed)
  local place = place_of(conversation)
  if not place.state then
    wait(place, packed)
    return 'joined'
  end
  return place.state == 'h' and 'known' or 'known ' .. match(place.place, '^%d+ (%d)')
end

-- conversation, the digit of the grade that it has, of the one that it gets, by how much its order falls
-- raised; or as Join.
-- O(log waiting)
given.Raise, reads.Raise = 4, { 'place' }
function operations.Raise(conversation, lower, higher, by)
  local place = place_of(conversation)
  local state = place.state
  if not state or state == 'h' then return 'known' end
  local order, grade, rest = match(place.place, '^(%d+) (%d)(.*)$')
  if grade ~= lower then return 'known ' .. grade end

  local raised = text(tonumber(order) - tonumber(by)) .. ' ' .. higher .. rest
  if state == 'w' then
    wait(place, raised)
  else
    place.place = raised
    keep_place(place)
    changed = true
  end
  return 'raised'
end

