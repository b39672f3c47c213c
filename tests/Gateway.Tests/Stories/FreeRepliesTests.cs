using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>What a night of talks costs on LINE: an answer soon after the person's words goes by their reply token and is free, a later one is a push and counts.</summary>
public sealed class FreeRepliesTests(ITestOutputHelper output)
{
    private const int People = 12;
    private const int Turns = 6;

    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(5);
    private readonly Random _chance = new(2026);

    /// <summary>
    /// The example night: twelve talks of six turns. A counsellor answers after half a minute (the median; one in ten after more than a minute), says
    /// something more after one answer of four, and the person writes again after three quarters of a minute.
    /// </summary>
    [Fact]
    public async Task Of_the_example_night_most_of_what_is_said_on_LINE_costs_nothing()
    {
        await using var night = await TestGateway.StartAsync(time: new FakeTime(), settings: [("Gateway:Queue:PresenceSeconds", "60")]);
        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: false, capacity: 1);
        var (free, all) = (0, 0);
        for (var person = 0; person < People; person++)
        {
            var phone = night.LinePhone();
            await phone.SayAsync("こんばんは");
            var talk = await night.TakenByAsync(aoi);
            for (var turn = 0; turn < Turns; turn++)
            {
                await AnswerAsync($"返事{turn}", Seconds(30));
                if (_chance.Next(4) == 0) await AnswerAsync($"つづき{turn}", Seconds(15));
                await night.PassAsync(Seconds(45), s_step);
                await phone.SayAsync($"ことば{turn}");
            }

            await aoi.CloseAsync(talk.Id);
            await phone.ReceivesAsync(text => text.Contains("いつでもここに書いてください", StringComparison.Ordinal));
            free += phone.Received.Count(item => item.Kind == "reply");
            all += phone.Received.Count;

            async Task AnswerAsync(string text, TimeSpan after)
            {
                await night.PassAsync(after, s_step);
                await aoi.SendAsync(talk.Id, text);
                await night.EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text == text)), "the answer is there");
            }
        }

        output.WriteLine(FormattableString.Invariant($"{free} of {all} messages to {People} people on LINE cost nothing: {100.0 * free / all:F0} %"));
        Assert.InRange(free / (double)all, 0.6, 0.95);
    }

    // As people take their time: often a little less than the median, seldom much more.
    private TimeSpan Seconds(double median)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _chance.NextDouble())) * Math.Cos(2 * Math.PI * _chance.NextDouble());
        return TimeSpan.FromSeconds(Math.Round(median * Math.Exp(0.6 * normal)));
    }
}
