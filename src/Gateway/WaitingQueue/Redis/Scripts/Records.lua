function text(number)
  return format('%d', number)
end

-- Who keeps this data set: another name after every restart and every failover.
function server()
  local info = redis.pcall('INFO', 'replication')
  return type(info) == 'string' and match(info, 'master_replid:(%w+)') or 'unknown'
end

-- Wiped, or not the data set that was filled: what is here may be missing decisions.
function lost()
  return filled_by ~= server()
end

function in_pieces(command, key, values)
  for from = 1, #values, AT_ONCE do call(command, key, unpack(values, from, math.min(from + AT_ONCE - 1, #values))) end
end

-- Places ------------------------------------------------------------------------------------------------------------------


function read_places(conversations)
  for from = 1, #conversations, AT_ONCE do
    local to = math.min(from + AT_ONCE - 1, #conversations)
    for i, kept in ipairs(call('HMGET', PLACES, unpack(conversations, from, to))) do
      local conversation = conversations[from + i - 1]
      if not new_places[conversation] then places[conversation] = kept end
    end
  end
end

function kept_place(conversation)
  local kept = places[conversation]
  if kept == nil then
    kept = call('HGET', PLACES, conversation)
    places[conversation] = kept
  end
  return kept
end

function keep_place(conversation, kept)
  places[conversation], new_places[conversation] = kept, true
end

-- State (w waiting, o offered, c claimed, h held), place, staff, offer id or fence, when it ends (0: never).
function who_has(conversation)
  local kept = kept_place(conversation)
  if not kept then return nil end
  if byte(kept) == 119 then return 'w', sub(kept, 3) end
  local state, staff, detail, ends, place = match(kept, '^(%a) (%S+) (%S+) (%S+) (.*)$')
  return state, place, staff, detail, tonumber(ends)
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


-- The order of NextInQueue.Counsellors as one number, in text; false for whoever is not to be asked.
function free_order(staff)
  local free = staff.capacity - #staff.hands
  if staff.available and staff.counted and free > 0 and not staff.ringing then return (5 - free) .. staff.asked end
  return false
end

-- As pack_staff wrote it; nobody knows anything of whoever is new.
function read_staff(id, kept)
  local staff
  if kept then
    local listed, counted, available, capacity = byte(kept, 1, 4)
    local ends = sub(kept, 18, 30)
    staff = {
      id = id, listed = listed == 49, counted = counted == 49, available = available == 49, capacity = capacity - 48,
      asked = sub(kept, 5, 17), ends = tonumber(ends), ends_text = ends, hands = {}, ringing = false, free_order = false,
    }
    if #kept > 30 then
      for rings, conversation in string.gmatch(sub(kept, 31), ' (%*?)(%S+)') do
        staff.hands[#staff.hands + 1] = conversation
        if rings ~= '' then staff.ringing = conversation end
      end
    end
    staff.free_order = free_order(staff)
  else
    staff = { id = id, listed = false, counted = false, available = false, capacity = 1, asked = NEVER, ends = 0, ends_text = NEVER, hands = {}, ringing = false, free_order = false }
  end
  staff_known[id] = staff
  return staff
end

function read_all_staff(ids)
  for i, kept in ipairs(#ids > 0 and call('HMGET', STAFF, unpack(ids)) or {}) do
    if not staff_known[ids[i]] then read_staff(ids[i], kept) end
  end
end

function pack_staff(staff)
  local kept = (staff.listed and '1' or '0') .. (staff.counted and '1' or '0') .. (staff.available and '1' or '0') .. staff.capacity
    .. staff.asked .. staff.ends_text
  local hands = staff.hands
  for i = 1, #hands do
    kept = kept .. (hands[i] == staff.ringing and ' *' or ' ') .. hands[i]
  end
  return kept
end

function staff_of(id)
  return staff_known[id] or read_staff(id, call('HGET', STAFF, id))
end

function keep_staff(staff)
  new_staff[staff.id] = staff
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
  local set, gone = {}, {}
  for conversation, order in pairs(waiting) do
    if order then
      set[#set + 1] = order
      set[#set + 1] = conversation
    else
      gone[#gone + 1] = conversation
    end
  end
  in_pieces('ZADD', WAITING, set)
  in_pieces('ZREM', WAITING, gone)
  waiting = {}
end

-- What others have changed is written before the first who wait are read.

function take_first()
  if not ahead then
    flush_waiting()
    ahead = call('ZRANGE', WAITING, 0, wanted_ahead - 1)
    read_places(ahead)
  end
  ahead_at = ahead_at + 1
  local conversation = ahead[ahead_at]
  if not conversation then return nil end
  waiting[conversation] = false
  return conversation, select(2, who_has(conversation))
end
