-- What is read and changes nothing. Whoever is offered or claimed still counts as waiting, at the place they have always had.

local function order_of(place)
  return tonumber((match(place, '^%d+')))
end

-- Everything about the counsellors, and who is in their hands.
local function read_shift()
  local ids, hands = {}, {}
  local all = call('HGETALL', STAFF)
  for i = 1, #all, 2 do
    local staff = staff_known[all[i]] or read_staff(all[i], all[i + 1])
    ids[#ids + 1] = all[i]
    for _, conversation in ipairs(staff.hands) do
      if not places[conversation] then hands[#hands + 1] = conversation end
    end
  end
  read_places(hands)
  return ids
end

-- how many places are named, from the first on
-- O(counsellors + their hands + places named)
given.Snapshot = 1
function operations.Snapshot(first)
  local rows, ahead = { '' }, 0
  for _, id in ipairs(read_shift()) do
    local staff = staff_known[id]
    if staff.listed then
      rows[#rows + 1] = 's ' .. id .. ' ' .. (staff.available and '1' or '0') .. ' ' .. staff.capacity .. ' ' .. #staff.hands .. ' ' .. (present(staff) and '1' or '0') .. ' ' .. staff.traits .. ' ' .. text(staff.disaster_first)
    end
    for _, conversation in ipairs(staff.hands) do
      rows[#rows + 1] = 'p ' .. conversation .. ' ' .. kept_place(place_of(conversation))
      if who_has(conversation) ~= 'h' then ahead = ahead + 1 end
    end
  end
  local people = tonumber(first) > 0 and call('ZRANGE', WAITING, 0, tonumber(first) - 1) or {}
  read_places(people)
  for _, conversation in ipairs(people) do rows[#rows + 1] = 'p ' .. conversation .. ' ' .. kept_place(place_of(conversation)) end
  rows[1] = text(call('ZCARD', WAITING) + ahead)
  return concat(rows, '\n')
end

-- conversation ...
-- For each: 0 when it is not in the queue or held, otherwise its position, 1 is next.
-- O(counsellors + their hands + conversations * (log waiting + those in hands))
given.Positions = -1
function operations.Positions(from, to)
  local ahead = {}
  for _, id in ipairs(read_shift()) do
    for _, conversation in ipairs(staff_known[id].hands) do
      local state, place = who_has(conversation)
      if state ~= 'h' then ahead[#ahead + 1] = { order_of(place), conversation } end
    end
  end

  local positions = {}
  local asked = { unpack(ARGV, from, to) }
  read_places(asked)
  for _, conversation in ipairs(asked) do
    local state, place = who_has(conversation)
    local position = 0
    if state and state ~= 'h' then
      local order = order_of(place)
      if state == 'w' then
        position = 1 + call('ZRANK', WAITING, conversation)
      else
        position = 1 + call('ZCOUNT', WAITING, '-inf', '(' .. text(order))
        for _, equal in ipairs(call('ZRANGEBYSCORE', WAITING, text(order), text(order), 'LIMIT', 0, 100)) do
          if equal < conversation then position = position + 1 end
        end
      end
      for _, other in ipairs(ahead) do
        if other[1] < order or (other[1] == order and other[2] < conversation) then position = position + 1 end
      end
    end
    positions[#positions + 1] = text(position)
  end
  return concat(positions, ' ')
end

-- conversation ...
-- For each a line: - when it is not in the queue, otherwise what PLACES holds.
-- O(conversations)
given.Find = -1
function operations.Find(from, to)
  local asked, lines = { unpack(ARGV, from, to) }, {}
  read_places(asked)
  for _, conversation in ipairs(asked) do lines[#lines + 1] = kept_place(place_of(conversation)) or '-' end
  return concat(lines, '\n')
end

-- cursor (0 at the beginning), about how many
-- The next cursor (0 at the end), then ids of conversations in the queue. Whoever is in it throughout is named at least once.
-- O(how many)
given.Walk = 2
function operations.Walk(cursor, count)
  local found = call('HSCAN', PLACES, cursor, 'COUNT', count)
  local ids = { found[1] }
  for i = 1, #found[2], 2 do ids[#ids + 1] = found[2][i] end
  return concat(ids, '\n')
end

