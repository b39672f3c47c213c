using System.Globalization;
using Gateway.Channels.Line;
using Xunit;

namespace Gateway.Tests.Channels.Line;

public sealed class QuotaOutlookTests
{
    [Theory]
    // Half a month gone by, by Japan's calendar, and a quarter used: it lasts.
    [InlineData("2026-11-15T15:00:00Z", 200, 50, null)]
    // Fifteen days for 150: the last 50 last five days more.
    [InlineData("2026-11-15T15:00:00Z", 200, 150, "2026-11-21")]
    [InlineData("2026-11-15T15:00:00Z", 200, 100, null)]
    [InlineData("2026-11-15T15:00:00Z", 200, 101, "2026-11-30")]
    // The first hours count as a day.
    [InlineData("2026-10-31T16:00:00Z", 200, 10, "2026-11-20")]
    [InlineData("2026-10-31T16:00:00Z", 200, 6, null)]
    [InlineData("2026-11-15T15:00:00Z", 200, 0, null)]
    [InlineData("2026-11-15T15:00:00Z", 200, 200, null)]
    [InlineData("2026-11-15T15:00:00Z", null, 5000, null)]
    public void It_says_on_which_day_the_last_one_will_be_used_if_the_month_is_longer(string asOf, int? limit, int used, string? day)
    {
        var outlook = QuotaOutlook.Of(new LineQuota("komorebi", "org-1", limit, used, used >= limit, At(asOf)));
        Assert.Equal(day, outlook.LastsUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(limit * 8 / 10, outlook.AlarmAbove);
    }

    [Theory]
    [InlineData("2026-11-30T14:59:59Z", "2026-12-01")]
    [InlineData("2026-11-30T15:00:00Z", "2027-01-01")]
    [InlineData("2026-12-31T20:00:00Z", "2027-02-01")]
    public void The_month_is_Japans(string asOf, string day) => Assert.Equal(
        DateOnly.Parse(day, CultureInfo.InvariantCulture), QuotaOutlook.Of(new LineQuota("komorebi", "org-1", 200, 0, false, At(asOf))).RenewsOn);

    [Fact]
    public void Before_LINE_was_asked_nothing_is_made_up() =>
        Assert.Equal(new QuotaOutlook("komorebi", null, null, null, false, null, null, null, null), QuotaOutlook.Of(new LineQuota("komorebi", "org-1")));

    [Fact]
    public void The_alarm_rings_where_the_page_says() => Assert.Contains(
        "gateway_line_quota_used) > 0.8 *", File.ReadAllText(Repository.PathOf("infra/alerts/gateway.rules.yaml")), StringComparison.Ordinal);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
