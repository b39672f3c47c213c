using Gateway.Bots.Protocol;
using Gateway.Intake.Bots;
using Gateway.Intake.Bots.Own;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.TestKit;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

public sealed class OwnBotTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task A_bot_that_fails_all_the_time_is_not_called_for_a_while_and_then_tried_again()
    {
        await using var strange = await StrangeBot.StartAsync();
        strange.Answer = (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        using var http = new HttpClient();
        var bot = BotAt(strange, http);
        for (var i = 0; i < 6; i++) Assert.Equal(("status 503", true), await AwayAsync(bot));
        for (var i = 0; i < 3; i++) Assert.Equal(("resting", false), await AwayAsync(bot));
        Assert.Equal(6, strange.Told.Count);
        Assert.True(bot.Away);
        strange.Says("はい");
        _time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("はい", Assert.Single((await bot.TurnAsync(Turn(), TestContext.Current.CancellationToken)).Messages).Text);
        Assert.False(bot.Away);
    }

    [Fact]
    public async Task A_bot_that_is_not_there_is_asked_again_and_one_that_refuses_is_not()
    {
        using var http = new HttpClient();
        await using (var gone = await StrangeBot.StartAsync())
        {
            var bot = BotAt(gone, http);
            await gone.DisposeAsync();
            Assert.Equal(("unreachable", true), await AwayAsync(bot));
        }

        await using var strange = await StrangeBot.StartAsync();
        strange.Answer = (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
        Assert.Equal(("status 404", false), await AwayAsync(BotAt(strange, http)));
    }

    private static async Task<(string Reason, bool Again)> AwayAsync(OwnBot bot)
    {
        var away = await Assert.ThrowsAsync<BotAwayException>(() => bot.TurnAsync(Turn(), TestContext.Current.CancellationToken));
        return (away.Reason, away.Again);
    }

    private OwnBot BotAt(StrangeBot strange, HttpClient http) => new(
        "org1", new IntakeBotAccount(strange.Url, "") { Local = true }, new BotClient(http), new BotTokens(null!, null!, new BotSettings(), _time), _time);

    private static BotTurn Turn() => new("org1", "0123456789abcdef0123456789abcdef", "line", "ja", 2, BotTurnKind.Said, Redacted.Of("こんばんは"), null, null);
}
