-- ARGV: now, this tick's id, offer ms, cool-down ms, how long availability outlives presence in ms, when the vanished are named again in ms
if lost() then return { 'lost' } end
local id, offer_ms, cool_ms, kept_ms, again_ms = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

-- What one tick does at most; the rest comes with the next one.
local TIMERS, OFFERS_AT_ONCE, LOOK_AHEAD = 100, 15, 100

local before = remembered()
if before then return before end

local offers, withdrawn, vanished = {}, {}, {}

local function end_offer(conversation)
  local _, staff, offer, ends = release(conversation)
  local expired = ends <= now
  if expired then cool_down(staff, conversation, cool_ms) end
  wait(conversation)
  changed()
  withdrawn[#withdrawn + 1] = { offer, staff, expired and 'expired' or 'declined' }
end

local function due()
  return call('ZRANGEBYSCORE', DUE, '-inf', text(now), 'WITHSCORES', 'LIMIT', 0, TIMERS)
end

local on_time = {}

function on_time.offered(conversation) end_offer(conversation) end

function on_time.claimed(conversation)
  release(conversation)
  wait(conversation)
  changed()
end

function on_time.held(conversation)
  local _, staff, fence = who_has(conversation)
  if present(staff) then
    call('ZREM', DUE, 'held ' .. conversation)
    return
  end
  call('ZADD', DUE, text(now + again_ms), 'held ' .. conversation)
  vanished[#vanished + 1] = { conversation, call('HGET', PLACES, conversation), staff, fence }
end

function on_time.cool(pair) call('ZREM', DUE, 'cool ' .. pair) end

function on_time.forget(staff)
  call('ZREM', DUE, 'forget ' .. staff)
  call('HDEL', STAFF, staff)
end

local function vanish(staff, ended)
  call('ZREM', DUE, 'present ' .. staff)
  call('ZADD', DUE, text(ended + kept_ms), 'forget ' .. staff)
  for _, conversation in ipairs(hands_of(staff)) do
    local state = who_has(conversation)
    if state == 'offered' then end_offer(conversation) end
    if state == 'held' then call('ZADD', DUE, text(now), 'held ' .. conversation) end
  end
  changed()
end

-- Presence first, so that whoever has just vanished is named in this same tick.
local timers = due()
for i = 1, #timers, 2 do
  local staff = string.match(timers[i], '^present (.+)$')
  if staff then vanish(staff, tonumber(timers[i + 1])) end
end
timers = due()
for i = 1, #timers, 2 do
  local kind, of = string.match(timers[i], '^(%a+) (.+)$')
  if on_time[kind] then on_time[kind](of) end
end

for _, ended in ipairs(call('LRANGE', WITHDRAWN, 0, TIMERS - 1)) do
  withdrawn[#withdrawn + 1] = { string.match(ended, '^(%S+) (%S+) (%S+)$') }
end
call('LTRIM', WITHDRAWN, TIMERS, -1)

-- Who is being asked already.
local function who_rings()
  local ringing_at, conversations = {}, call('HVALS', OFFERS)
  if #conversations == 0 then return ringing_at end
  for _, packed in ipairs(call('HMGET', HAS, unpack(conversations))) do
    ringing_at[string.match(packed, '^%S+ (%S+)')] = true
  end
  return ringing_at
end

-- The order of NextInQueue.Counsellor. It may be made once: each counsellor is asked at most once in a tick.
local function candidates()
  local found, all, ringing_at = {}, call('HGETALL', STAFF), who_rings()
  for i = 1, #all, 2 do
    local staff = all[i]
    local available, capacity, asked = string.match(all[i + 1], '^(%d) (%d) (%d+)$')
    if available == '1' and not ringing_at[staff] then
      local free = tonumber(capacity) - call('ZLEXCOUNT', HANDS, '[' .. staff .. ' ', '(' .. staff .. '!')
      if free > 0 and present(staff) then
        found[#found + 1] = { staff = staff, free = free, asked = tonumber(asked) }
      end
    end
  end
  table.sort(found, function(a, b)
    if a.free ~= b.free then return a.free > b.free end
    if a.asked ~= b.asked then return a.asked < b.asked end
    return a.staff < b.staff
  end)
  return found
end

local function cooling(staff, conversation)
  local ends = call('ZSCORE', DUE, 'cool ' .. staff .. ' ' .. conversation)
  return ends and tonumber(ends) > now
end

local function ask(conversation, staff)
  local offer = string.sub(id, 1, 34) .. string.format('%02x', #offers)
  release(conversation)
  give(conversation, staff, 'offered', offer, now + offer_ms)
  call('HSET', OFFERS, offer, conversation)
  asked_now(staff)
  changed()
  offers[#offers + 1] = { offer, conversation, call('HGET', PLACES, conversation), staff, text(now + offer_ms) }
end

if call('ZCARD', WAITING) > 0 then
  local free = candidates()
  local people = #free > 0 and call('ZRANGE', WAITING, 0, OFFERS_AT_ONCE + LOOK_AHEAD - 1) or {}
  for _, conversation in ipairs(people) do
    if #free == 0 or #offers == OFFERS_AT_ONCE then break end
    for index, candidate in ipairs(free) do
      if not cooling(candidate.staff, conversation) then
        ask(conversation, candidate.staff)
        table.remove(free, index)
        break
      end
    end
  end
end

local news = call('HGET', META, 'changed') == '1'
call('HDEL', META, 'changed')
local answer = { 'tick', news and '1' or '0', offers, withdrawn, vanished }
if not news and #vanished == 0 and #withdrawn == 0 then return answer end
-- A tick whose answer got lost is asked again under its id, so that no offer rings unheard.
return remember(answer, offer_ms)
