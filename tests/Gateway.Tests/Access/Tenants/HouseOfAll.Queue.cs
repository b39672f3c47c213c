using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Access.Tenants;

// The consortium with the third organisation, the guests there, and who waits.
internal sealed partial class HouseOfAll
{
    private readonly HashSet<string> _seen = [];
    private const string Yes = "ほかの団体にお願いする";
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    private async Task SignConsortiumAsync()
    {
        var founded = await ShareAsync("org1-coordinator1", HttpMethod.Post, "", ExampleCharters.Between("org1", "org3"));
        Theirs["consortium"] = (string)founded["id"]!;
        var at = "/" + Theirs["consortium"];
        var hash = (string)founded["agreements"]![0]!["hash"]!;
        foreach (var member in new[] { "org1", "org3" }) await ShareAsync(member + "-coordinator1", HttpMethod.Post, at + "/sign", new { version = 1, hash });
        await ShareAsync("org1-coordinator1", HttpMethod.Post, at + "/enact", new { version = 1 });
        foreach (var member in new[] { "org1", "org3" }) await ShareAsync(member + "-coordinator1", HttpMethod.Put, at + "/terms", new MemberTerms { Gives = true, Takes = true, AtOnce = 10 });
    }

    // One talks with a partner's counsellor, who asks home for a hand-off; one talks with another; two still wait there.
    private async Task LendAsync()
    {
        Theirs["guest"] = await TakenByPartnerAsync("org3-person1");
        await As("org3-person1").AskHandoffAsync(Theirs["guest"], new Dictionary<string, string> { ["words"] = "こもれびで家賃のことを" });
        Theirs["other"] = await TakenByPartnerAsync("org3-person2");
        foreach (var (name, partner) in new[] { ("lent", "org3-supervisor1"), ("away", "org3-supervisor2") })
        {
            await AvailableAsync(partner);
            Theirs[name] = await LentAsync();
        }
    }

    private async Task<string> TakenByPartnerAsync(string partner)
    {
        await AvailableAsync(partner);
        var lent = await LentAsync();
        await As(partner).AnswerOfferAsync((await As(partner).WaitForAsync(message => message.Target == "Offered")).Offer().OfferId, accept: true);
        return lent;
    }

    private async Task AvailableAsync(string partner)
    {
        await As(partner).ConnectAsync();
        await As(partner).ResumeAsync();
        await As(partner).SetAvailabilityAsync(true, 1);
    }

    private async Task<string> LentAsync()
    {
        LinePhone phone = Gateway.LinePhone();
        await phone.SayAsync("こんばんは、こもれびさん");
        await Gateway.EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text.Contains("お願いしますか", StringComparison.Ordinal))), "asked whether a partner may answer");
        await phone.TapAsync(Yes);
        string? found = null;
        await Gateway.EventuallyAsync(async () => (found = (await AwayAsync()).FirstOrDefault(id => !Theirs.ContainsValue(id))) is not null, "at the partner");
        return found!;
    }

    private async Task<IReadOnlyList<string>> AwayAsync() =>
        [.. (await GetAsync("org1-coordinator1", $"/api/consortia/{Theirs["consortium"]}/guests")).AsArray().Select(one => (string)one!["conversationId"]!)];

    // Somebody is blocked, somebody waits, and somebody is offered to the second counsellor.
    private async Task QueueAsync()
    {
        var rude = await WaitingAsync("いたずらです、こもれび");
        await Supervisor.InvokeAsync<JsonElement>("BlockPerson", rude, 24, "いたずら");
        Theirs["block"] = (await Supervisor.InvokeAsync<JsonElement>("Blocks"))[0].GetProperty("id").GetString()!;
        var offered = await WaitingAsync("待っています、こもれび");
        await As("org1-person2").SetAvailabilityAsync(true, 1);
        Theirs["offer"] = (await As("org1-person2").WaitForAsync(message => message.Target == "Offered")).Offer().OfferId;
        Theirs["offered"] = offered;
        Theirs["waiting"] = await WaitingAsync("わたしも待っています、こもれび");
        await WishAsync(_phones[^1]);
    }

    // Somebody who waits says by whom they would like to be answered.
    private async Task WishAsync(ChatBrowser phone)
    {
        var texts = new PersonTexts();
        foreach (var words in new[] { "wish.ask", "wish.same" })
            using (await phone.WriteAsync(texts.Text("ja", words))) { }
        await Gateway.EventuallyAsync(
            async () => ((JsonArray)(await GetAsync("org1-coordinator1", "/api/wishes/figures"))["counts"]!).Count > 0, "the wish is counted");
    }

    private async Task<string> WaitingAsync(string words)
    {
        var phone = new ChatBrowser(new Uri(Gateway.Address, "/chat/org1-chat1"));
        _phones.Add(phone);
        using (await phone.WriteAsync(words)) { }
        var place = await ComesAsync(
            () => Supervisor.Received.After(0).Where(one => one.Target == "QueueChanged").SelectMany(one => one.Queue().Places)
                .FirstOrDefault(one => !Theirs.ContainsValue(one.ConversationId) && _seen.Add(one.ConversationId)), "in the queue");
        return place.ConversationId;
    }

    private async Task<JsonNode> ShareAsync(string userName, HttpMethod method, string address, object body)
    {
        using var request = new HttpRequestMessage(method, "/api/consortia" + address) { Content = JsonContent.Create(body, options: s_json) };
        using var answer = await As(userName).Http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
