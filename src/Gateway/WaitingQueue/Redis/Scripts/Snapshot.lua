-- ARGV: now
if lost() then return { 'lost' } end
local staff = {}
local all = call('HGETALL', STAFF)
for i = 1, #all, 2 do
  staff[#staff + 1] = all[i]
  staff[#staff + 1] = all[i + 1]
  staff[#staff + 1] = present(all[i]) and '1' or '0'
end
return { 'snapshot', call('HGETALL', PLACES), call('HGETALL', HAS), staff }
