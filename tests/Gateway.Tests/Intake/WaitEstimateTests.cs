using Gateway.Intake;
using Xunit;

namespace Gateway.Tests.Intake;

public sealed class WaitEstimateTests
{
    [Theory]
    [InlineData(1, 0, 0, null, null)]
    [InlineData(5, 3, 0, null, null)]
    [InlineData(1, 1, 3, 0, 0)]
    [InlineData(3, 3, 3, 0, 0)]
    [InlineData(1, 0, 3, 5, 20)]
    [InlineData(4, 3, 3, 5, 20)]
    [InlineData(1, 0, 1, 20, 60)]
    [InlineData(10, 0, 1, 200, 600)]
    [InlineData(1, 0, 100, 5, 10)]
    public void The_band_is_honest(long position, int free, int all, int? from, int? to) =>
        Assert.Equal(from is null ? null : (from.Value, to!.Value), WaitEstimate.Minutes(position, free, all));

    [Fact]
    public void Whoever_comes_later_is_never_promised_to_be_sooner()
    {
        for (var all = 1; all <= 20; all++)
        {
            for (var free = 0; free <= all; free++)
            {
                var before = (From: 0, To: 0);
                for (var position = 1; position <= 60; position++)
                {
                    var band = WaitEstimate.Minutes(position, free, all)!.Value;
                    Assert.True(band.From >= before.From && band.To >= before.To && band.From <= band.To);
                    before = band;
                }
            }
        }
    }
}
