function text(number)
  return format('%d', number)
end

-- Who keeps this data set: another name after every restart and every failover.
function server()
  if not SERVER then
    local info = redis.pcall('INFO', 'replication')
    SERVER = type(info) == 'string' and match(info, 'master_replid:(%w+)') or 'unknown'
  end
  return SERVER
end

-- Wiped, or not the data set that was filled: what is here may be missing decisions.
function lost()
  return filled_by ~= server()
end

-- How many of the values count is told, because to ask a table for its length costs a search.
function in_pieces(command, key, values, count)
  for from = 1, count, AT_ONCE do call(command, key, unpack(values, from, min(from + AT_ONCE - 1, count))) end
end

-- Places ------------------------------------------------------------------------------------------------------------------

local function read_place(conversation, kept)
  local place
  if not kept then
    place = { id = conversation, state = nil, place = nil, staff = nil, detail = nil, ends = nil, order = nil, kept = true }
  elseif byte(kept) == 119 then
    place = { id = conversation, state = 'w', place = sub(kept, 3), staff = nil, detail = nil, ends = nil, order = nil, kept = true }
  else
    local state, staff, detail, ends, rest = match(kept, '^(%a) (%S+) (%S+) (%S+) (.*)$')
    place = { id = conversation, state = state, place = rest, staff = staff, detail = detail, ends = ends, order = nil, kept = true }
  end
  places[conversation] = place
  return place
end

