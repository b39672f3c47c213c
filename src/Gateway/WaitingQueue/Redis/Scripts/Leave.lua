-- staff
-- O(log timers)
given.Leave, reads.Leave = 1, { 'staff' }
function operations.Leave(staff_id)
  local staff = staff_of(staff_id)
  if not staff.listed then return 'unknown' end
  staff.available, staff.capacity, staff.traits, staff.disaster_first = false, 1, 0, 0
  staff.ends, staff.ends_text, staff.counted = now, asked_now, true
  keep_staff(staff)
  due('present ' .. staff_id, asked_now)
  due('forget ' .. staff_id, false)
  changed = true
  return 'left'
end

