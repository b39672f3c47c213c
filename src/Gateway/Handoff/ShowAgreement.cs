using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Handoff.Stories;
using Gateway.Records;

namespace Gateway.Handoff;

/// <summary>One question to a person, with what they can read of it.</summary>
/// <param name="Consent">The question, and what became of it.</param>
/// <param name="Sheet">The revision that it is about; nothing once the words of its talk are erased.</param>
/// <param name="Sent">What went by it, oldest first.</param>
public sealed record Agreement(ConsentRecord Consent, SheetRevision? Sheet, IReadOnlyList<ProvisionRecord> Sent)
{
    /// <summary>Where it is about a story: its words; nothing once nobody may use them any more.</summary>
    public StoryWords? Story { get; init; }

    /// <summary>The fields of an item that the body would read, or reads.</summary>
    public IEnumerable<SheetField> FieldsOf(ConsentItem item)
    {
        if (Sheet is null) return [];
        var shared = Sheet.Sheet.Only(Consent.Terms.Items);
        return shared.Fields.Where(field => field.Item == item);
    }

    /// <summary>The fields that tell nothing of the person and always go along.</summary>
    public IEnumerable<SheetField> Always => Sheet is null ? [] : Sheet.Sheet.Only([]).Fields.Where(IsAlways);

    private static bool IsAlways(SheetField field) =>
        field.Part is SheetPart.Sender or SheetPart.Wishes or SheetPart.Course || field == SheetFields.Priority || field == SheetFields.GuardianContactAllowed;

    /// <summary>Whether the person may write in a field, on their own page.</summary>
    public static bool IsForPerson(SheetField field) => SheetChanges.IsForPerson(field);

    /// <summary>Never the content.</summary>
    public override string ToString() => Consent.ToString();
}

/// <summary>
/// Shows a person what they were asked, what they answered, and what went to whom. Theirs alone: whoever asks says whose page it is. Behind a common entrance it is all that any member asked: a yes must not be out of reach because somebody
/// else answers today.
/// </summary>
public sealed class ShowAgreement(IRecords records, ConsentRows consents, SheetRows sheets, ProvisionRows provisions, ReadStories stories)
{
    /// <summary>
    /// One question of this person; nothing when it is none of theirs. Where the sheet was changed since and they were asked again, it is the newer question.
    /// </summary>
    public Task<Agreement?> OfAsync(string contactId, string consentId, CancellationToken cancel = default) => records.ReadAsync<Agreement?>(async session =>
    {
        var all = await (await PersonContacts.OfAsync(session, contactId)).GatherAsync(contact => consents.OfPersonAsync(session, contact));
        if (all.FirstOrDefault(one => one.Id == consentId) is not { } record) return null;
        if (record is { State: ConsentState.Lapsed, EndedWhy: ConsentEnds.Changed })
            record = all.LastOrDefault(one => one.Terms.Document == record.Terms.Document && one.AskedAt >= record.AskedAt) ?? record;
        if (record.Terms.IsStory) return new Agreement(record, null, []) { Story = (await stories.FindAsync(session, record.Terms.Document))?.Words };
        var sent = (await provisions.OfPersonAsync(session, record.ContactId)).Where(provision => provision.ConsentId == record.Id).ToList();
        return new Agreement(record, await sheets.FindAsync(session, record.Terms.Document, record.Terms.Revision), sent);
    }, cancel);

    /// <summary>Every question of this person, newest first, and everything that went to anybody and that they may read of, newest first.</summary>
    public Task<(IReadOnlyList<ConsentRecord> Asked, IReadOnlyList<ProvisionRecord> Sent)> AllAsync(string contactId, CancellationToken cancel = default) =>
        records.ReadAsync<(IReadOnlyList<ConsentRecord>, IReadOnlyList<ProvisionRecord>)>(async session =>
        {
            var contacts = await PersonContacts.OfAsync(session, contactId);
            var asked = (await contacts.GatherAsync(contact => consents.OfPersonAsync(session, contact))).OrderBy(one => one.AskedAt).ThenBy(one => one.Id, StringComparer.Ordinal);
            var sent = (await contacts.GatherAsync(contact => provisions.OfPersonAsync(session, contact))).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal);
            // A question that was only renewed stands there once.
            return ([.. asked.Where(one => one.EndedWhy != ConsentEnds.Changed || one.Answer is not null).Reverse()], [.. sent.Where(one => !one.IsQuiet).Reverse()]);
        }, cancel);
}
