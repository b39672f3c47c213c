using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.TestKit.Handoff;

/// <summary>What a counsellor does with a sheet, by the front door.</summary>
public static class SheetCalls
{
    /// <summary>A sheet that says enough to be asked about.</summary>
    public static readonly JsonObject Fields = JsonNode.Parse(
        """
        {
          "preferredName": { "value": "りく", "saidIn": 1 }, "ageBand": { "value": "20s" }, "mainTopic": { "value": "housing" }, "topics": { "value": ["housing"] },
          "consulteeRelation": { "value": "self" }, "situation.facts": { "value": "家賃を3か月ためている" }, "situation.assessment": { "value": "ひとりで抱えている" },
          "health": { "value": "夜に眠れない" }, "supportKinds": { "value": ["consultation"] }, "warmMethod": { "value": "three_way_chat" },
          "sender.address": { "value": "架空県みなと野市1-1" }, "sender.representative": { "value": "しみず" }, "senderSupervisor": { "value": "みなと" },
          "senderContact": { "value": "000-0000-0009" }, "guardianContactAllowed": { "value": "no" }
        }
        """)!.AsObject();

    /// <summary>A question about these items.</summary>
    public static JsonObject Question(int revision, params string[] items) => new()
    {
        ["revision"] = revision,
        ["items"] = new JsonArray([.. items.Select(item => JsonValue.Create(item))]),
        ["purpose"] = "contact",
        ["topic"] = "家賃のこと",
    };

    /// <summary>A body that two supervisors let in; its id.</summary>
    public static async Task<string> ApprovedBodyAsync(HubClient first, HubClient second, string entry)
    {
        var added = (await SentAsync(first, HttpMethod.Post, "/api/bodies", JsonNode.Parse(entry)!))["body"]!;
        await SentAsync(second, HttpMethod.Post, $"/api/bodies/{added["id"]}/approve", new JsonObject { ["version"] = (long)added["version"]! });
        return (string)added["id"]!;
    }

    /// <summary>The sheets and questions of a talk.</summary>
    public static async Task<JsonNode> ListAsync(HubClient hub, string root) =>
        JsonNode.Parse(await hub.Http.GetStringAsync($"{root}/sheets", TestContext.Current.CancellationToken))!;

    /// <summary>What was answered to a call that must succeed.</summary>
    public static async Task<JsonNode> SentAsync(HubClient hub, HttpMethod method, string address, JsonNode value)
    {
        var (status, _, node) = await AnsweredAsync(hub, method, address, value);
        Assert.True(status == HttpStatusCode.OK, $"{address}: {status} {node?.ToJsonString()}");
        return node!;
    }

    /// <summary>What was answered, with the code of a refusal.</summary>
    public static async Task<(HttpStatusCode Status, string? Code, JsonNode? Node)> AnsweredAsync(HubClient hub, HttpMethod method, string address, JsonNode? value)
    {
        using var request = new HttpRequestMessage(method, address) { Content = value is null ? null : JsonContent.Create(value) };
        using var answer = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var node = text.StartsWith('{') ? JsonNode.Parse(text) : null;
        return (answer.StatusCode, (string?)node?["code"], node);
    }

    /// <summary>Writes a sheet for somebody of an age.</summary>
    public static async Task<JsonNode> WrittenAsync(HubClient counsellor, string root, string body, string age)
    {
        var sheet = await SentAsync(counsellor, HttpMethod.Post, $"{root}/sheets", new JsonObject { ["body"] = body });
        var fields = Fields.DeepClone().AsObject();
        fields["ageBand"] = new JsonObject { ["value"] = age };
        return await SentAsync(counsellor, HttpMethod.Put, $"{root}/sheets/{sheet["id"]}", new JsonObject { ["revision"] = 1, ["fields"] = fields });
    }

    /// <summary>Asks about it; the id of the question.</summary>
    public static async Task<string> AskedAsync(HubClient counsellor, string root, JsonNode sheet)
    {
        await SentAsync(counsellor, HttpMethod.Post, $"{root}/sheets/{sheet["id"]}/question", Question(2, "name", "story", "health"));
        return (string)(await ListAsync(counsellor, root))["questions"]!.AsArray()[^1]!["id"]!;
    }
}
