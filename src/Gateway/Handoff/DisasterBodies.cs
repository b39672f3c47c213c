using System.Security.Cryptography;
using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>Says to the directory what disasters ask of it for their time, as this node knows what holds.</summary>
internal sealed class DisasterBodies(DisasterBoard disasters, IRecords records, ConversationLog log, TimeProvider time) : IDisasterBodies
{
    /// <inheritdoc />
    public async Task<IReadOnlySet<string>> FirstForAsync(Staff reader, AreaCode? home, string? conversation, CancellationToken cancel)
    {
        var holding = disasters.Of(reader.Organisation).Where(one => one.Plan.Bodies.Count > 0).ToList();
        if (holding.Count == 0) return new HashSet<string>();
        var prefecture = home?.PrefectureDigits ?? (conversation is null ? null : await ToldAsync(reader, conversation, cancel));
        return holding.Where(one => one.Concerns(prefecture)).SelectMany(one => one.Plan.Bodies).ToHashSet();
    }

    /// <inheritdoc />
    public bool IsOver(string organisation, string disaster) => disasters.Of(organisation).All(one => one.Id != disaster);

    /// <inheritdoc />
    public async Task<bool> IsOverAsync(RecordsSession session, string organisation, string disaster) => !await DisasterRows.HoldsAsync(session, organisation, disaster, time.NowMs());

    // The directory is listed also where what they told cannot be opened.
    private async Task<string?> ToldAsync(Staff reader, string conversation, CancellationToken cancel)
    {
        try
        {
            return await records.ReadAsync(async session =>
                await ConversationRows.FindAsync(session, conversation) is { Stage: Stage.Talking, Host: null, IsErased: false } talk && talk.AssignedTo == reader.Id
                    ? ToldArea.LastIn(log.Open(talk.Id, talk.WrappedKey, await EntryRows.OfKindAsync(session, talk.Id, EntryKinds.Facts)))
                    : null, cancel);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
