-- conversation: taken, when it only waited; in hands, when it is offered, claimed or held; unknown
-- O(log waiting)
given.TakeOut, reads.TakeOut = 1, { 'place' }
function operations.TakeOut(conversation)
  local place = place_of(conversation)
  if not place.state then return 'unknown' end
  if place.state ~= 'w' then return 'in hands' end
  release(place)
  place.state = nil
  keep_place(place)
  changed = true
  return 'taken'
end
