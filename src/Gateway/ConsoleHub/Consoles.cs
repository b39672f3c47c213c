using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>The consoles connected to this node: who they are, which conversations they are shown, and what is pushed to them.</summary>
/// <remarks>
/// Only the records say whose a conversation is; this only follows. A console is subscribed before it fetches, so nothing
/// falls between, and it drops by number what it has seen already.
/// </remarks>
public sealed class Consoles
{
    private readonly ConcurrentDictionary<string, ConnectedConsole> _byConnection = new();
    private readonly ConversationWatch _watch;
    private readonly ConversationAccess _access;
    private readonly IQueueEngine _engine;
    private readonly IHubContext<CounsellorHub, IConsoleClient> _hub;
    private readonly PushFailures _failures;
    private readonly IFeed _feed;
    private readonly Departure _departure;
    private readonly OrganisationDirectory _organisations;
    private readonly UpDownCounter<long> _connections;

    /// <summary>Subscribes to the feed.</summary>
    public Consoles(
        ConversationWatch watch, ConversationAccess access, IQueueEngine engine, IFeed feed, IHubContext<CounsellorHub, IConsoleClient> hub,
        PushFailures failures, Departure departure, OrganisationDirectory organisations, IMeterFactory meters)
    {
        (_watch, _access, _engine, _hub, _failures, _feed, _departure, _organisations) = (watch, access, engine, hub, failures, feed, departure, organisations);
        _connections = meters.Create("Gateway").CreateUpDownCounter<long>("gateway.console.connections", "{connection}", "Consoles connected to this node");
        feed.Subscribe<ConversationMoved>(moved => _ = FollowAsync(moved));
        feed.Subscribe<OfferMade>(made => Push(made.Offer.StaffId, client => client.Offered(Views.Of(made.Offer))));
        feed.Subscribe<OfferEnded>(ended => Push(ended.Offer.StaffId, client => client.OfferWithdrawn(ended.Offer.OfferId, ended.Offer.Reason)));
        feed.Subscribe<StaffLeft>(left => End(left.StaffId));
        feed.Subscribe<PersonTyping>(typing => PushToWatchers(typing.ConversationId, client => client.Typing(typing.ConversationId, Authors.Person)));
    }

    /// <summary>All consoles of this node.</summary>
    public IReadOnlyCollection<ConnectedConsole> All => [.. _byConnection.Values];

    /// <summary>A console has connected.</summary>
    public async Task AddAsync(HubCallerContext context, Staff staff)
    {
        _byConnection[context.ConnectionId] = new ConnectedConsole(
            context.ConnectionId, staff, context.User!.AsSession()!.Value, _hub.Clients.Client(context.ConnectionId), context.Abort,
            _departure.Enter());
        _connections.Add(1, new KeyValuePair<string, object?>("organisation", staff.Organisation));
        await _hub.Groups.AddToGroupAsync(context.ConnectionId, staff.Organisation);
        try
        {
            await _engine.HeartbeatAsync(staff.Organisation, [staff.Id]);
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            _failures.Presence(error);
        }
    }

    /// <summary>A connection has ended; its counsellor stays present for a while, in case they come back.</summary>
    public void Remove(string connectionId)
    {
        if (!_byConnection.TryRemove(connectionId, out var console)) return;
        _connections.Add(-1, new KeyValuePair<string, object?>("organisation", console.Staff.Organisation));
        console.Dispose();
    }

    /// <summary>A counsellor has signed out on one device: they are gone from all of them, as the queue sees it too.</summary>
    public Task EndAsync(SignedOut signedOut)
    {
        _feed.Publish(new StaffLeft(signedOut.Staff.Id));
        return Task.CompletedTask;
    }

    /// <summary>Finds a connection.</summary>
    public ConnectedConsole? Find(string connectionId) => _byConnection.GetValueOrDefault(connectionId);

    /// <summary>Shows a conversation on a connection from now on. The caller has made sure that it is theirs.</summary>
    /// <param name="connectionId">Which connection.</param>
    /// <param name="conversationId">Which conversation.</param>
    /// <param name="known">The number of its newest entry, as the caller has read it.</param>
    /// <param name="guest">It is the person of a partner.</param>
    public void Watch(string connectionId, string conversationId, long known, bool guest)
    {
        if (Find(connectionId) is not { } console) return;
        console.Watch(
            conversationId,
            () => _watch.Watch(conversationId, known, entries => Push(console, client => client.Entries(conversationId, Views.Of(guest ? ConversationAccess.ForPartner(entries) : entries)))));
    }

