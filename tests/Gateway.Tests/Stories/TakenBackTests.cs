using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>What a person took back is nobody's to read any more, and what their phone did is told without a guess.</summary>
public sealed class TakenBackTests
{
    private const string Regretted = "ほんとうの名前を書いてしまった";

    [Fact]
    public async Task Somebody_regrets_a_message_and_the_counsellor_cannot_read_it_any_more()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        var talk = await night.TakenByAsync(aoi);

        var regretted = girl.Text(Regretted);
        await girl.SendAsync(regretted);
        await aoi.WaitForAsync(message => message.Says(talk.Id, Regretted));
        await girl.UnsendAsync(regretted.Json["message"]!["id"]!.GetValue<string>());

        // The open screen is told which line it was; whoever reads again finds no word of it.
        var told = await aoi.HearsAsync(talk.Id, entry => entry.What == "unsend");
        var read = await aoi.EntriesAfterAsync(talk.Id, 0);
        Assert.Equal(("withdrawn", null), (read[(int)told.Of! - 1].Kind, read[(int)told.Of - 1].Text));
        Assert.DoesNotContain(read, entry => entry.Text?.Contains(Regretted, StringComparison.Ordinal) == true);

        // The talk goes on.
        await aoi.SendAsync(talk.Id, "だいじょうぶです。もう見えません。");
        await girl.ReceivesAsync(text => text.Contains("もう見えません", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sticker_says_what_it_says()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        var boy = night.LinePhone();
        await boy.SendAsync(boy.Message(new() { ["type"] = "sticker", ["packageId"] = "446", ["stickerId"] = "1988", ["keywords"] = new System.Text.Json.Nodes.JsonArray("つらい", "なみだ") }));
        var talk = await night.TakenByAsync(aoi);
        var first = (await aoi.EntriesAfterAsync(talk.Id, 0))[0];
        Assert.Equal(("unknown", "sticker", "つらい、なみだ"), (first.Kind, first.What, first.Text));
    }
}
