using System.Globalization;
using Gateway.Worlds;

namespace Gateway.Load;

/// <summary>What was given on the command line after the command: <c>--name value</c>, or <c>--flag</c> alone.</summary>
internal sealed class Arguments
{
    private static readonly string[] Flags = ["no-highest"];

    private static readonly string[] Names =
    [
        "engine", "nodes", "rate", "seconds", "warm-up", "conversations", "consoles", "rounds", "runs", "waiting", "claimers", "staff",
        "parts", "chats", "ended", "entries", "samples", "persons", "counsellors", "surge", "nights", "seed", "alarms",
    ];

    private readonly Dictionary<string, string> _given = [];

    /// <exception cref="ArgumentException">An argument is unknown or has no value.</exception>
    public static Arguments Parse(string[] args)
    {
        var parsed = new Arguments();
        for (var i = 1; i < args.Length; i++)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (Flags.Contains(name))
                parsed._given[name] = "";
            else if (Names.Contains(name) && i + 1 < args.Length)
                parsed._given[name] = args[++i];
            else
                throw new ArgumentException($"{args[i]} is not understood, or its value is missing.");
        }
        return parsed;
    }

    public bool Flag(string name) => _given.ContainsKey(name);

    public int Whole(string name, int otherwise, int least, int most)
    {
        if (!_given.TryGetValue(name, out var text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ArgumentException($"--{name} must be a whole number from {least} to {most}.");
    }

    public IReadOnlyList<int> Wholes(string name, IReadOnlyList<int> otherwise, int least, int most)
    {
        if (!_given.TryGetValue(name, out var text))
            return otherwise;
        var all = text.Split(',').Select(one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1).ToList();
        return all.TrueForAll(value => value >= least && value <= most)
            ? all
            : throw new ArgumentException($"--{name} must be whole numbers from {least} to {most}, with commas between them.");
    }

    /// <summary>Some of <paramref name="known"/>; all of them when nothing was said.</summary>
    public IReadOnlyList<string> Words(string name, IReadOnlyList<string> known)
    {
        if (!_given.TryGetValue(name, out var text))
            return known;
        var words = text.Split(',');
        return words.All(known.Contains) ? words : throw new ArgumentException($"--{name} must be some of {string.Join(',', known)}.");
    }

    public Engine Engine() => _given.GetValueOrDefault("engine", "embedded") switch
    {
        "embedded" => Worlds.Engine.Embedded,
        "distributed" => Worlds.Engine.Distributed,
        _ => throw new ArgumentException("--engine must be embedded or distributed."),
    };

    public IReadOnlyList<Engine> Engines() =>
        _given.GetValueOrDefault("engine", "both") == "both" ? [Worlds.Engine.Embedded, Worlds.Engine.Distributed] : [Engine()];
}
