-- A call: ARGV holds the time and five durations in ms (presence, claim, cool-down, offer, how long an answer is remembered), then for
-- each operation its name and its values. All are carried out as one atomic step; the answer is one text for each. They were asked at
-- the same moment, so any order is right: whoever takes comes last, and what all of them read is read at once. An operation that
-- fails says so and leaves the others alone.

-- Three functions, because one may use sixty names from outside at most.
local function name_own()
  match, sub, byte, format, gmatch, concat, remove, min, max, tonumber, tostring, type, ipairs, pairs, unpack, select, pcall, band = own()
end

local function begin(keys, values)
  META, PLACES, WAITING, STAFF, FREE, DUE, WITHDRAWN, DONE, DONE_BEFORE, FILLING, NEW_PLACES, NEW_WAITING = unpack(keys)
  ARGV, call = values, redis.call
  now, presence_ms, claim_ms = tonumber(values[1]), tonumber(values[2]), tonumber(values[3])
  cool_ms, offer_ms, done_ms = tonumber(values[4]), tonumber(values[5]), tonumber(values[6])
  asked_now, claim_ends, done_ends = values[1], text(now + claim_ms), text(now + done_ms) .. ' '
  presence_ends = now + presence_ms
  presence_text = format('%013d', presence_ends)
end

local function begin_memory()
  local kept_fence, kept_changed
  filled_by, kept_fence, kept_changed, done_since = unpack(call('HMGET', META, 'server', 'fence', 'changed', 'done_since'))
  was_changed, was_fence = kept_changed == '1', kept_fence
  changed, fence = was_changed, tonumber(kept_fence or '0')

  places, new_places, new_places_count = {}, {}, 0
  staff_known, new_staff, new_staff_count = {}, {}, 0
  done, new_done, new_done_count = {}, {}, 0
  timers = {}
  ahead, ahead_at, wanted_ahead, all_staff = nil, 1, 1, false
end

-- What several operations name is read for all of them; a single one reads for itself.
local function read_together(wanted)
  read_places(wanted.place)
  local staff = wanted.staff
  for _, conversation in ipairs(wanted.place) do
    staff[#staff + 1] = places[conversation].staff
  end
  read_all_staff(staff)
  if #wanted.done > 0 then
    local younger, older = call('HMGET', DONE, unpack(wanted.done)), call('HMGET', DONE_BEFORE, unpack(wanted.done))
    for i, operation in ipairs(wanted.done) do done[operation] = younger[i] or older[i] end
  end
end

local function carry_out(name, from, last)
  local good, answer
  if given[name] < 0 then
    good, answer = pcall(operations[name], from, last)
  else
    -- No operation is given more than five values.
    good, answer = pcall(operations[name], ARGV[from], ARGV[from + 1], ARGV[from + 2], ARGV[from + 3], ARGV[from + 4])
  end
  return good and answer or 'failed ' .. (type(answer) == 'table' and answer.err or tostring(answer))
end

local function run(keys, values)
  if not match then name_own() end
  begin(keys, values)
  begin_memory()
  local asked, first, takes, wanted = {}, {}, {}, { staff = {}, place = {}, done = {} }
  local at, last = 7, #values
  while at <= last do
    local name = values[at]
    local count, kinds = given[name], reads[name]
    asked[#asked + 1], first[#first + 1] = name, at + 1
    if name == 'TakeNext' then takes[#takes + 1] = #asked end
    for i = 1, kinds and #kinds or 0 do
      local of = wanted[kinds[i]]
      of[#of + 1] = values[at + i]
    end
    at = count < 0 and last + 1 or at + 1 + count
  end

  local answers = {}
  if not fills[asked[1]] and lost() then
    for i = 1, #asked do answers[i] = 'lost' end
    return answers
  end

  if #asked > 1 then read_together(wanted) end
  wanted_ahead = #takes
  for i = 1, #asked do
    if asked[i] ~= 'TakeNext' then answers[i] = carry_out(asked[i], first[i], last) end
  end
  for _, i in ipairs(takes) do answers[i] = carry_out(asked[i], first[i], last) end
  flush()
  keep_done()
  flush_meta()
  return answers
end

redis.register_function(LIBRARY, run)
