-- ARGV: now, offer, staff, 1 accept or 0 decline, presence ms, claim ms, cool-down ms, how long the answer is remembered in ms
if lost() then return { 'lost' } end
local offer, staff, accept = ARGV[2], ARGV[3], ARGV[4] == '1'
local presence, claim_ms, cool_ms, keep = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]

local before = remembered()
if before then return before end

local conversation = call('HGET', OFFERS, offer)
if not conversation then return remember({ 'Gone' }, keep) end
local _, asked, _, ends = who_has(conversation)
if asked ~= staff or ends <= now then return remember({ 'Gone' }, keep) end

alive(staff, presence)
if accept then return remember(claim(conversation, staff, claim_ms), keep) end
release(conversation)
wait(conversation)
cool_down(staff, conversation, cool_ms)
changed()
return remember({ 'Declined' }, keep)
