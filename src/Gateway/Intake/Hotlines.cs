using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Intake;

/// <summary>A telephone number that people are told of. Numbers are data with a date of checking, never part of a sentence.</summary>
/// <param name="Name">Its name in the language asked for.</param>
/// <param name="Number">The number as it is dialled.</param>
/// <param name="Hours">When it answers and what it costs.</param>
public sealed record Hotline(string Name, string Number, string Hours);

/// <summary>The hotlines in <c>Texts/hotlines.json</c>, each with its source and the day on which it was verified.</summary>
public sealed class Hotlines
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly List<Row> _rows;

    /// <summary>Reads the built-in file.</summary>
    public Hotlines()
    {
        using var stream = typeof(Hotlines).Assembly.GetManifestResourceStream("Gateway.Intake.Texts.hotlines.json")!;
        _rows = JsonSerializer.Deserialize<List<Row>>(stream, Options)!;
    }

    /// <summary>A line that answers by voice at any hour.</summary>
    public Hotline ForVoice(string language)
    {
        var row = _rows.First(row => row.Voice);
        return new Hotline(row.Name.GetValueOrDefault(language, row.Name["ja"]), row.Number, row.Hours.GetValueOrDefault(language, row.Hours["ja"]));
    }

    /// <summary>The day on which each number was last checked, by id.</summary>
    public IReadOnlyDictionary<string, DateOnly> VerifiedOn => _rows.ToDictionary(row => row.Id, row => row.VerifiedOn);

    /// <summary>The languages in which every number has its name and its hours.</summary>
    public IReadOnlyCollection<string> Languages => [.. _rows[0].Name.Keys.Where(language => _rows.All(row => row.Name.ContainsKey(language) && row.Hours.ContainsKey(language)))];

    private sealed record Row(
        string Id, string Number, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Hours, bool Voice, string Source,
        DateOnly VerifiedOn);
}
