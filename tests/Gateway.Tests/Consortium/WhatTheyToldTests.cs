using Gateway.Consortium;
using Gateway.Consortium.Live;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>What somebody told the guide decides who can be offered, where the members agreed to share it.</summary>
public sealed class WhatTheyToldTests
{
    [Theory]
    [InlineData("u12", 0, 11)]
    [InlineData("12-15", 12, 15)]
    [InlineData("16-17", 16, 17)]
    [InlineData("18-19", 18, 19)]
    [InlineData("20s", 20, 29)]
    [InlineData("60s", 60, 69)]
    [InlineData("70plus", 70, 120)]
    [InlineData("old", null, null)]
    [InlineData("90s", null, null)]
    public void An_age_is_a_band(string said, int? from, int? to) => Assert.Equal((from, to), Of(("age", said)) is var told ? (told.AgeFrom, told.AgeTo) : default);

    [Fact]
    public void The_last_answer_counts_and_abroad_is_nowhere()
    {
        var told = Told.Of([Entry(("area", "abroad"), ("topics", "rent")), Entry(("topics", "debt"))]);
        Assert.Equal((null, "debt"), (told.Area, Assert.Single(told.Topics)));
        Assert.Equal("13", Of(("area", "13")).Area);
        Assert.Empty(Of().Topics);
    }

    [Theory]
    [InlineData(18, 19, null)]
    [InlineData(20, 29, "age")]
    [InlineData(null, null, "age_unknown")]
    public void Both_ends_of_a_band_must_fit(int? from, int? to, string? against)
    {
        var partner = new MemberNow { Id = "young", OnShift = 1, Hands = 1, FreeHands = 1, Terms = new MemberTerms { Takes = true, AgeFrom = 12, AgeTo = 24 } };
        var home = new MemberNow { Id = "home", Terms = new MemberTerms { Gives = true } };
        var decision = DecideOverflow.Decide(new OverflowFacts(DateTimeOffset.UnixEpoch, new OverflowRules(), new WaitingPerson { Age = from, AgeTo = to, WaitedMinutes = 60 }, home, [partner]));
        Assert.Equal(against is null ? [] : new[] { against }, Assert.Single(decision.Partners).Against);
    }

    [Fact]
    public void It_matters_only_where_the_members_share_it_and_somebody_asks()
    {
        var charter = ExampleCharters.Between("a", "b");
        var shares = charter with { Items = [.. charter.Items, SharedItems.Facts] };
        MemberNow[] everybody = [new() { Terms = new MemberTerms { Takes = true } }], young = [new() { Terms = new MemberTerms { Takes = true, AgeTo = 24 } }];
        Assert.False(WhatTheyTold.Matters(charter, young));
        Assert.False(WhatTheyTold.Matters(shares, everybody));
        Assert.True(WhatTheyTold.Matters(shares, young));
    }

    private static Told Of(params (string, string)[] facts) => Told.Of([Entry(facts)]);

    private static Entry Entry(params (string Name, string Value)[] facts) =>
        new(1, 0, EntryKinds.Facts, Authors.Bot, null, null, null, null, new EntryBody(Facts: facts.ToDictionary(fact => fact.Name, fact => fact.Value)));
}
