using System.Text.RegularExpressions;
using Gateway.Bots.Intake;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Bots.Intake;

/// <summary>Reviews the guide's words: whole in every language, short, and without what must not be said to somebody in need.</summary>
public sealed partial class IntakeTextsTests
{
    private static readonly IntakeTexts Texts = new();

    // Promises, guilt, pressure, and ways to die: in none of our own sentences, whatever a person wrote.
    private static readonly string[] Never =
    [
        "必ず", "絶対", "かならず", "ぜったい", "約束", "やくそく", "助けます", "助けるよ", "解決", "死", "しにた", "しぬ", "自殺", "がんば", "頑張", "悲し", "かなし", "迷惑", "心配かけ", "家族のため", "命を大切",
        "promise", "guarantee", "always be", "will help", "suicide", "die", "kill", "sad", "worry", "should", "must", "一定会", "保证", "保證", "自杀", "自殺", "반드시", "약속", "자살", "prometo", "prometemos",
        "garanti", "suicid", "janji", "bunuh", "pangako", "hứa", "tự tử", "สัญญา", "ฆ่า", "आत्महत्या",
    ];

    public static TheoryData<string> Languages() => [.. Texts.Languages.Order(StringComparer.Ordinal)];

    [Fact]
    public void The_guide_speaks_every_language_of_the_gateway_and_to_children() => Assert.Equal(
        PersonLanguages.All.Select(language => language.Code).Append("ja-child").Order(StringComparer.Ordinal), Texts.Languages.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Languages))]
    public void Every_text_is_there_in_its_own_language(string language) =>
        Assert.Empty(Texts.Keys("en").Except(Texts.Keys(language)));

    [Theory, MemberData(nameof(Languages))]
    public void Every_answer_can_be_offered(string language)
    {
        foreach (var question in IntakeQuestions.All.Where(question => question != IntakeQuestions.Area))
            Assert.All(IntakeQuestions.AnswersTo(question), answer => Assert.NotEmpty(Texts.Text(language, $"{question}.{answer}")));
        Assert.All(IntakeAreas.Regions, region => Assert.NotEmpty(Texts.Text(language, $"region.{region}")));
    }

    [Theory, MemberData(nameof(Languages))]
    public void No_button_is_longer_than_twenty_letters(string language) =>
        Assert.All(Labels(language), label => Assert.InRange(label.Length, 1, 20));

    [Theory, MemberData(nameof(Languages))]
    public void No_two_buttons_under_a_question_say_the_same(string language)
    {
        foreach (var question in IntakeQuestions.All)
        {
            var labels = Offered(language, question).Select(choice => choice.Label).ToList();
            Assert.Equal(labels.Distinct(), labels);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_bubble_is_short(string language)
    {
        // A sign of Japanese or Chinese says as much as two or three letters.
        var most = language.StartsWith("ja", StringComparison.Ordinal) || language.StartsWith("zh", StringComparison.Ordinal) ? 80 : language == "ko" ? 110 : 200;
        var heard = Texts.Text(language, "heard").Length + 1;
        Assert.All(Texts.Keys(language), key =>
            Assert.True(Texts.Text(language, key).Length + (key.StartsWith("ask.", StringComparison.Ordinal) ? heard : 0) <= most, $"{key} is longer than {most} letters"));
    }

    [Theory, MemberData(nameof(Languages))]
    public void Nothing_is_promised_nobody_is_blamed_and_no_way_to_die_is_named(string language)
    {
        Assert.All(Texts.Keys(language), key =>
        {
            var words = Texts.Text(language, key);
            Assert.DoesNotContain(Never, bad => bad.All(char.IsAsciiLetter) ? Regex.IsMatch(words, $@"\b{bad}\b", RegexOptions.IgnoreCase) : words.Contains(bad, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotMatch("[!！¡]", words);
            Assert.DoesNotMatch(@"\p{Cs}", words);
            Assert.Equal(words.Trim(), words);
        });
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_notice_has_six_points_and_says_that_writing_on_is_fine(string language)
    {
        var lines = (Texts.Text(language, "notice.a") + "\n" + Texts.Text(language, "notice.b")).Split('\n');
        var last = lines[^1];
        Assert.DoesNotMatch("^[・•]", last);
        // Two of the six stand together on the last line with a point: no diagnosis, and that the counsellor may change.
        Assert.Equal(6, lines.Count(line => Point().IsMatch(line)));
    }

    [Fact]
    public void The_notice_has_a_version_that_is_a_day() => Assert.True(DateOnly.TryParseExact(Texts.NoticeVersion, "yyyy-MM-dd", out _));

    [Fact]
    public void There_are_sixteen_topics_and_forty_seven_prefectures_each_once()
    {
        Assert.Equal(16, IntakeTopics.All.DistinctBy(topic => topic.Code).DistinctBy(topic => topic.Official).Count());
        Assert.Equal(Enumerable.Range(1, 47).Select(number => number.ToString("00", System.Globalization.CultureInfo.InvariantCulture)), IntakeAreas.Prefectures.Select(one => one.Code));
        Assert.Equal(47, IntakeAreas.Prefectures.DistinctBy(one => one.Name).DistinctBy(one => one.Latin).Count());
    }

    // LINE holds thirteen, and one of them is always the way out.
    [Theory, MemberData(nameof(Languages))]
    public void No_question_offers_more_than_twelve_buttons(string language)
    {
        Assert.All(IntakeQuestions.All, question => Assert.InRange(Offered(language, question).Count, 2, 12));
        Assert.All(IntakeAreas.Regions, region => Assert.InRange(Offered(language, IntakeQuestions.Area, region).Count, 2, 12));
    }

    private static IReadOnlyList<IntakeChoice> Offered(string language, string question, string? region = null)
    {
        var state = IntakeState.New(language, IntakePlan.Usual) with { More = true, Region = region };
        return new IntakeAnswers(Texts).Offered(state, question, further: false);
    }

    private static IEnumerable<string> Labels(string language) =>
    [
        .. IntakeQuestions.All.SelectMany(question => Offered(language, question)).Select(choice => choice.Label),
        .. IntakeAreas.Regions.SelectMany(region => Offered(language, IntakeQuestions.Area, region)).Select(choice => choice.Label),
        .. new IntakeAnswers(Texts).Offered(IntakeState.New(language, IntakePlan.Usual), IntakeQuestions.Topic, further: true).Select(choice => choice.Label),
        Texts.Text(language, "notice.ok"), Texts.Text(language, "more"), Texts.Text(language, "enough"),
    ];

    [GeneratedRegex("^[・•]")]
    private static partial Regex Point();
}
