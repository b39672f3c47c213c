using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Conversations.Outbox;
using Gateway.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Conversations;

public sealed class ProviderCallsTests : IDisposable
{
    private const string Line = "line/komorebi";
    private const string Sms = "sms/komorebi";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly FakeTime _time = new();
    private readonly InProcessFeed _feed = new();
    private readonly List<ProviderAway> _said = [];
    private readonly ProviderCalls _calls;
    private int _made;

    public ProviderCallsTests()
    {
        _feed.Subscribe<ProviderAway>(_said.Add);
        _calls = new ProviderCalls(new ConversationSettings { CallsPerSecond = 2000 }, _feed, _time, NullLogger<ProviderCalls>.Instance);
    }

    public void Dispose() => _calls.Dispose();

    [Fact]
    public async Task A_provider_that_gets_nothing_is_left_alone_for_a_while_and_then_tried_once()
    {
        await FailAsync(10);
        Assert.Equal([Line], _calls.Away);
        Assert.Equal((Line, true), (_said.Single().ChannelAccount, _said.Single().Until > 0));

        var held = Assert.IsType<SendOutcome.Held>(await CallAsync(Line, new SendOutcome.Sent()));
        Assert.Equal((10, 10), (_made, held.After.TotalSeconds));

        _time.Advance(held.After);
        Assert.IsType<SendOutcome.Unreachable>(await CallAsync(Line, new SendOutcome.Unreachable()));
        var longer = Assert.IsType<SendOutcome.Held>(await CallAsync(Line, new SendOutcome.Sent()));
        Assert.Equal((11, 20), (_made, longer.After.TotalSeconds));

        _time.Advance(longer.After);
        Assert.IsType<SendOutcome.Sent>(await CallAsync(Line, new SendOutcome.Sent()));
        Assert.Empty(_calls.Away);
        Assert.Equal(0, _said[^1].Until);
        Assert.IsType<SendOutcome.Sent>(await CallAsync(Line, new SendOutcome.Sent()));
    }

    [Fact]
    public async Task Another_account_goes_on()
    {
        await FailAsync(10);
        Assert.IsType<SendOutcome.Sent>(await CallAsync(Sms, new SendOutcome.Sent()));
    }

    [Fact]
    public async Task A_provider_that_answers_is_there_whatever_it_says()
    {
        for (var i = 0; i < 40; i++)
            await CallAsync(Line, i % 4 == 0 ? new SendOutcome.BadConfig() : i % 4 == 1 ? new SendOutcome.Throttled(TimeSpan.Zero) : i % 4 == 2 ? new SendOutcome.Refused("quota") : new SendOutcome.TokenSpent());
        Assert.Equal(40, _made);
        Assert.Empty(_calls.Away);
    }

    [Fact]
    public async Task A_few_that_fail_among_many_change_nothing()
    {
        for (var i = 0; i < 40; i++) await CallAsync(Line, i % 2 == 0 ? new SendOutcome.Sent() : new SendOutcome.Unknown());
        Assert.Empty(_calls.Away);
        Assert.Equal(40, _made);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_may_have_been_carried_out()
    {
        var outcome = await _calls.CallAsync(Line, TimeSpan.FromMilliseconds(50), async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return new SendOutcome.Sent();
        });
        Assert.IsType<SendOutcome.Unknown>(outcome);
    }

    [Fact]
    public async Task More_than_the_account_may_make_in_a_second_waits_in_the_outbox()
    {
        using var calls = new ProviderCalls(new ConversationSettings { CallsPerSecond = 1 }, _feed, _time, NullLogger<ProviderCalls>.Instance);
        // One goes at once, sixteen wait for the seconds to come, the others are told to come back.
        var all = Enumerable.Range(0, 40).Select(_ => calls.CallAsync(Line, Limit, _ => Task.FromResult<SendOutcome>(new SendOutcome.Sent()))).ToList();
        Assert.IsType<SendOutcome.Sent>(await all[0]);
        var answered = await Task.WhenAll(all.Where(call => call.IsCompleted));
        Assert.Equal(23, answered.Count(outcome => outcome is SendOutcome.Held { After.TotalSeconds: 1 }));
    }

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++) Assert.IsType<SendOutcome.Unreachable>(await CallAsync(Line, new SendOutcome.Unreachable()));
    }

    private Task<SendOutcome> CallAsync(string account, SendOutcome outcome) => _calls.CallAsync(account, Limit, _ =>
    {
        _made++;
        return Task.FromResult(outcome);
    });
}