function read_places(conversations)
  for from = 1, #conversations, AT_ONCE do
    local found = call('HMGET', PLACES, unpack(conversations, from, min(from + AT_ONCE - 1, #conversations)))
    for i = 1, #found do
      local conversation = conversations[from + i - 1]
      if not places[conversation] then read_place(conversation, found[i]) end
    end
  end
end

function place_of(conversation)
  return places[conversation] or read_place(conversation, call('HGET', PLACES, conversation))
end

-- As PLACES holds it; false for whoever is not in the queue.
function kept_place(place)
  local state = place.state
  if not state then return false end
  if state == 'w' then return 'w ' .. place.place end
  return state .. ' ' .. place.staff .. ' ' .. place.detail .. ' ' .. place.ends .. ' ' .. place.place
end

function keep_place(place)
  if place.kept then
    place.kept = false
    new_places_count = new_places_count + 1
    new_places[new_places_count] = place
  end
end

-- State, place, staff, offer id or fence, when it ends as text (0: never).
function who_has(conversation)
  local place = places[conversation] or place_of(conversation)
  return place.state, place.place, place.staff, place.detail, place.ends
end

-- Timers ------------------------------------------------------------------------------------------------------------------

-- Sets a timer (milliseconds, as text), or takes it away (false).
function due(timer, at)
  timers[timer] = at
end

function cool_down(staff, conversation)
  due('cool ' .. staff .. ' ' .. conversation, text(now + cool_ms))
end

function cooling(staff, conversation)
  local timer = 'cool ' .. staff .. ' ' .. conversation
  local ends = timers[timer]
  if ends == nil then ends = call('ZSCORE', DUE, timer) end
  return ends and tonumber(ends) > now
end

-- Counsellors -------------------------------------------------------------------------------------------------------------

-- How many more they may be asked to take; false for whoever is not to be asked. With asked it makes the order of NextInQueue.Counsellors.
function free_hands(staff)
  local free = staff.capacity - #staff.hands
  return staff.available and staff.counted and free > 0 and not staff.ringing and free
end

-- As pack_staff wrote it; nobody knows anything of whoever is new.
function read_staff(id, kept)
  local staff
  if kept then
    local listed, counted, available, capacity = byte(kept, 1, 4)
    local asked, ends = sub(kept, 5, 17), sub(kept, 18, 30)
    staff = {
      id = id, listed = listed == 49, counted = counted == 49, available = available == 49, capacity = capacity - 48, asked = asked, ends = tonumber(ends),
      ends_text = ends, traits = tonumber(sub(kept, 31, 37)), disaster_first = tonumber(sub(kept, 38, 50)), hands = {}, ringing = false, was_free = false, was_asked = asked, kept = true,
    }
    if #kept > 50 then
      local hands, count = staff.hands, 0
      for rings, conversation in gmatch(sub(kept, 51), ' (%*?)(%S+)') do
        count = count + 1
        hands[count] = conversation
        if rings ~= '' then staff.ringing = conversation end
      end
    end
    staff.was_free = free_hands(staff)
  else
    staff = {
      id = id, listed = false, counted = false, available = false, capacity = 1, asked = NEVER, ends = 0,
      ends_text = NEVER, traits = 0, disaster_first = 0, hands = {}, ringing = false, was_free = false, was_asked = NEVER, kept = true,
    }
  end
  staff_known[id] = staff
  return staff
end

function read_all_staff(ids)
  if #ids == 0 then return end
  local found = call('HMGET', STAFF, unpack(ids))
  for i = 1, #found do
    local id = ids[i]
    if not staff_known[id] then read_staff(id, found[i]) end
  end
end

function pack_staff(staff)
  local kept = (staff.listed and '1' or '0') .. (staff.counted and '1' or '0') .. (staff.available and '1' or '0') .. DIGIT[staff.capacity]
    .. staff.asked .. staff.ends_text .. format('%07d%013d', staff.traits, staff.disaster_first)
  local hands, ringing = staff.hands, staff.ringing
  for i = 1, #hands do
    kept = kept .. (hands[i] == ringing and ' *' or ' ') .. hands[i]
  end
  return kept
end

function staff_of(id)
  return staff_known[id] or read_staff(id, call('HGET', STAFF, id))
end

function keep_staff(staff)
  if staff.kept then
    staff.kept = false
    new_staff_count = new_staff_count + 1
    new_staff[new_staff_count] = staff
  end
end

function present(staff)
  return staff.ends > now
end

-- The timer of presence is left where it is; the tick that finds it due looks whether presence lasts longer by now.
function alive(staff)
  if staff.ends <= now then changed = true end
  if staff.ends < presence_ends then staff.ends, staff.ends_text = presence_ends, presence_text end
  staff.listed = true
  if not staff.counted then
    staff.counted = true
    due('present ' .. staff.id, staff.ends_text)
    due('forget ' .. staff.id, false)
  end
  keep_staff(staff)
end

-- Who waits ---------------------------------------------------------------------------------------------------------------

function flush_waiting()
  local set, set_count, gone, gone_count = {}, 0, {}, 0
  for i = 1, new_places_count do
    local place = new_places[i]
    if place.order then
      set[set_count + 1], set[set_count + 2] = place.order, place.id
      set_count = set_count + 2
    elseif place.order == false then
      gone_count = gone_count + 1
      gone[gone_count] = place.id
    end
    place.order = nil
  end
  in_pieces('ZADD', WAITING, set, set_count)
  in_pieces('ZREM', WAITING, gone, gone_count)
end

-- Every counsellor of the queue, read at most once in a call.
function read_whole_staff()
  if all_staff then return end
  all_staff = true
  local all = call('HGETALL', STAFF)
  for i = 1, #all, 2 do
    if not staff_known[all[i]] then read_staff(all[i], all[i + 1]) end
  end
end

-- The conversation at a place; false: it has been taken in this call; nothing: nobody stands there. Read in pieces.
local function ahead_of(at, pieces)
  if ahead[at] == nil then
    local more = call('ZRANGE', WAITING, at - 1, at - 2 + pieces)
    read_places(more)
    for i = 1, #more do ahead[at - 1 + i] = more[i] end
  end
  return ahead[at]
end

-- One after another, those behind a place whom this counsellor may take, each with the number of its place.
local function behind(staff, at)
  local last = at + DISASTER_LOOKS_AHEAD
  return function()
    while at < last do
      at = at + 1
      local conversation = ahead_of(at, 100)
      if conversation == nil then return nil end
      if conversation and not kept_from(staff, places[conversation]) then return places[conversation], at end
    end
  end
end

-- What others have changed is written before the first who wait are read. Passed over is who waits for a wish that somebody else meets, and for people of a
-- disaster whoever may stand behind them. Nothing and false: nobody waits; nothing and true: all who wait are kept for others.
function take_first(staff)
  if not ahead then
    flush_waiting()
    ahead, ahead_at = {}, 1
  end
  local at, passed = ahead_at, 0
  while passed < MOST_PASSED_OVER do
    local conversation = ahead_of(at, max(wanted_ahead, passed))
    if conversation == nil then break end
    if conversation then
      local place = places[conversation]
      if not kept_from(staff, place) then
        local chosen, there = disaster_first(staff, place, behind(staff, at))
        ahead[there or at] = false
        chosen.order = false
        return chosen
      end
      passed = passed + 1
    elseif at == ahead_at then
      ahead_at = at + 1
    end
    at = at + 1
  end
  return nil, passed > 0
end
