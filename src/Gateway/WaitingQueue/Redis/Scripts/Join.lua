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

-- conversation, the digit of the grade that it must have (- for any), place
-- changed; unknown; or as Join, when it has another grade or somebody holds it and a grade was asked for.
-- O(log waiting)
given.Change, reads.Change = 3, { 'place' }
function operations.Change(conversation, grade, packed)
  local place = place_of(conversation)
  local state = place.state
  if not state then return 'unknown' end
  if grade ~= '-' then
    if state == 'h' then return 'known' end
    local has = match(place.place, '^%d+ (%d)')
    if has ~= grade then return 'known ' .. has end
  end
  if place.place == packed then return 'changed' end

  if state == 'w' then
    wait(place, packed)
  else
    place.place = packed
    keep_place(place)
    changed = true
    -- They have just been told that somebody else is waited for.
    if state == 'o' and kept_from(staff_of(place.staff), place) then
      call('RPUSH', WITHDRAWN, place.detail .. ' ' .. place.staff .. ' taken')
      release(place)
      wait(place, packed)
    end
  end
  return 'changed'
end
