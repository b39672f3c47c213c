using Gateway.Conversations;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Intake;

/// <summary>What a person meets at first contact, from a phone to the queue and back.</summary>
public sealed class FirstContactTests : IAsyncLifetime
{
    private static readonly PersonTexts Texts = new();

    private TestGateway _gateway = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task The_first_word_over_line_is_answered_in_one_free_reply()
    {
        var phone = _gateway.LinePhone();
        await phone.SayAsync("はじめまして");
        var received = await ReceivedAsync(() => phone.Received, 4);
        // The token is good for one call: whatever came as a reply came in the same one.
        Assert.All(received, item => Assert.Equal("reply", item.Kind));
        Assert.Equal(Hello, received[0].Text);
        Assert.Equal(Texts.Text("ja", "notice"), received[1].Text);
        Assert.Equal(4, received.Count);
        Assert.Equal(1, await WaitingAsync());
    }

    [Fact]
    public async Task When_nobody_is_on_shift_the_person_is_told_so_and_waits_all_the_same()
    {
        var phone = _gateway.LinePhone();
        await phone.SayAsync("だれかいますか");
        var received = await ReceivedAsync(() => phone.Received, 4);
        Assert.Equal(Texts.Text("ja", "afterHours"), received[2].Text);
        Assert.Equal(1, await WaitingAsync());
    }

    [Fact]
    public async Task With_a_counsellor_there_the_place_is_told()
    {
        await using var console = await _gateway.ConsoleAsync();
        await console.SetAvailabilityAsync(true, 3);
        await _gateway.EventuallyAsync(
            () => Task.FromResult(_gateway.Services.GetRequiredService<Gateway.Intake.ShiftBoard>().Of("org1") is { Present: > 0 }), "somebody is on shift");
        var phone = _gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        var received = await ReceivedAsync(() => phone.Received, 4);
        var place = Texts.Text("ja", "waiting", ("position", "1"), ("wait", Texts.Text("ja", "wait.soon")));
        Assert.Equal(place + "\n" + Texts.Text("ja", "waiting.keeps") + "\n" + Texts.Text("ja", "waiting.ask"), received[2].Text);

        // Asked for, the place is told again, and still for nothing.
        await phone.SayAsync("まだですか\uff1f");
        var again = await ReceivedAsync(() => phone.Received, 5);
        Assert.Equal(("reply", Texts.Text("ja", "waiting.now", ("position", "1"), ("wait", Texts.Text("ja", "wait.soon"))) + "\n" + Texts.Text("ja", "wish.word")), (again[4].Kind, again[4].Text));
    }

    [Fact]
    public async Task Who_adds_the_account_is_greeted_and_does_not_wait_until_they_write()
    {
        var phone = _gateway.LinePhone();
        await phone.FollowAsync();
        Assert.Equal([Hello, Texts.Text("ja", "notice")], (await ReceivedAsync(() => phone.Received, 2)).Select(item => item.Text));
        Assert.Equal(0, await WaitingAsync());

        await phone.SayAsync("少し話したい");
        var received = await ReceivedAsync(() => phone.Received, 4);
        Assert.Equal(4, received.Count);
        Assert.Single(received, item => item.Text == Hello);
        Assert.Equal(1, await WaitingAsync());

        // Blocked and came back: no second greeting into a conversation that is open.
        await phone.UnfollowAsync();
        await phone.FollowAsync();
        await phone.SayAsync("戻りました");
        await Task.Delay(300, Stop);
        Assert.Equal(4, phone.Received.Count);
        Assert.Equal(1, await WaitingAsync());
    }

    [Fact]
    public async Task First_words_in_another_language_are_answered_in_it_and_a_named_one_from_then_on()
    {
        var phone = _gateway.LinePhone();
        await phone.FollowAsync();
        await ReceivedAsync(() => phone.Received, 2);
        await phone.SayAsync("너무 힘들어요");
        var received = await ReceivedAsync(() => phone.Received, 4);
        Assert.Equal(Texts.Text("ko", "afterHours"), received[2].Text);

        var mobile = _gateway.SmsPhone();
        await mobile.SayAsync("Tiếng Việt");
        Assert.Equal(Texts.Text("vi", "sms.afterHours", ("organisation", "Counselling org1")), (await ReceivedAsync(() => mobile.Received, 1))[0].Text);
    }

    [Fact]
    public async Task An_sms_is_answered_by_one_short_text()
    {
        var phone = _gateway.SmsPhone();
        await phone.SayAsync("聞いてほしいです");
        var received = await ReceivedAsync(() => phone.Received, 1);
        await phone.SayAsync("いまいいですか");
        await Task.Delay(300, Stop);
        Assert.Equal(Texts.Text("ja", "sms.afterHours", ("organisation", "相談室 org1")), Assert.Single(phone.Received).Text);
        Assert.Single(received);
        Assert.Equal(1, await WaitingAsync());
    }

    [Fact]
    public async Task A_sticker_is_a_first_word_too()
    {
        var phone = _gateway.LinePhone();
        await phone.StickerAsync();
        await ReceivedAsync(() => phone.Received, 4);
        Assert.Equal(1, await WaitingAsync());
    }

    private static string Hello => Texts.Text("ja", "hello", ("organisation", "相談室 org1"));

    private async Task<IReadOnlyList<OutboxItem>> ReceivedAsync(Func<IReadOnlyList<OutboxItem>> received, int count)
    {
        await _gateway.EventuallyAsync(() => Task.FromResult(received().Count >= count), $"{count} texts");
        return received();
    }

    private Task<long> WaitingAsync() => _gateway.Services.GetRequiredService<IRecords>().ReadAsync(
        session => session.FindAsync<long>("SELECT COUNT(*) FROM conversation WHERE stage = 'waiting'"), Stop);
}
