using System.Net;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>What is answered after a talk is kept once, and only what was asked.</summary>
public sealed class AfterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_kept_once_after_the_end_and_only_those_that_were_asked_for()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { After = ["mood", "feedback"] });
        await using var console = await night.ConsoleAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = night.Address };
        var path = $"/chat/{night.Setup.Chat[0]}";
        await SendAsync(http, path + "/messages", ("text", "だれとも話していません"));
        HubConversation? talk = null;
        await night.EventuallyAsync(async () => (talk = await console.TakeNextAsync()) is not null, "somebody to talk with");

        // Not before the end.
        await SendAsync(http, path + "/after", ("after.mood", "4"));
        Assert.Empty(await FactsAsync(night, talk!.Id));
        await console.CloseAsync(talk.Id);
        Assert.Contains("name=\"after.again\"", await http.GetStringAsync(path, Stop), StringComparison.Ordinal);

        await SendAsync(http, path + "/after", ("after.mood", "4"), ("after.again", "9"), ("after.k6.1", "1"), ("notice", "x"));
        await SendAsync(http, path + "/after", ("after.mood", "1"), ("after.talked", "1"));
        var facts = Assert.Single(await FactsAsync(night, talk.Id));
        Assert.Equal((Authors.Person, "after.mood", "4"), (facts.Author, Assert.Single(facts.Body.Facts!).Key, facts.Body.Facts!.Single().Value));
        var page = await http.GetStringAsync(path, Stop);
        Assert.DoesNotContain("name=\"after.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("after.mood", page, StringComparison.Ordinal);
    }

    private static async Task SendAsync(HttpClient http, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(path, form, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static async Task<IReadOnlyList<Entry>> FactsAsync(TestGateway night, string id)
    {
        var records = night.Services.GetRequiredService<IRecords>();
        var conversation = await records.ReadAsync(session => ConversationRows.FindAsync(session, id), Stop);
        var entries = await records.ReadAsync(session => night.Services.GetRequiredService<ConversationLog>().ReadAsync(session, conversation!, 0, 500), Stop);
        return [.. entries.Where(entry => entry.Kind == EntryKinds.Facts)];
    }
}
