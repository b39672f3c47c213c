using Gateway.Primitives;

namespace Gateway.Intake;

/// <summary>Which numbers people are told of.</summary>
public sealed class HotlineSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Hotlines";

    /// <summary>A file of your own in the form of <c>src/Gateway/Intake/Texts/hotlines.json</c>, with numbers that you have checked; empty: the built-in ones.</summary>
    public string File { get; init; } = "";

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (File.Length > 0 && Hotlines.ProblemWith(File) is { } problem) yield return $"File: cannot be used: {problem}";
    }
}
