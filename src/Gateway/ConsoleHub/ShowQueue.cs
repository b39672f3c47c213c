using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.ConsoleHub;

/// <summary>What a console is shown of its queue, and of its own people whom partners answer.</summary>
public sealed class ShowQueue(IRecords records, OrganisationDirectory organisations, QueueSettings settings)
{
    /// <summary>The queue as it is, with whom partners have now. Without these while the records do not answer.</summary>
    public async Task<QueueSummary> OfAsync(string organisation, QueueSnapshot queue)
    {
        var summary = Views.Of(queue, settings);
        try
        {
            var away = await records.ReadAsync(session => GuestStays.AwayAsync(session, organisation));
            return away.Count == 0 ? summary : summary with { Elsewhere = [.. away.Select(ViewOf)] };
        }
        catch (RecordsUnavailableException)
        {
            return summary;
        }
    }

    private ElsewhereView ViewOf(GuestStay stay) => new(
        stay.ConversationId, stay.Label, ((Grade)stay.Grade).ToString().ToLowerInvariant(), organisations.FindOrganisation(stay.Host)?.Name ?? stay.Host, stay.Stage == "talking");
}
