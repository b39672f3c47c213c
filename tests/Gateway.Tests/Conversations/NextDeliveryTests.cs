using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Xunit;

namespace Gateway.Tests.Conversations;

public sealed class NextDeliveryTests
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromHours(23);

    /// <summary>Outcome, route, repeat is safe, an earlier call may have sent it, too old: what follows.</summary>
    public static TheoryData<string, string, bool, bool, bool, string> Table => new()
    {
        { "sent", Routes.Push, true, false, false, "sent" },
        { "sent", Routes.Push, true, true, true, "sent" },
        { "sent", Routes.Reply, true, false, false, "sent" },
        { "sent", Routes.Reply, true, true, false, "sent" },
        { "sent", Routes.Push, false, false, false, "sent" },

        { "refused", Routes.Push, true, false, false, "failed rejected" },
        { "refused", Routes.Push, false, false, false, "failed rejected" },
        { "refused", Routes.Reply, true, false, false, "failed rejected" },
        { "refused", Routes.Push, true, true, false, "uncertain rejected" },
        { "refused", Routes.Reply, true, true, true, "uncertain rejected" },

        { "token spent", Routes.Reply, true, false, false, "again push 0" },
        { "token spent", Routes.Reply, true, false, true, "again push 0" },
        { "token spent", Routes.Reply, true, true, false, "uncertain reply_unanswered" },
        { "token spent", Routes.Reply, true, true, true, "uncertain reply_unanswered" },

        { "unknown", Routes.Push, true, false, false, "again push 1" },
        { "unknown", Routes.Push, true, true, false, "again push 1" },
        { "unknown", Routes.Reply, true, false, false, "again reply 1" },
        { "unknown", Routes.Reply, true, true, false, "uncertain reply_unanswered" },
        { "unknown", Routes.Push, true, false, true, "uncertain gave_up" },
        { "unknown", Routes.Push, false, false, false, "uncertain unanswered" },
        { "unknown", Routes.Push, false, true, true, "uncertain unanswered" },

        { "unreachable", Routes.Push, true, false, false, "again push 1" },
        { "unreachable", Routes.Push, false, false, false, "again push 1" },
        { "unreachable", Routes.Reply, true, false, false, "again reply 1" },
        { "unreachable", Routes.Reply, true, true, false, "uncertain reply_unanswered" },
        { "unreachable", Routes.Push, true, false, true, "failed gave_up" },
        { "unreachable", Routes.Push, true, true, true, "uncertain gave_up" },

        { "held", Routes.Push, true, false, false, "again push 12" },
        { "held", Routes.Push, false, false, false, "again push 12" },
        { "held", Routes.Reply, true, false, false, "again reply 12" },
        { "held", Routes.Reply, true, true, false, "uncertain reply_unanswered" },
        { "held", Routes.Push, true, false, true, "failed gave_up" },
        { "held", Routes.Push, true, true, true, "uncertain gave_up" },

        { "bad config", Routes.Push, true, false, false, "again push 1" },
        { "bad config", Routes.Push, false, false, true, "failed gave_up" },

        { "throttled", Routes.Push, true, false, false, "again push 30" },
        { "throttled", Routes.Push, false, false, false, "again push 30" },
        { "throttled", Routes.Push, true, false, true, "failed gave_up" },
        { "throttled", Routes.Reply, true, true, true, "uncertain gave_up" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_follows_a_call(string outcome, string route, bool repeatIsSafe, bool mayHaveBeenSent, bool old, string next) =>
        Assert.Equal(next, InWords(NextDelivery.Decide(
            Named(outcome), route, 1, repeatIsSafe, mayHaveBeenSent, old ? GiveUp : GiveUp - TimeSpan.FromSeconds(1), GiveUp)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(100_000, 60)]
    public void The_pause_grows_to_a_minute(long attempt, int seconds) =>
        Assert.Equal($"again push {seconds}", InWords(Decide(new SendOutcome.Unreachable(), attempt)));

    [Fact]
    public void A_provider_that_asks_for_less_does_not_get_more_calls() =>
        Assert.Equal("again push 60", InWords(Decide(new SendOutcome.Throttled(TimeSpan.FromSeconds(2)), 7)));

    [Fact]
    public void An_unknown_outcome_never_becomes_sent_or_failed_by_itself()
    {
        foreach (var safe in new[] { true, false })
        {
            foreach (var age in new[] { TimeSpan.Zero, GiveUp })
            {
                if (NextDelivery.Decide(new SendOutcome.Unknown(), Routes.Push, 1, safe, false, age, GiveUp) is NextDelivery.Done done)
                    Assert.Equal(Deliveries.Uncertain, done.Delivery);
            }
        }
    }

    private static NextDelivery Decide(SendOutcome outcome, long attempt) =>
        NextDelivery.Decide(outcome, Routes.Push, attempt, true, false, TimeSpan.Zero, GiveUp);

    private static SendOutcome Named(string outcome) => outcome switch
    {
        "sent" => new SendOutcome.Sent(),
        "refused" => new SendOutcome.Refused("rejected"),
        "token spent" => new SendOutcome.TokenSpent(),
        "unknown" => new SendOutcome.Unknown(),
        "unreachable" => new SendOutcome.Unreachable(),
        "held" => new SendOutcome.Held(TimeSpan.FromSeconds(12)),
        "bad config" => new SendOutcome.BadConfig(),
        _ => new SendOutcome.Throttled(TimeSpan.FromSeconds(30)),
    };

    private static string InWords(NextDelivery next) => next switch
    {
        NextDelivery.Done done => done.Reason is null ? done.Delivery : $"{done.Delivery} {done.Reason}",
        NextDelivery.Again again => $"again {again.Route} {again.After.TotalSeconds}",
        _ => "?",
    };
}
