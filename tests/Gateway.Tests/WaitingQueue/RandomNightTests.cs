using FsCheck;
using FsCheck.Fluent;
using Gateway.TestKit.Nights;
using Xunit;

namespace Gateway.Tests.WaitingQueue;

/// <summary>Random nights in one gateway: whatever happens in whatever order, nobody falls out and nobody is stuck.</summary>
public sealed class RandomNightTests
{
    [Theory]
    [InlineData(1, 12, 60)]
    [InlineData(4, 6, 30)]
    public async Task Nobody_falls_out_and_nobody_is_stuck_whatever_happens(int atOnce, int nights, int turns)
    {
        await using var embedded = await EmbeddedHouse.OpenAsync();
        var number = 0;
        var everyNight = Prop.ForAll(NightSteps.Nights(turns, atOnce), (NightStep[][] night) => Night.LiveAsync(embedded.House, $"{number++}", night));
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(nights).WithReplay(20261121, 1), everyNight);
    }
}
