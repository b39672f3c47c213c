using Gateway.Conversations.Attachments;
using Xunit;

namespace Gateway.Tests.Conversations.Attachments;

/// <summary>What follows from a try to fetch an attachment.</summary>
public sealed class NextFetchTests
{
    public static TheoryData<string, int, double, string> Rows() => new()
    {
        { "Gone", 1, 0, "gone" },
        { "Refused", 1, 0, "failed" },
        { "NotFound", 1, 0, "again 1" },
        { "NotFound", 3, 0, "gone" },
        { "NotReady", 1, 0, "again 1" },
        { "NotReady", 4, 0.9, "again 8" },
        { "NotReady", 20, 1, "failed" },
        { "Unreachable", 1, 0, "again 1" },
        { "Unreachable", 9, 23.9, "again 256" },
        { "Unreachable", 40, 23.9, "again 300" },
        { "Unreachable", 40, 24, "failed" },
        { "BadConfig", 1, 0, "again 1" },
        { "BadConfig", 300, 24, "failed" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Each_outcome_is_followed_by(string outcome, int attempt, double hours, string follows) =>
        Assert.Equal(follows, NextFetch.Decide(Outcome(outcome), attempt, TimeSpan.FromHours(hours)) switch
        {
            NextFetch.Done done => done.State,
            NextFetch.Again again => $"again {again.After.TotalSeconds:0}",
            _ => "",
        });

    private static FetchOutcome Outcome(string name) => name switch
    {
        "Gone" => new FetchOutcome.Gone(),
        "Refused" => new FetchOutcome.Refused(),
        "NotFound" => new FetchOutcome.NotFound(),
        "NotReady" => new FetchOutcome.NotReady(),
        "BadConfig" => new FetchOutcome.BadConfig(),
        _ => new FetchOutcome.Unreachable(),
    };
}
