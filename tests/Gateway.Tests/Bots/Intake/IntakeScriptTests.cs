using Gateway.Bots.Intake;
using Xunit;

namespace Gateway.Tests.Bots.Intake;

/// <summary>How the guide behaves, told as talks.</summary>
public sealed class IntakeScriptTests
{
    private static readonly IntakeTexts Texts = new();
    private static readonly IntakeScript Script = new(Texts);

    [Fact]
    public void First_comes_the_notice_and_nothing_is_asked_with_it()
    {
        var talk = Talk.Begun();
        Assert.Equal([Text("notice.a"), Text("notice.b")], talk.Said);
        Assert.Equal([IntakeValues.Accept], talk.Offered.Select(choice => choice.Value));
        Assert.Equal((Texts.NoticeVersion, false, (string?)null), (talk.State.Notice, talk.State.Accepted, talk.State.Open));
    }

    [Fact]
    public void Three_questions_are_put_and_then_it_only_offers_more()
    {
        var talk = Talk.Begun().Tap(IntakeValues.Accept);
        Assert.Equal([Text("ask.reach")], talk.Said);
        Assert.Equal([Text("ask.writer")], talk.Tap("intake.reach.anytime").Said);
        Assert.Equal([Text("ask.age")], talk.Tap("intake.writer.family").Said);
        Assert.Equal([Text("thanks")], talk.Tap("intake.age.40s").Said);
        Assert.Equal([IntakeValues.More], talk.Offered.Select(choice => choice.Value));
        Assert.True(talk.State.Accepted);
        Assert.Equal([("reach", "anytime"), ("writer", "family"), ("age", "40s")], talk.State.Facts.Select(fact => (fact.Key, fact.Value)));
        Assert.Empty(talk.Write("よろしくお願いします").Said);
    }

    [Fact]
    public void Whoever_taps_tell_more_is_asked_the_rest_and_can_stop_at_any_time()
    {
        var talk = Talk.Begun().Tap(IntakeValues.Accept).Tap("intake.reach.skip").Tap("intake.writer.skip").Tap("intake.age.skip");
        Assert.Equal([Text("ask.topic")], talk.Tap(IntakeValues.More).Said);
        Assert.Contains(talk.Offered, choice => choice.Value == IntakeValues.Enough);
        Assert.Equal([Text("ask.topic")], talk.Tap("intake.topic.further").Said);
        Assert.Equal([Text("ask.area")], talk.Tap("intake.topic.caregiving").Said);
        Assert.Equal([Text("ask.prefecture")], talk.Tap("intake.area.kinki").Said);
        Assert.Contains(talk.Offered, choice => choice == new IntakeChoice("intake.area.27", "大阪府"));
        Assert.Equal([Text("ask.generation")], talk.Tap("intake.area.27").Said);
        Assert.Equal([Text("thanks.all")], talk.Tap(IntakeValues.Enough).Said);
        Assert.Empty(talk.Write("では待ちます").Said);
        Assert.Equal([("topic", "caregiving"), ("area", "27")], talk.State.Facts.Select(fact => (fact.Key, fact.Value)));
    }

    [Fact]
    public void Whoever_writes_on_instead_of_tapping_is_asked_once_more_and_then_left_in_peace()
    {
        var talk = Talk.Begun();
        Assert.Equal([Text("ask.reach")], talk.Write("仕事を休んで三か月になります").Said);
        Assert.Equal([Text("heard") + "\n" + Text("ask.reach")], talk.Write("朝になると起きられません").Said);
        Assert.Empty(talk.Write("だれにも話せなくて").Said);
        Assert.Empty(talk.Write("すみません、長くなって").Said);
        Assert.False(talk.State.Accepted);
        Assert.Empty(talk.State.Facts);
        // An old button still says what it says.
        Assert.Empty(talk.Tap("intake.writer.self").Said);
        Assert.Equal("self", talk.State.Facts["writer"]);
    }

