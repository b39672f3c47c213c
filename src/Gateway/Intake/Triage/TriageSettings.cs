using System.Globalization;
using Gateway.Primitives;

namespace Gateway.Intake.Triage;

/// <summary>What an operator adds to the triage.</summary>
public sealed class TriageSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Triage";

    /// <summary>A file with words of the operator's own, see <see cref="Triage.PrivateLexicon"/>; empty: only the public words. Read at the start.</summary>
    public string PrivateLexicon { get; init; } = "";

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (PrivateLexicon.Length == 0) yield break;
        IReadOnlyList<string> problems;
        try
        {
            problems = Triage.PrivateLexicon.Problems(PrivateLexicon);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems = [$"the file cannot be read ({error.Message})"];
        }

        foreach (var problem in problems.Take(10)) yield return $"PrivateLexicon: {problem}";
        if (problems.Count > 10) yield return string.Create(CultureInfo.InvariantCulture, $"PrivateLexicon: and {problems.Count - 10} more");
    }
}
