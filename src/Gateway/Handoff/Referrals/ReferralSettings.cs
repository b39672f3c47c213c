using Gateway.Primitives;

namespace Gateway.Handoff.Referrals;

/// <summary>How long a hand-off waits for whom, and how long it is kept.</summary>
public sealed class ReferralSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Handoff";

    /// <summary>
    /// Hours without an answer after which a body is reminded. For 至急 a quarter of it, for 緊急 a twenty-fourth; so with the next three. Of a body whose
    /// hours are known only the time at which it is open counts (see <see cref="OpenHoursOfDay"/>), except for these two.
    /// </summary>
    public int RemindHours { get; init; } = 24;

    /// <summary>Hours without an answer after which its deputy is told as well.</summary>
    public int DeputyHours { get; init; } = 48;

    /// <summary>Hours without an answer after which the municipality's own desk is brought in, as far as the person agreed to it.</summary>
    public int MunicipalityHours { get; init; } = 72;

    /// <summary>Hours without an answer after which it is with the counsellor again, or with the next body that the person agreed to.</summary>
    public int AnswerHours { get; init; } = 96;

    /// <summary>How many hours of being open count as a day of 24 hours: with 8, a reminder after 24 hours comes after one working day.</summary>
    public int OpenHoursOfDay { get; init; } = 8;

    /// <summary>Days by which closed doors delay a reminder or an end at most, however seldom a body opens; 0: the clock counts for every body.</summary>
    public int ClosedDays { get; init; } = 10;

    /// <summary>Days within which a body that accepted should have reached the person; it is reminded then, and after twice as many it is with the counsellor again.</summary>
    public int ContactDays { get; init; } = 7;

    /// <summary>Days for which something that came back stays on the counsellor's list.</summary>
    public int ReturnedDays { get; init; } = 14;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (RemindHours is < 1 or > 240) yield return "RemindHours: must be 1 to 240";
        if (DeputyHours <= RemindHours || DeputyHours > 480) yield return "DeputyHours: must be more than RemindHours, and at most 480";
        if (MunicipalityHours <= DeputyHours || MunicipalityHours > 600) yield return "MunicipalityHours: must be more than DeputyHours, and at most 600";
        if (AnswerHours <= MunicipalityHours || AnswerHours > 720) yield return "AnswerHours: must be more than MunicipalityHours, and at most 720";
        if (OpenHoursOfDay is < 1 or > 24) yield return "OpenHoursOfDay: must be 1 to 24";
        if (ClosedDays is < 0 or > 30) yield return "ClosedDays: must be 0 to 30";
        if (ContactDays is < 1 or > 60) yield return "ContactDays: must be 1 to 60";
        if (ReturnedDays is < 1 or > 90) yield return "ReturnedDays: must be 1 to 90";
    }
}
