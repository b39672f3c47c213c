namespace Gateway.WaitingQueue.Redis;

/// <summary>Reads what the scripts answer: words with a space between them, in lines where there are several things.</summary>
internal static class QueueAnswers
{
    public static WithdrawnOffer? Withdrawn(string answer, string reason) =>
        answer.Split(' ') is ["withdrawn", var offer, var staff] ? new WithdrawnOffer(offer, staff, reason) : null;

    public static TakeResult Take(string organisation, string answer)
    {
        var words = answer.Split(' ');
        var outcome = Enum.Parse<TakeOutcome>(words[0]);
        return outcome == TakeOutcome.Taken
            ? new TakeResult(outcome, new Claim(PackedPlace.Unpack(words[1], organisation, words, 4), words[2], PackedPlace.Number(words[3])))
            : new TakeResult(outcome);
    }

    public static QueueTick Tick(string organisation, string answer)
    {
        var lines = answer.Split('\n');
        var rows = lines.Skip(1).Select(line => line.Split(' ')).ToLookup(words => words[0]);
        return new QueueTick(
            [.. rows["offer"].Select(o => new Offer(o[1], PackedPlace.Unpack(o[2], organisation, o, 5), o[3], PackedPlace.Number(o[4])))],
            [.. rows["withdrawn"].Select(w => new WithdrawnOffer(w[1], w[2], w[3]))],
            [.. rows["vanished"].Select(v => new HeldPlace(PackedPlace.Unpack(v[1], organisation, v, 4), v[2], PackedPlace.Number(v[3])))],
            lines[0] == "1");
    }

    public static QueueSnapshot Snapshot(string organisation, string answer, int first)
    {
        var lines = answer.Split('\n');
        var rows = lines.Skip(1).Select(line => line.Split(' ')).ToLookup(words => words[0]);
        var places = rows["p"].Select(words => Kept(organisation, words[1], words, 2))
            .OrderBy(kept => NextInQueue.Order(kept.Place)).ThenBy(kept => kept.Place.ConversationId, StringComparer.Ordinal).ToList();
        return new QueueSnapshot(
            [.. places.Where(kept => kept.State != 'h').Take(first).Select(kept => kept.Place)],
            (int)PackedPlace.Number(lines[0]),
            [.. places.Where(kept => kept.State == 'o').Select(kept => new Offer(kept.Detail, kept.Place, kept.StaffId!, kept.Ends))],
            [.. places.Where(kept => kept.State == 'h').Select(kept => kept.Held!)],
            [.. rows["s"].Select(Staff).OrderBy(staff => staff.StaffId, StringComparer.Ordinal)]);
    }

    public static IReadOnlyDictionary<string, long> Positions(IReadOnlyList<string> ids, string answer) =>
        ids.Zip(answer.Split(' '), (id, position) => (Id: id, Position: PackedPlace.Number(position)))
            .Where(one => one.Position > 0).ToDictionary(one => one.Id, one => one.Position);

    public static IReadOnlyDictionary<string, FoundPlace> Found(string organisation, IReadOnlyList<string> ids, string answer) =>
        ids.Zip(answer.Split('\n')).Where(one => one.Second != "-")
            .Select(one => Kept(organisation, one.First, one.Second.Split(' '), 0))
            .ToDictionary(kept => kept.Place.ConversationId, kept => new FoundPlace(kept.Place, kept.Held));

    // What is kept of a conversation: its state, whose hands, an offer or a fence, an end; and always the place.
    private static KeptPlace Kept(string organisation, string conversationId, string[] words, int at) => words[at] == "w"
        ? new KeptPlace('w', PackedPlace.Unpack(conversationId, organisation, words, at + 1), null, "", 0)
        : new KeptPlace(
            words[at][0], PackedPlace.Unpack(conversationId, organisation, words, at + 4), words[at + 1], words[at + 2], PackedPlace.Number(words[at + 3]));

    private static StaffOnShift Staff(string[] row) =>
        new(row[1], row[2] == "1", (int)PackedPlace.Number(row[3]), (int)PackedPlace.Number(row[4]), row[5] == "1", (int)PackedPlace.Number(row[6]), PackedPlace.Number(row[7]));

    private sealed record KeptPlace(char State, QueuePlace Place, string? StaffId, string Detail, long Ends)
    {
        public HeldPlace? Held => State == 'h' ? new HeldPlace(Place, StaffId!, PackedPlace.Number(Detail)) : null;
    }
}
