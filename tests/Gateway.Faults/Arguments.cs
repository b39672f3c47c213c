using System.Globalization;
using Gateway.Worlds;

namespace Gateway.Faults;

/// <summary>What was given on the command line after the command.</summary>
internal static class Arguments
{
    /// <summary>The run that is asked for.</summary>
    /// <param name="given">Names and values by turns.</param>
    /// <param name="names">The names that are understood, without the hyphens.</param>
    /// <param name="say">Hears of progress.</param>
    /// <exception cref="ArgumentException">A name or a value is not understood.</exception>
    public static ExperimentRun Run(ReadOnlySpan<string> given, IReadOnlyCollection<string> names, Action<string> say)
    {
        var run = new ExperimentRun(Form.Short, 1, null, null, null, say);
        for (var i = 0; i < given.Length; i += 2)
        {
            var name = given[i].StartsWith("--", StringComparison.Ordinal) ? given[i][2..] : "";
            if (!names.Contains(name) || i + 1 == given.Length)
                throw new ArgumentException($"{given[i]} is not understood, or its value is missing.");
            var value = given[i + 1];
            run = name switch
            {
                "form" => run with { Form = OneOf<Form>(name, value) },
                "engine" => run with { Engine = OneOf<Engine>(name, value) },
                "seconds" => run with { Seconds = Whole(name, value, 1, 100_000) },
                "at-once" => run with { AtOnce = Whole(name, value, 1, 8) },
                "nodes" => run with { Nodes = Whole(name, value, 1, 8) },
                _ => run with { Seed = Whole(name, value, 0, int.MaxValue) },
            };
        }
        return run;
    }

    private static T OneOf<T>(string name, string value)
        where T : struct, Enum =>
        Enum.TryParse<T>(value, ignoreCase: true, out var parsed) && !int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            ? parsed
            : throw new ArgumentException($"--{name} must be {string.Join(" or ", Enum.GetNames<T>()).ToLowerInvariant()}.");

    private static int Whole(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed >= least && parsed <= most
            ? parsed
            : throw new ArgumentException($"--{name} must be a whole number from {least} to {most}.");
}
