-- ARGV: now, staff
if lost() then return { 'lost' } end
local staff = ARGV[2]

if call('HEXISTS', STAFF, staff) == 0 then return { 'unknown' } end
local _, _, asked = staff_record(staff)
put_staff(staff, '0', 1, asked)
call('ZADD', DUE, text(now), 'present ' .. staff)
changed()
return { 'left' }
