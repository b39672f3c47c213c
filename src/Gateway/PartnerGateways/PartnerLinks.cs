using System.Collections.Concurrent;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.PartnerGateways;

/// <summary>How the way to each partner's gateway is, as this node sees it.</summary>
public sealed class PartnerLinks(OrganisationDirectory organisations, TimeProvider time)
{
    /// <summary>For how long an answer says something about now.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(35);

    private readonly ConcurrentDictionary<string, PartnerLink> _links = new();

    /// <summary>The partners of an organisation, in the order of the set-up file.</summary>
    public IReadOnlyList<(PartnerGateway Partner, PartnerLink Link)> Of(string organisation) =>
        [.. organisations.PartnerGateways.Where(partner => partner.Organisation == organisation).Select(partner => (partner, Find(partner.Id)))];

    /// <summary>How the way to one is. An availability that is old is not shown: nobody may be sent to people who have gone home.</summary>
    public PartnerLink Find(string partner)
    {
        var link = _links.GetValueOrDefault(partner) ?? new PartnerLink();
        return link.AnsweredAt is { } at && time.NowMs() - at <= Fresh.Ms() ? link : link with { Availability = null, Takes = null };
    }

    /// <summary>Notes how a call ended.</summary>
    /// <param name="partner">Which.</param>
    /// <param name="answer">What was answered; nothing when nothing that counts was.</param>
    /// <param name="fault">Then why.</param>
    /// <param name="sentAt">When the call went out, in milliseconds.</param>
    /// <returns>Whether the way is open now where it was not, or the other way round, or for another reason.</returns>
    public bool Note(string partner, ExchangeAnswer? answer, string? fault, long sentAt)
    {
        var before = _links.GetValueOrDefault(partner);
        var now = time.NowMs();
        _links[partner] = answer is null
            ? (before ?? new PartnerLink()) with { Fault = fault }
            // The other clock stood there at some moment between the sending and now.
            : new PartnerLink(now, null, answer.Availability, (answer.At.ToUnixTimeMilliseconds() - ((sentAt + now) / 2)) / 1000.0) { Takes = answer.Takes };
        return before is null ? fault is not null : before.Fault != fault;
    }
}

/// <summary>How the way to a partner's gateway is.</summary>
/// <param name="AnsweredAt">When it last answered, in milliseconds; nothing: not since this node started.</param>
/// <param name="Fault">Why the last call failed, in a fixed word; nothing when it did not.</param>
/// <param name="Availability">Who is there; nothing when that is not known.</param>
/// <param name="SecondsApart">By how much its clock is ahead of ours, in seconds.</param>
public sealed record PartnerLink(long? AnsweredAt = null, string? Fault = null, Availability? Availability = null, double? SecondsApart = null)
{
    /// <summary>Whom it takes, and by which agreement; nothing when it takes nobody, or that is not known.</summary>
    public ExchangeTakes? Takes { get; init; }
}
