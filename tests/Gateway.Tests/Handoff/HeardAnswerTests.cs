using System.Net;
using System.Text.Json.Nodes;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Xunit;
using static Gateway.TestKit.Handoff.SheetCalls;
using static Gateway.Tests.Handoff.SheetTalks;

namespace Gateway.Tests.Handoff;

/// <summary>An answer that was said aloud and is written down by the counsellor, by the front doors.</summary>
public sealed class HeardAnswerTests
{
    [Fact]
    public async Task Somebody_answers_by_telephone_and_reads_on_their_own_page_what_was_understood()
    {
        await using var night = await TestGateway.StartAsync(
            new SetupSize { Counsellors = 2, Supervisors = 2 }, settings: [("Gateway:SupportBodies:AllowInventedAreas", "true")]);
        var body = await ApprovedBodyAsync(night);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("電話で話したいです");
        await using var counsellor = await night.ConsoleAsync();
        var root = await TakenAsync(night, counsellor);
        var id = await AskedAsync(counsellor, root, await WrittenAsync(counsellor, root, body, "16_17"));
        var question = $"{root}/questions/{id}";

        await using var colleague = await night.ConsoleAsync(1);
        Assert.Equal("question.over", (await AnsweredAsync(colleague, HttpMethod.Get, $"{question}/words", null)).Code);
        var words = (await AnsweredAsync(counsellor, HttpMethod.Get, $"{question}/words", null)).Node!;
        Assert.Contains("みなと野市 ふくし総合相談室", (string)words["text"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("はい」", (string)words["text"]!, StringComparison.Ordinal);

        // Neither way, both ways, and an item that was not read out: nothing is taken.
        Assert.Equal("heard.how", (await SayAsync(counsellor, question, Heard(words, ["name", "story", "health"], ["name"], read: false))).Code);
        var both = Heard(words, ["name", "story", "health"], ["name"]);
        both["entry"] = 1;
        Assert.Equal("heard.how", (await SayAsync(counsellor, question, both)).Code);
        Assert.Equal("heard.items", (await SayAsync(counsellor, question, Heard(words, ["name", "story"], ["name"]))).Code);
        Assert.Equal("question.terms", (await SayAsync(counsellor, question, Heard(words, ["name", "stories"], ["name"]))).Code);
        Assert.Equal("conversation.not_yours", (await SayAsync(colleague, question, Heard(words, ["name", "story", "health"], ["name"]))).Code);
        Assert.Equal("asked", (string?)(await ListAsync(counsellor, root))["questions"]![0]!["state"]);

        Assert.Equal(HttpStatusCode.NoContent, (await SayAsync(counsellor, question, Heard(words, ["name", "story", "health"], ["name", "story"]))).Status);
        var given = (await ListAsync(counsellor, root))["questions"]![0]!;
        Assert.Equal(("given", true), ((string?)given["state"], (bool)given["needsSecond"]!));
        Assert.Equal(["name", "story"], given["agreed"]!.AsArray().Select(item => (string)item!));
        Assert.Contains("声でうかがったお返事を、相談員が書きとめました。", await phone.ReadAsync(""), StringComparison.Ordinal);
        Assert.Contains("\"method\": \"aloud\"", await phone.ReadAsync($"/agree/{id}/receipt"), StringComparison.Ordinal);

        // The second person reads how it was heard, and by whom.
        await using var supervisor = await night.ConsoleAsync(2);
        var whole = (await AnsweredAsync(supervisor, HttpMethod.Get, $"/api/checks/{id}", null)).Node!;
        Assert.Equal(("aloud", (string?)whole["check"]!["askedBy"], null), ((string?)whole["method"], (string?)whole["heardBy"], (string?)whole["said"]));
    }

    private static Task<(HttpStatusCode Status, string? Code, JsonNode? Node)> SayAsync(HubClient hub, string question, JsonObject heard) =>
        AnsweredAsync(hub, HttpMethod.Post, $"{question}/heard", heard);

    private static JsonObject Heard(JsonNode words, string[] heard, string[] yes, bool read = true) => new()
    {
        ["terms"] = (string)words["terms"]!,
        ["answers"] = new JsonObject(heard.Select(item => KeyValuePair.Create(item, (JsonNode?)yes.Contains(item)))),
        ["words"] = read ? (string)words["words"]! : null,
    };
}
