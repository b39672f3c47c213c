using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations;

namespace Gateway.Intake;

/// <summary>A telephone number that people are told of. Numbers are data with a date of checking, never part of a sentence.</summary>
/// <param name="Name">Its name in the language asked for.</param>
/// <param name="Number">The number as it is dialled.</param>
/// <param name="Hours">When it answers and what it costs, as far as that is known.</param>
/// <param name="ForWhom">For whom it is.</param>
/// <param name="Open">Whether it answers now.</param>
public sealed record Hotline(string Name, string Number, string Hours, string ForWhom, bool Open);

/// <summary>
/// The hotlines, each with its source and the day on which it was verified: those of <c>Texts/hotlines.json</c>, or of a file of the
/// organisations' own. A number whose time is over is not shown; one that nobody has looked at for long is shown, and its keepers are told.
/// </summary>
public sealed class Hotlines
{
    /// <summary>After so many days a number is to be checked again.</summary>
    public const int DaysUntilChecked = 90;

    private const string Latin = "en";

    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    // Japan has one zone and no summer time.
    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);

    private readonly HotlineFile _file;
    private readonly Dictionary<string, Dictionary<string, string>> _words;
    private readonly TimeProvider _time;

    /// <summary>Reads the built-in file.</summary>
    public Hotlines() : this(new HotlineSettings(), TimeProvider.System)
    {
    }

    /// <summary>Reads the file that the settings name, or the built-in one.</summary>
    public Hotlines(HotlineSettings settings, TimeProvider time)
    {
        _file = settings.File is { Length: > 0 } own ? Read(File.ReadAllBytes(own)) : Read(BuiltIn("hotlines.json"));
        _words = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(BuiltIn("hotline-words.json"))!;
        _time = time;
    }

    /// <summary>A line that answers by voice at any hour; the first where none does.</summary>
    public Hotline ForVoice(string language)
    {
        var lines = Current();
        return In(language, lines.FirstOrDefault(line => line.Voice) ?? lines[0], _time.GetUtcNow());
    }

    /// <summary>What can be called, those that answer now before those that do not; each in the order of the file.</summary>
    public IReadOnlyList<Hotline> All(string language)
    {
        var now = _time.GetUtcNow();
        return [.. Current().Select(line => In(language, line, now)).OrderByDescending(line => line.Open)];
    }

    /// <summary>The day on which each number was last checked, by id.</summary>
    public IReadOnlyDictionary<string, DateOnly> VerifiedOn => _file.Lines.ToDictionary(line => line.Id, line => line.VerifiedOn);

    /// <summary>The day of the release that the file belongs to: on it no number may be older than <see cref="DaysUntilChecked"/> days.</summary>
    public DateOnly Release => _file.Release;

    /// <summary>How many days ago the number that was checked longest ago was checked.</summary>
    public int DaysUnchecked => Math.Max(0, Today().DayNumber - Current().Min(line => line.VerifiedOn).DayNumber);

    /// <summary>The languages that have words for hours and costs.</summary>
    public IReadOnlyCollection<string> Languages => _words.Keys;

    /// <summary>What is wrong with a file; nothing when it can be used.</summary>
    internal static string? ProblemWith(string file)
    {
        try
        {
            return Read(File.ReadAllBytes(file)) is { Lines.Count: > 0 } read && read.Lines.All(line => line.Name.ContainsKey("ja")) ? null : "no line, or one without a Japanese name";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return error.Message;
        }
    }

    private List<HotlineRow> Current()
    {
        var today = Today();
        var current = _file.Lines.Where(line => (line.ValidFrom is not { } from || from <= today) && (line.ValidTo is not { } to || to >= today)).ToList();
        // A file whose every line is over is a mistake of its keeper; a person in need must still be told a number.
        return current.Count > 0 ? current : _file.Lines;
    }

    private Hotline In(string language, HotlineRow line, DateTimeOffset now)
    {
        var words = _words.GetValueOrDefault(language) ?? _words["ja"];
        var hours = line.Days == "daily" && line.From == "00:00" && line.To == "24:00"
            ? words["always"]
            : words[line.Days].Replace("{from}", line.From.TrimStart('0'), StringComparison.Ordinal).Replace("{to}", line.To, StringComparison.Ordinal);
        if (line.Free is { } free) hours += words["between"] + words[free ? "free" : "paid"];
        var name = PersonLanguages.IsJapanese(language) ? line.Name["ja"] : line.Name.GetValueOrDefault(language) ?? line.Name.GetValueOrDefault(Latin) ?? line.Name["ja"];
        return new Hotline(name, line.Number, hours, words[$"for.{line.For}"], line.IsOpen(now.ToOffset(s_japan)));
    }

    private DateOnly Today() => DateOnly.FromDateTime(_time.GetUtcNow().ToOffset(s_japan).Date);

    private static HotlineFile Read(byte[] json) => JsonSerializer.Deserialize<HotlineFile>(json, s_strict)!;

    private static byte[] BuiltIn(string name)
    {
        using var stream = typeof(Hotlines).Assembly.GetManifestResourceStream("Gateway.Intake.Texts." + name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    internal sealed record HotlineFile(DateOnly Release, List<HotlineRow> Lines);

    internal sealed record HotlineRow(
        string Id, string Number, IReadOnlyDictionary<string, string> Name, string For, string Days, string From, string To, string Source, DateOnly VerifiedOn, string VerifiedBy,
        bool? Free = null, bool Voice = false, IReadOnlyList<string>? Closed = null, DateOnly? ValidFrom = null, DateOnly? ValidTo = null)
    {
        /// <summary>Whether somebody answers at this moment, by the clock of Japan. Public holidays are not known.</summary>
        public bool IsOpen(DateTimeOffset there)
        {
            if (Days == "weekdays" && there.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return false;
            if (Closed?.Contains(there.ToString("MM-dd", CultureInfo.InvariantCulture)) == true) return false;
            return there.TimeOfDay >= Clock(From) && there.TimeOfDay < Clock(To);
        }

        private static TimeSpan Clock(string text) =>
            new(int.Parse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture), 0);
    }
}
