using Gateway.Consent;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff.Stories;

/// <summary>A story that may be used now.</summary>
/// <param name="Story">The story.</param>
/// <param name="Uses">What the person agreed to.</param>
/// <param name="Consent">The consent.</param>
public sealed record AgreedStory(Story Story, IReadOnlyList<ConsentItem> Uses, ConsentRecord Consent)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => Story.ToString();
}

/// <summary>How the stories of an organisation stand.</summary>
/// <param name="Agreed">What may be used, the newest first.</param>
/// <param name="Waiting">How many wait for an answer, for the look of a second person or for a guardian.</param>
/// <param name="Gone">What went into a file once and may not be used any more: whoever took the file takes it out there.</param>
public sealed record StoryShelf(IReadOnlyList<AgreedStory> Agreed, int Waiting, IReadOnlyList<Story> Gone);

/// <summary>Reads what may be used, at the moment in which it is read: a story whose yes was taken back a moment ago is not in it.</summary>
public sealed class ReadStories
{
    private readonly IRecords _records;
    private readonly StoryRows _rows;
    private readonly ConsentRows _consents;
    private readonly ConsentSettings _settings;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    internal ReadStories(IRecords records, StoryRows rows, ConsentRows consents, ConsentSettings settings, AuditTrail audit, TimeProvider time) =>
        (_records, _rows, _consents, _settings, _audit, _time) = (records, rows, consents, settings, audit, time);

    /// <summary>All of them. Leaves an audit line where any words are shown.</summary>
    public Task<StoryShelf> AllAsync(Staff staff, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        var all = await ReadAsync(session, staff.Organisation);
        if (all.Agreed.Count > 0) await _audit.AppendAsync(session, staff.Organisation, staff.Id, "story.read", "stories", $"{all.Agreed.Count} stories");
        return all;
    }, cancel);

    /// <summary>What may be used for one use, for a file that is taken along; it is noted that it was.</summary>
    /// <param name="staff">Who takes it.</param>
    /// <param name="use">Only what may be used for this; nothing: all.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<IReadOnlyList<AgreedStory>> ExportAsync(Staff staff, ConsentItem? use, CancellationToken cancel = default) => _records.WriteAsync<IReadOnlyList<AgreedStory>>(async session =>
    {
        // First held, then read: whoever takes one back was first, and it is not in the file; or waits, and its number stays.
        await StoryRows.HoldAsync(session, staff.Organisation);
        var taken = (await ReadAsync(session, staff.Organisation)).Agreed.Where(one => use is not { } only || one.Uses.Contains(only)).ToList();
        await StoryRows.ExportedAsync(session, [.. taken.Select(one => one.Story.Id)], _time.NowMs());
        await _audit.AppendAsync(session, staff.Organisation, staff.Id, "story.exported", "stories", $"{(use is { } of ? ConsentItems.CodeOf(of) : "all")} {taken.Count}");
        return taken;
    }, cancel);

    /// <summary>A story as its own person reads it, or a second person who looks at the consent; nothing once its words are gone.</summary>
    internal Task<Story?> FindAsync(RecordsSession session, string id) => _rows.FindAsync(session, id);

    private async Task<StoryShelf> ReadAsync(RecordsSession session, string organisation)
    {
        var (agreed, over, waiting, now) = (new List<AgreedStory>(), new List<Story>(), 0, _time.NowMs());
        foreach (var story in await _rows.ReadableAsync(session, organisation))
        {
            var consent = await _consents.FindAsync(session, story.ConsentId);
            if (consent is not null && story.UsesBy(consent, now, _settings) is { Count: > 0 } uses) agreed.Add(new AgreedStory(story, uses, consent));
            else if (story.ExportedAt is not null) over.Add(story);
            else if (consent is { State: ConsentState.Asked or ConsentState.Given }) waiting++;
        }

        return new StoryShelf(agreed, waiting, [.. over, .. await _rows.GoneAsync(session, organisation)]);
    }
}
