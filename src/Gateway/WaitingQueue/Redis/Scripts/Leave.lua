-- staff
-- O(log timers)
reads.Leave = { 'staff' }
function operations.Leave(staff_id)
  local staff = staff_of(staff_id)
  if staff.listed == '0' then return 'unknown' end
  staff.available, staff.capacity, staff.ends, staff.counted = '0', 1, now, '1'
  keep_staff(staff)
  due('present ' .. staff_id, now)
  due('forget ' .. staff_id, false)
  changed = true
  return 'left'
end

