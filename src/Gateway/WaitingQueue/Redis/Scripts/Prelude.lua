-- What every operation of the queue shares. What the keys hold stands in RedisQueue.cs; how a call looks, in Run.lua.
-- Reads go through tables and writes wait in them until flush(), so that a call with many operations asks Redis little more
-- often than a call with one. Only WAITING is written at once: the next operation of the same call may take from it.
local META, PLACES, WAITING, STAFF, FREE, DUE, WITHDRAWN, DONE, DONE_BEFORE, FILLING, NEW_PLACES, NEW_WAITING = unpack(KEYS)
local now = tonumber(ARGV[1])
local call, match, find = redis.call, string.match, string.find
local operations, reads, fills = {}, {}, {}

-- How many values a call of Redis is given at once; Lua's stack holds about 8,000.
local AT_ONCE = 2000

local filled_by, fence, changed, done_since = unpack(call('HMGET', META, 'server', 'fence', 'changed', 'done_since'))
local was_changed, was_fence = changed == '1', fence
changed, fence = was_changed, tonumber(fence or '0')

-- Lua would write large numbers as 1.8e+12.
local function text(number)
  return string.format('%.0f', number)
end

-- Who keeps this data set: another name after every restart and every failover.
local function server()
  local info = redis.pcall('INFO', 'replication')
  return type(info) == 'string' and match(info, 'master_replid:(%w+)') or 'unknown'
end

-- Wiped, or not the data set that was filled: what is here may be missing decisions.
local function lost()
  return filled_by ~= server()
end

-- Places ------------------------------------------------------------------------------------------------------------------

local places, new_places = {}, {}

local function kept_place(conversation)
  local kept = places[conversation]
  if kept == nil then
    kept = call('HGET', PLACES, conversation)
    places[conversation] = kept
  end
  return kept
end

local function keep_place(conversation, kept)
  places[conversation], new_places[conversation] = kept, true
end

-- State (w waiting, o offered, c claimed, h held), place, staff, offer id or fence, when it ends (0: never).
local function who_has(conversation)
  local kept = kept_place(conversation)
  if not kept then return nil end
  if string.byte(kept) == 119 then return 'w', string.sub(kept, 3) end
  local state, staff, detail, ends, place = match(kept, '^(%a) (%S+) (%S+) (%S+) (.*)$')
  return state, place, staff, detail, tonumber(ends)
end

-- Timers ------------------------------------------------------------------------------------------------------------------

local timers = {}

-- Sets a timer (milliseconds), or takes it away (false).
local function due(timer, at)
  timers[timer] = at
end

local function cool_down(staff, conversation, milliseconds)
  due('cool ' .. staff .. ' ' .. conversation, now + milliseconds)
end

local function cooling(staff, conversation)
  local timer = 'cool ' .. staff .. ' ' .. conversation
  local ends = timers[timer]
  if ends == nil then ends = tonumber(call('ZSCORE', DUE, timer) or '0') end
  return ends and ends > now
end

-- Counsellors -------------------------------------------------------------------------------------------------------------

local staff_known, new_staff = {}, {}

-- The order of NextInQueue.Counsellor as one number; nothing for whoever is not to be asked.
local function free_order(staff)
  local free = staff.capacity - #staff.hands
  if staff.available == '1' and staff.counted == '1' and not staff.ringing and free > 0 then return (5 - free) * 1e13 + staff.asked end
  return nil
end

