using Gateway.TestKit;
using Gateway.TestKit.Fuzz;
using Xunit;

namespace Gateway.Tests.Fuzz;

/// <summary>
/// A short run with spoilt documents at every change, always the same ones; the long run with any seed is the experiment g29-fuzz.
/// </summary>
public sealed class FuzzTests
{
    private const int Seed = 29;
    private static readonly TimeSpan s_time = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Parsers() => [.. ParserFuzz.Parsers];

    [Theory, MemberData(nameof(Parsers))]
    public void No_parser_throws_takes_long_or_asks_for_much_memory(string parser)
    {
        var tally = new ParserFuzz(Seed).Run(parser, parser is "set-up-file" or "picture" ? 800 : 2000, s_time);

        Assert.True(tally.Failures.Count == 0, string.Join("\n", tally.Failures));
        // Spoilt beyond recognition would try nothing.
        Assert.InRange(tally.Taken, tally.Inputs / 50, tally.Inputs - 1);
    }

    [Fact]
    public async Task No_door_answers_that_it_failed_and_good_words_beside_spoilt_ones_are_kept()
    {
        await using var gateway = await TestGateway.StartAsync(DoorFuzz.Size, settings: [.. DoorFuzz.Settings.Select(one => (one.Key, one.Value))]);
        await using var fuzz = await DoorFuzz.BeginAsync(Seed, gateway.Address, gateway.Setup);
        foreach (var door in DoorFuzz.Doors)
        {
            var tally = await fuzz.RunAsync(door, 150, s_time);

            Assert.True(tally.Failures.Count == 0, string.Join("\n", tally.Failures));
            Assert.True(gateway.LoggedErrors.Count == 0, string.Join("\n", gateway.LoggedErrors));
        }
        var (accepted, wrong) = await fuzz.JudgeAsync();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.InRange(accepted, 200, 600);
    }
}
