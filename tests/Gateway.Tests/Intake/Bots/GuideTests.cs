using Gateway.Bots.Intake;
using Gateway.Conversations;
using Gateway.Intake.Bots;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

/// <summary>What somebody meets who writes to an organisation with the guide, and what their counsellor learns of it.</summary>
public sealed class GuideTests
{
    private static readonly PersonTexts Texts = new();
    private static readonly IntakeTexts Guide = new();

    [Fact]
    public async Task On_line_the_notice_comes_with_the_first_words_in_one_free_reply_and_every_answer_is_answered_free()
    {
        await using var gateway = await TestGateway.StartAsync(new SetupSize { Guide = "line-and-chat" });
        var phone = gateway.LinePhone();
        await phone.SayAsync("はじめまして。学校で話す人がいなくて");
        var first = await ReceivedAsync(gateway, () => phone.Received, 5);
        Assert.All(first, item => Assert.Equal("reply", item.Kind));
        Assert.Equal([Guide.Text("ja", "notice.a"), Guide.Text("ja", "notice.b")], first.TakeLast(2).Select(item => item.Text));
        Assert.DoesNotContain(first, item => item.Text == Texts.Text("ja", "notice"));
        Assert.Equal(1, await WaitingAsync(gateway));

        await SayAsync(gateway, phone, "わかりました", Guide.Text("ja", "ask.reach"), 6);
        await SayAsync(gateway, phone, "いつでも大丈夫", Guide.Text("ja", "ask.writer"), 7);
        await SayAsync(gateway, phone, "自分のこと", Guide.Text("ja", "ask.age"), 8);
        await SayAsync(gateway, phone, "14", Guide.Text("ja-child", "thanks"), 9);
        Assert.All(phone.Received, item => Assert.Equal("reply", item.Kind));

        await using var console = await gateway.ConsoleAsync();
        await console.SetAvailabilityAsync(true, 3);
        var entries = await EntriesAsync(gateway);
        var facts = entries.Where(entry => entry.Kind == EntryKinds.Facts).SelectMany(entry => entry.Body.Facts!).GroupBy(fact => fact.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        Assert.Equal(
            new Dictionary<string, string> { ["notice"] = Guide.NoticeVersion + " accepted", ["safeContact"] = "anytime", ["who"] = "self", ["age"] = "12-15" }, facts);
    }

    [Fact]
    public async Task Who_adds_the_account_is_greeted_and_gets_the_notice_with_their_first_words()
    {
        await using var gateway = await TestGateway.StartAsync(new SetupSize { Guide = "line-and-chat" });
        var phone = gateway.LinePhone();
        await phone.FollowAsync();
        await ReceivedAsync(gateway, () => phone.Received, 1);
        await phone.SayAsync("少し話したい");
        var received = await ReceivedAsync(gateway, () => phone.Received, 5);
        Assert.Equal(Guide.Text("ja", "notice.b"), received[^1].Text);
        Assert.Equal(5, received.Count);
    }

    [Fact]
    public async Task An_sms_gets_its_one_text_unless_the_organisation_wants_more()
    {
        await using var gateway = await TestGateway.StartAsync(new SetupSize { SmsNumbers = 1, Guide = "line-and-chat" });
        var phone = gateway.SmsPhone();
        await phone.SayAsync("だれかいますか");
        Assert.Single(await ReceivedAsync(gateway, () => phone.Received, 1));
        await phone.SayAsync("眠れません");
        Assert.Single(phone.Received);
    }

    [Fact]
    public void With_everywhere_an_sms_is_asked_at_once_without_a_second_notice()
    {
        var guide = GuideOf(new("komorebi", "こもれび", null, "こもれび", null, null, false) { Guide = Gateway.Organisations.GuideUse.Everywhere });
        var begun = guide.Answer(TurnOf(ChannelNames.Sms, BotTurnKind.Started, "こんばんは", null, null));
        Assert.Equal([Guide.Text("ja", "ask.reach")], begun.Messages.Select(message => message.Text));
        Assert.Equal(Guide.NoticeVersion, begun.Facts["notice"]);
    }

    [Fact]
    public void An_organisation_chooses_the_questions_or_the_notice_alone()
    {
        var some = GuideOf(new("komorebi", "こもれび", null, "こもれび", null, null, false) { GuideQuestions = ["topic", "age"] });
        var begun = some.Answer(TurnOf(ChannelNames.Line, BotTurnKind.Started, "こんばんは", null, null));
        Assert.Equal(2, begun.Messages.Count);
        var next = some.Answer(TurnOf(ChannelNames.Line, BotTurnKind.Said, "わかりました", IntakeValues.Accept, begun.State));
        Assert.Equal([Guide.Text("ja", "ask.topic")], next.Messages.Select(message => message.Text));

        var notice = GuideOf(new("komorebi", "こもれび", null, "こもれび", null, null, false) { Guide = Gateway.Organisations.GuideUse.Notice });
        begun = notice.Answer(TurnOf(ChannelNames.Line, BotTurnKind.Started, "こんばんは", null, null));
        Assert.Equal(2, begun.Messages.Count);
        Assert.Empty(notice.Answer(TurnOf(ChannelNames.Line, BotTurnKind.Said, "わかりました", IntakeValues.Accept, begun.State)).Messages);
    }

    private static BuiltInGuide GuideOf(Gateway.Organisations.Organisation organisation) =>
        new(new([organisation], [], [], []), new IntakeScript(Guide), Guide);

    private static BotTurn TurnOf(string channel, BotTurnKind what, string said, string? chosen, string? state) =>
        new("komorebi", "talk", channel, "ja", 1, what, Gateway.Primitives.Redacted.Of(said), chosen, state is null ? null : Gateway.Primitives.Redacted.Of(state));

    private static async Task SayAsync(TestGateway gateway, Gateway.Simulators.Line.LinePhone phone, string text, string answer, int count)
    {
        await phone.SayAsync(text);
        Assert.Equal(answer, (await ReceivedAsync(gateway, () => phone.Received, count))[^1].Text);
    }

    private static async Task<IReadOnlyList<OutboxItem>> ReceivedAsync(TestGateway gateway, Func<IReadOnlyList<OutboxItem>> received, int count)
    {
        await gateway.EventuallyAsync(() => Task.FromResult(received().Count >= count), $"{count} messages on the phone");
        return received();
    }

    private static Task<long> WaitingAsync(TestGateway gateway) =>
        gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM conversation WHERE stage = 'waiting'"));

    private static async Task<IReadOnlyList<Entry>> EntriesAsync(TestGateway gateway)
    {
        var records = gateway.Services.GetRequiredService<IRecords>();
        var id = await records.ReadAsync(session => session.FindAsync<string>("SELECT id FROM conversation"));
        var conversation = await records.ReadAsync(session => ConversationRows.FindAsync(session, id!));
        return await records.ReadAsync(session => gateway.Services.GetRequiredService<ConversationLog>().ReadAsync(session, conversation!, 0, 500));
    }
}
