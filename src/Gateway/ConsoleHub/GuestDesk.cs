using Gateway.Consortium.Live;
using Gateway.Organisations;
using Gateway.Primitives;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>応援: what two organisations do for one person, as the hub offers it: each one use case, its refusals in stable codes.</summary>
public sealed class GuestDesk(CarryOn carry, BringHome home, Consoles consoles, OrganisationDirectory organisations)
{
    /// <summary>Sends a guest home with a summary.</summary>
    public Task SendHomeAsync(Staff me, string conversationId, IReadOnlyDictionary<string, string>? parts, bool later) =>
        DoneAsync(() => carry.SendHomeAsync(me, conversationId, Redacted.Of(parts ?? new Dictionary<string, string>()), later));

    /// <summary>Asks home for a hand-off.</summary>
    public Task AskHandoffAsync(Staff me, string conversationId, IReadOnlyDictionary<string, string>? parts) =>
        DoneAsync(() => carry.AskHandoffAsync(me, conversationId, Redacted.Of(parts ?? new Dictionary<string, string>())));

    /// <summary>What a partner asks for.</summary>
    public async Task<HandoffAskedView> ReadHandoffAsync(Staff me, string conversationId) =>
        await HubErrors.GuardAsync(() => carry.ReadHandoffAsync(me, conversationId)) is { } asked
            ? new HandoffAskedView(asked.Label, asked.Partner, asked.By, asked.At, asked.Parts)
            : throw NotAsked();

    /// <summary>Says that it is not done now.</summary>
    public Task AnswerHandoffAsync(Staff me, string conversationId, string answer) => DoneAsync(() => carry.AnswerHandoffAsync(me, conversationId, answer));

    /// <summary>Takes the talk over.</summary>
    public async Task<ConversationView> TakeOverAsync(Staff me, string connectionId, string conversationId)
    {
        if (await HubErrors.GuardAsync(() => carry.TakeOverAsync(me, conversationId)) is not { } conversation) throw NotAsked();
        consoles.Watch(connectionId, conversation.Id, conversation.LastNumber, guest: false);
        return Views.Of(conversation, organisations);
    }

    /// <summary>Has one of the own people home again who still waits at a partner.</summary>
    public async Task FetchHomeAsync(Staff me, string conversationId)
    {
        if (!await HubErrors.GuardAsync(() => home.FetchAsync(me, null, conversationId, CancellationToken.None)))
            throw new HubException("guest.not_found: nobody of yours waits there; who is being talked with is not interrupted");
    }

    private static HubException NotAsked() => new("guest.not_asked: no request for a hand-off waits any more");

    private static async Task DoneAsync(Func<Task<CarryOutcome>> act)
    {
        HubException? refused = await HubErrors.GuardAsync(act) switch
        {
            CarryOutcome.Done => null,
            CarryOutcome.NotYours => HubErrors.NotFound(),
            CarryOutcome.Parts => new HubException($"guest.parts: a part is missing, unknown or longer than {GuestNote.LongestPart} letters"),
            CarryOutcome.StandsAlready => new HubException("guest.stands_already: your last request has no answer yet"),
            CarryOutcome.NotAsked => NotAsked(),
            CarryOutcome.NotBetweenGateways => new HubException("guest.other_gateway: a request does not go to another gateway; send them home with a note"),
        };
        if (refused is not null) throw refused;
    }
}
