using Gateway.Conversations;
using Gateway.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff;

public sealed class ToldFactsTests
{
    [Fact]
    public void What_was_told_to_the_guide_is_offered_in_the_words_of_the_sheet_with_its_place() => Assert.Equal(
        ["consulteeRelation \"self\" 2", "ageBand \"30s\" 5", "areaCode \"270008\" 3", "mainTopic \"housing\" 3", "topics [\"housing\"] 3"],
        Offered(Told(2, ("who", "self"), ("age", "20s")), Told(3, ("area", "27"), ("topics", "housing"), ("safeContact", "evening")), Told(5, ("age", "30s"))));

    [Theory]
    [InlineData("family")]
    [InlineData("supporter")]
    public void Who_writes_for_somebody_else_has_told_their_own_age_and_place(string who) =>
        Assert.Equal(["consulteeRelation", "mainTopic", "topics"], Offered(Told(2, ("who", who), ("age", "50s"), ("area", "13"), ("topics", "caregiving"))).Select(one => one.Split(' ')[0]));

    [Fact]
    public void What_is_not_certain_or_is_a_bots_own_word_is_not_offered() => Assert.Empty(Offered(
        Told(2, ("who", "somebody"), ("age", "70plus"), ("area", "abroad"), ("topics", "weather"), ("summary", "住まいのこと"), ("mood.before", "2")), Told(4, ("area", "99000"))));

    [Fact]
    public void It_reads_as_it_will_read_on_the_sheet()
    {
        var told = Assert.Single(ToldFacts.Of([Told(2, ("topics", "debt"))]), one => one.Key == "mainTopic");
        Assert.Equal(("債務について", 2L), (told.Ja, told.Entry));
        Assert.NotEqual(told.Ja, told.En);
    }

    private static string[] Offered(params Entry[] entries) => [.. ToldFacts.Of(entries).Select(one => $"{one.Key} {one.Value.ToJsonString()} {one.Entry}")];

    private static Entry Told(long number, params (string Name, string Value)[] facts) => new(
        number, number, EntryKinds.Facts, Authors.Bot, null, null, null, null, new EntryBody(Facts: facts.ToDictionary(fact => fact.Name, fact => fact.Value)));
}
