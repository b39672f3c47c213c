using System.Collections.Concurrent;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Consortium.Live;

/// <summary>
/// What people who wait told the guide of themselves, as far as a partner asks for it: age, area and topic. Only where the members agreed to share it; elsewhere, and where somebody told nothing, it is unknown,
/// and a partner that asks for it is not offered.
/// </summary>
public sealed class WhatTheyTold(ConversationLog log)
{
    // Opened once for each new entry of a talk, and forgotten with the process: the keeper looks every three seconds.
    private readonly ConcurrentDictionary<string, (long LastNumber, Told Told)> _known = new();

    /// <summary>Whether a decision of these members can depend on it, and may.</summary>
    internal static bool Matters(Charter charter, IEnumerable<MemberNow> members) =>
        charter.Items.Contains(SharedItems.Facts) && members.Any(member => member.Terms.Takes && IsAsked(member.Terms));

    /// <summary>Whether a member is there for certain ages, areas or topics.</summary>
    internal static bool IsAsked(MemberTerms terms) => PartnerFits.Nearness(terms) > 0 || terms.NotTopics.Count > 0;

    /// <summary>The person with what they told.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="person">As the records and the queues show them.</param>
    /// <param name="conversationId">Their conversation.</param>
    /// <param name="lastNumber">The number of its newest entry.</param>
    internal async Task<WaitingPerson> WithAsync(RecordsSession session, WaitingPerson person, string conversationId, long lastNumber)
    {
        if (!_known.TryGetValue(conversationId, out var known) || known.LastNumber != lastNumber)
        {
            if (_known.Count > 10_000) _known.Clear();
            var key = (await ConversationRows.FindAsync(session, conversationId))?.WrappedKey ?? [];
            _known[conversationId] = known = (lastNumber, Told.Of(log.Open(conversationId, key, await EntryRows.OfKindAsync(session, conversationId, EntryKinds.Facts))));
        }

        return person with { Age = known.Told.AgeFrom, AgeTo = known.Told.AgeTo, Area = known.Told.Area, Topics = known.Told.Topics };
    }
}

/// <summary>What somebody told, in the words of the rules. An age is a band; both ends must fit. Pure.</summary>
/// <param name="AgeFrom">The youngest that they can be.</param>
/// <param name="AgeTo">The oldest.</param>
/// <param name="Area">The prefecture by its two digits.</param>
/// <param name="Topics">By the codes of the intake.</param>
internal sealed record Told(int? AgeFrom, int? AgeTo, string? Area, IReadOnlyList<string> Topics)
{
    /// <summary>As the last answers stand.</summary>
    public static Told Of(IReadOnlyList<Entry> facts)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts.SelectMany(entry => entry.Body.Facts ?? new Dictionary<string, string>())) last[name] = value;
        var (from, to) = BandOf(last.GetValueOrDefault("age"));
        var topic = last.GetValueOrDefault("topics");
        return new Told(from, to, last.GetValueOrDefault("area") is { Length: 2 } area ? area : null, string.IsNullOrEmpty(topic) ? [] : [topic]);
    }

    private static (int? From, int? To) BandOf(string? age) => age switch
    {
        "u12" => (0, 11),
        "12-15" => (12, 15),
        "16-17" => (16, 17),
        "18-19" => (18, 19),
        "70plus" => (70, 120),
        [>= '2' and <= '6', '0', 's'] => ((age[0] - '0') * 10, ((age[0] - '0') * 10) + 9),
        _ => (null, null),
    };
}
