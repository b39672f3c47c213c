-- ARGV: now, the new epoch, presence ms, number of waiting, (conversation, place) ..., (conversation, place, staff, fence) ...
if not lost() then return { 'alive' } end
local epoch, presence, waiting = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])

-- Milliseconds outrun claims, so a clock's number lies above every fence that was ever given out and is forgotten now.
local fence = math.max(now, tonumber(call('HGET', META, 'fence') or '0'))
call('DEL', META, PLACES, WAITING, HAS, HANDS, OFFERS, STAFF, DUE, WITHDRAWN)

for i = 5, 4 + 2 * waiting, 2 do
  if call('HSETNX', PLACES, ARGV[i], ARGV[i + 1]) == 1 then wait(ARGV[i]) end
end
for i = 5 + 2 * waiting, #ARGV, 4 do
  local conversation, place, staff, held = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  alive(staff, presence)
  release(conversation)
  call('HSET', PLACES, conversation, place)
  hold(conversation, staff, held)
  fence = math.max(fence, tonumber(held))
end
call('HSET', META, 'server', server(), 'epoch', epoch, 'fence', text(fence), 'changed', '1')
return { 'rebuilt' }
