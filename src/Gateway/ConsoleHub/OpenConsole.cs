using Gateway.Conversations;
using Gateway.Conversations.Passages;
using Gateway.Emergencies;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.ConsoleHub;

/// <summary>What a console is shown after it has connected: subscribe first, then fetch.</summary>
public sealed class OpenConsole(
    Consoles consoles, ConversationAccess access, QueueScreens screens, ChannelScreens channels, ShiftRows shifts,
    OrganisationDirectory organisations, PushFailures failures, PassageLinks links, ShowQueue show, EmergencyScreens emergencies,
    SupervisorsHere supervisors, TimeProvider time)
{
    /// <summary>Shows a new connection what is going on, without being asked. An engine or database that is away does not refuse the connection.</summary>
    public async Task BeginAsync(string connectionId, Staff me)
    {
        try
        {
            supervisors.Forget(me.Organisation);
            await ShowMineAsync(connectionId, me);
            // Before the queue: whoever is in danger does not wait for it.
            var danger = await emergencies.ForAsync(me);
            if (danger.Count > 0 && consoles.Find(connectionId) is { } first) consoles.Push(first, client => client.OpenEmergencies(danger));
            var queue = await show.ReadAsync(me.Organisation);
            if (consoles.Find(connectionId) is { } console) consoles.Push(console, client => client.QueueChanged(queue.Shown));
        }
        catch (Exception error) when (error is RecordsUnavailableException or QueueUnavailableException or QueueEpochLostException)
        {
            failures.Beginning(error);
            screens.Look(me.Organisation);
        }
    }

    /// <summary>Subscribes the connection to the counsellor's conversations and returns the whole picture. A queue that is away does not keep
    /// anybody from the people they talk with: it is left out, and shown as soon as it can be read.</summary>
    public Task<ConsoleState> ResumeAsync(string connectionId, Staff me) => HubErrors.GuardAsync(async () =>
    {
        await ShowMineAsync(connectionId, me);
        // Read again: what was taken between the first reading and the subscriptions is subscribed by the feed.
        var mine = await access.OfStaffAsync(me.Id);
        var queue = await QueueAsync(me.Organisation);
        var shift = queue?.Queue.Staff.FirstOrDefault(staff => staff.StaffId == me.Id);
        var said = await shifts.FindAsync(me.Id);
        return new ConsoleState(
            new MeView(me.Id, me.UserName, me.Name, me.Role, me.Organisation, organisations.FindOrganisation(me.Organisation)?.Name ?? me.Organisation,
                links.EntranceOf(me.Organisation) is not null),
            shift?.Available ?? said is { Available: 1 },
            shift?.Capacity ?? (int)(said?.Capacity ?? 1),
            [.. mine.Select(conversation => Views.Of(conversation, organisations))],
            [.. (queue?.Queue.Offers ?? []).Where(offer => offer.StaffId == me.Id).Select(Views.Of)],
            queue?.Shown,
            channels.AwayFor(me.Organisation),
            await emergencies.ForAsync(me),
            time.GetUtcNow(),
            Views.Chosen(said));
    });

    private async Task<ShowQueue.QueueReading?> QueueAsync(string organisation)
    {
        try
        {
            return await show.ReadAsync(organisation);
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            failures.Beginning(error);
            screens.Look(organisation);
            return null;
        }
    }

    private async Task ShowMineAsync(string connectionId, Staff me)
    {
        foreach (var conversation in await access.OfStaffAsync(me.Id)) consoles.Watch(connectionId, conversation.Id, conversation.LastNumber, conversation.Host is not null);
    }
}
