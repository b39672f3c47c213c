-- staff, operation, offer, 1 accept or 0 decline
-- O(log waiting + log timers)
given.AnswerOffer, reads.AnswerOffer = 4, { 'staff', 'done' }
function operations.AnswerOffer(staff_id, operation, offer, accept)
  local before = remembered(operation)
  if before then return before end

  local staff = staff_of(staff_id)
  local conversation = staff.ringing
  if not conversation then return remember(operation, 'Gone') end
  local state, place, _, rings, ends = who_has(conversation)
  if rings ~= offer or ends <= now then return remember(operation, 'Gone') end

  alive(staff)
  release(conversation, state, staff_id)
  if accept == '1' then return remember(operation, claim(conversation, place, staff)) end
  wait(conversation, place)
  cool_down(staff_id, conversation)
  return remember(operation, 'Declined')
end

