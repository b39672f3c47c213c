using System.Text.Json.Serialization;
using Gateway.Conversations;

namespace Gateway.PartnerGateways.Stays;

/// <summary>What home says of one stay in a call: always the whole of it, so that a lost call is made again and nothing is missed.</summary>
/// <param name="Id">Of the stay; home chose it.</param>
/// <param name="AnsweredAgoMs">How long ago, in milliseconds, home sent the call of which it last had the answer; 0 in its first call. By it the partner reckons how long its copy may live.</param>
/// <param name="Heard">Home has the partner's words up to and with this number.</param>
public sealed record StayCall(string Id, long AnsweredAgoMs, long Heard)
{
    /// <summary>Who comes; left out once the partner has it.</summary>
    public StayOffer? Offer { get; init; }

    /// <summary>What was said at home that the partner has not confirmed, in order, without a gap.</summary>
    public IReadOnlyList<StayWord> Words { get; init; } = [];

    /// <summary>How urgent it is now; left out once it is over.</summary>
    public Grade? Grade { get; init; }

    /// <summary>How many of the partner's alarms have been heard at home (1.2).</summary>
    public long? Alarms { get; init; }

    /// <summary>An emergency is open at home (1.2): nobody ends the talk from there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Emergency { get; init; }

    /// <summary>The stay is over, and why; left out while it is not.</summary>
    public string? Over { get; init; }
}

/// <summary>Who comes: what the agreement shares, and nothing else.</summary>
/// <param name="Language">In which language they write.</param>
/// <param name="Channel">Which kind of channel.</param>
/// <param name="Grade">How urgent.</param>
/// <param name="ArrivedAt">Since when they wait.</param>
public sealed record StayOffer(string Language, string Channel, Grade Grade, DateTimeOffset ArrivedAt)
{
    /// <summary>The fingerprint of the agreement by which they come: the partner takes nobody by another one.</summary>
    public string Agreement { get; init; } = "";
}

/// <summary>One word of a stream. Each side numbers its own 1, 2, 3 …, as its log does: what is not for the other side travels as its number alone.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">When it was said.</param>
/// <param name="Author">One of <see cref="StayAuthors"/>.</param>
/// <param name="Text">What; empty where nothing was said.</param>
/// <param name="Name">Of a counsellor: the name that is shown.</param>
public sealed record StayWord(long Number, DateTimeOffset At, string Author, string Text, string? Name = null)
{
    /// <summary>With <see cref="StayAuthors.TakenBack"/>: the number of the word that the person has taken back.</summary>
    public long? Of { get; init; }

    /// <summary>With <see cref="StayAuthors.Note"/>: its parts, by name.</summary>
    public IReadOnlyDictionary<string, string>? Parts { get; init; }

    /// <summary>Never the content.</summary>
    public override string ToString() => $"word {Number}";
}

/// <summary>How a stay stands at the partner, in its answer.</summary>
/// <param name="Id">Of the stay.</param>
/// <param name="Heard">The partner has home's words up to and with this number.</param>
public sealed record StayAnswer(string Id, long Heard)
{
    /// <summary>The name of the counsellor who has them; left out while they wait.</summary>
    public string? TakenBy { get; init; }

    /// <summary>What its counsellor said that home has not confirmed, in order, without a gap.</summary>
    public IReadOnlyList<StayWord> Words { get; init; } = [];

    /// <summary>How many times its counsellors have raised the alarm; left out at none. It rings at home.</summary>
    public long? Alarms { get; init; }

    /// <summary>The partner's part is over, and why; left out while it is not.</summary>
    public string? Over { get; init; }

    /// <summary>Where its counsellor ended the talk: what came of it, in a fixed word.</summary>
    public string? Outcome { get; init; }

    /// <summary>The partner has heard from home that it is over, and how far its words have come. Then nothing more is to be said.</summary>
    public bool Settled { get; init; }
}
