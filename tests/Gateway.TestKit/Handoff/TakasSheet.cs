using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.TestKit.Handoff;

/// <summary>The example hand-off: Taka must leave his dormitory this week. A counsellor writes the sheet, asks and sends, over the console's HTTP door.</summary>
/// <param name="counsellor">Who has the talk.</param>
/// <param name="talk">The talk's id; Taka's <see cref="FirstWords"/> stand in it.</param>
public sealed class TakasSheet(HubClient counsellor, string talk)
{
    /// <summary>What is asked for; of these Taka leaves <c>health</c> off.</summary>
    public static IReadOnlyList<string> Asked { get; } = ["name", "contact", "story", "health", "economy", "housing", "wishes"];

    /// <summary>What Taka first wrote.</summary>
    public static string FirstWords => "派遣切りで寮を出ろと言われました。今週で住むところがなくなります";

    /// <summary>What stands in the sheet and is not agreed to.</summary>
    public static string Withheld => "通院はしていない";

    private static readonly JsonObject s_fields = JsonNode.Parse(
        $$"""
        {
          "preferredName": { "value": "タカ" }, "ageBand": { "value": "30s" }, "consulteeRelation": { "value": "self" },
          "contacts": { "value": [{ "kind": "sms", "value": "000-0000-0013" }] }, "safeContact": { "value": { "by": "sms", "times": "平日 12時から13時", "voicemail": "no" } },
          "mainTopic": { "value": "housing" }, "topics": { "value": ["housing", "income", "finding_work"] },
          "ownWords": { "value": "今週で住むところがなくなります", "saidIn": 0 },
          "situation.facts": { "value": "11月27日に退寮。所持金は約1万円" }, "situation.assessment": { "value": "早めの住居確保が必要" },
          "health": { "value": "{{Withheld}}" }, "economy": { "value": "所持金 約1万円" }, "housing": { "value": "dormitory" },
          "wishes": { "value": "一人では窓口で説明できないので、最初だけ一緒にいてほしい" }, "refusals": { "value": "実家への連絡" },
          "proposedSupport": { "value": "住居確保給付金の相談、一時的な宿泊" }, "supportKinds": { "value": ["consultation", "housing"] }, "warmMethod": { "value": "three_way_chat" },
          "guardianContactAllowed": { "value": "no" }
        }
        """)!.AsObject();

    // Where the set-up file says nothing of the sender, the counsellor writes it.
    private static readonly JsonObject s_sender = JsonNode.Parse(
        """
        {
          "sender.address": { "value": "架空県みなと野市1-1" }, "sender.representative": { "value": "しみず" }, "senderSupervisor": { "value": "はる" },
          "senderContact": { "value": "000-0000-0009" }
        }
        """)!.AsObject();

    private string Root => $"/api/conversations/{talk}";

    /// <summary>The id of the body of this name in the organisation's directory.</summary>
    public async Task<string> BodyAsync(string name)
    {
        var bodies = JsonNode.Parse(await counsellor.Http.GetStringAsync("/api/bodies", TestContext.Current.CancellationToken))!;
        return (string)bodies["bodies"]!.AsArray().First(body => (string)body!["name"]! == name)!["id"]!;
    }

    /// <summary>Writes the sheet for a body; the sheet as it stands then.</summary>
    public async Task<JsonNode> WriteAsync(string body)
    {
        var begun = await SentAsync(HttpMethod.Post, $"{Root}/sheets", new JsonObject { ["body"] = body });
        var known = begun["values"]!.AsObject();
        var fields = s_fields.DeepClone().AsObject();
        // Before it may stand that they added the account.
        fields["ownWords"]!["saidIn"] = (await counsellor.EntriesAfterAsync(talk, 0)).First(entry => entry.Text == FirstWords).Number;
        return await SaveAsync(begun, new JsonObject(fields.Concat(s_sender.Where(field => known[field.Key] is null)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))));
    }

    /// <summary>Saves fields; the sheet as it stands then.</summary>
    public Task<JsonNode> SaveAsync(JsonNode sheet, JsonObject fields) =>
        SentAsync(HttpMethod.Put, $"{Root}/sheets/{sheet["id"]}", new JsonObject { ["revision"] = (long)sheet["revision"]!, ["fields"] = fields });

    /// <summary>Asks Taka about it; the id of the question.</summary>
    public async Task<string> AskAsync(JsonNode sheet)
    {
        var asked = await SentAsync(HttpMethod.Post, $"{Root}/sheets/{sheet["id"]}/question", new JsonObject
        {
            ["revision"] = (long)sheet["revision"]!,
            ["items"] = new JsonArray([.. Asked.Select(item => JsonValue.Create(item))]),
            ["purpose"] = "contact",
            ["topic"] = "住まいのこと",
        });
        return (string)asked["id"]!;
    }

    /// <summary>The newest question, as the counsellor sees it.</summary>
    public async Task<JsonNode> QuestionAsync() =>
        JsonNode.Parse(await counsellor.Http.GetStringAsync($"{Root}/sheets", TestContext.Current.CancellationToken))!["questions"]!.AsArray()[^1]!;

    /// <summary>Sends what was agreed to.</summary>
    public async Task SendAsync() => Assert.Equal(HttpStatusCode.NoContent, (await TrySendAsync()).Status);

    /// <summary>Tries to send it: how it was answered, and with which code.</summary>
    public async Task<(HttpStatusCode Status, string? Code)> TrySendAsync()
    {
        var list = JsonNode.Parse(await counsellor.Http.GetStringAsync($"/api/referrals?conversation={talk}", TestContext.Current.CancellationToken))!;
        using var answer = await counsellor.Http.PostAsync($"/api/referrals/{list["referrals"]!.AsArray()[^1]!["id"]}/offer", null, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.StartsWith('{') ? (string?)JsonNode.Parse(text)!["code"] : null);
    }

    private async Task<JsonNode> SentAsync(HttpMethod method, string address, JsonNode value)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(value) };
        using var answer = await counsellor.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{method} {address}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}
