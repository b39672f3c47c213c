using Gateway.Intake;
using Xunit;

namespace Gateway.Tests.Intake;

public sealed class HotlinesTests
{
    private static readonly Hotlines Lines = new();

    /// <summary>Fails when somebody has to call the numbers again: after 90 days without a check.</summary>
    [Fact]
    public void Every_number_was_checked_within_ninety_days() =>
        Assert.Empty(StaleOn(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)));

    [Theory]
    [InlineData(90, false)]
    [InlineData(91, true)]
    public void The_rule_of_ninety_days_finds_what_is_stale(int days, bool stale)
    {
        var oldest = Lines.VerifiedOn.Values.Min();
        Assert.Equal(stale, StaleOn(oldest.AddDays(days)).Any());
    }

    [Theory]
    [InlineData("ja", "よりそいホットライン")]
    [InlineData("en", "Yorisoi Hotline")]
    public void There_is_a_number_for_the_voice_in_every_language(string language, string name)
    {
        var line = Lines.ForVoice(language);
        Assert.Equal(name, line.Name);
        Assert.Matches(@"^0\d{1,4}-\d{1,4}-\d{3,4}$", line.Number);
        Assert.NotEmpty(line.Hours);
    }

    private static IEnumerable<string> StaleOn(DateOnly today) =>
        Lines.VerifiedOn.Where(line => line.Value.AddDays(90) < today || line.Value > today.AddDays(1)).Select(line => $"{line.Key}: {line.Value:O}");
}
