namespace Gateway.Organisations.SetupFile;

/// <summary>Things that have names which may be given once in the whole file. A doubled one is noted and left out.</summary>
internal sealed class Unique<T>(List<SetupProblem> problems)
{
    private readonly Dictionary<(string Kind, string Name), SetupField> _taken = [];
    private readonly List<T> _all = [];

    /// <summary>What was added, in the order of the file.</summary>
    public IReadOnlyList<T> All => _all;

    /// <summary>Adds <paramref name="item"/> unless one of its names is taken. Names are compared in lower case.</summary>
    public void Add(T item, params IEnumerable<SetupField> names)
    {
        var free = true;
        foreach (var name in names)
        {
            var key = name.Path[(name.Path.LastIndexOf('.') + 1)..];
            if (_taken.TryAdd((key, name.Text.ToLowerInvariant()), name)) continue;
            problems.Add(new(name.Path, name.Line, $"is used already ({_taken[(key, name.Text.ToLowerInvariant())].Path}); each {key} may stand once in the file"));
            free = false;
        }

        if (free) _all.Add(item);
    }
}
