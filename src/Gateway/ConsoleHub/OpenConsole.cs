using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.WaitingQueue;

namespace Gateway.ConsoleHub;

/// <summary>What a console is shown after it has connected: subscribe first, then fetch.</summary>
public sealed class OpenConsole(
    Consoles consoles, ConversationAccess access, IQueueEngine engine, OrganisationDirectory organisations, TimeProvider time)
{
    /// <summary>Subscribes the connection to the counsellor's conversations and returns the whole picture.</summary>
    public Task<ConsoleState> ResumeAsync(string connectionId, Staff me) => HubErrors.GuardAsync(async () =>
    {
        foreach (var conversation in await access.OfStaffAsync(me.Id)) consoles.Watch(connectionId, conversation.Id);
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
}
