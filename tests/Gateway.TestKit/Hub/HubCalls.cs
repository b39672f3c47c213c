using System.Text.Json;

namespace Gateway.TestKit.Hub;

/// <summary>The hub's methods and messages by their names.</summary>
public static class HubCalls
{
    /// <summary>Subscribes this connection to its conversations and reads where one stands. To be called after every connect.</summary>
    public static Task<HubResumed> ResumeAsync(this HubClient hub) => hub.InvokeAsync<HubResumed>("Resume");

    /// <summary>Says whether one may be offered people, and how many at once (1 to 5).</summary>
    public static Task<HubAvailability> SetAvailabilityAsync(this HubClient hub, bool available, int capacity = 1) =>
        hub.InvokeAsync<HubAvailability>("SetAvailability", available, capacity);

    /// <summary>Takes who is next; null when nobody waits.</summary>
    public static Task<HubConversation?> TakeNextAsync(this HubClient hub) => hub.InvokeAsync<HubConversation?>("TakeNext");

    /// <summary>Accepts or declines an offer; null when declined.</summary>
    public static Task<HubConversation?> AnswerOfferAsync(this HubClient hub, string offerId, bool accept) =>
        hub.InvokeAsync<HubConversation?>("AnswerOffer", offerId, accept);

    /// <summary>Says something; the same client id again gives the same entry.</summary>
    public static Task<HubEntry> SendAsync(this HubClient hub, string conversationId, string text, string? clientId = null) =>
        hub.InvokeAsync<HubEntry>("Send", conversationId, clientId ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), text);

    /// <summary>The entries after a number, at most 200.</summary>
    public static Task<IReadOnlyList<HubEntry>> EntriesAfterAsync(this HubClient hub, string conversationId, long number) =>
        hub.InvokeAsync<IReadOnlyList<HubEntry>>("EntriesAfter", conversationId, number);

    /// <summary>Ends a conversation: talked, promised, informed, left, silent or other.</summary>
    public static Task CloseAsync(this HubClient hub, string conversationId, string outcome = "talked") =>
        hub.InvokeAsync<JsonElement>("Close", conversationId, outcome);

    /// <summary>Gives the person back to the front of the queue.</summary>
    public static Task ReturnAsync(this HubClient hub, string conversationId) => hub.InvokeAsync<JsonElement>("Return", conversationId);

    /// <summary>Sends a partner's person home with a summary.</summary>
    public static Task SendHomeAsync(this HubClient hub, string conversationId, IReadOnlyDictionary<string, string> parts, bool later = false) =>
        hub.InvokeAsync<JsonElement>("SendHome", conversationId, parts, later);

    /// <summary>Asks home for a hand-off.</summary>
    public static Task AskHandoffAsync(this HubClient hub, string conversationId, IReadOnlyDictionary<string, string> parts) =>
        hub.InvokeAsync<JsonElement>("AskHandoff", conversationId, parts);

    /// <summary>At home: what a partner asks for.</summary>
    public static Task<JsonElement> ReadHandoffAskedAsync(this HubClient hub, string conversationId) => hub.InvokeAsync<JsonElement>("ReadHandoffAsked", conversationId);

    /// <summary>At home: it is not done now.</summary>
    public static Task AnswerHandoffAskedAsync(this HubClient hub, string conversationId, string answer) => hub.InvokeAsync<JsonElement>("AnswerHandoffAsked", conversationId, answer);

    /// <summary>At home: has somebody back who waits at a partner.</summary>
    public static Task FetchHomeAsync(this HubClient hub, string conversationId) => hub.InvokeAsync<JsonElement>("FetchHome", conversationId);

    /// <summary>At home: takes the talk over.</summary>
    public static Task<HubConversation> TakeOverGuestAsync(this HubClient hub, string conversationId) => hub.InvokeAsync<HubConversation>("TakeOverGuest", conversationId);

    /// <summary>Sets somebody aside who was told that it is their turn and does not answer.</summary>
    public static Task SetAsideAsync(this HubClient hub, string conversationId) => hub.InvokeAsync<JsonElement>("SetAside", conversationId);

    /// <summary>Marks entries as read up to a number.</summary>
    public static Task SeenAsync(this HubClient hub, string conversationId, long number) =>
        hub.InvokeAsync<JsonElement>("Seen", conversationId, number);

    /// <summary>Says that one is typing.</summary>
    public static Task TypingAsync(this HubClient hub, string conversationId) => hub.InvokeAsync<JsonElement>("Typing", conversationId);

    /// <summary>Everything in an emergency.</summary>
    public static Task<HubEmergencySheet> ReadEmergencyAsync(this HubClient hub, string id) => hub.InvokeAsync<HubEmergencySheet>("ReadEmergency", id);

    /// <summary>Says that one has heard the alarm.</summary>
    public static Task AcknowledgeAsync(this HubClient hub, string id) => hub.InvokeAsync<JsonElement>("AcknowledgeAlarm", id);

    /// <summary>The newest that the hub has said unasked of emergencies, by their ids.</summary>
    public static IReadOnlyDictionary<string, HubEmergency> Emergencies(this HubClient hub)
    {
        var now = new Dictionary<string, HubEmergency>();
        foreach (var message in hub.Received.After(0))
        {
            if (message.Target == "EmergencyChanged" && message.Arguments[0].Deserialize<HubEmergency>(HubClient.Json) is { } one) now[one.Id] = one;
            if (message.Target != "OpenEmergencies") continue;
            foreach (var over in now.Values.Where(known => known.ClosedAt is null).ToList()) now.Remove(over.Id);
            foreach (var open in message.Arguments[0].Deserialize<IReadOnlyList<HubEmergency>>(HubClient.Json)!) now[open.Id] = open;
        }

        return now;
    }

    /// <summary>Waits for the next offer.</summary>
    public static async Task<HubOffer> OfferedAsync(this HubClient hub, TimeSpan? timeout = null, long after = 0) =>
        (await hub.WaitForAsync(message => message.Target == "Offered", timeout, after)).Arguments[0].Deserialize<HubOffer>(HubClient.Json)!;

    /// <summary>The entries of an <c>Entries</c> message, with their conversation; null for any other message.</summary>
    public static (string ConversationId, IReadOnlyList<HubEntry> Entries)? AsEntries(this HubMessage message) =>
        message.Target == "Entries"
            ? (message.Arguments[0].GetString()!, message.Arguments[1].Deserialize<IReadOnlyList<HubEntry>>(HubClient.Json)!)
            : null;

    /// <summary>Waits until an entry of this conversation is pushed that <paramref name="wanted"/> accepts.</summary>
    public static async Task<HubEntry> HearsAsync(
        this HubClient hub, string conversationId, Func<HubEntry, bool> wanted, TimeSpan? timeout = null)
    {
        var heard = await hub.WaitForAsync(message => Matching(message) is not null, timeout);
        return Matching(heard)!;

        HubEntry? Matching(HubMessage message) =>
            message.AsEntries() is { } said && said.ConversationId == conversationId ? said.Entries.FirstOrDefault(wanted) : null;
    }
}
