using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Channels.Sms.Corpus;

/// <summary>Several hundred calls to each provider's door, over a real socket: none of them is a fault of ours, and a forged one changes nothing.</summary>
public sealed class CorpusTests
{
    private const int AtLeast = 300;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twilio_s_doors_stand_every_call()
    {
        await using var gateway = await TestGateway.StartAsync(new SetupSize { TwilioNumbers = 1 });
        var stored = await RunAsync(gateway, new TwilioCorpus(gateway.Setup.Twilio[0]).All());
        Assert.Contains("\u202Eさかさ\u202C", stored);
        Assert.Contains("<script>alert(1)</script>", stored);
        Assert.Contains("  まわり  ", stored);
        Assert.Contains("問い合わせ", stored);
        Assert.Contains("c d", stored);
        Assert.DoesNotContain(stored, text => text.Contains("にせもの", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Event_grid_s_door_stands_every_call()
    {
        await using var gateway = await TestGateway.StartAsync(new SetupSize { SmsNumbers = 1 });
        var corpus = new AcsCorpus(gateway.Setup.Sms[0]).All().ToList();
        var stored = await RunAsync(gateway, corpus);
        Assert.Contains("<script>alert(1)</script>", stored);
        Assert.Contains("見出しで", stored);
        Assert.Single(stored, text => text == "二度");
        // Each spoilt event had a good one beside it.
        Assert.Equal(corpus.Count(call => call.HasNeighbour), stored.Count(text => text == "となり"));
        Assert.DoesNotContain(stored, text => text.Contains("にせもの", StringComparison.Ordinal));
    }

    /// <summary>Makes every call; the texts that are stored afterwards.</summary>
    private static async Task<IReadOnlyList<string>> RunAsync(TestGateway gateway, IEnumerable<HostileCall> corpus)
    {
        using var door = new FrontDoor(gateway);
        var all = corpus.ToList();
        Assert.True(all.Count >= AtLeast, $"{all.Count} calls");
        TestContext.Current.TestOutputHelper!.WriteLine($"{all.Count} calls, {all.Count(call => !call.Genuine)} of them forged");
        foreach (var call in all)
        {
            var before = call.Genuine ? 0 : await door.CountAsync("inbox");
            using var request = call.Request();
            using var answer = await gateway.Http.SendAsync(request, Stop);
            Assert.True((int)answer.StatusCode < 500, $"{call.Name}: {(int)answer.StatusCode}");
            if (call.Genuine) continue;
            Assert.True((int)answer.StatusCode >= 400, $"{call.Name}: accepted with {(int)answer.StatusCode}");
            Assert.True(before == await door.CountAsync("inbox"), $"{call.Name}: something was stored");
        }

        return await door.FromPersonsAsync();
    }
}
