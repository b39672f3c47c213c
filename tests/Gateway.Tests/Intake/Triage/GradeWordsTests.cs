using Gateway.Conversations;
using Gateway.Intake.Triage;
using Xunit;

namespace Gateway.Tests.Intake.Triage;

/// <summary>What a grade rests on, told in examples.</summary>
public sealed class GradeWordsTests
{
    private static readonly GradeWords Words = new(Lexicon.Public);

    [Theory]
    [InlineData("死ぬほど眠い", "idiom")]
    [InlineData("課題で死ぬ", "trifle")]
    [InlineData("推しが尊くて死ぬ", "trifle")]
    [InlineData("もう死にたいとは思わない", "denied")]
    [InlineData("I'm dying to see it", "nothing-found")]
    [InlineData("昔は死にたいと思っていたけど、今は大丈夫です", "over")]
    [InlineData("小説の主人公が死にたいって言う場面", "story")]
    public void A_manner_of_speaking_raises_no_alarm(string text, string rule)
    {
        var found = Words.Of(text);
        Assert.InRange(found.Grade, Grade.Unknown, Grade.Low);
        Assert.Contains(found.Reasons, reason => reason.Rule == rule);
    }

    [Theory]
    [InlineData("死にたいと思わない日はない")]
    [InlineData("課題終わらない。もう死にたい")]
    [InlineData("死にたくはない。でも生きたくもない")]
    public void A_turn_of_speech_does_not_hide_what_is_meant(string text) => Assert.Equal(Grade.Middle, Words.Of(text).Grade);

    [Fact]
    public void A_friend_in_danger_is_graded_as_the_danger_is_and_named_as_another()
    {
        var wish = Words.Of("友だちが死にたいと言っている");
        Assert.Equal(Grade.Middle, wish.Grade);
        Assert.Contains(Category.OtherPerson, wish.Categories);
        Assert.Equal(Grade.Urgent, Words.Of("妹が薬をたくさん飲んだ").Grade);
    }

    [Fact]
    public void A_nod_is_not_graded_up()
    {
        EarlierMessage[] earlier = [new("死にたい"), new("死ぬ方法まで考えていますか", ByPerson: false)];
        Assert.Equal(Grade.Unknown, Words.Of("うん", earlier).Grade);
    }

    [Fact]
    public void Medicine_as_it_should_be_taken_is_no_danger() => Assert.Equal(Grade.Low, Words.Of("もう飲みました", [new("朝のお薬は飲みましたか", ByPerson: false)]).Grade);

    [Fact]
    public void Nowhere_to_go_is_graver_at_night()
    {
        const string text = "家出した。駅にいる。スマホの電池あと少し";
        Assert.Equal(Grade.High, Words.Of(text, hour: 15).Grade);
        Assert.Equal(Grade.Urgent, Words.Of(text, hour: 23).Grade);
    }

    [Fact]
    public void A_reason_names_the_rule_and_the_place_and_no_word()
    {
        var found = Words.Of("ねえ、タヒにたい");
        var reason = Assert.Single(found.Reasons, reason => reason.Rule == "words");
        Assert.Equal(("dying", 3, 5), (reason.Category, reason.At, reason.Length));
        Assert.Contains(found.Reasons, reason => reason.Rule == "disguised");
        Assert.DoesNotContain("たい", string.Join(' ', found.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("もう飲んだ", true)]
    [InlineData("いまから", true)]
    [InlineData("ねこが好きです", false)]
    public void It_says_whether_earlier_messages_could_matter(string text, bool matters) => Assert.Equal(matters, Words.Of(text).LooksBack);

    [Fact]
    public void Any_text_is_graded_without_an_error() => Assert.All(Odd(), text => Assert.InRange(Words.Of(text, [new(text), new(text, ByPerson: false)]).Grade, Grade.Unknown, Grade.Urgent));

    private static IEnumerable<string> Odd()
    {
        var random = new Random(7);
        var letters = "しにたい死ぬ薬全部飲んだ今夜○4タヒ\u0334\u200b\ud83d\udc80 。、\n~aZ９ﾞー殴母".ToCharArray();
        for (var i = 0; i < 2000; i++) yield return new string(random.GetItems(letters, random.Next(0, 60)));
    }

    [Theory]
    [InlineData("夫に首を絞められました", Grade.High)]
    [InlineData("旦那さんは優しい。整体で首を絞めるような施術をされた", Grade.Low)]
    [InlineData("カミソリでやった。ゆかまで たれてる", Grade.Urgent)]
    [InlineData("蛇口から水がたれてる", Grade.Low)]
    [InlineData("歯磨きしたら歯ぐきの血が止まらない", Grade.Low)]
    [InlineData("来週にはもういないから", Grade.High)]
    [InlineData("来週にはもういないから仕事の引き継ぎをしてる", Grade.Low)]
    public void A_word_counts_with_who_does_it_or_with_what(string text, Grade grade) => Assert.Equal(grade, Words.Of(text).Grade);

    [Fact]
    public void The_last_step_counts_after_the_place_was_told()
    {
        Assert.Equal(Grade.Urgent, Words.Of("靴をぬいだ", [new("屋上にいる")]).Grade);
        Assert.Equal(Grade.Low, Words.Of("靴をぬいだ", [new("家に着いた")]).Grade);
        Assert.Equal(Grade.Urgent, Words.Of("床までたれてる", [new("カッターを出した")]).Grade);
    }
}
