using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.ConsoleHub;

/// <summary>What a console is shown after it has connected: subscribe first, then fetch.</summary>
public sealed class OpenConsole(
    Consoles consoles, ConversationAccess access, IQueueEngine engine, OrganisationDirectory organisations, PushFailures failures, TimeProvider time)
{
    /// <summary>Shows a new connection what is going on, without being asked. An engine or database that is away does not refuse the connection.</summary>
    public async Task BeginAsync(string connectionId, Staff me)
    {
        try
        {
            await ShowMineAsync(connectionId, me);
            var queue = Views.Of(await engine.SnapshotAsync(me.Organisation));
            if (consoles.Find(connectionId) is { } console) consoles.Push(console, client => client.QueueChanged(queue));
        }
        catch (Exception error) when (error is RecordsUnavailableException or QueueUnavailableException or QueueEpochLostException)
        {
            failures.Beginning(error);
        }
    }

    /// <summary>Subscribes the connection to the counsellor's conversations and returns the whole picture.</summary>
    public Task<ConsoleState> ResumeAsync(string connectionId, Staff me) => HubErrors.GuardAsync(async () =>
    {
        await ShowMineAsync(connectionId, me);
        // Read again: what was taken between the first reading and the subscriptions is subscribed by the feed.
        var mine = await access.OfStaffAsync(me.Id);
        var queue = await engine.SnapshotAsync(me.Organisation);
        var shift = queue.Staff.FirstOrDefault(staff => staff.StaffId == me.Id);
        return new ConsoleState(
            new MeView(me.Id, me.UserName, me.Name, me.Role, me.Organisation, organisations.FindOrganisation(me.Organisation)?.Name ?? me.Organisation),
            shift?.Available ?? false,
            shift?.Capacity ?? 1,
            [.. mine.Select(Views.Of)],
            [.. queue.Offers.Where(offer => offer.StaffId == me.Id).Select(Views.Of)],
            Views.Of(queue),
            time.GetUtcNow());
    });

    private async Task ShowMineAsync(string connectionId, Staff me)
    {
        foreach (var conversation in await access.OfStaffAsync(me.Id)) consoles.Watch(connectionId, conversation.Id, conversation.LastNumber);
    }
}
