-- ARGV: now, conversation, staff, fence
if lost() then return { 'lost' } end
local conversation, staff, fence = ARGV[2], ARGV[3], ARGV[4]

local state, claimant, claimed = who_has(conversation)
if state ~= 'claimed' or claimant ~= staff or claimed ~= fence then return { 'refused' } end
release(conversation)
hold(conversation, staff, fence)
return { 'held' }
