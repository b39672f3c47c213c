-- ARGV: now, presence ms, staff ...
if lost() then return { 'lost' } end
for i = 3, #ARGV do alive(ARGV[i], tonumber(ARGV[2])) end
return { 'alive' }
