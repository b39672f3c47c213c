using Gateway.Primitives;
using Gateway.SupportBodies.Hours;

namespace Gateway.SupportBodies;

/// <summary>A body in a list.</summary>
public sealed record BodyRowView(
    string Id, string Name, string? NameEn, IReadOnlyList<string> Kinds, IReadOnlyList<BodyArea> Areas, bool Nationwide, string Country, string? Phone, string? Alert,
    string State, bool Waits, bool InformationOnly, string Reach, bool Fits, IReadOnlyList<BodyReason> Reasons, DateOnly? VerifiedOn, bool VerifyAgain);

/// <summary>A list: some of it, and how many there are.</summary>
public sealed record BodyListView(IReadOnlyList<BodyRowView> Bodies, int Total, int Waiting, DateTimeOffset Now);

/// <summary>One body with everything that its reader may see. A withheld address is never in it.</summary>
public sealed record BodyView(
    string Id, long Version, BodyEntry Entry, string State, bool InformationOnly, WhenOpenView Open, int Taken, int? Room, ApprovalView? Approval, ProposalView? Proposal,
    DisablingView? Disabled, bool HasAddress, bool MayEdit, bool MayApprove, bool VerifyAgain, DateTimeOffset ChangedAt);

/// <summary>Whether it is open (<c>open</c>, <c>closed</c>, <c>unknown</c>), until or from when, and the name of a public holiday today.</summary>
public sealed record WhenOpenView(string State, DateTimeOffset? Until, DateTimeOffset? From, string? Holiday);

/// <summary>Who proposed and who approved it.</summary>
public sealed record ApprovalView(string? ProposedBy, string? ApprovedBy, DateTimeOffset At);

/// <summary>What waits for a second person: <c>edit</c>, <c>import</c> or <c>enable</c>; and whether it is the reader's own.</summary>
public sealed record ProposalView(BodyEntry Entry, string? By, bool Mine, DateTimeOffset At, string Origin, bool HasAddress);

/// <summary>Who took it out, and why.</summary>
public sealed record DisablingView(string? By, DateTimeOffset At, string Reason);

/// <summary>A kind of body.</summary>
public sealed record BodyKindView(string Code, string Ja, string En, bool MayReceive, bool WithholdsAddress);

/// <summary>Names every field that may leave.</summary>
internal static class BodyViews
{
    public static BodyRowView Row(RankedBody ranked, int verifyDays, DateTimeOffset now)
    {
        var (body, entry) = (ranked.Body, ranked.Body.Entry);
        return new BodyRowView(
            body.Id, entry.Name, entry.NameEn, entry.Kinds, entry.Areas, entry.Nationwide, entry.Country, entry.Phone, entry.Alert, StateOf(body), body.Proposal is not null,
            body.IsInformationOnly, Word(ranked.Reach), ranked.Fits, ranked.Reasons, entry.VerifiedOn, VerifyAgain(entry, verifyDays, now));
    }

    public static BodyView Whole(SupportBody body, bool mayEdit, string reader, Func<string, string?> nameOf, int verifyDays, DateTimeOffset now, bool over)
    {
        var open = WhenOpen.Look(body.Entry.Hours, now);
        var proposal = mayEdit ? body.Proposal : null;
        return new BodyView(
            body.Id, body.Version, Shown(body.Entry, mayEdit), over && body.IsEnabled ? "over" : StateOf(body), body.IsInformationOnly,
            new WhenOpenView(Word(open.State), open.Until, open.From, JapaneseHolidays.NameOf(DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(9)).Date))),
            body.Taken, body.Room,
            body.Approval is { } approval ? new ApprovalView(nameOf(approval.ProposedBy), nameOf(approval.ApprovedBy), Utc.FromMs(approval.At)) : null,
            proposal is null ? null : new ProposalView(Shown(proposal.Entry, mayEdit), nameOf(proposal.By), proposal.By == reader, Utc.FromMs(proposal.At), proposal.Origin, proposal.Entry.Address is not null),
            body.Disabled is { } disabled ? new DisablingView(nameOf(disabled.By), Utc.FromMs(disabled.At), disabled.Reason) : null,
            body.Entry.Address is not null, mayEdit, mayEdit && proposal is not null && proposal.By != reader, VerifyAgain(body.Entry, verifyDays, now), Utc.FromMs(body.ChangedAt));
    }

    /// <summary>An entry as somebody may see it: no withheld address, nothing that an import left unread; the liaison's reach only for those who keep the directory.</summary>
    public static BodyEntry Shown(BodyEntry entry, bool mayEdit) => entry with
    {
        Address = entry.AddressWithheld ? null : entry.Address,
        Others = new Dictionary<string, string>(),
        HandoffEmail = mayEdit ? entry.HandoffEmail : null,
        Liaison = mayEdit ? entry.Liaison : NameAlone(entry.Liaison),
        Deputy = mayEdit ? entry.Deputy : NameAlone(entry.Deputy),
    };

    private static Liaison? NameAlone(Liaison? liaison) => liaison is null ? null : liaison with { Email = null, Phone = null };

    private static string StateOf(SupportBody body) => body switch
    {
        { Disabled: not null } => "disabled",
        { Approval: null } => "proposed",
        { Entry.Status: BodyStatus.Inactive } => "inactive",
        { Entry.Status: BodyStatus.TemporarilyClosed } => "temporarily_closed",
        _ => "active",
    };

    private static bool VerifyAgain(BodyEntry entry, int days, DateTimeOffset now) =>
        entry.VerifiedOn is not { } on || DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(9)).Date).DayNumber - on.DayNumber > days;

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
