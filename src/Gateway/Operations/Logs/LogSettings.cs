using Gateway.Primitives;

namespace Gateway.Operations.Logs;

/// <summary>How the log is written. Which lines are written is decided as everywhere in .NET: <c>Logging:LogLevel</c>.</summary>
public sealed class LogSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Log";

    /// <summary><c>Text</c> (for people) or <c>Json</c> (one object a line, for whoever collects logs), to standard output.</summary>
    public string Format { get; init; } = "Text";

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (Format is not ("Text" or "Json")) yield return $"Format: \"{Format}\" is not one of Text, Json";
    }
}
