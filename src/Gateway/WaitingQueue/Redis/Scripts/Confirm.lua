-- conversation, staff, fence
-- O(log timers)
given.Confirm, reads.Confirm = 3, { 'place', 'staff' }
function operations.Confirm(conversation, staff_id, claimed)
  local state, place, claimant, detail = who_has(conversation)
  if state ~= 'c' or claimant ~= staff_id or detail ~= claimed then return 'refused' end
  release(conversation, state, staff_id)
  hold(conversation, place, staff_of(staff_id), claimed)
  return 'held'
end

