-- staff ... (a few hundred at most)
-- O(staff named here)
given.Heartbeat = -1
function operations.Heartbeat(from, to)
  local ids = { unpack(ARGV, from, to) }
  read_all_staff(ids)
  for _, id in ipairs(ids) do alive(staff_of(id)) end
  return 'alive'
end

