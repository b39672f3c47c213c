-- Put in front of every script of the queue. What the keys hold stands in RedisQueue.cs.
local META, PLACES, WAITING, HAS, HANDS, OFFERS, STAFF, DUE, WITHDRAWN, OPERATION = unpack(KEYS)
local now = tonumber(ARGV[1])
local call = redis.call

-- Lua would write large numbers as 1.8e+12.
local function text(number)
  return string.format('%.0f', number)
end

-- Who keeps this data set: another name after every restart and every failover.
local function server()
  local info = redis.pcall('INFO', 'replication')
  return type(info) == 'string' and string.match(info, 'master_replid:(%w+)') or 'unknown'
end

-- Wiped, or not the data set that was filled: what is here may be missing decisions.
local function lost()
  return call('HGET', META, 'server') ~= server()
end

local function changed()
  call('HSET', META, 'changed', '1')
end

-- The answer that this operation has already been given since the queue was filled.
local function remembered()
  local kept = call('GET', OPERATION)
  if not kept then return nil end
  kept = cjson.decode(kept)
  if kept[1] ~= call('HGET', META, 'epoch') then return nil end
  return kept[2]
end

local function remember(answer, milliseconds)
  call('SET', OPERATION, cjson.encode({ call('HGET', META, 'epoch'), answer }), 'PX', milliseconds)
  return answer
end

-- state, staff, offer id or fence, when it ends (0: never); nothing while waiting.
local function who_has(conversation)
  local packed = call('HGET', HAS, conversation)
  if not packed then return nil end
  local state, staff, detail, ends = string.match(packed, '^(%S+) (%S+) (%S+) (%S+)$')
  return state, staff, detail, tonumber(ends)
end

-- Takes the conversation out of whatever state it is in; answers as who_has.
local function release(conversation)
  local state, staff, detail, ends = who_has(conversation)
  if not state then
    call('ZREM', WAITING, conversation)
    return nil
  end
  call('HDEL', HAS, conversation)
  call('ZREM', HANDS, staff .. ' ' .. conversation)
  call('ZREM', DUE, state .. ' ' .. conversation)
  if state == 'offered' then call('HDEL', OFFERS, detail) end
  return state, staff, detail, ends
end

local function give(conversation, staff, state, detail, ends)
  call('HSET', HAS, conversation, state .. ' ' .. staff .. ' ' .. detail .. ' ' .. text(ends))
  call('ZADD', HANDS, 0, staff .. ' ' .. conversation)
  if ends > 0 then call('ZADD', DUE, text(ends), state .. ' ' .. conversation) end
end

-- Waits (again), in the order that the place has always had.
local function wait(conversation)
  call('ZADD', WAITING, string.match(call('HGET', PLACES, conversation), '^%d+'), conversation)
end

-- The conversations that a counsellor holds, has claimed or is being asked about. ' ' and '!' are neighbours in ASCII.
local function hands_of(staff)
  local hands = {}
  for _, member in ipairs(call('ZRANGEBYLEX', HANDS, '[' .. staff .. ' ', '(' .. staff .. '!')) do
    hands[#hands + 1] = string.sub(member, #staff + 2)
  end
  return hands
end

local function ringing(hands)
  for _, conversation in ipairs(hands) do
    local state, _, offer = who_has(conversation)
    if state == 'offered' then return conversation, offer end
  end
  return nil
end

-- available ('1' or '0'), capacity, when last asked or busied
local function staff_record(staff)
  local available, capacity, asked = string.match(call('HGET', STAFF, staff) or '0 1 0', '^(%d) (%d) (%d+)$')
  return available, tonumber(capacity), asked
end

local function put_staff(staff, available, capacity, asked)
  call('HSET', STAFF, staff, available .. ' ' .. text(capacity) .. ' ' .. asked)
end

local function asked_now(staff)
  local available, capacity = staff_record(staff)
  put_staff(staff, available, capacity, text(now))
end

local function present(staff)
  local ends = call('ZSCORE', DUE, 'present ' .. staff)
  return ends and tonumber(ends) > now
end

local function alive(staff, milliseconds)
  if not present(staff) then changed() end
  call('HSETNX', STAFF, staff, '0 1 0')
  call('ZADD', DUE, 'GT', text(now + milliseconds), 'present ' .. staff)
  call('ZREM', DUE, 'forget ' .. staff)
end

local function cool_down(staff, conversation, milliseconds)
  call('ZADD', DUE, text(now + milliseconds), 'cool ' .. staff .. ' ' .. conversation)
end

local function claim(conversation, staff, milliseconds)
  release(conversation)
  local fence = text(call('HINCRBY', META, 'fence', 1))
  give(conversation, staff, 'claimed', fence, now + milliseconds)
  asked_now(staff)
  changed()
  return { 'Taken', conversation, call('HGET', PLACES, conversation), staff, fence }
end

-- Held has no end of its own: presence is its timer. Whoever is away already is named by the next tick.
local function hold(conversation, staff, fence)
  give(conversation, staff, 'held', fence, 0)
  if not present(staff) then call('ZADD', DUE, text(now), 'held ' .. conversation) end
  changed()
end

