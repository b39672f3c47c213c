using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>How asking about a sheet ended.</summary>
public enum AskSheetOutcome
{
    /// <summary>The person is asked.</summary>
    Asked,

    /// <summary>Another question to them stands.</summary>
    OtherStands,

    /// <summary>They said no to this body; see <see cref="AskOutcome.SaidNo"/>.</summary>
    SaidNo,

    /// <summary>It does not say what it is about, or names nothing that stands in the sheet.</summary>
    Terms,

    /// <summary>The counsellor does not have this conversation (any more), or the sheet is none of it.</summary>
    NotYours,

    /// <summary>The sheet has a newer revision than the one that the counsellor has seen.</summary>
    Conflict,

    /// <summary>The sheet lacks something, or contradicts itself; the answer says what.</summary>
    Incomplete,

    /// <summary>The body says in the directory that it never wants one of these items.</summary>
    NotWanted,

    /// <summary>Nothing may go to this body at this moment, or it is abroad.</summary>
    NotARecipient,
}

/// <summary>A question about a sheet, as a counsellor puts it.</summary>
/// <param name="SheetId">Which sheet.</param>
/// <param name="Revision">The revision that they have seen.</param>
/// <param name="Items">What would be passed on, at most.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Topic">What it is about, in a few words that both have seen.</param>
/// <param name="Again">The person has brought it up again after a no.</param>
public sealed record SheetQuestion(string SheetId, long Revision, IReadOnlyList<ConsentItem> Items, ConsentPurpose Purpose, string Topic, bool Again)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"question about sheet {SheetId}";
}

/// <summary>What became of a question.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Consent">With <see cref="AskSheetOutcome.Asked"/>: the question.</param>
/// <param name="Problems">With <see cref="AskSheetOutcome.Incomplete"/>: what is wrong with the sheet.</param>
public sealed record SheetAsked(AskSheetOutcome Outcome, ConsentRecord? Consent = null, IReadOnlyList<SheetProblem>? Problems = null);

/// <summary>Asks the person whether their sheet may go to the body that it is for.</summary>
public sealed class AskAboutSheet(IRecords records, SheetRows rows, AskConsent ask, SupportBodyDirectory bodies)
{
    /// <summary>Asks about the newest revision, which must be the one that the counsellor has seen.</summary>
    public Task<SheetAsked> AskAsync(Staff staff, string conversationId, SheetQuestion question, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { Stage: Stage.Talking, Host: null } conversation || conversation.AssignedTo != staff.Id)
            return new SheetAsked(AskSheetOutcome.NotYours);
        if (await rows.NewestAsync(session, question.SheetId) is not { } newest || newest.ConversationId != conversation.Id) return new SheetAsked(AskSheetOutcome.NotYours);
        if (newest.Number != question.Revision) return new SheetAsked(AskSheetOutcome.Conflict);
        // A newer revision of what a body has already may be asked about, also when its time is over.
        var goesOn = await ReferralRows.WasOfferedAsync(session, staff.Organisation, newest.Body, newest.SheetId);
        if (await (goesOn ? bodies.RecipientAsync(session, staff.Organisation, newest.Body) : bodies.NewRecipientAsync(session, staff.Organisation, newest.Body)) is not { IsAbroad: false } recipient) return new SheetAsked(AskSheetOutcome.NotARecipient);
        IReadOnlyList<ConsentItem> items = [.. ConsentItems.All.Where(question.Items.Contains)];
        // Nobody is asked for something that nobody has written.
        if (items.Except(ItemsIn(newest.Sheet)).Any()) return new SheetAsked(AskSheetOutcome.Terms);
        if (SheetPreset.Of(recipient.Body.Entry.Preset?.Never).Intersect(items).Any()) return new SheetAsked(AskSheetOutcome.NotWanted);
        if (CheckSheet.BeforeAsking(newest.Sheet, items.ToHashSet()) is { Count: > 0 } problems) return new SheetAsked(AskSheetOutcome.Incomplete, Problems: problems);
        var entry = recipient.Body.Entry;
        var terms = new ConsentTerms(
            newest.Body, entry.Name, KindOf(entry, conversation.Language), entry.AddressWithheld ? null : entry.Phone, question.Purpose, TidyText.Of(question.Topic), items,
            newest.SheetId, newest.Number, newest.ContentHash, BandOf(newest.Sheet.Person.AgeBand), conversation.Language, "", 0);
        var (outcome, record) = await ask.AskAsync(session, conversation, staff, terms, question.Again);
        return new SheetAsked(
            outcome switch
            {
                AskOutcome.Asked => AskSheetOutcome.Asked,
                AskOutcome.OtherStands => AskSheetOutcome.OtherStands,
                AskOutcome.SaidNo => AskSheetOutcome.SaidNo,
                AskOutcome.Terms => AskSheetOutcome.Terms,
                AskOutcome.NotYours => AskSheetOutcome.NotYours,
            },
            record);
    }, cancel);

    /// <summary>The items of which something stands in a sheet, and that its use does not leave out.</summary>
    public static IReadOnlyList<ConsentItem> ItemsIn(Sheet sheet)
    {
        var left = SheetFlavour.Of(sheet.Document.UseKind ?? UseKind.Handoff).LeavesOut;
        var held = SheetFields.All.Where(field => field.Item is not null && !field.IsEmptyIn(sheet) && !left.Contains(field)).Select(field => field.Item!.Value).ToHashSet();
        return [.. ConsentItems.All.Where(held.Contains)];
    }

    private static string KindOf(BodyEntry entry, string language) => BodyKinds.All.FirstOrDefault(kind => entry.Kinds.Contains(kind.Code)) is { } kind
        ? PersonLanguages.IsJapanese(language) ? kind.Ja : kind.En
        : "";

    internal static AgeBand BandOf(AgeGroup? group) => group switch
    {
        AgeGroup.Under12 => AgeBand.Under12,
        AgeGroup.From12To15 => AgeBand.From12To15,
        AgeGroup.From16To17 => AgeBand.From16To17,
        null or AgeGroup.Unknown => AgeBand.Unknown,
        _ => AgeBand.Adult,
    };
}
