-- Moves -------------------------------------------------------------------------------------------------------------------


-- Takes a conversation out of the hands that have it, or out of the waiting. What becomes of it is the caller's next step.
function release(conversation, state, staff_id)
  if state == 'w' then
    waiting[conversation] = false
  elseif state then
    local staff = staff_of(staff_id)
    local hands = staff.hands
    for i = 1, #hands do
      if hands[i] == conversation then
        table.remove(hands, i)
        break
      end
    end
    if staff.ringing == conversation then staff.ringing = false end
    keep_staff(staff)
    due(TIMER_OF[state] .. conversation, false)
  end
end

function give(conversation, place, staff, state, detail, ends)
  keep_place(conversation, state .. ' ' .. staff.id .. ' ' .. detail .. ' ' .. ends .. ' ' .. place)
  staff.hands[#staff.hands + 1] = conversation
  if state == 'o' then staff.ringing = conversation end
  keep_staff(staff)
  if ends ~= '0' then due(TIMER_OF[state] .. conversation, ends) end
  changed = true
end

-- Waits (again), in the order that the place has always had.
function wait(conversation, place)
  keep_place(conversation, 'w ' .. place)
  waiting[conversation] = match(place, '^%d+')
  changed = true
end

-- For whom nobody has any more: release comes before.
function claim(conversation, place, staff)
  fence = fence + 1
  staff.asked = asked_now
  local own = text(fence)
  give(conversation, place, staff, 'c', own, claim_ends)
  return 'Taken ' .. conversation .. ' ' .. staff.id .. ' ' .. own .. ' ' .. place
end

-- Held has no end of its own: presence is its timer. Whoever is away already is named by the next tick.
function hold(conversation, place, staff, held_fence)
  give(conversation, place, staff, 'h', held_fence, '0')
  if not present(staff) then due('held ' .. conversation, asked_now) end
end

-- Answers that have been given already ------------------------------------------------------------------------------------


function remembered(operation)
  local kept = done[operation]
  if kept == nil then
    kept = call('HGET', DONE, operation) or call('HGET', DONE_BEFORE, operation)
    done[operation] = kept
  end
  if not kept then return nil end
  local ends, answer = match(kept, '^(%d+) (.*)$')
  return tonumber(ends) > now and answer or nil
end

function remember(operation, answer, milliseconds)
  done[operation] = (milliseconds and text(now + milliseconds) .. ' ' or done_ends) .. answer
  new_done[operation] = true
  return answer
end

-- Two halves, so that forgetting costs nothing: the older one goes as a whole when the younger is full of years or of answers.

function keep_done()
  local written = {}
  for operation in pairs(new_done) do
    written[#written + 1] = operation
    written[#written + 1] = done[operation]
  end
  if #written == 0 then return end
  if not done_since or tonumber(done_since) + done_ms <= now or call('HLEN', DONE) >= DONE_MOST then
    call('UNLINK', DONE_BEFORE)
    if call('EXISTS', DONE) == 1 then call('RENAME', DONE, DONE_BEFORE) end
    call('HSET', META, 'done_since', text(now))
    call('HSET', DONE, unpack(written))
    call('PEXPIRE', DONE, 2 * done_ms)
  else
    call('HSET', DONE, unpack(written))
  end
end

-- Writing it all down -----------------------------------------------------------------------------------------------------

function flush_places()
  local kept, gone = {}, {}
  for conversation in pairs(new_places) do
    local place = places[conversation]
    if place then
      kept[#kept + 1] = conversation
      kept[#kept + 1] = place
    else
      gone[#gone + 1] = conversation
    end
  end
  in_pieces('HSET', PLACES, kept)
  in_pieces('HDEL', PLACES, gone)
  new_places = {}
end

function flush_staff()
  local kept, gone, free, busy = {}, {}, {}, {}
  for id, staff in pairs(new_staff) do
    if staff.listed or #staff.hands > 0 then
      kept[#kept + 1] = id
      kept[#kept + 1] = pack_staff(staff)
    else
      gone[#gone + 1] = id
    end
    local order = free_order(staff)
    if order and order ~= staff.free_order then
      free[#free + 1] = order
      free[#free + 1] = id
    elseif staff.free_order and not order then
      busy[#busy + 1] = id
    end
    staff.free_order = order
  end
  in_pieces('HSET', STAFF, kept)
  in_pieces('HDEL', STAFF, gone)
  in_pieces('ZADD', FREE, free)
  in_pieces('ZREM', FREE, busy)
  new_staff = {}
end

function flush_timers()
  local set, gone = {}, {}
  for timer, at in pairs(timers) do
    if at then
      set[#set + 1] = at
      set[#set + 1] = timer
    else
      gone[#gone + 1] = timer
    end
  end
  in_pieces('ZADD', DUE, set)
  in_pieces('ZREM', DUE, gone)
  timers = {}
end

function flush()
  flush_waiting()
  flush_places()
  flush_staff()
  flush_timers()
end

function flush_meta()
  local written = {}
  if changed ~= was_changed then
    written[1], written[2] = 'changed', changed and '1' or '0'
  end
  if text(fence) ~= was_fence then
    written[#written + 1] = 'fence'
    written[#written + 1] = text(fence)
  end
  if #written > 0 then call('HSET', META, unpack(written)) end
end
