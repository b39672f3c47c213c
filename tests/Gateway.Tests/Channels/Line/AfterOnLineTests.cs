using Gateway.Conversations;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>What is asked after a talk on LINE: under the last words, one tap each, never a message of its own, and never a condition.</summary>
public sealed class AfterOnLineTests
{
    private static readonly PersonTexts s_texts = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_questions_stand_under_the_last_words_and_each_answer_brings_the_next_for_nothing()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { After = ["mood", "feedback", "k6"] });
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        var talk = await night.TakenByAsync(aoi);
        await aoi.CloseAsync(talk.Id);
        var last = await girl.ReceivesAsync(text => text.StartsWith(Text("closed"), StringComparison.Ordinal));
        Assert.EndsWith(Text("after.mood") + Text("after.free"), last.Text, StringComparison.Ordinal);
        Assert.Equal(["mood.1", "mood.2", "mood.3", "mood.4", "mood.5"], last.Taps.Select(tap => Key("mood.", tap.Label)));

        await girl.TapAsync(Text("mood.4"));
        var talked = await girl.ReceivesAsync(text => text == Text("after.talked"));
        Assert.Equal("reply", talked.Kind);
        await girl.PostbackAsync(last.Taps[0].Data);
        await girl.TapAsync(Text("agree.5"));
        await girl.ReceivesAsync(text => text == Text("after.again"));
        await girl.TapAsync(Text("agree.3"));
        Assert.Equal("reply", (await girl.ReceivesAsync(text => text == Text("after.thanks"))).Kind);
        Assert.Equal(["after.mood=4", "after.talked=5", "after.again=3"], await FactsAsync(night, talk.Id));

        // Nobody waits because of it, and a new talk leaves the old questions behind.
        Assert.Null(await aoi.TakeNextAsync());
        await girl.SayAsync("もう一度いいですか");
        await night.TakenByAsync(aoi);
        await girl.PostbackAsync(last.Taps[1].Data);
        Assert.Equal(3, (await FactsAsync(night, talk.Id)).Count);
    }

    [Fact]
    public async Task Where_nothing_is_asked_and_to_whoever_left_while_waiting_the_last_words_stand_alone()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { After = ["mood"] });
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync(text => text.Contains("119", StringComparison.Ordinal));
        await girl.TapAsync(Text("choice.leaveQueue"));
        Assert.Empty((await girl.ReceivesAsync(text => text == Text("left"))).Taps);
    }

    private static string Text(string key) => s_texts.Text("ja", key);

    private static string Key(string group, string label) => Enumerable.Range(1, 5).Select(i => $"{group}{i}").Single(key => Text(key) == label);

    private static async Task<IReadOnlyList<string>> FactsAsync(TestGateway night, string id)
    {
        var records = night.Services.GetRequiredService<IRecords>();
        var conversation = await records.ReadAsync(session => ConversationRows.FindAsync(session, id), Stop);
        var entries = await records.ReadAsync(session => night.Services.GetRequiredService<ConversationLog>().ReadAsync(session, conversation!, 0, 500), Stop);
        return [.. entries.Where(entry => entry.Kind == EntryKinds.Facts).SelectMany(entry => entry.Body.Facts!).Select(fact => $"{fact.Key}={fact.Value}")];
    }
}
