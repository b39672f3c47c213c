using System.Diagnostics.CodeAnalysis;
using Gateway.Worlds;

namespace Gateway.Faults;

/// <summary>How thorough a run is.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "They are called so on the command line.")]
public enum Form
{
    /// <summary>About twenty seconds, for every change.</summary>
    Short,

    /// <summary>As the promise asks for it, by command; its report lies in docs/proofs.</summary>
    Long,
}

/// <summary>How an experiment is to be run.</summary>
/// <param name="Form">How thorough.</param>
/// <param name="Seed">Where all chance comes from.</param>
/// <param name="Engine">The engines, if only these are asked for.</param>
/// <param name="Nodes">How many gateways, if it is asked for.</param>
/// <param name="Seconds">How long, if it is asked for; only experiments whose length is a matter of patience care.</param>
/// <param name="Say">Hears of progress.</param>
public sealed record ExperimentRun(Form Form, int Seed, Engine? Engine, int? Nodes, int? Seconds, Action<string> Say)
{
    /// <summary>How many experiments may share the machine when all are run.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>One or the other, by the form.</summary>
    public T Pick<T>(T inShort, T inLong) => Form == Form.Short ? inShort : inLong;

    /// <summary>
    /// How long something may take that a promise limits. The long form judges to the letter. The short form shares its machine with whatever else runs there: it gives three times as long and
    /// tells what was kept from what was broken, and how quick it was stands in its figures.
    /// </summary>
    public TimeSpan Limit(TimeSpan promised) => Form == Form.Short ? 3 * promised : promised;

    /// <summary>The engines of an experiment whose short form can do with the distributed ones, where most can go wrong at once.</summary>
    public IReadOnlyList<Engine> Engines =>
        Engine is { } asked ? [asked] : Form == Form.Short ? [Worlds.Engine.Distributed] : [Worlds.Engine.Embedded, Worlds.Engine.Distributed];

    /// <summary>The engine of an experiment that has only this one.</summary>
    /// <exception cref="ArgumentException">Another one is asked for.</exception>
    public void Only(Engine engine)
    {
        if (Engine is { } asked && asked != engine)
            throw new ArgumentException($"This experiment runs only on the engine {engine}.");
    }
}
