using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.SystemTests.Intake.Bots;

/// <summary>An intake bot that knows nothing of the gateway, written with the Bot Framework SDK 4.23, speaks with people on every channel.</summary>
public sealed class BotFrameworkTests
{
    private const string Hello = "こんにちは。受付のボットです。";
    private const string Topic = "今日は、どんなことを話したいですか?";
    private const string Age = "年代を教えていただけますか?";
    // The numbers for danger come with the place.
    private const string InQueue = "119";
    private const string Thanks = "ありがとうございます。相談員をお待ちください。";

    [Fact]
    public async Task On_LINE_it_asks_with_buttons_hands_over_and_hears_what_becomes_of_it()
    {
        await using var bot = await ExampleBot.StartAsync();
        await using var night = await StartAsync($"{{ mode: expectReplies, url: '{bot.Url}', local: true }}");
        var girl = night.LinePhone();
        await girl.SayAsync("学校に行けていません");
        await girl.ReceivesAsync(text => text == Hello);
        await LastAsync(night, girl, Topic);
        Assert.Equal(["学校", "仕事", "家族", "その他", "順番が来たら知らせて", "順番待ちをやめる"], girl.Received[^1].Taps.Select(tap => tap.Label));
        await girl.TapAsync("学校");
        await LastAsync(night, girl, Age);
        await girl.TapAsync("10代");
        await girl.ReceivesAsync(text => text == Thanks);
        // What the guide says by itself has long been there.
        Assert.True(IndexOf(girl, InQueue) < IndexOf(girl, Hello));

        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: false, capacity: 1);
        var talk = (await aoi.TakeNextAsync())!;
        await night.EventuallyAsync(() => Task.FromResult(bot.Lines.Contains("event handoff.status accepted")), "it knows that a counsellor is there");
        var read = await aoi.EntriesAfterAsync(talk.Id, 0);
        Assert.Contains(read, entry => entry.Facts is { } facts && facts["topics"] == "学校" && facts["age"] == "10代" && facts["summary"] == "topic: 学校");
        await girl.SayAsync("相談員さんですか");
        await aoi.CloseAsync(talk.Id, "talked");
        await night.EventuallyAsync(() => Task.FromResult(bot.Lines.Contains("over") && bot.Lines.Contains("event handoff.status completed")), "it knows that it is over");
        Assert.DoesNotContain(bot.Lines, line => line.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task By_SMS_over_the_connector_every_word_comes_once_though_answers_are_lost_on_the_way()
    {
        await using var bot = await ExampleBot.StartAsync();
        await using var wire = await ConnectorWire.StartAsync();
        await using var night = await StartAsync($"{{ mode: connector, url: '{bot.Url}', local: true }}", ("Gateway:Bots:Address", wire.Address));
        wire.Target = night.Address;
        var man = night.SmsPhone();
        wire.LoseAnswers(2);
        await man.SayAsync("話をきいてください");
        await man.ReceivesAsync(text => text.StartsWith(Topic, StringComparison.Ordinal));
        await man.SayAsync("2");
        await man.ReceivesAsync(text => text.StartsWith(Age, StringComparison.Ordinal));
        await man.SayAsync("3");
        await man.ReceivesAsync(text => text == Thanks);
        Assert.Single(man.Received, said => said.Text == Hello);
        Assert.Single(man.Received, said => said.Text.StartsWith(Topic, StringComparison.Ordinal));
        Assert.Equal([Hello, Topic, Age, Thanks], man.Received.Skip(1).Select(said => said.Text.Split('\n')[0]));
    }

    [Fact]
    public async Task A_bot_that_lets_people_in_keeps_them_at_the_door_until_it_hands_them_over()
    {
        await using var bot = await ExampleBot.StartAsync();
        await using var night = await StartAsync($"{{ mode: expectReplies, url: '{bot.Url}', local: true, joins: handoff }}");
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await LastAsync(night, girl, Topic);
        Assert.DoesNotContain(girl.Received, item => item.Text.Contains(InQueue, StringComparison.Ordinal));
        await girl.TapAsync("家族");
        await LastAsync(night, girl, Age);
        await girl.SayAsync("言わない");
        await girl.ReceivesAsync(text => text.Contains(InQueue, StringComparison.Ordinal));
        Assert.True(IndexOf(girl, Thanks) < IndexOf(girl, InQueue));
    }

    [Fact]
    public async Task Where_the_bot_is_away_people_are_in_the_queue_all_the_same()
    {
        var bot = await ExampleBot.StartAsync();
        await using var night = await StartAsync($"{{ mode: expectReplies, url: '{bot.Url}', local: true, joins: handoff }}");
        await bot.KillAsync();
        await bot.DisposeAsync();
        var girl = night.LinePhone();
        var since = TimeProvider.System.GetTimestamp();
        await girl.SayAsync("だれかいますか");
        await girl.ReceivesAsync(text => text.Contains(InQueue, StringComparison.Ordinal));
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        // It comes back, and so does its part, for whoever is new.
        await using var back = await ExampleBot.StartAsync(bot.Port);
        List<LinePhone> others = [];
        await night.EventuallyAsync(
            async () =>
            {
                others.Add(night.LinePhone());
                await others[^1].SayAsync("はじめまして");
                await Task.Delay(TimeSpan.FromMilliseconds(300));
                return others.Any(other => other.Received.Any(item => item.Text == Hello));
            }, "the bot speaks again");
    }

    [Theory]
    [InlineData("bot:slow")]
    [InlineData("bot:fail")]
    public async Task A_slow_or_failing_bot_costs_nobody_more_than_a_short_wait(string word)
    {
        await using var bot = await ExampleBot.StartAsync();
        await using var night = await StartAsync($"{{ mode: expectReplies, url: '{bot.Url}', local: true, joins: handoff }}", ("Gateway:Bots:TurnSeconds", "2"));
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await LastAsync(night, girl, Topic);
        var since = TimeProvider.System.GetTimestamp();
        await girl.SayAsync(word);
        await girl.ReceivesAsync(text => text.Contains(InQueue, StringComparison.Ordinal));
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await using var aoi = await night.ConsoleAsync();
        await night.EventuallyAsync(async () => await aoi.TakeNextAsync() is not null, "in the queue");
    }

    [Fact]
    public async Task It_takes_our_tokens_and_nobody_else_s_when_it_asks_for_them()
    {
        await using var wire = await ConnectorWire.StartAsync();
        var metadata = $"{wire.Address}/bots/.well-known/openid-configuration";
        await using var bot = await ExampleBot.StartAsync(
            null, ("MicrosoftAppId", "komorebi-bot"), ("MicrosoftAppPassword", "not used here"), ("MicrosoftAppType", "MultiTenant"), ("ToBotFromChannelTokenIssuer", $"{wire.Address}/bots"),
            ("ToBotFromChannelOpenIdMetadataUrl", metadata), ("ToBotFromEmulatorOpenIdMetadataUrl", metadata), ("ToChannelFromBotLoginUrl", "https://127.0.0.1/none"),
            ("ToChannelFromBotOAuthScope", "https://127.0.0.1/none"), ("OAuthUrl", "https://127.0.0.1/none"), ("CallerId", "gateway"), ("ValidateAuthority", "false"));
        await using var night = await StartAsync($"{{ mode: expectReplies, url: '{bot.Url}', appId: komorebi-bot }}", ("Gateway:Bots:Address", wire.Address));
        wire.Target = night.Address;
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await LastAsync(night, girl, Topic);

        using var stranger = new HttpClient();
        using var answer = await stranger.PostAsync(
            new Uri(bot.Url), new StringContent("""{"type":"message","channelId":"line","text":"x","from":{"id":"x"},"conversation":{"id":"x"}}""", null, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static Task<TestGateway> StartAsync(string bot, params (string Key, string Value)[] settings) =>
        TestGateway.StartAsync(new SetupSize { SmsNumbers = 1, IntakeBot = $"{bot}" }, settings: settings);

    private static Task LastAsync(TestGateway night, LinePhone phone, string text) =>
        night.EventuallyAsync(() => Task.FromResult(phone.Received is [.., { } last] && last.Text == text), $"\"{text}\" is the last word");

    private static int IndexOf(LinePhone phone, string part) => phone.Received.ToList().FindIndex(item => item.Text.Contains(part, StringComparison.Ordinal));
}
