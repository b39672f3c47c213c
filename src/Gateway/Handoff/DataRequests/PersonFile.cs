using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.DataRequests;

/// <summary>What is given out to a person of what is kept of them (APPI Art. 33): what both said, what they told of themselves, what they agreed to, what went to whom.</summary>
/// <param name="Format">Always <c>gateway-person-file</c>.</param>
/// <param name="Version">Of the format; 1.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Organisation">Who gives it out.</param>
/// <param name="Request">The number in the register.</param>
/// <param name="Talks">The talks at this account, oldest first; empty where only the records of what went to others were asked for.</param>
/// <param name="Consents">What they were asked, oldest first; empty as above.</param>
/// <param name="Provided">What went to others, oldest first (Art. 33 (5)); without what two people decided not to tell them yet (Art. 33 (2) 1).</param>
public sealed record PersonFile(
    string Format, int Version, DateTimeOffset MadeAt, string Organisation, string Request, IReadOnlyList<PersonFile.Talk> Talks, IReadOnlyList<PersonFile.Question> Consents,
    IReadOnlyList<PersonFile.Provision> Provided)
{
    /// <summary>Names and shapes of the JSON.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcJson() },
        WriteIndented = true,
    };

    /// <summary>Never the content.</summary>
    public override string ToString() => $"person file {Request}";

    /// <summary>A talk.</summary>
    /// <param name="Label">Its code, such as K-482.</param>
    /// <param name="Begun">When.</param>
    /// <param name="Ended">When; nothing while it is open.</param>
    /// <param name="Erased">Whether its words are erased.</param>
    /// <param name="Entries">What was said.</param>
    public sealed record Talk(string Label, DateTimeOffset Begun, DateTimeOffset? Ended, bool Erased, IReadOnlyList<Line> Entries);

    /// <summary>Something that was said, or told of oneself.</summary>
    /// <param name="Number">Its number in the talk.</param>
    /// <param name="At">When.</param>
    /// <param name="By"><c>person</c>, <c>counsellor</c>, <c>bot</c>, <c>supportBody</c>, or <c>system</c>: what a body wrote that sent them.</param>
    /// <param name="Text">The words.</param>
    /// <param name="Attached">Whether a picture or file came with it; it can be looked at in the talk.</param>
    /// <param name="Told">What the person told of themselves, by name.</param>
    public sealed record Line(long Number, DateTimeOffset At, string By, string? Text, bool? Attached, IReadOnlyDictionary<string, string>? Told);

    /// <summary>A question of consent.</summary>
    /// <param name="Receipt">The number of its receipt.</param>
    /// <param name="Recipient">To whom something would go.</param>
    /// <param name="State">What became of it.</param>
    /// <param name="AskedAt">When it was asked.</param>
    /// <param name="Items">What was agreed to.</param>
    public sealed record Question(string Receipt, string Recipient, string State, DateTimeOffset AskedAt, IReadOnlyList<string> Items);

    /// <summary>Something that went to somebody else.</summary>
    /// <param name="At">When.</param>
    /// <param name="Recipient">To whom.</param>
    /// <param name="Ground">On which ground.</param>
    /// <param name="Items">The items.</param>
    /// <param name="Fields">The fields of the sheet that stood in it.</param>
    public sealed record Provision(DateTimeOffset At, string Recipient, string Ground, IReadOnlyList<string> Items, IReadOnlyList<string> Fields);
}

/// <summary>Gathers what is given out, at one moment, with a line in the audit trail.</summary>
public sealed class GatherPerson(ConversationLog log, ConsentRows consents, ProvisionRows provisions, TimeProvider time)
{
    private const int AtOnce = 500;

    /// <summary>All of it, as far as it was asked for.</summary>
    internal async Task<PersonFile> OfAsync(RecordsSession session, DataRequest request, string organisation)
    {
        var all = request.Kind == DataRequestRules.Disclosure;
        var talks = new List<PersonFile.Talk>();
        var ids = all ? await session.QueryAsync<string>("SELECT id FROM conversation WHERE contact_id = @ContactId ORDER BY opened_at, id", new { request.ContactId }) : [];
        foreach (var id in ids) talks.Add(await TalkAsync(session, (await ConversationRows.FindAsync(session, id))!));
        var asked = all ? await consents.OfPersonAsync(session, request.ContactId) : [];
        return new PersonFile(
            "gateway-person-file", 1, time.GetUtcNow(), organisation, request.Id, talks,
            [
                .. asked.Select(one => new PersonFile.Question(
                    one.Id, one.Terms.RecipientName, one.State.ToString().ToLowerInvariant(), Utc.FromMs(one.AskedAt), [.. (one.Answer?.Items ?? []).Select(ConsentItems.CodeOf)])),
            ],
            [
                .. (await provisions.OfPersonAsync(session, request.ContactId)).Where(one => !one.IsQuiet).Select(one => new PersonFile.Provision(
                    Utc.FromMs(one.At), one.Content.RecipientName, one.Ground.ToString().ToLowerInvariant(), [.. one.Content.Items.Select(ConsentItems.CodeOf)], one.Content.Fields)),
            ]);
    }

    private async Task<PersonFile.Talk> TalkAsync(RecordsSession session, Conversation talk)
    {
        var lines = new List<PersonFile.Line>();
        for (var after = 0L; !talk.IsErased;)
        {
            var some = await log.ReadAsync(session, talk, after, AtOnce);
            if (some.Count == 0) break;
            after = some[^1].Number;
            // What counsellors note among themselves is no word between them and the person.
            lines.AddRange(
                from entry in some
                where entry.Kind is EntryKinds.Message or EntryKinds.Facts or EntryKinds.Introduction
                select new PersonFile.Line(
                    entry.Number, Utc.FromMs(entry.At), entry.Author, entry.Body.Text, entry.Body.Attachment is null ? null : true, entry.Body.Facts));
        }

        return new PersonFile.Talk(talk.Label, Utc.FromMs(talk.OpenedAt), Utc.FromMs(talk.ClosedAt), talk.IsErased, lines);
    }
}
