using Gateway.Bots.Protocol;
using Gateway.Records;
using Gateway.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

/// <summary>Where an organisation lets its own bot decide when people join the queue, nobody stays at the door because of it.</summary>
public sealed class AtTheDoorTests
{
    [Fact]
    public async Task A_bot_that_takes_everything_and_says_nothing_keeps_nobody()
    {
        await using var bot = await StrangeBot.StartAsync();
        await using var night = await StartAsync(bot);
        await night.LinePhone().SayAsync("だれかいますか");
        await JoinsAsync(night);
        Assert.Equal([ActivityTypes.ConversationUpdate, ActivityTypes.Message], bot.Told.Take(2).Select(activity => activity.Type));
    }

    [Fact]
    public async Task A_bot_that_talks_on_and_on_keeps_nobody_beyond_the_limit_of_words()
    {
        await using var bot = await StrangeBot.StartAsync();
        bot.Says("もう少し聞かせてください");
        await using var night = await StartAsync(bot, ("Gateway:Bots:QueueAfterTurns", "3"));
        var girl = night.LinePhone();
        for (var i = 1; i <= 3; i++)
        {
            await girl.SayAsync($"{i}つめ");
            await night.EventuallyAsync(() => Task.FromResult(girl.Received.Count(item => item.Text == "もう少し聞かせてください") >= i), "answered");
        }

        await JoinsAsync(night);
    }

    [Fact]
    public async Task A_bot_that_talks_on_and_on_keeps_nobody_beyond_the_limit_of_time()
    {
        await using var bot = await StrangeBot.StartAsync();
        bot.Says("もう少し聞かせてください");
        await using var night = await StartAsync(bot, ("Gateway:Bots:QueueAfterMinutes", "1"));
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync(text => text == "もう少し聞かせてください");
        Assert.DoesNotContain(girl.Received, item => item.Text.Contains("119", StringComparison.Ordinal));
        await night.PassAsync(TimeSpan.FromSeconds(61));
        await JoinsAsync(night);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("elsewhere")]
    [InlineData("refused")]
    [InlineData("too much")]
    public async Task A_bot_that_answers_strangely_keeps_nobody_and_is_followed_nowhere(string how)
    {
        await using var bot = await StrangeBot.StartAsync();
        await using var other = await StrangeBot.StartAsync();
        bot.Answer = (context, _) =>
        {
            switch (how)
            {
                case "elsewhere":
                    context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                    context.Response.Headers.Location = other.Url.ToString();
                    return Task.CompletedTask;
                case "refused":
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    return Task.CompletedTask;
                default:
                    return context.Response.WriteAsync(how == "nonsense" ? "<html>" : new string(' ', BotClient.LargestAnswer + 1));
            }
        };
        await using var night = await StartAsync(bot);
        await night.LinePhone().SayAsync("だれかいますか");
        await JoinsAsync(night);
        Assert.Empty(other.Told);
    }

    private static Task<TestGateway> StartAsync(StrangeBot bot, params (string Key, string Value)[] settings) =>
        TestGateway.StartAsync(new SetupSize { IntakeBot = bot.Setup() }, time: new FakeTime(), settings: settings);

    private static Task JoinsAsync(TestGateway night) => night.EventuallyAsync(
        async () => await night.Services.GetRequiredService<IRecords>().ReadAsync(session => session.AnyAsync("SELECT 1 FROM conversation WHERE stage = 'waiting'")), "in the queue");
}
