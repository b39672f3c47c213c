using System.Globalization;
using System.Text;
using Gateway.Conversations;

namespace Gateway.Intake.Triage;

/// <summary>
/// An operator's own words, in a file that never leaves their machine: above all the words for methods, which no public file may list.
/// Each line is a sign, a language and the words: <c>method ja …</c>. Lines that begin with # and empty lines count for nothing.
/// </summary>
public static class PrivateLexicon
{
    private static readonly Dictionary<string, (Sign Sign, string Category, Grade Grade)> Signs = new(StringComparer.Ordinal)
    {
        ["method"] = (Sign.Method, "plan", Grade.Middle),
        ["wish"] = (Sign.Wish, "dying", Grade.Middle),
        ["plan"] = (Sign.Plan, "plan", Grade.High),
        ["now"] = (Sign.Says, "now", Grade.Urgent),
        ["self_harm"] = (Sign.SelfHarm, "self_harm", Grade.Middle),
        ["medicine"] = (Sign.Medicine, "overdose", Grade.Unknown),
        ["place"] = (Sign.Edge, "now", Grade.Unknown),
    };

    private static readonly Dictionary<string, bool> Spaced = LexiconFile.ReadAll().ToDictionary(file => file.Language, file => file.Spaced, StringComparer.Ordinal);

    /// <summary>What is wrong with a file: one sentence for each line that cannot be used, beginning with its number; nothing when all can.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<string> Problems(string file) => [.. ReadLines(file).Where(line => line.Problem is not null).Select(line => $"line {line.Number}: {line.Problem}")];

    internal static IReadOnlyList<(LexiconGroup Group, bool Spaced)> Read(string file)
    {
        var problems = Problems(file);
        if (problems.Count > 0) throw new FormatException($"{file}: {string.Join("; ", problems)}");
        return [.. ReadLines(file).Select(line => (line.Group!, line.Spaced))];
    }

    private static IEnumerable<Line> ReadLines(string file)
    {
        var number = 0;
        foreach (var written in File.ReadLines(file, Encoding.UTF8))
        {
            number++;
            var line = written.Trim();
            if (line.Length > 0 && line[0] != '#') yield return Read(number, line);
        }
    }

    private static Line Read(int number, string line)
    {
        if (line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries) is not [var sign, var language, var words])
            return new Line(number, "needs a sign, a language and the words, for example: now ja …");
        if (!Signs.TryGetValue(sign, out var means)) return new Line(number, $"there is no sign {sign} (there are: {string.Join(", ", Signs.Keys)})");
        if (!Spaced.TryGetValue(language, out var spaced)) return new Line(number, $"there is no language {language} (there are: {string.Join(", ", Spaced.Keys)})");
        if (words.Length > 200) return new Line(number, string.Create(CultureInfo.InvariantCulture, $"the words have {words.Length} letters, 200 are the most"));
        if (words.Split('~').Any(part => NormaliseText.Of(part).Length < 2)) return new Line(number, "the words must have two letters at least, on both sides of a ~");
        return new Line(
            number, null, new LexiconGroup(means.Sign, means.Category, means.Grade == Grade.Unknown ? null : means.Grade, EntryKind.Within, null, null, means.Sign == Sign.Wish, [words]), spaced);
    }

    private sealed record Line(int Number, string? Problem, LexiconGroup? Group = null, bool Spaced = false);
}
