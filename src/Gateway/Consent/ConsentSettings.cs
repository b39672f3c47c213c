using Gateway.Primitives;

namespace Gateway.Consent;

/// <summary>How long a question stands and a yes holds, and from which age somebody decides alone.</summary>
public sealed class ConsentSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Consent";

    /// <summary>Hours in which a question can be answered; afterwards it lapses, which is no yes.</summary>
    public int AnswerHours { get; init; } = 72;

    /// <summary>Days for which a yes holds, unless the person takes it back before.</summary>
    public int ValidDays { get; init; } = 30;

    /// <summary>Days for which a yes to a story holds, unless the person takes it back before.</summary>
    public int StoryDays { get; init; } = 730;

    /// <summary>Below which age a guardian must agree as well before anything is passed on by consent: 12, 16 or 18.</summary>
    public int GuardianUnder { get; init; } = 16;

    /// <summary>How often the same person may be asked again for the same body after a no, and only if they bring it up themselves: 0 to 3.</summary>
    public int AskAgain { get; init; } = 1;

    /// <summary>Years for which a consent that was given is kept after its end (APPI Art. 29 and rules 19 to 21: three years).</summary>
    public int KeepYears { get; init; } = 3;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (AnswerHours is < 1 or > 336) yield return "AnswerHours: must be 1 to 336";
        if (ValidDays is < 1 or > 365) yield return "ValidDays: must be 1 to 365";
        if (StoryDays is < 30 or > 3650) yield return "StoryDays: must be 30 to 3650";
        if (GuardianUnder is not (12 or 16 or 18)) yield return "GuardianUnder: must be 12, 16 or 18";
        if (AskAgain is < 0 or > 3) yield return "AskAgain: must be 0 to 3";
        if (KeepYears is < 3 or > 10) yield return "KeepYears: must be 3 to 10";
    }
}
