-- ARGV: now, conversation
if lost() then return { 'lost' } end
local conversation = ARGV[2]

if call('HEXISTS', PLACES, conversation) == 0 then return { 'unknown' } end
local state, staff, offer = release(conversation)
call('HDEL', PLACES, conversation)
changed()
if state == 'offered' then return { 'withdrawn', offer, staff } end
return { 'removed' }
