using System.Net;
using System.Text.Json.Nodes;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Xunit;
using static Gateway.TestKit.Handoff.SheetCalls;

namespace Gateway.Tests.Handoff;

/// <summary>Talks on the page of somebody with whom a sheet is written.</summary>
internal static class SheetTalks
{
    private const string Body =
        """{"name":"みなと野市 ふくし総合相談室","kinds":["multi_agency"],"areas":[{"code":"992011"}],"handoffEmail":"desk@example.jp","liaison":{"name":"もりた"}}""";

    /// <summary>A body that the two supervisors of the set-up let in.</summary>
    public static async Task<string> ApprovedBodyAsync(TestGateway night)
    {
        await using var first = await night.ConsoleAsync(2);
        await using var second = await night.ConsoleAsync(3);
        return await Gateway.TestKit.Handoff.SheetCalls.ApprovedBodyAsync(first, second, Body);
    }

    /// <summary>Takes the talk of somebody who writes on the page.</summary>
    public static async Task<string> TakenAsync(TestGateway night, HubClient counsellor)
    {
        HubConversation? talk = null;
        await night.EventuallyAsync(async () => (talk = await counsellor.TakeNextAsync()) is not null, "taken");
        return $"/api/conversations/{talk!.Id}";
    }

    /// <summary>Asks about it, and the person switches these items on.</summary>
    public static async Task<string> AgreedAsync(HubClient counsellor, string root, JsonNode sheet, ChatBrowser phone, params string[] items)
    {
        var question = await AskedAsync(counsellor, root, sheet);
        var page = ChatBrowser.FieldsOf(await phone.ReadAsync($"/agree/{question}"));
        using var form = new FormUrlEncodedContent([new("terms", page["terms"]), .. items.Select(item => KeyValuePair.Create("item", item)), new("act", "agree")]);
        using var answer = await phone.Client.PostAsync(phone.At($"/agree/{question}"), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return question;
    }
}