    [Theory]
    [InlineData("reach", "2", "daytime")]
    [InlineData("reach", "\uff12", "daytime")]
    [InlineData("reach", "夜がいい", "evening")]
    [InlineData("reach", "夜がいいです。", "evening")]
    [InlineData("writer", "母", "family")]
    [InlineData("writer", "友達です", "friend")]
    [InlineData("writer", "自分", "self")]
    [InlineData("age", "34", "30s")]
    [InlineData("age", "34歳", "30s")]
    [InlineData("age", "8", "u12")]
    [InlineData("age", "13さい", "12-15")]
    [InlineData("age", "90代", "70plus")]
    [InlineData("age", "20代です", "20s")]
    [InlineData("topic", "介護", "caregiving")]
    [InlineData("topic", "その他", "other")]
    [InlineData("area", "東京", "13")]
    [InlineData("area", "東京都", "13")]
    [InlineData("area", "osaka", "27")]
    [InlineData("area", "京都", "26")]
    [InlineData("area", "海外", "abroad")]
    [InlineData("gender", "女性", "woman")]
    [InlineData("gender", "どちらでも", "any")]
    public void One_word_is_as_good_as_a_tap(string question, string word, string answer)
    {
        var talk = Talk.Begun(question).Write("こんばんは");
        Assert.Equal(question, talk.State.Open);
        Assert.Equal(answer, talk.Write(word).State.Facts[question]);
    }

    [Theory]
    [InlineData("とばす")]
    [InlineData("答えたくない")]
    [InlineData("スキップ")]
    public void One_word_skips(string word)
    {
        var talk = Talk.Begun().Tap(IntakeValues.Accept).Write(word);
        Assert.Equal([Text("ask.writer")], talk.Said);
        Assert.Empty(talk.State.Facts);
    }

