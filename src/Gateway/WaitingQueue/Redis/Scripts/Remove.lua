-- conversation
-- O(log waiting)
given.Remove, reads.Remove = 1, { 'place' }
function operations.Remove(conversation)
  local place = place_of(conversation)
  local state = place.state
  if not state then return 'unknown' end
  release(place)
  place.state = nil
  keep_place(place)
  changed = true
  if state == 'o' then return 'withdrawn ' .. place.detail .. ' ' .. place.staff end
  return 'removed'
end

