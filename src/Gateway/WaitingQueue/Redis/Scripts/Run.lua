-- A call: ARGV holds the time, then for each operation its name, how many values it has, and these. The operations are carried out
-- in this order as one atomic step; the answer is one text for each. An operation that fails says so and leaves the others alone.

local asked, first_values = {}, { staff = {}, place = {}, done = {} }
local at = 2
while at <= #ARGV do
  local name, count = ARGV[at], tonumber(ARGV[at + 1])
  asked[#asked + 1] = { name, at + 2, at + 1 + count }
  local wants = reads[name]
  if wants then
    for i, kind in ipairs(wants) do first_values[kind][ARGV[at + 1 + i]] = true end
  end
  at = at + 2 + count
end

if not fills[asked[1][1]] and lost() then
  local answers = {}
  for i = 1, #asked do answers[i] = 'lost' end
  return answers
end

-- What many operations need is asked for at once.
local function keys_of(set)
  local keys = {}
  for key in pairs(set) do keys[#keys + 1] = key end
  return keys
end

local wanted = keys_of(first_values.place)
if #wanted > 1 then
  for i, kept in ipairs(call('HMGET', PLACES, unpack(wanted))) do places[wanted[i]] = kept end
end
wanted = keys_of(first_values.staff)
if #wanted > 1 then
  for i, kept in ipairs(call('HMGET', STAFF, unpack(wanted))) do read_staff(wanted[i], kept or nil) end
end
wanted = keys_of(first_values.done)
if #wanted > 1 then
  local younger, older = call('HMGET', DONE, unpack(wanted)), call('HMGET', DONE_BEFORE, unpack(wanted))
  for i, operation in ipairs(wanted) do done[operation] = younger[i] or older[i] end
end

local answers = {}
for i, operation in ipairs(asked) do
  local good, answer = pcall(operations[operation[1]], unpack(ARGV, operation[2], operation[3]))
  if not good then answer = 'failed ' .. (type(answer) == 'table' and answer.err or tostring(answer)) end
  answers[i] = answer
end
flush()
keep_done()
flush_meta()
return answers