    [Theory]
    [InlineData("age", "3")]
    [InlineData("age", "200")]
    [InlineData("writer", "母が3日前から帰ってきません")]
    [InlineData("writer", "9")]
    [InlineData("topic", "もういやだ")]
    [InlineData("area", "家")]
    public void What_is_no_answer_is_a_word_for_the_counsellor(string question, string word)
    {
        var talk = Talk.Begun(question).Write("こんばんは").Write(word);
        Assert.Empty(talk.State.Facts);
        Assert.DoesNotContain(word, talk.State.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_is_spoken_to_as_a_child()
    {
        var talk = Talk.Begun("age", "writer", "reach").Tap(IntakeValues.Accept).Write("10歳");
        Assert.Equal([Texts.Text("ja-child", "ask.writer")], talk.Said);
    }

    [Fact]
    public void Whoever_may_be_watched_is_told_that_they_can_close_without_an_answer()
    {
        var talk = Talk.Begun().Tap(IntakeValues.Accept).Tap("intake.reach.seen");
        Assert.Equal([Text("reach.seen.then"), Text("ask.writer")], talk.Said);
    }

    [Fact]
    public void When_a_counsellor_is_there_or_danger_the_guide_is_silent()
    {
        var talk = Talk.Begun().Tap(IntakeValues.Accept);
        Assert.Empty(talk.Hear(new IntakeHeard.Taken()).Said);
        Assert.Empty(talk.Write("こんばんは").Said);
        Assert.Empty(talk.Tap("intake.reach.evening").Said);
        Assert.Empty(talk.Tap(IntakeValues.More).Said);
        Assert.Equal("evening", talk.State.Facts["reach"]);

        var danger = Talk.Begun().Tap(IntakeValues.Accept);
        Assert.Empty(danger.Hear(new IntakeHeard.Danger()).Said);
        Assert.Empty(danger.Write("どうしたらいい").Said);
    }

    [Fact]
    public void A_guide_without_questions_shows_the_notice_and_asks_nothing()
    {
        var talk = new Talk(IntakeState.New("ja", IntakePlan.Of([]))).Hear(new IntakeHeard.Begins());
        Assert.Equal(2, talk.Said.Count);
        Assert.Empty(talk.Tap(IntakeValues.Accept).Said);
        Assert.Empty(talk.Write("こんばんは").Said);
    }

    [Fact]
    public void A_state_of_another_version_is_not_guessed_at()
    {
        var state = Talk.Begun().Tap(IntakeValues.Accept).State;
        Assert.Equal(state.ToJson(), IntakeState.FromJson(state.ToJson())!.ToJson());
        Assert.Null(IntakeState.FromJson(state.ToJson().Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal)));
        Assert.Null(IntakeState.FromJson("{"));
        Assert.Null(IntakeState.FromJson("{\"v\":1}"));
    }

    /// <summary>Five thousand talks of people who tap and write whatever comes to them.</summary>
    [Fact]
    public void Whatever_is_said_the_guide_says_only_its_own_words_asks_little_and_repeats_once()
    {
        var random = new Random(20261121);
        var own = Texts.Languages.ToDictionary(language => language, language => Texts.Keys(language).Select(key => Texts.Text(language, key)).ToHashSet());
        string[] words = ["死にたい", "とばす", "自分", "35", "2", "東京", "うん", "わからない", "だれにも言わないって約束して", "…", "😢", "", "女性", "skip", "me", "Osaka"];
        var languages = Texts.Languages.Order(StringComparer.Ordinal).ToArray();
        for (var n = 0; n < 5000; n++)
        {
            var talk = new Talk(IntakeState.New(languages[random.Next(languages.Length)], IntakePlan.Usual)).Hear(new IntakeHeard.Begins());
            var (asked, more, taken, times) = (new HashSet<string>(), false, false, new Dictionary<string, int>());
            for (var step = 0; step < 25; step++)
            {
                IntakeHeard heard = random.Next(20) switch
                {
                    < 9 => new IntakeHeard.Word(words[random.Next(words.Length)]),
                    < 18 when talk.Offered.Count > 0 => new IntakeHeard.Tap(talk.Offered[random.Next(talk.Offered.Count)].Value),
                    < 18 => new IntakeHeard.Tap("intake.nonsense"),
                    18 => new IntakeHeard.Begins(),
                    _ => random.Next(4) == 0 ? new IntakeHeard.Taken() : new IntakeHeard.Tap("intake.age.20s"),
                };
                more |= heard is IntakeHeard.Tap { Value: IntakeValues.More };
                var tapped = heard is IntakeHeard.Tap;
                talk.Hear(heard);
                Assert.Equal(talk.State.ToJson(), IntakeState.FromJson(talk.State.ToJson())!.ToJson());
                taken |= heard is IntakeHeard.Taken;
                if (taken) Assert.Empty(talk.Said);
                var mine = own[talk.State.Language];
                foreach (var text in talk.Said)
                {
                    Assert.True(mine.Contains(text) || (text.Split('\n') is [var lead, var ask] && mine.Contains(lead) && mine.Contains(ask)), text);
                }

                if (talk.Said.Count == 0 || talk.State.Open is not { } open) continue;
                asked.Add(open);
                if (!tapped) times[open] = times.GetValueOrDefault(open) + 1;
                Assert.InRange(times.GetValueOrDefault(open), 0, 3);
                if (!more) Assert.InRange(asked.Count, 0, IntakePlan.MostUnasked);
            }
        }
    }

    private static string Text(string key) => Texts.Text("ja", key);

    private sealed class Talk(IntakeState state)
    {
        public IntakeState State { get; private set; } = state;

        public IReadOnlyList<string> Said { get; private set; } = [];

        public IReadOnlyList<IntakeChoice> Offered { get; private set; } = [];

        public static Talk Begun(params string[] questions) =>
            new Talk(IntakeState.New("ja", questions.Length == 0 ? IntakePlan.Usual : IntakePlan.Of(questions))).Hear(new IntakeHeard.Begins());

        public Talk Tap(string value) => Hear(new IntakeHeard.Tap(value));

        public Talk Write(string text) => Hear(new IntakeHeard.Word(text));

        public Talk Hear(IntakeHeard heard)
        {
            (State, var said) = Script.Next(State, heard);
            Said = [.. said.Bubbles.Select(bubble => bubble.Text)];
            if (said.Bubbles.Count > 0) Offered = said.Bubbles[^1].Choices;
            return this;
        }
    }
}
