using StackExchange.Redis;

namespace Gateway.WaitingQueue.Redis;

/// <summary>Reads what the scripts answer: an array whose first text says what it is.</summary>
internal static class QueueAnswers
{
    public static WithdrawnOffer? Withdrawn(RedisResult[] answer, string reason) =>
        (string)answer[0] == "withdrawn" ? new WithdrawnOffer((string)answer[1], (string)answer[2], reason) : null;

    public static TakeResult Take(string organisation, RedisResult[] answer)
    {
        var outcome = Enum.Parse<TakeOutcome>((string)answer[0]);
        return outcome == TakeOutcome.Taken
            ? new TakeResult(outcome, new Claim(Place(organisation, answer, 1), (string)answer[3], PackedPlace.Number((string)answer[4])))
            : new TakeResult(outcome);
    }

    public static QueueTick Tick(string organisation, RedisResult[] answer) => new(
        [.. Rows(answer[2]).Select(o => new Offer((string)o[0], Place(organisation, o, 1), (string)o[3], PackedPlace.Number((string)o[4])))],
        [.. Rows(answer[3]).Select(w => new WithdrawnOffer((string)w[0], (string)w[1], (string)w[2]))],
        [.. Rows(answer[4]).Select(v => new HeldPlace(Place(organisation, v, 0), (string)v[2], PackedPlace.Number((string)v[3])))],
        (string)answer[1] == "1");

    public static QueueSnapshot Snapshot(string organisation, RedisResult[] answer)
    {
        var places = Pairs(answer[1]).Select(p => PackedPlace.Unpack(p.Key, organisation, p.Value))
            .OrderBy(NextInQueue.Order).ThenBy(p => p.ConversationId, StringComparer.Ordinal).ToList();
        var has = Pairs(answer[2]).ToDictionary(p => p.Key, p => p.Value.Split(' '));
        var hands = has.Values.GroupBy(h => h[1]).ToDictionary(g => g.Key, g => g.Count());
        string[]? Has(QueuePlace place, string state) =>
            has.TryGetValue(place.ConversationId, out var found) && found[0] == state ? found : null;

        return new QueueSnapshot(
            [.. places.Where(p => Has(p, "held") is null)],
            [.. places.Where(p => Has(p, "offered") is not null).Select(p => (Place: p, Has: has[p.ConversationId]))
                .Select(o => new Offer(o.Has[2], o.Place, o.Has[1], PackedPlace.Number(o.Has[3])))],
            [.. places.Where(p => Has(p, "held") is not null).Select(p => (Place: p, Has: has[p.ConversationId]))
                .Select(h => new HeldPlace(h.Place, h.Has[1], PackedPlace.Number(h.Has[2])))],
            [.. ((string[])answer[3]).Chunk(3).OrderBy(s => s[0], StringComparer.Ordinal).Select(s => Staff(s, hands))]);
    }

    private static StaffOnShift Staff(string[] row, Dictionary<string, int> hands)
    {
        var record = row[1].Split(' ');
        return new StaffOnShift(row[0], record[0] == "1", (int)PackedPlace.Number(record[1]), hands.GetValueOrDefault(row[0]), row[2] == "1");
    }

    private static QueuePlace Place(string organisation, RedisResult[] row, int at) =>
        PackedPlace.Unpack((string)row[at], organisation, (string)row[at + 1]);

    private static IEnumerable<RedisResult[]> Rows(RedisResult rows) => ((RedisResult[])rows).Select(r => (RedisResult[])r);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(RedisResult hash) =>
        ((string[])hash).Chunk(2).Select(p => KeyValuePair.Create(p[0], p[1]));
}