local function read_staff(id, kept)
  local listed, counted, available, capacity, asked, ends, rest = match(kept or '00010 0', '^(%d)(%d)(%d)(%d)(%d+) (%d+)(.*)$')
  local staff = {
    id = id, listed = listed, counted = counted, available = available, capacity = tonumber(capacity), asked = tonumber(asked),
    ends = tonumber(ends), hands = {},
  }
  for rings, conversation in string.gmatch(rest, ' (%*?)(%S+)') do
    staff.hands[#staff.hands + 1] = conversation
    if rings ~= '' then staff.ringing = conversation end
  end
  staff.free_order = free_order(staff)
  staff_known[id] = staff
  return staff
end

local function staff_of(id)
  return staff_known[id] or read_staff(id, call('HGET', STAFF, id) or nil)
end

local function keep_staff(staff)
  new_staff[staff.id] = staff
end

local function present(staff)
  return staff.ends > now
end

-- The timer of presence is left where it is; the tick that finds it due looks whether presence lasts longer by now.
local function alive(staff, milliseconds)
  if not present(staff) then changed = true end
  staff.listed, staff.ends = '1', math.max(staff.ends, now + milliseconds)
  if staff.counted == '0' then
    staff.counted = '1'
    due('present ' .. staff.id, staff.ends)
    due('forget ' .. staff.id, false)
  end
  keep_staff(staff)
end

-- Moves -------------------------------------------------------------------------------------------------------------------

local TIMER_OF = { o = 'offered ', c = 'claimed ', h = 'held ' }

-- Takes a conversation out of the hands that have it, or out of the waiting. What becomes of it is the caller's next step.
local function release(conversation, state, staff_id)
  if state == 'w' then
    call('ZREM', WAITING, conversation)
  elseif state then
    local staff = staff_of(staff_id)
    for i, hand in ipairs(staff.hands) do
      if hand == conversation then
        table.remove(staff.hands, i)
        break
      end
    end
    if staff.ringing == conversation then staff.ringing = nil end
    keep_staff(staff)
    due(TIMER_OF[state] .. conversation, false)
  end
end

local function give(conversation, place, staff, state, detail, ends)
  keep_place(conversation, state .. ' ' .. staff.id .. ' ' .. detail .. ' ' .. text(ends) .. ' ' .. place)
  staff.hands[#staff.hands + 1] = conversation
  if state == 'o' then staff.ringing = conversation end
  keep_staff(staff)
  if ends > 0 then due(TIMER_OF[state] .. conversation, ends) end
  changed = true
end

-- Waits (again), in the order that the place has always had.
local function wait(conversation, place)
  keep_place(conversation, 'w ' .. place)
  call('ZADD', WAITING, match(place, '^%d+'), conversation)
  changed = true
end

-- For whom nobody has any more: release comes before.
local function claim(conversation, place, staff, milliseconds)
  fence = fence + 1
  staff.asked = now
  give(conversation, place, staff, 'c', text(fence), now + milliseconds)
  return 'Taken ' .. conversation .. ' ' .. staff.id .. ' ' .. text(fence) .. ' ' .. place
end

-- Held has no end of its own: presence is its timer. Whoever is away already is named by the next tick.
local function hold(conversation, place, staff, held_fence)
  give(conversation, place, staff, 'h', held_fence, 0)
  if not present(staff) then due('held ' .. conversation, now) end
end

-- Answers that have been given already ------------------------------------------------------------------------------------

local done, new_done = {}, {}

local function remembered(operation)
  local kept = done[operation]
  if kept == nil then
    kept = call('HGET', DONE, operation) or call('HGET', DONE_BEFORE, operation)
    done[operation] = kept
  end
  if not kept then return nil end
  local ends, answer = match(kept, '^(%d+) (.*)$')
  return tonumber(ends) > now and answer or nil
end

local function remember(operation, answer, milliseconds)
  done[operation] = text(now + milliseconds) .. ' ' .. answer
  new_done[operation] = true
  return answer
end

-- Two halves, so that forgetting costs nothing: the older one goes as a whole when the younger is full of years or of answers.
local DONE_MS, DONE_MOST = 600000, 100000

local function keep_done()
  local written = {}
  for operation in pairs(new_done) do
    written[#written + 1] = operation
    written[#written + 1] = done[operation]
  end
  if #written == 0 then return end
  if not done_since or tonumber(done_since) + DONE_MS <= now or call('HLEN', DONE) >= DONE_MOST then
    call('UNLINK', DONE_BEFORE)
    if call('EXISTS', DONE) == 1 then call('RENAME', DONE, DONE_BEFORE) end
    call('HSET', META, 'done_since', text(now))
    call('HSET', DONE, unpack(written))
    call('PEXPIRE', DONE, 2 * DONE_MS)
  else
    call('HSET', DONE, unpack(written))
  end
  new_done = {}
end

-- Writing it all down -----------------------------------------------------------------------------------------------------

local function in_pieces(command, key, values)
  for from = 1, #values, AT_ONCE do call(command, key, unpack(values, from, math.min(from + AT_ONCE - 1, #values))) end
end

local function flush_places()
  local kept, gone = {}, {}
  for conversation in pairs(new_places) do
    local place = places[conversation]
    if place then
      kept[#kept + 1] = conversation
      kept[#kept + 1] = place
    else
      gone[#gone + 1] = conversation
    end
  end
  in_pieces('HSET', PLACES, kept)
  in_pieces('HDEL', PLACES, gone)
  new_places = {}
end

local function flush_staff()
  local kept, gone, free, busy = {}, {}, {}, {}
  for id, staff in pairs(new_staff) do
    if staff.listed == '1' or #staff.hands > 0 then
      local hands = ''
      for _, conversation in ipairs(staff.hands) do
        hands = hands .. (conversation == staff.ringing and ' *' or ' ') .. conversation
      end
      kept[#kept + 1] = id
      kept[#kept + 1] = staff.listed .. staff.counted .. staff.available .. staff.capacity .. text(staff.asked) .. ' ' .. text(staff.ends) .. hands
    else
      gone[#gone + 1] = id
    end
    local order = free_order(staff)
    if order and order ~= staff.free_order then
      free[#free + 1] = text(order)
      free[#free + 1] = id
    elseif staff.free_order and not order then
      busy[#busy + 1] = id
    end
    staff.free_order = order
  end
  in_pieces('HSET', STAFF, kept)
  in_pieces('HDEL', STAFF, gone)
  in_pieces('ZADD', FREE, free)
  in_pieces('ZREM', FREE, busy)
  new_staff = {}
end

local function flush_timers()
  local set, gone = {}, {}
  for timer, at in pairs(timers) do
    if at then
      set[#set + 1] = text(at)
      set[#set + 1] = timer
    else
      gone[#gone + 1] = timer
    end
  end
  in_pieces('ZADD', DUE, set)
  in_pieces('ZREM', DUE, gone)
  timers = {}
end

local function flush()
  flush_places()
  flush_staff()
  flush_timers()
end

local function flush_meta()
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

