-- this tick's id, how long availability outlives presence in ms, when the vanished are named again in ms
-- O(what is due + offers made), each times log waiting, and bounded by the four numbers below
given.Tick = 3
function operations.Tick(id, kept_ms, again_ms)
  -- What one tick does at most; the rest comes with the next one.
  local TIMERS, OFFERS_AT_ONCE, PEOPLE_AHEAD, STAFF_AHEAD = 1000, 100, 100, 50

  local before = remembered(id)
  if before then return before end
  kept_ms, again_ms = tonumber(kept_ms), tonumber(again_ms)
  local rows, telling = { '' }, false

  local function tell(...)
    rows[#rows + 1] = concat({ ... }, ' ')
    telling = true
  end

  local function end_offer(conversation)
    local place = place_of(conversation)
    local expired = tonumber(place.ends) <= now
    if expired then cool_down(place.staff, conversation) end
    release(place)
    wait(place, place.place)
    tell('withdrawn', place.detail, place.staff, expired and 'expired' or 'declined')
  end

  local STATE_OF = { offered = 'o', claimed = 'c', held = 'h' }

  local function on_due(handle)
    flush()
    local found = call('ZRANGEBYSCORE', DUE, '-inf', text(now), 'LIMIT', 0, TIMERS)
    for _, timer in ipairs(found) do
      local kind, of = match(timer, '^(%a+) (.+)$')
      local state = STATE_OF[kind]
      if state and who_has(of) ~= state then
        due(timer, false)
      elseif handle[kind] then
        handle[kind](of)
      end
    end
  end

  -- Presence first, so that whoever has just vanished is named in this same tick.
  on_due({
    present = function(staff_id)
      local staff = staff_of(staff_id)
      if present(staff) then
        due('present ' .. staff_id, staff.ends_text)
        return
      end
      due('present ' .. staff_id, false)
      due('forget ' .. staff_id, text(staff.ends + kept_ms))
      staff.counted = false
      keep_staff(staff)
      for _, conversation in ipairs({ unpack(staff.hands) }) do
        local state = who_has(conversation)
        if state == 'o' then end_offer(conversation) end
        if state == 'h' then due('held ' .. conversation, asked_now) end
      end
      changed = true
    end,
  })
  on_due({
    offered = end_offer,
    claimed = function(conversation)
      local place = place_of(conversation)
      release(place)
      wait(place, place.place)
    end,
    held = function(conversation)
      local _, place, staff_id, held_fence = who_has(conversation)
      if present(staff_of(staff_id)) then
        due('held ' .. conversation, false)
        return
      end
      due('held ' .. conversation, text(now + again_ms))
      tell('vanished', conversation, staff_id, held_fence, place)
    end,
    cool = function(pair) due('cool ' .. pair, false) end,
    forget = function(staff_id)
      due('forget ' .. staff_id, false)
      local staff = staff_of(staff_id)
      staff.listed, staff.available, staff.capacity, staff.traits, staff.disaster_first, staff.asked = false, false, 1, 0, 0, NEVER
      staff.ends, staff.ends_text = 0, NEVER
      keep_staff(staff)
    end,
  })
  flush()

  for _, ended in ipairs(call('LRANGE', WITHDRAWN, 0, TIMERS - 1)) do tell('withdrawn', ended) end
  call('LTRIM', WITHDRAWN, TIMERS, -1)

  -- The order of NextInQueue.Counsellors. It may be read once: each counsellor is asked at most once in a tick.
  local function candidates()
    local found, ids = {}, call('ZRANGE', FREE, 0, OFFERS_AT_ONCE + STAFF_AHEAD - 1)
    read_all_staff(ids)
    for _, id in ipairs(ids) do
      local staff = staff_of(id)
      if present(staff) then found[#found + 1] = staff end
    end
    return found
  end

  local offers, rings_until = 0, text(now + offer_ms)
  local function ask(conversation, staff)
    local place = place_of(conversation)
    local offer = sub(id, 1, 32) .. format('%04x', offers)
    release(place)
    staff.asked = asked_now
    give(place, staff, 'o', offer, rings_until)
    tell('offer', offer, conversation, staff.id, rings_until, place.place)
    offers = offers + 1
  end

  local free = candidates()
  local looks_ahead = 0
  for _, staff in ipairs(free) do
    if staff.disaster_first > now then looks_ahead = DISASTER_LOOKS_AHEAD end
  end
  local people = #free > 0 and call('ZRANGE', WAITING, 0, OFFERS_AT_ONCE + PEOPLE_AHEAD + looks_ahead - 1) or {}
  -- The first of those who are free; with a wish, the first who fits.
  local function free_for(conversation, wish)
    for index, candidate in ipairs(free) do
      if (not wish or fits(wish, candidate.traits)) and not cooling(candidate.id, conversation) then return index end
    end
  end

  -- Among those who are free, whoever fits; or, where nobody who fits is waited for, the first.
  local function chosen_for(conversation)
    local wish, waits = waits_for_wish(place_of(conversation))
    local fitting = wish and free_for(conversation, wish)
    if fitting or (waits and waited_for(wish, conversation)) then return fitting end
    return free_for(conversation)
  end

  if #people > 1 then read_places(people) end
  local anybody = false
  for at = 1, looks_ahead > 0 and #people or 0 do anybody = anybody or of_disaster(place_of(people[at])) end

  -- One after another, those behind a place whom this counsellor may be asked for. Whom they have just declined is not offered to them; whoever stands
  -- between counts all the same.
  local function behind(staff, at)
    local last = anybody and min(#people, at + DISASTER_LOOKS_AHEAD) or at
    return function()
      while at < last do
        at = at + 1
        local place = place_of(people[at])
        if place.state == 'w' and not kept_from(staff, place) and not (of_disaster(place) and cooling(staff.id, place.id)) then return place end
      end
    end
  end

  for at = 1, min(#people, OFFERS_AT_ONCE + PEOPLE_AHEAD) do
    local place = place_of(people[at])
    -- Whoever is asked may have chosen somebody of a disaster who stands behind: then the next one is asked for this place.
    while place.state == 'w' and #free > 0 and offers < OFFERS_AT_ONCE do
      local index = chosen_for(place.id)
      if not index then break end
      ask(disaster_first(free[index], place, behind(free[index], at)).id, free[index])
      remove(free, index)
    end
  end

  local news = changed
  changed = false
  rows[1] = news and '1' or '0'
  local answer = concat(rows, '\n')
  -- A tick whose answer got lost is asked again under its id, so that no offer rings unheard.
  return (news or telling) and remember(id, answer, offer_ms) or answer
end

