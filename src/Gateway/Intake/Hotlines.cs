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

    private readonly IReadOnlyList<Row> _rows;

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
        return language == "en" ? new Hotline(row.NameEn, row.Number, row.HoursEn) : new Hotline(row.Name, row.Number, row.Hours);
    }

    /// <summary>The day on which each number was last checked, by id.</summary>
    public IReadOnlyDictionary<string, DateOnly> VerifiedOn => _rows.ToDictionary(row => row.Id, row => row.VerifiedOn);

    private sealed record Row(
        string Id, string Name, string NameEn, string Number, string Hours, string HoursEn, bool Voice, string Source, DateOnly VerifiedOn);
}
