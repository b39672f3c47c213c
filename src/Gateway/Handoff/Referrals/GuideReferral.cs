using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>What the counsellor does with a hand-off that is under way: answers the body, or stops it.</summary>
/// <remarks>
/// An answer is one of a few fixed sentences and never a text: words about a person leave through the gate alone. Whoever has more to tell changes the sheet
/// and asks the person for it.
/// </remarks>
public sealed class GuideReferral
{
    /// <summary>It is as the sheet says.</summary>
    public const string AsWritten = "as_written";

    /// <summary>The person is asked; another sheet follows if they agree.</summary>
    public const string AskingPerson = "asking_person";

    /// <summary>Whoever is named on the sheet calls.</summary>
    public const string WeCall = "we_call";

    /// <summary>It cannot be said.</summary>
    public const string CannotSay = "cannot_say";

    /// <summary>The person would like another appointment.</summary>
    public const string WantsAgain = "wants_again";

    /// <summary>What can be answered.</summary>
    public static IReadOnlyList<string> Answers { get; } = [AsWritten, AskingPerson, WeCall, CannotSay, WantsAgain];

    private readonly IRecords _records;
    private readonly ReferralLog _log;

    internal GuideReferral(IRecords records, ReferralLog log) => (_records, _log) = (records, log);

    /// <summary>Answers the body's question with one of <see cref="Answers"/>.</summary>
    public Task<ReferralOutcome> AnswerAsync(Staff staff, string id, string answer, CancellationToken cancel = default) =>
        Answers.Contains(answer) ? DoAsync(staff, id, ReferralEvent.Answer, answer, cancel) : Task.FromResult(ReferralOutcome.Words);

    /// <summary>Stops it: what has not left does not leave, what a body reads it reads no more, and what came back leaves the list.</summary>
    public Task<ReferralOutcome> StopAsync(Staff staff, string id, CancellationToken cancel = default) => DoAsync(staff, id, ReferralEvent.Stop, null, cancel);

    private Task<ReferralOutcome> DoAsync(Staff staff, string id, ReferralEvent happens, string? code, CancellationToken cancel) => _records.WriteAsync(async session =>
    {
        if (await _log.LockAsync(session, id) is not { } held || !held.IsOf(staff)) return ReferralOutcome.NotFound;
        if (ReferralRules.Next(held.Referral.State, happens) is null) return ReferralOutcome.NotNow;
        await _log.MoveAsync(session, held, happens, new Step(staff.Id, code));
        return ReferralOutcome.Done;
    }, cancel);
}
