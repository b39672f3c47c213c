-- A call: ARGV holds the time and five durations in ms (presence, claim, cool-down, offer, how long an answer is remembered), then for
-- each operation its name and its values. All are carried out as one atomic step; the answer is one text for each. They were asked at
-- the same moment, so any order is right: whoever takes comes last, and what all of them read is read at once. An operation that
-- fails says so and leaves the others alone.

local asked, first, takes, wanted = {}, {}, {}, { staff = {}, place = {}, done = {} }
local at, last = 7, #ARGV
while at <= last do
  local name = ARGV[at]
  local count, kinds = given[name], reads[name]
  asked[#asked + 1], first[#first + 1] = name, at + 1
  if name == 'TakeNext' then takes[#takes + 1] = #asked end
  for i = 1, kinds and #kinds or 0 do
    local of = wanted[kinds[i]]
    of[#of + 1] = ARGV[at + i]
  end
  at = count < 0 and last + 1 or at + 1 + count
end

local answers = {}
if not fills[asked[1]] and lost() then
  for i = 1, #asked do answers[i] = 'lost' end
  return answers
end

-- A single operation reads for itself.
if #asked > 1 then
  read_places(wanted.place)
  for _, conversation in ipairs(wanted.place) do
    local _, _, staff = who_has(conversation)
    if staff then wanted.staff[#wanted.staff + 1] = staff end
  end
  read_all_staff(wanted.staff)
  if #wanted.done > 0 then
    local younger, older = call('HMGET', DONE, unpack(wanted.done)), call('HMGET', DONE_BEFORE, unpack(wanted.done))
    for i, operation in ipairs(wanted.done) do done[operation] = younger[i] or older[i] end
  end
end

local function carry_out(i)
  local name, from = asked[i], first[i]
  local good, answer
  if given[name] < 0 then
    good, answer = pcall(operations[name], from, last)
  else
    good, answer = pcall(operations[name], unpack(ARGV, from, from + given[name] - 1))
  end
  answers[i] = good and answer or 'failed ' .. (type(answer) == 'table' and answer.err or tostring(answer))
end

wanted_ahead = #takes
for i = 1, #asked do
  if asked[i] ~= 'TakeNext' then carry_out(i) end
end
for _, i in ipairs(takes) do carry_out(i) end
flush()
keep_done()
flush_meta()
return answers
