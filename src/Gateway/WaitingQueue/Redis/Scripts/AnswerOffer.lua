-- staff, operation, offer, 1 accept or 0 decline, presence ms, claim ms, cool-down ms, how long the answer is remembered in ms
-- O(log waiting + log timers)
reads.AnswerOffer = { 'staff', 'done' }
function operations.AnswerOffer(staff_id, operation, offer, accept, presence, claim_ms, cool_ms, keep)
  local before = remembered(operation)
  if before then return before end

  local staff = staff_of(staff_id)
  local conversation = staff.ringing
  if not conversation then return remember(operation, 'Gone', keep) end
  local state, place, _, rings, ends = who_has(conversation)
  if rings ~= offer or ends <= now then return remember(operation, 'Gone', keep) end

  alive(staff, tonumber(presence))
  release(conversation, state, staff_id)
  if accept == '1' then return remember(operation, claim(conversation, place, staff, tonumber(claim_ms)), keep) end
  wait(conversation, place)
  cool_down(staff_id, conversation, tonumber(cool_ms))
  return remember(operation, 'Declined', keep)
end

