-- ARGV: now, staff, presence ms, claim ms, how long the answer is remembered in ms
if lost() then return { 'lost' } end
local staff, presence, claim_ms, keep = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]

local before = remembered()
if before then return before end

alive(staff, presence)
local hands = hands_of(staff)
local next = ringing(hands)
if not next then
  local _, capacity = staff_record(staff)
  if #hands >= capacity then return remember({ 'HandsFull' }, keep) end
  next = call('ZRANGE', WAITING, 0, 0)[1]
end
if not next then return remember({ 'NobodyWaits' }, keep) end
return remember(claim(next, staff, claim_ms), keep)
