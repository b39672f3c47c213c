-- staff, operation, offer, 1 accept or 0 decline
-- O(log waiting + log timers)
given.AnswerOffer, reads.AnswerOffer = 4, { 'staff', 'done' }
function operations.AnswerOffer(staff_id, operation, offer, accept)
  local before = remembered(operation)
  if before then return before end

  local staff = staff_of(staff_id)
  local conversation = staff.ringing
  if not conversation then return remember(operation, 'Gone') end
  local place = place_of(conversation)
  if place.detail ~= offer or tonumber(place.ends) <= now then return remember(operation, 'Gone') end

  alive(staff)
  release(place)
  if accept == '1' then return remember(operation, claim(place, staff)) end
  wait(place, place.place)
  cool_down(staff_id, conversation)
  return remember(operation, 'Declined')
end

