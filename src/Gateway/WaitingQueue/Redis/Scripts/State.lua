-- What every operation of the queue shares, by name; the functions stand in Records.lua and Moves.lua. What the keys hold stands in
-- RedisQueue.cs; how a call looks, in Run.lua. Reads go through tables and writes wait in them until flush(), so that a call with many
-- operations asks Redis little more often than a call with one.
-- The files after this one are put into functions of their own: to make a function beside the sixty locals that it uses, Lua searches
-- for each of them, and that would cost more than what the call does.
local META, PLACES, WAITING, STAFF, FREE, DUE, WITHDRAWN, DONE, DONE_BEFORE, FILLING, NEW_PLACES, NEW_WAITING = unpack(KEYS)
local now, presence_ms, claim_ms, cool_ms, offer_ms, done_ms = unpack(ARGV, 1, 6)
now, presence_ms, claim_ms = tonumber(now), tonumber(presence_ms), tonumber(claim_ms)
cool_ms, offer_ms, done_ms = tonumber(cool_ms), tonumber(offer_ms), tonumber(done_ms)
local call, match, sub, byte, format = redis.call, string.match, string.sub, string.byte, string.format
-- What most operations write, made into text once: Lua would write large numbers as 1.8e+12, and slowly.
local claim_ends, presence_ends, done_ends = format('%d', now + claim_ms), now + presence_ms, format('%d ', now + done_ms)
local asked_now, presence_text = ARGV[1], format('%013d', presence_ends)

-- What the files of the operations fill: the function of each; how many values it is given (-1: all that are left, and it is
-- given the numbers of the first and the last of them); what its first values name, to be read for all operations at once; and which
-- work on a queue without memory.
local operations, given, reads, fills = {}, {}, {}, {}

-- How many values a call of Redis is given at once; Lua's stack holds about 8,000.
local AT_ONCE = 2000

local filled_by, fence, changed, done_since = unpack(call('HMGET', META, 'server', 'fence', 'changed', 'done_since'))
local was_changed, was_fence = changed == '1', fence
changed, fence = was_changed, tonumber(fence or '0')

-- By conversation: what PLACES holds, and whether it is to be written. By counsellor, by operation: the same.
local places, new_places = {}, {}
local staff_known, new_staff = {}, {}
local done, new_done = {}, {}
-- By timer: when it is due; by conversation: the order in which it waits from now on. False: taken away.
local timers, waiting = {}, {}
-- The first who wait, for all who take in this call; how many of them are gone; and how many take.
local ahead, ahead_at, wanted_ahead = nil, 0, 1

local TIMER_OF = { o = 'offered ', c = 'claimed ', h = 'held ' }
-- Thirteen digits, as long as every time of a counsellor is written.
local NEVER = '0000000000000'
-- How many answers a half of the memory holds.
local DONE_MOST = 100000

local text, server, lost, in_pieces, read_places, kept_place, keep_place, who_has, due, cool_down, cooling, free_order
local read_staff, read_all_staff, pack_staff, staff_of, keep_staff, present, alive, flush_waiting, take_first
local release, give, wait, claim, hold, remembered, remember, keep_done, flush_places, flush_staff, flush_timers, flush
local flush_meta

