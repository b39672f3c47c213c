using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Xunit;

namespace Gateway.Tests.Intake;

public sealed class AfterTalkTests
{
    private static readonly AfterTalk After = new();
    private static readonly Organisation All = new("komorebi", "こもれび", null, "こもれび", null, null, false) { After = ["feedback", "mood", "k6", "ucla3", "direct"] };

    [Fact]
    public void Nothing_is_asked_unless_the_organisation_lists_it() =>
        Assert.Empty(After.For(All with { After = [] }, "ja", []));

    [Fact]
    public void Everything_is_asked_in_the_order_of_the_organisation() =>
        Assert.Equal(All.After, After.For(All, "ja", []).Select(group => group.Name));

    [Fact]
    public void A_published_measure_is_asked_in_its_own_language_alone() =>
        Assert.Equal(["feedback", "mood"], After.For(All, "en", []).Select(group => group.Name));

    [Theory]
    [InlineData("u12", false)]
    [InlineData("12-15", false)]
    [InlineData("16-17", true)]
    [InlineData("40s", true)]
    public void K6_is_not_for_children_under_sixteen(string age, bool asked) =>
        Assert.Equal(asked, After.For(All, "ja", [Told(new() { ["age"] = age })]).Any(group => group.Name == "k6"));

    [Fact]
    public void Whoever_has_answered_is_not_asked_again() =>
        Assert.Empty(After.For(All, "ja", [Told(new() { ["after.mood"] = "3" })]));

    /// <summary>The wording and the answers of the three measures: no letter may change, or the figures mean something else.</summary>
    [Fact]
    public void The_measures_stand_in_their_published_wording()
    {
        var groups = After.For(All, "ja", []).ToDictionary(group => group.Name);
        Assert.Equal(["あなたはどの程度、孤独であると感じることがありますか"], groups["direct"].Questions.Select(question => question.Text));
        Assert.Equal(["決してない", "ほとんどない", "たまにある", "時々ある", "しばしばある・常にある"], groups["direct"].Questions[0].Answers.Values);
        Assert.Equal(
            ["あなたは、自分には人とのつきあいがないと感じることがありますか", "あなたは、自分は取り残されていると感じることがありますか", "あなたは、自分は他の人たちから孤立していると感じることがありますか"],
            groups["ucla3"].Questions.Select(question => question.Text));
        Assert.Equal(["決してない", "ほとんどない", "時々ある", "常にある"], groups["ucla3"].Questions[0].Answers.Values);
        Assert.DoesNotContain(groups["ucla3"].Questions, question => question.Text!.Contains("孤独", StringComparison.Ordinal));
        Assert.Equal(
            [
                "神経過敏に感じましたか", "絶望的だと感じましたか", "そわそわ、落ち着かなく感じましたか", "気分が沈み込んで、何が起こっても気が晴れないように感じましたか", "何をするのも骨折りだと感じましたか",
                "自分は価値のない人間だと感じましたか",
            ],
            groups["k6"].Questions.Select(question => question.Text));
        Assert.Equal([("0", "まったくない"), ("1", "少しだけ"), ("2", "ときどき"), ("3", "たいてい"), ("4", "いつも")], groups["k6"].Questions[0].Answers.Select(answer => (answer.Key, answer.Value!)));
    }

    private static Entry Told(Dictionary<string, string> facts) =>
        new(1, 0, EntryKinds.Facts, Authors.Bot, null, null, null, null, new EntryBody(Facts: facts));
}
