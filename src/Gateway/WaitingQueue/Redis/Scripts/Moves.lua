-- Wishes ------------------------------------------------------------------------------------------------------------------

-- As WishCode.Fits: one of the bits in each group in which a wish has any.
function fits(wish, traits)
  for i = 1, #WISHES do
    local asked = band(wish, WISHES[i])
    if asked ~= 0 and band(asked, traits) == 0 then return false end
  end
  return true
end

-- The wish of a place, or nothing; and whether, as far as the clock, the grade (a digit) and the marks (2: moved) go, it is waited for.
function waits_for_wish(place)
  local wish, ends = match(place.place, ' (%d+) (%d+)$')
  if not wish then return nil end
  local grade, marks = match(place.place, '^%d+ (%d) %d+ (%d)')
  return tonumber(wish), now < tonumber(ends) and byte(grade) < 51 and tonumber(marks) < 2
end

-- Whether somebody who meets it is there and takes people. Whoever has just declined them, or let it ring, is not waited for.
function waited_for(wish, conversation)
  read_whole_staff()
  for id, staff in pairs(staff_known) do
    if staff.available and present(staff) and fits(wish, staff.traits) and not cooling(id, conversation) then return true end
  end
  return false
end

function kept_from(staff, place)
  local wish, waits = waits_for_wish(place)
  return waits and not fits(wish, staff.traits) and waited_for(wish, place.id)
end

-- People of a disaster ----------------------------------------------------------------------------------------------------

function of_disaster(place)
  return now < tonumber(match(place.place, '^%d+ %d %d+ %d %d+ (%d+)'))
end

-- Its number in the order, its grade (不明 as 中), whether it may stand behind people of a disaster, and whether it is of one.
local function beside_disaster(place)
  local order, grade, marks, ends = match(place.place, '^(%d+) (%d) %d+ (%d) %d+ (%d+)')
  local _, waits = waits_for_wish(place)
  return tonumber(order), grade == '0' and '2' or grade, byte(grade) < 51 and marks == '0' and not waits, now < tonumber(ends)
end

-- As NextInQueue.DisasterFirst: whom a counsellor takes before the first one. others gives who stands behind, each with what the caller needs to know of its place.
function disaster_first(staff, first, others)
  if staff.disaster_first <= now then return first end
  local order, grade, yields, belongs = beside_disaster(first)
  if belongs or not yields then return first end
  for other, there in others do
    local its_order, its_grade, its_yields, its_belongs = beside_disaster(other)
    if its_grade ~= grade or its_order - order > DISASTER_HEAD_START then return first end
    if its_belongs then return other, there end
    if not its_yields then return first end
  end
  return first
end

-- Moves -------------------------------------------------------------------------------------------------------------------

-- Takes a conversation out of the hands that have it, or out of the waiting. What becomes of it is the caller's next step.
function release(place)
  local state, conversation = place.state, place.id
  if state == 'w' then
    place.order = false
  elseif state then
    local staff = staff_of(place.staff)
    local hands = staff.hands
    for i = 1, #hands do
      if hands[i] == conversation then
        remove(hands, i)
        break
      end
    end
    if staff.ringing == conversation then staff.ringing = false end
    keep_staff(staff)
    due(TIMER_OF[state] .. conversation, false)
  end
end

