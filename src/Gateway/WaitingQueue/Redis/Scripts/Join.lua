-- ARGV: now, conversation, place, the grades that are lower than its grade
if lost() then return { 'lost' } end
local conversation, place, lower = ARGV[2], ARGV[3], ARGV[4]

local known = call('HGET', PLACES, conversation)
if not known then
  call('HSET', PLACES, conversation, place)
  wait(conversation)
  changed()
  return { 'joined' }
end

local order, step, grade, rest = string.match(known, '^(%d+) (%d+) (%d)(.*)$')
local state = who_has(conversation)
if state ~= 'held' and string.find(lower, grade, 1, true) then
  local new_step, new_grade = string.match(place, '^%d+ (%d+) (%d)')
  local new_order = tonumber(order) - tonumber(step) + tonumber(new_step)
  call('HSET', PLACES, conversation, text(new_order) .. ' ' .. new_step .. ' ' .. new_grade .. rest)
  if not state then wait(conversation) end
  changed()
end
return { 'known' }
