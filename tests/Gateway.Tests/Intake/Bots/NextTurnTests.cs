using Gateway.Intake.Bots;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

public sealed class NextTurnTests
{
    [Theory]
    [InlineData(1, true, 0.0, 0.5)]
    [InlineData(2, true, 2.0, 1.5)]
    [InlineData(3, true, 2.0, null)]
    [InlineData(1, false, 0.0, null)]
    [InlineData(1, true, 9.8, null)]
    [InlineData(2, true, 60.0, null)]
    public void A_bot_is_asked_again_only_while_a_person_would_wait_for_it(int attempts, bool again, double ageSeconds, double? afterSeconds) => Assert.Equal(
        afterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        NextTurn.After(attempts, again, TimeSpan.FromSeconds(ageSeconds), TimeSpan.FromSeconds(10)));
}
