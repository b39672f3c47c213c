-- What every operation of the queue shares, by name; the functions stand in Records.lua and Moves.lua. What the keys hold stands in
-- RedisQueue.cs; how a call looks, in Run.lua. Reads go through tables and writes wait in them until flush(), so that a call with many
-- operations asks Redis little more often than a call with one.
-- Redis keeps the library between calls. Run.lua begins by giving every name that a call changes a new value, so that nothing is
-- carried from one call to the next; the one exception, SERVER, says why.

-- Lua's own functions are not there yet when the library is loaded, and later stand behind a table; so they are named at the first call.
local function own()
  return string.match, string.sub, string.byte, string.format, string.gmatch, table.concat, table.remove, math.min, math.max, tonumber, tostring, type, ipairs,
    pairs, unpack, select, pcall, bit.band
end

local match, sub, byte, format, gmatch, concat, remove, min, max, tonumber, tostring, type, ipairs, pairs, unpack, select, pcall, band

local META, PLACES, WAITING, STAFF, FREE, DUE, WITHDRAWN, DONE, DONE_BEFORE, FILLING, NEW_PLACES, NEW_WAITING
local ARGV, call, now, presence_ms, claim_ms, cool_ms, offer_ms, done_ms
-- What most operations write, made into text once: Lua would write large numbers as 1.8e+12, and slowly.
local asked_now, claim_ends, presence_ends, presence_text, done_ends

-- What the files of the operations fill: the function of each; how many values it is given (-1: all that are left, and it is
-- given the numbers of the first and the last of them); what its first values name, to be read for all operations at once; and which
-- work on a queue without memory.
local operations, given, reads, fills = {}, {}, {}, {}

-- How many values a call of Redis is given at once; Lua's stack holds about 8,000.
local AT_ONCE = 2000

-- Whose data this is, asked for once, because asking costs as much as an operation. A server that restarts or takes over begins with a
-- library that has not run yet, and so does one that had gone its own way and then gets the whole data of another. One that comes
-- back without that had decided nothing that the other does not know.
local SERVER

local filled_by, fence, changed, done_since, was_changed, was_fence

-- By conversation: its place as a table, with state (w waiting, o offered, c claimed, h held), place, staff, detail (offer id or fence)
-- and ends as PLACES holds them. Without a state it is not in the queue. order: in which order it waits from now on; false: no more.
-- By counsellor: a table, too. Both have kept = false when they are to be written, and then stand in the lists behind.
local places, new_places, new_places_count
local staff_known, new_staff, new_staff_count
-- By operation: what it was answered, false for nothing; and what is new, by turns.
local done, new_done, new_done_count
-- By timer: when it is due. False: taken away.
local timers
-- The first who wait, for all who take in this call (false: gone); from which on somebody may be left; and how many take.
local ahead, ahead_at, wanted_ahead
-- Whether every counsellor has been read.
local all_staff

local TIMER_OF = { o = 'offered ', c = 'claimed ', h = 'held ' }
-- By how many more a counsellor can take: the more, the earlier they are asked.
local FREE_FIRST = { '4', '3', '2', '1', '0' }
local DIGIT = { '1', '2', '3', '4', '5' }
-- Thirteen digits, as long as every time of a counsellor is written.
local NEVER = '0000000000000'
-- The groups of bits of a wish: gender, generation, language. Behind how many who wait for others nobody is looked for. As in WishCode.cs.
local WISHES = { 3, 508, 523776 }
local MOST_PASSED_OVER = 100
-- How much later somebody of a disaster may have their place than whoever is passed over for them, and how far they are looked for. As in NextInQueue.cs.
local DISASTER_HEAD_START, DISASTER_LOOKS_AHEAD = 7200000, 500
-- How many answers a half of the memory holds.
local DONE_MOST = 100000

local text, server, lost, in_pieces, read_places, place_of, kept_place, keep_place, who_has, due, cool_down, cooling, free_hands
local read_staff, read_all_staff, read_whole_staff, pack_staff, staff_of, keep_staff, present, alive, flush_waiting, take_first
local fits, waits_for_wish, waited_for, kept_from, disaster_first, of_disaster
local release, give, wait, claim, hold, remembered, remember, keep_done, flush_places, flush_staff, flush_timers, flush
local flush_meta
