using Gateway.Primitives;

namespace Gateway.Handoff.DataRequests;

/// <summary>Until when requests about somebody's data are answered, and how long the register is kept.</summary>
public sealed class DataRequestSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:DataRequests";

    /// <summary>Days in which a request is to be answered; the law says without delay.</summary>
    public int AnswerDays { get; init; } = 14;

    /// <summary>Years for which an answered request stays in the register.</summary>
    public int KeepYears { get; init; } = 3;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (AnswerDays is < 1 or > 60) yield return "AnswerDays: must be 1 to 60";
        if (KeepYears is < 1 or > 10) yield return "KeepYears: must be 1 to 10";
    }
}