    /// <summary>Pushes to every console of a member of staff.</summary>
    public void Push(string staffId, Func<IConsoleClient, Task> call)
    {
        foreach (var console in _byConnection.Values.Where(console => console.Staff.Id == staffId)) Push(console, call);
    }

    /// <summary>Pushes to one console without waiting: a slow one must not hold up the others, and SignalR ends a stuck one.</summary>
    public void Push(ConnectedConsole console, Func<IConsoleClient, Task> call) => _failures.Watch(call(console.Client));

    /// <summary>Pushes the same to every console of an organisation; it is written down once for all of them.</summary>
    public void PushToAll(string organisation, Func<IConsoleClient, Task> call) => _failures.Watch(call(_hub.Clients.Group(organisation)));

    private void End(string staffId)
    {
        foreach (var console in _byConnection.Values.Where(console => console.Staff.Id == staffId)) _ = EndAsync(console, "signed_out");
    }

    /// <summary>Tells a console that its sign-in has ended, and ends it.</summary>
    public async Task EndAsync(ConnectedConsole console, string reason)
    {
        var told = console.Client.SignedOut(reason);
        _failures.Watch(told);
        // The word goes out before the door is shut; a socket that takes nothing is shut all the same.
        await Task.WhenAny(told, Task.Delay(TimeSpan.FromSeconds(1)));
        console.Abort();
    }

    private void PushToWatchers(string conversationId, Func<IConsoleClient, Task> call)
    {
        foreach (var console in _byConnection.Values.Where(console => console.IsShown(conversationId))) Push(console, call);
    }

    private async Task FollowAsync(ConversationMoved moved)
    {
        if (moved.AssignedTo is { } now && _byConnection.Values.Any(console => console.Staff.Id == now))
        {
            foreach (var console in _byConnection.Values.Where(console => console.Staff.Id == now))
                Watch(console.ConnectionId, moved.ConversationId, moved.LastNumber, moved.Host is not null);
            if (await _access.FindAsync(now, moved.ConversationId) is { } conversation)
                Push(now, client => client.ConversationChanged(Views.Of(conversation, _organisations)));
        }

        if (moved.LeftFrom is not { } left) return;
        foreach (var console in _byConnection.Values.Where(console => console.Staff.Id == left))
        {
            // A closed one stays open to read, and its last entry may still be on its way.
            // A guest's does not: it was shown for as long as the person was here.
            if (moved.LeftHost is not null) TakeAway(console, moved.ConversationId, moved is { Stage: Stage.Closed, Reason: "link" } ? "guest_link_lost" : moved.Stage == Stage.Closed ? "guest_ended" : moved.Reason);
            else if (moved.Stage != Stage.Closed) TakeAway(console, moved.ConversationId, moved.Reason);
            else if (console.MayTellClosed(moved.ConversationId))
                Push(console, client => client.ConversationLeft(moved.ConversationId, moved.Reason));
        }
    }

    /// <summary>A conversation is this console's no more.</summary>
    public void TakeAway(ConnectedConsole console, string conversationId, string reason)
    {
        console.Unwatch(conversationId);
        Push(console, client => client.ConversationLeft(conversationId, reason));
    }

    /// <summary>A conversation has closed; told once, however often it is noticed.</summary>
    public void TellClosed(ConnectedConsole console, string conversationId)
    {
        if (console.MayTellClosed(conversationId)) Push(console, client => client.ConversationLeft(conversationId, "closed"));
    }

    /// <summary>A conversation is this counsellor's, and this console did not know.</summary>
    public async Task ShowAsync(ConnectedConsole console, InHands taken)
    {
        if (await _access.FindAsync(console.Staff.Id, taken.Id) is not { } conversation) return;
        Watch(console.ConnectionId, taken.Id, taken.LastNumber, conversation.Host is not null);
        Push(console, client => client.ConversationChanged(Views.Of(conversation, _organisations)));
    }
}

/// <summary>A counsellor has signed out: no console of theirs stays open, on whatever node.</summary>
public sealed record StaffLeft(string StaffId) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "staff-left";
}
