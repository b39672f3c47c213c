-- presence ms, staff ... (at most a few hundred)
-- O(staff named here)
function operations.Heartbeat(presence, ...)
  local ids, unknown = { ... }, {}
  for _, id in ipairs(ids) do
    if not staff_known[id] then unknown[#unknown + 1] = id end
  end
  if #unknown > 0 then
    for i, kept in ipairs(call('HMGET', STAFF, unpack(unknown))) do read_staff(unknown[i], kept or nil) end
  end
  for _, id in ipairs(ids) do alive(staff_of(id), tonumber(presence)) end
  return 'alive'
end

