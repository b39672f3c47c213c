using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Stories;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff;

/// <summary>A consent that waits for the look of a second person.</summary>
/// <param name="Consent">The consent.</param>
/// <param name="Label">The label of the talk.</param>
/// <param name="AskedBy">Who asked, by name.</param>
public sealed record WaitingCheck(ConsentRecord Consent, string Label, string AskedBy);

/// <summary>The same with what the second person reads.</summary>
/// <param name="Waiting">What waits.</param>
/// <param name="Sheet">The revision that the person agreed to; nothing where it is a story.</param>
/// <param name="Story">The words of the story that they agreed to; nothing where it is a sheet.</param>
/// <param name="Shown">What the person was told by the question.</param>
/// <param name="Said">Their own words, where a counsellor has pointed at them.</param>
/// <param name="NeedsGuardian">Whether a guardian must agree as well.</param>
public sealed record WholeCheck(WaitingCheck Waiting, SheetRevision? Sheet, StoryWords? Story, string Shown, string? Said, bool NeedsGuardian)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => Waiting.Consent.ToString();
}

/// <summary>Shows a supervisor what waits for the look of a second person; never to whoever asked or heard the answer.</summary>
public sealed class ReadChecks(
    IRecords records, ConsentRows consents, SheetRows sheets, ConsentWords words, ConversationLog log, ConsentSettings settings, AuditTrail audit, ReadStories stories)
{
    /// <summary>What waits in an organisation: from whose work it is everybody's own number follows.</summary>
    public Task<IReadOnlyList<ConsentRecord>> AllAsync(string organisation, CancellationToken cancel = default) =>
        records.ReadAsync(session => consents.WaitingAsync(session, organisation), cancel);

    /// <summary>What they may look at, the oldest first.</summary>
    public Task<IReadOnlyList<WaitingCheck>> ListAsync(Staff supervisor, CancellationToken cancel = default) => records.ReadAsync<IReadOnlyList<WaitingCheck>>(async session =>
    {
        var waiting = new List<WaitingCheck>();
        foreach (var record in await consents.WaitingAsync(session, supervisor.Organisation))
            if (!record.IsWorkOf(supervisor.Id)) waiting.Add(await OfAsync(session, record));
        return waiting;
    }, cancel);

    /// <summary>One of them, whole. Leaves an audit line. Nothing when it does not wait any more, or is not for them to see.</summary>
    public Task<WholeCheck?> FindAsync(Staff supervisor, string consentId, CancellationToken cancel = default) => records.WriteAsync<WholeCheck?>(async session =>
    {
        if ((await consents.WaitingAsync(session, supervisor.Organisation)).FirstOrDefault(one => one.Id == consentId) is not { } record) return null;
        if (record.IsWorkOf(supervisor.Id)) return null;
        var story = record.Terms.IsStory ? (await stories.FindAsync(session, record.Terms.Document))?.Words : null;
        var sheet = record.Terms.IsStory ? null : await sheets.FindAsync(session, record.Terms.Document, record.Terms.Revision);
        if (story is null && sheet is null) return null;
        await audit.AppendAsync(session, record.Organisation, supervisor.Id, "consent.read", record.Id, $"conversation {record.ConversationId}");
        return new WholeCheck(
            await OfAsync(session, record), sheet, story, words.Shown(record), await SaidAsync(session, record), ConsentRules.NeedsGuardian(record.Terms.AgeBand, settings));
    }, cancel);

    private async Task<string?> SaidAsync(RecordsSession session, ConsentRecord record)
    {
        // A number that was typed may be one of another talk of theirs; those that a counsellor pointed at are of this one.
        if (record.Answer is not { Method: ConsentMethods.Spoken, Number: { } number } || await ConversationRows.FindAsync(session, record.ConversationId) is not { } talk) return null;
        return (await log.ReadAsync(session, talk, number - 1, 1)) is [{ Author: Authors.Person } said] ? said.Body.Text : null;
    }

    private static async Task<WaitingCheck> OfAsync(RecordsSession session, ConsentRecord record) => new(
        record, (await ConversationRows.FindAsync(session, record.ConversationId))?.Label ?? "",
        await session.FindAsync<string>("SELECT name FROM staff WHERE id = @AskedBy", new { record.AskedBy }) ?? "");
}
