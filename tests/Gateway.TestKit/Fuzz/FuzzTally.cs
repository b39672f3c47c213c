using System.Globalization;

namespace Gateway.TestKit.Fuzz;

/// <summary>What came of spoilt documents at one place.</summary>
/// <param name="Place">A parser, or a door of a gateway.</param>
/// <param name="Inputs">How many were tried.</param>
/// <param name="Taken">How many were understood, or answered 2xx.</param>
/// <param name="SlowestMs">The longest that one took, in real time.</param>
/// <param name="MostKb">The most memory that one made the parser ask for; 0 where that cannot be seen from outside.</param>
/// <param name="Failures">What must not be; at most ten are told. The number of an input and the seed make it again.</param>
public sealed record FuzzTally(string Place, int Inputs, int Taken, double SlowestMs, double MostKb, IReadOnlyList<string> Failures);

/// <summary>Counts.</summary>
internal sealed class FuzzCount(string place)
{
    private readonly List<string> _failures = [];
    private double _slowest;
    private double _most;

    public int Inputs { get; private set; }

    public int Taken { get; set; }

    public void Add(double ms, double kb = 0)
    {
        Inputs++;
        (_slowest, _most) = (Math.Max(_slowest, ms), Math.Max(_most, kb));
    }

    public void Fail(string what)
    {
        if (_failures.Count < 10) _failures.Add(string.Create(CultureInfo.InvariantCulture, $"input {Inputs}: {what}"));
    }

    public FuzzTally Tally => new(place, Inputs, Taken, Math.Round(_slowest, 1), Math.Round(_most, 1), [.. _failures]);
}
