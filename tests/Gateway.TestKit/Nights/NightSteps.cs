using FsCheck;
using FsCheck.Fluent;

namespace Gateway.TestKit.Nights;

/// <summary>Makes random nights, and smaller ones of one that failed.</summary>
public static class NightSteps
{
    private static readonly (int Weight, NightEvent Event)[] Weights =
    [
        (14, NightEvent.Word), (2, NightEvent.Follow), (2, NightEvent.Block), (4, NightEvent.PersonLeaves),
        (10, NightEvent.Take), (8, NightEvent.Accept), (4, NightEvent.Decline), (5, NightEvent.GiveBack), (5, NightEvent.Close), (8, NightEvent.Say),
        (8, NightEvent.Available), (2, NightEvent.Away), (5, NightEvent.ConsoleVanishes), (7, NightEvent.ConsoleComesBack), (2, NightEvent.SignOut),
        (22, NightEvent.Pass), (2, NightEvent.PassLong), (2, NightEvent.Standstill),
        (2, NightEvent.NodeDies), (2, NightEvent.DiesAfterClaim), (2, NightEvent.DiesAfterTaking), (2, NightEvent.DiesAfterGivingBack),
        (4, NightEvent.CallLost), (3, NightEvent.AnswerLost), (2, NightEvent.QueueAway), (3, NightEvent.QueueBack), (3, NightEvent.QueueForgets),
    ];

    private static readonly Gen<NightStep> Step =
        from happens in Gen.Frequency(Weights.Select(weighted => (weighted.Weight, Gen.Constant(weighted.Event))))
        from who in Gen.Choose(0, 5)
        from amount in Gen.Choose(0, 29)
        select new NightStep(happens, who, amount);

    /// <summary>Nights of so many turns, each of so many steps at the same moment.</summary>
    public static Arbitrary<NightStep[][]> Nights(int turns, int atOnce) => Arb.From(Gen.ArrayOf(Gen.ArrayOf(Step, atOnce), turns), Smaller);

    // Whole stretches first, then single turns: a failing night of eighty turns is read by nobody.
    private static IEnumerable<NightStep[][]> Smaller(NightStep[][] night)
    {
        for (var length = night.Length / 2; length > 0; length /= 2)
        {
            for (var from = 0; from + length <= night.Length; from += length)
                yield return [.. night.Take(from), .. night.Skip(from + length)];
        }
    }
}
