namespace Gateway.Operations.Upkeep;

/// <summary>The arguments of a command are wrong; the message says which.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>The arguments of a command, taken apart.</summary>
/// <param name="Words">What stands without dashes.</param>
/// <param name="Options">What stands with two dashes, with its value; a switch has none.</param>
/// <param name="Settings">Settings of the gateway (<c>--Gateway:…</c>), to be read like those of a serving one.</param>
public sealed record CommandLine(IReadOnlyList<string> Words, IReadOnlyDictionary<string, string?> Options, string[] Settings)
{
    /// <summary>Takes arguments apart.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="valued">The options that have a value.</param>
    /// <param name="switches">The options that have none.</param>
    /// <exception cref="UsageException">An option is unknown, stands twice, or lacks its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args, IReadOnlyCollection<string> valued, IReadOnlyCollection<string> switches)
    {
        List<string> words = [], settings = [];
        Dictionary<string, string?> options = [];
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (name.StartsWith("--Gateway:", StringComparison.OrdinalIgnoreCase)) settings.Add($"{name}={value ?? Next(name)}");
            else if (valued.Contains(name)) Add(name, value ?? Next(name));
            else if (switches.Contains(name) && value is null) Add(name, null);
            else if (name.StartsWith('-') && name != "-") throw new UsageException($"There is no option {name} here.");
            else words.Add(args[i]);

            string Next(string option) =>
                ++i < args.Count && !args[i].StartsWith("--", StringComparison.Ordinal) ? args[i] : throw new UsageException($"{option} needs a value.");
        }

        return new CommandLine(words, options, [.. settings]);

        void Add(string name, string? value)
        {
            if (!options.TryAdd(name, value)) throw new UsageException($"{name} stands twice.");
        }
    }

    /// <summary>Whether a switch was given.</summary>
    public bool Has(string name) => Options.ContainsKey(name);

    /// <summary>An option's value.</summary>
    /// <exception cref="UsageException">It was not given.</exception>
    public string Needed(string name) => Options.GetValueOrDefault(name) ?? throw new UsageException($"{name} is missing.");
}
