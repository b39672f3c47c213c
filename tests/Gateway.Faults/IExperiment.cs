namespace Gateway.Faults;

/// <summary>One fault, brought about on purpose in a world of real processes, and the promise that has to hold meanwhile.</summary>
public interface IExperiment
{
    /// <summary>What it is called on the command line: <c>g01-kill</c>.</summary>
    string Name { get; }

    /// <summary>The promise that it tests, in a sentence.</summary>
    string Promise { get; }

    /// <summary>When it passes, in words, with the figures.</summary>
    string Passes { get; }

    /// <summary>Whether it counts fractions of a second, judges by seconds how soon something comes back, or looks at the whole machine, and must therefore have it to itself.</summary>
    bool Alone => false;

    /// <summary>Brings the fault about and judges.</summary>
    /// <exception cref="ArgumentException">It cannot be run on this engine, or with so many nodes.</exception>
    Task<IFindings> RunAsync(ExperimentRun run);
}

/// <summary>What an experiment found; all its public properties are figures of the report.</summary>
public interface IFindings
{
    /// <summary>Whether the promise was kept.</summary>
    bool Good { get; }
}
