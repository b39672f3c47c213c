using Gateway.Conversations;
using Gateway.Intake;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Intake;

public sealed class HotlinesTests
{
    private static readonly Hotlines Lines = new();

    /// <summary>
    /// Fails when a release is made with numbers that nobody has checked lately. It compares with the day of the release that stands in the
    /// file, not with today: a clone of last year must still pass. Whoever runs it is told by an alarm instead.
    /// </summary>
    [Fact]
    public void At_its_release_every_number_was_checked_within_ninety_days() => Assert.Empty(Unfit(Lines.Release));

    [Theory]
    [InlineData(90, false)]
    [InlineData(91, true)]
    [InlineData(-1, true)]
    public void The_rule_of_ninety_days_finds_what_is_stale_or_not_yet_so(int days, bool unfit) =>
        Assert.Equal(unfit, Unfit(Lines.VerifiedOn.Values.Min().AddDays(days)).Any());

    [Theory]
    [InlineData("2026-11-21T03:00:00Z", 0)]
    [InlineData("2027-02-19T03:00:00Z", 90)]
    [InlineData("2027-02-19T16:00:00Z", 91)]
    public void The_days_since_the_last_check_are_counted_in_japan(string now, int days) => Assert.Equal(days, At(now).DaysUnchecked);

    [Fact]
    public void There_is_a_number_for_the_voice_in_every_language()
    {
        Assert.Equal(PersonLanguages.All.Select(language => language.Code).Order(StringComparer.Ordinal), Lines.Languages.Order(StringComparer.Ordinal));
        Assert.Equal(("よりそいホットライン", "24時間・無料"), (Lines.ForVoice("ja").Name, Lines.ForVoice("ja").Hours));
        Assert.Equal(("Yorisoi Hotline", "24 hours, free of charge"), (Lines.ForVoice("en").Name, Lines.ForVoice("en").Hours));
        foreach (var language in Lines.Languages)
        {
            Assert.Matches(@"^0\d{1,4}-\d{1,4}-\d{3,4}$", Lines.ForVoice(language).Number);
            Assert.All(Lines.All(language), line =>
            {
                Assert.DoesNotContain("{", line.Hours, StringComparison.Ordinal);
                Assert.NotEmpty(line.ForWhom);
            });
        }
    }

    [Theory]
    [InlineData("2026-11-21T03:00:00Z", "チャイルドライン", false)]
    [InlineData("2026-11-21T07:00:00Z", "チャイルドライン", true)]
    [InlineData("2026-11-21T12:00:00Z", "チャイルドライン", false)]
    [InlineData("2026-12-31T08:00:00Z", "チャイルドライン", false)]
    [InlineData("2026-11-21T03:00:00Z", "こどもの人権110番", false)]
    [InlineData("2026-11-20T03:00:00Z", "こどもの人権110番", true)]
    [InlineData("2026-11-20T18:00:00Z", "よりそいホットライン", true)]
    public void Whoever_answers_now_stands_first(string now, string name, bool open)
    {
        var all = At(now).All("ja");
        Assert.Equal(open, all.Single(line => line.Name == name).Open);
        Assert.Equal(all.OrderByDescending(line => line.Open).Select(line => line.Name), all.Select(line => line.Name));
    }

    [Fact]
    public void A_file_of_ones_own_takes_the_place_of_ours_and_a_number_that_is_over_is_not_told()
    {
        using var home = new TempFile(
            """
            { "release": "2026-11-21", "lines": [
              { "id": "a", "number": "03-0000-0001", "name": { "ja": "まちの電話" }, "for": "anyone", "days": "daily", "from": "09:00", "to": "18:00", "source": "s", "verifiedOn": "2026-11-01", "verifiedBy": "x", "validTo": "2026-11-30" },
              { "id": "b", "number": "03-0000-0002", "name": { "ja": "よるの電話" }, "for": "anyone", "days": "daily", "from": "18:00", "to": "24:00", "free": false, "source": "s", "verifiedOn": "2026-11-01", "verifiedBy": "x" }] }
            """);
        Assert.Empty(new HotlineSettings { File = home.Path }.Problems());
        var lines = new Hotlines(new HotlineSettings { File = home.Path }, new FakeTime(DateTimeOffset.Parse("2026-12-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([("よるの電話", "毎日 18:00〜24:00・通話料がかかります")], lines.All("ja").Select(line => (line.Name, line.Hours)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "release": "2026-11-21", "lines": [] }""")]
    [InlineData("""{ "release": "2026-11-21", "lines": [ { "nummer": "1" } ] }""")]
    [InlineData("not json")]
    public void A_file_that_cannot_be_used_is_told_before_anything_starts(string content)
    {
        using var home = new TempFile(content);
        Assert.Single(new HotlineSettings { File = home.Path }.Problems());
    }

    private static Hotlines At(string now) => new(new HotlineSettings(), new FakeTime(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    private static IEnumerable<string> Unfit(DateOnly day) =>
        Lines.VerifiedOn.Where(line => line.Value.AddDays(Hotlines.DaysUntilChecked) < day || line.Value > day).Select(line => $"{line.Key}: {line.Value:O}");

    private sealed class TempFile : IDisposable
    {
        public TempFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
