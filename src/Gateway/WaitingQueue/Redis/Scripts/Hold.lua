-- ARGV: now, conversation, place, staff, fence
if lost() then return { 'lost' } end
local conversation, place, staff, fence = ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local state, asked, offer = release(conversation)
if state == 'offered' then call('RPUSH', WITHDRAWN, offer .. ' ' .. asked .. ' taken') end
call('HSET', PLACES, conversation, place)
hold(conversation, staff, fence)
if tonumber(fence) > tonumber(call('HGET', META, 'fence')) then call('HSET', META, 'fence', fence) end
return { 'held' }
