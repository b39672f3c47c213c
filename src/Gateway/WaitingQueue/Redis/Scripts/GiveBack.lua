-- ARGV: now, conversation, place, fence, cool-down ms
if lost() then return { 'lost' } end
local conversation, place, fence, cool_ms = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

local state, staff, detail = who_has(conversation)
if (state ~= 'claimed' and state ~= 'held') or detail ~= fence then return { 'refused' } end
if state == 'held' and present(staff) then cool_down(staff, conversation, cool_ms) end
release(conversation)
call('HSET', PLACES, conversation, place)
wait(conversation)
changed()
return { 'waiting' }
