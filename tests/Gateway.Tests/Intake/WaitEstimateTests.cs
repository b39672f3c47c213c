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
    [InlineData(9, 0, 1, 180, 540)]
    [InlineData(10, 0, 1, 180, null)]
    [InlineData(1, 0, 100, 5, 10)]
    public void The_band_is_honest(long position, int free, int all, int? from, int? to) =>
        Assert.Equal(from is null ? null : (from.Value, to), WaitEstimate.Minutes(position, free, all));

    [Fact]
    public void The_talks_of_this_organisation_count_once_there_are_enough_of_them()
    {
        Assert.Null(TalkLengths.Of([.. Enumerable.Repeat(10.0, TalkLengths.Fewest - 1)]));
        var lengths = TalkLengths.Of([.. Enumerable.Range(1, 40).Select(n => (double)n)])!;
        Assert.Equal((11, 31), (lengths.Shorter, lengths.Longer));
        Assert.Equal((20, 65), WaitEstimate.Minutes(2, 0, 1, lengths));
        // However alike they were: nobody is promised the minute.
        var same = TalkLengths.Of([.. Enumerable.Repeat(30.0, 50)])!;
        Assert.True(same.Shorter < 30 && same.Longer > 30);
    }

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
                    var to = band.To ?? int.MaxValue;
                    Assert.True(band.From >= before.From && to >= before.To && band.From <= to);
                    before = (band.From, to);
                }
            }
        }
    }
}
