using System.Text.Json;
using Gateway.Intake;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Stories;

/// <summary>What the stories ask of a hub's messages, in their words.</summary>
internal static class NightWords
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static HubQueue Queue(this HubMessage message) => message.Arguments[0].Deserialize<HubQueue>(Web)!;

    public static HubOffer Offer(this HubMessage message) => message.Arguments[0].Deserialize<HubOffer>(Web)!;

    public static bool Says(this HubMessage message, string conversationId, string text) =>
        message.Target == "Entries" && message.Arguments[0].GetString() == conversationId
        && message.Arguments[1].Deserialize<HubEntry[]>(Web)!.Any(entry => entry.Text == text);

    /// <summary>The next person, as soon as somebody waits.</summary>
    public static async Task<HubConversation> TakenByAsync(this TestGateway gateway, HubClient desk)
    {
        HubConversation? talk = null;
        await gateway.EventuallyAsync(async () => (talk = await desk.TakeNextAsync()) is not null, "taken");
        return talk!;
    }

    public static ShiftNow? Shift(this TestGateway gateway) =>
        gateway.Services.GetRequiredService<ShiftBoard>().Of(gateway.Setup.Organisations.First());
}
