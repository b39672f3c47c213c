using Gateway.Handoff.Sheets;
using Gateway.Primitives;

namespace Gateway.Handoff.Referrals;

/// <summary>約束: how and when a body will be in touch with the person. Sealed with the step in which it was said.</summary>
/// <param name="Way">One of <see cref="AnswerReferral.Ways"/>.</param>
/// <param name="From">The beginning of the time, in milliseconds; nothing: no time was set.</param>
/// <param name="Until">Its end, in milliseconds.</param>
/// <param name="Place">Where they meet, in one line of at most <see cref="LongestPlace"/> units.</param>
public sealed record Meeting(string Way, long? From = null, long? Until = null, string? Place = null)
{
    /// <summary>By a message: in the conversation.</summary>
    public const string Chat = "chat";

    /// <summary>The body calls.</summary>
    public const string Call = "call";

    /// <summary>The person comes to the body.</summary>
    public const string AtTheDesk = "at_the_desk";

    /// <summary>The body comes to the person.</summary>
    public const string Visit = "visit";

    /// <summary>The longest place, in UTF-16 units.</summary>
    public const int LongestPlace = 80;

    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(12);

    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(90);

    /// <summary>
    /// The ways that the released sheet allows. Nobody is called whose number was not agreed to, and nobody is visited whose address was not.
    /// </summary>
    public static IReadOnlyList<string> WaysOf(SharedSheet sheet)
    {
        var person = sheet.Content.Person;
        var calls = person.Contacts.Any(one => one is { Kind: ContactKind.Phone or ContactKind.Sms, Value.Length: > 0 });
        return [Chat, .. calls ? [Call] : Array.Empty<string>(), AtTheDesk, .. person.Address is null ? Array.Empty<string>() : [Visit]];
    }

    /// <summary>Whether it can be told to the person like this.</summary>
    /// <param name="sheet">What the body reads.</param>
    /// <param name="now">The moment.</param>
    public bool IsPossible(SharedSheet sheet, DateTimeOffset now)
    {
        if (!WaysOf(sheet).Contains(Way) || (From is null) != (Until is null)) return false;
        if (Place is not null && (Place.Length > LongestPlace || Place.Any(char.IsControl))) return false;
        // Who is to be somewhere must know where and when.
        if (Way is AtTheDesk or Visit && From is null) return false;
        if (Way == AtTheDesk && string.IsNullOrWhiteSpace(Place)) return false;
        return From is null || (Until > From && Until - From <= LongestTime.Ms() && Until > now.ToUnixTimeMilliseconds() && From <= (now + FarthestAhead).ToUnixTimeMilliseconds());
    }

    /// <summary>Its time, for people; nothing when none was set. It is always the time in Japan.</summary>
    public string? Shown(string language) => From is { } from && Until is { } until ? JapanTime.Span(language, Utc.FromMs(from), Utc.FromMs(until)) : null;

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}
