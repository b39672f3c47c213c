-- ARGV: now, staff, presence ms, 1 available or 0, capacity
if lost() then return { 'lost' } end
local staff, presence, available, capacity = ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])

alive(staff, presence)
local was_available, was_capacity, asked = staff_record(staff)
if was_available ~= available or was_capacity ~= capacity then changed() end
put_staff(staff, available, capacity, asked)

local hands = hands_of(staff)
local conversation, offer = ringing(hands)
if conversation and (available == '0' or #hands > capacity) then
  release(conversation)
  wait(conversation)
  changed()
  return { 'withdrawn', offer, staff }
end
return { 'set' }
