using Gateway.Faults.Vanishing;
using Gateway.TestKit;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Counsellors vanish in three ways: a closed tab, a laptop that falls asleep, a gateway that dies. Later they come back and send.</summary>
public sealed class VanishedCounsellorExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g17-vanished";

    /// <inheritdoc/>
    public bool Alone => true;

    /// <inheritdoc/>
    public string Promise => "Whose counsellor vanishes is told so, waits in front with their first arrival, and hears nothing from a tab that wakes up.";

    /// <inheritdoc/>
    public string Passes =>
        "Told so and back in front within 60 s, with the time of arrival of the beginning; the next counsellor gets them in that order; "
        + "what the vanished one sends afterwards is refused, and none of it reaches a phone.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Distributed);
        // The settings as they are shipped, in the long form; in the short one nobody waits longer than needed, and no laptop sleeps.
        var presence = run.Pick("10", "25");
        var each = run.Pick(1, 6);
        await using var world = await LoadWorld.StartAsync(
            new WorldPlan
            {
                Engine = Engine.Distributed,
                Nodes = 2,
                Size = new SetupSize { Counsellors = 1 + (3 * each) },
                Settings = new Dictionary<string, string> { ["Gateway:Queue:PresenceSeconds"] = presence },
            }, run.Say);
        await using var house = await VanishingHouse.OpenAsync(world, each, asleep: run.Form == Form.Long);
        for (var round = 0; round < run.Pick(1, 2); round++)
        {
            await house.RoundAsync();
            run.Say($"round {round + 1}: back after {string.Join(", ", house.Back.Select(one => $"{one.Key} {one.Value.Max():0} ms"))} so far");
        }
        return new Findings(house.Vanished, house.Back.ToDictionary(one => one.Key, one => Spread.Of(one.Value)), house.Misplaced, house.NextInOrder, house.Sent, house.Refused, house.Heard);
    }

    private sealed record Findings(int Vanished, IReadOnlyDictionary<string, Spread> BackMs, int Misplaced, bool NextInOrder, int SentAfterwards, int Refused, int Heard) : IFindings
    {
        public int NotTold => Vanished - BackMs.Values.Sum(times => times.Count);

        public bool Good =>
            NotTold == 0 && BackMs.Values.All(times => times.Max <= 60_000) && Misplaced == 0 && NextInOrder
            && SentAfterwards == Vanished && Refused == SentAfterwards && Heard == 0;
    }
}