function give(place, staff, state, detail, ends)
  local conversation = place.id
  place.state, place.staff, place.detail, place.ends = state, staff.id, detail, ends
  keep_place(place)
  staff.hands[#staff.hands + 1] = conversation
  if state == 'o' then staff.ringing = conversation end
  keep_staff(staff)
  if ends ~= '0' then due(TIMER_OF[state] .. conversation, ends) end
  changed = true
end

-- Waits (again), in the order that the place has always had.
function wait(place, packed)
  place.state, place.place, place.order = 'w', packed, match(packed, '^%d+')
  keep_place(place)
  changed = true
end

-- For whom nobody has any more: release comes before.
function claim(place, staff)
  fence = fence + 1
  staff.asked = asked_now
  local own = text(fence)
  give(place, staff, 'c', own, claim_ends)
  return 'Taken ' .. place.id .. ' ' .. staff.id .. ' ' .. own .. ' ' .. place.place
end

-- Held has no end of its own: presence is its timer. Whoever is away already is named by the next tick.
function hold(place, packed, staff, held_fence)
  place.place = packed
  give(place, staff, 'h', held_fence, '0')
  if not present(staff) then due('held ' .. place.id, asked_now) end
end

-- Answers that have been given already ------------------------------------------------------------------------------------

function remembered(operation)
  local kept = done[operation]
  if kept == nil then
    kept = call('HGET', DONE, operation) or call('HGET', DONE_BEFORE, operation)
    done[operation] = kept
  end
  if not kept then return nil end
  local ends, answer = match(kept, '^(%d+) (.*)$')
  return tonumber(ends) > now and answer or nil
end

function remember(operation, answer, milliseconds)
  local kept = (milliseconds and text(now + milliseconds) .. ' ' or done_ends) .. answer
  done[operation] = kept
  new_done[new_done_count + 1], new_done[new_done_count + 2] = operation, kept
  new_done_count = new_done_count + 2
  return answer
end

-- Two halves, so that forgetting costs nothing: the older one goes as a whole when the younger is full of years or of answers.
function keep_done()
  if new_done_count == 0 then return end
  if not done_since or tonumber(done_since) + done_ms <= now or call('HLEN', DONE) >= DONE_MOST then
    call('UNLINK', DONE_BEFORE)
    if call('EXISTS', DONE) == 1 then call('RENAME', DONE, DONE_BEFORE) end
    call('HSET', META, 'done_since', text(now))
    in_pieces('HSET', DONE, new_done, new_done_count)
    call('PEXPIRE', DONE, 2 * done_ms)
  else
    in_pieces('HSET', DONE, new_done, new_done_count)
  end
end

-- Writing it all down -----------------------------------------------------------------------------------------------------

function flush_places()
  local set, set_count, gone, gone_count = {}, 0, {}, 0
  for i = 1, new_places_count do
    local place = new_places[i]
    local kept = kept_place(place)
    if kept then
      set[set_count + 1], set[set_count + 2] = place.id, kept
      set_count = set_count + 2
    else
      gone_count = gone_count + 1
      gone[gone_count] = place.id
    end
    place.kept = true
  end
  in_pieces('HSET', PLACES, set, set_count)
  in_pieces('HDEL', PLACES, gone, gone_count)
  new_places_count = 0
end

function flush_staff()
  local set, set_count, gone, free, free_count, busy = {}, 0, {}, {}, 0, {}
  for i = 1, new_staff_count do
    local staff = new_staff[i]
    if staff.listed or #staff.hands > 0 then
      set[set_count + 1], set[set_count + 2] = staff.id, pack_staff(staff)
      set_count = set_count + 2
    else
      gone[#gone + 1] = staff.id
    end
    local hands, was = free_hands(staff), staff.was_free
    if hands and (hands ~= was or staff.asked ~= staff.was_asked) then
      free[free_count + 1], free[free_count + 2] = FREE_FIRST[hands] .. staff.asked, staff.id
      free_count = free_count + 2
    elseif was and not hands then
      busy[#busy + 1] = staff.id
    end
    staff.was_free, staff.was_asked, staff.kept = hands, staff.asked, true
  end
  in_pieces('HSET', STAFF, set, set_count)
  in_pieces('HDEL', STAFF, gone, #gone)
  in_pieces('ZADD', FREE, free, free_count)
  in_pieces('ZREM', FREE, busy, #busy)
  new_staff_count = 0
end

function flush_timers()
  local set, set_count, gone, gone_count = {}, 0, {}, 0
  for timer, at in pairs(timers) do
    if at then
      set[set_count + 1], set[set_count + 2] = at, timer
      set_count = set_count + 2
    else
      gone_count = gone_count + 1
      gone[gone_count] = timer
    end
  end
  in_pieces('ZADD', DUE, set, set_count)
  in_pieces('ZREM', DUE, gone, gone_count)
  timers = {}
end

function flush()
  flush_waiting()
  flush_places()
  flush_staff()
  flush_timers()
end

function flush_meta()
  local written = {}
  if changed ~= was_changed then
    written[1], written[2] = 'changed', changed and '1' or '0'
  end
  if text(fence) ~= was_fence then
    written[#written + 1] = 'fence'
    written[#written + 1] = text(fence)
  end
  if #written > 0 then call('HSET', META, unpack(written)) end
end
