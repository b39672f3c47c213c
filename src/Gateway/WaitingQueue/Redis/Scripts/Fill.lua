-- The three steps of filling a queue without memory. The new places are laid beside the old ones and take over at once in the last
-- step. FILLING names who fills and the server it began on: a wiped or replaced server cannot end with half of the places.

local function filling(token, lease_ms)
  if call('GET', FILLING) ~= token .. ' ' .. server() then return false end
  call('PEXPIRE', FILLING, lease_ms)
  return true
end

-- token, lease ms: alive (nothing to fill), busy (another fills), or begun
-- O(1)
given.BeginFill, fills.BeginFill = 2, true
function operations.BeginFill(token, lease_ms)
  -- Asked anew: after two failovers there and back, gateways of another version may know this server by its new name.
  SERVER = nil
  if not lost() then return 'alive' end
  if not call('SET', FILLING, token .. ' ' .. server(), 'NX', 'PX', lease_ms) then return 'busy' end
  call('UNLINK', NEW_PLACES, NEW_WAITING)
  return 'begun'
end

-- token, lease ms, how many were added before, (conversation, place) ...
-- O(places given * log waiting)
given.AddFill, fills.AddFill = -1, true
function operations.AddFill(from, to)
  local token, lease_ms, before = unpack(ARGV, from, from + 2)
  if not filling(token, lease_ms) or call('HLEN', NEW_PLACES) ~= tonumber(before) then return 'lost' end
  local kept, order = {}, {}
  for i = from + 3, to, 2 do
    local conversation, place, at = ARGV[i], ARGV[i + 1], i - from - 2
    kept[at], kept[at + 1] = conversation, 'w ' .. place
    order[at], order[at + 1] = match(place, '^%d+'), conversation
  end
  in_pieces('HSET', NEW_PLACES, kept, #kept)
  in_pieces('ZADD', NEW_WAITING, order, #order)
  call('PEXPIRE', NEW_PLACES, lease_ms)
  call('PEXPIRE', NEW_WAITING, lease_ms)
  return 'added'
end

-- token, lease ms, how many were added, the new epoch, (conversation, place, staff, fence) ...
-- O(held * log waiting); what is replaced is freed in the background
given.EndFill, fills.EndFill = -1, true
function operations.EndFill(from, to)
  local token, lease_ms, added, epoch = unpack(ARGV, from, from + 3)
  if not filling(token, lease_ms) or call('HLEN', NEW_PLACES) ~= tonumber(added) then return 'lost' end
  -- Milliseconds outrun claims, so a clock's number lies above every fence that was ever given out and is forgotten now.
  fence = max(now, fence)
  call('UNLINK', META, PLACES, WAITING, STAFF, FREE, DUE, WITHDRAWN, DONE, DONE_BEFORE, FILLING)
  if tonumber(added) > 0 then
    call('RENAME', NEW_PLACES, PLACES)
    call('RENAME', NEW_WAITING, WAITING)
    call('PERSIST', PLACES)
    call('PERSIST', WAITING)
  end
  for i = from + 4, to, 4 do
    local place, packed, staff, held_fence = place_of(ARGV[i]), ARGV[i + 1], staff_of(ARGV[i + 2]), ARGV[i + 3]
    alive(staff)
    release(place)
    hold(place, packed, staff, held_fence)
    fence = max(fence, tonumber(held_fence))
  end
  call('HSET', META, 'server', server(), 'epoch', epoch)
  was_changed, changed, was_fence = false, true, nil
  return 'rebuilt'
end

