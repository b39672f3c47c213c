using System.Text.Json;

namespace Gateway.Emergencies;

/// <summary>The numbers of the emergency card and their forms without a voice: data with a source and a day of checking, as with the hotlines.</summary>
public sealed class EmergencyNumbers
{
    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
    private readonly NumbersFile _file;

    /// <summary>Reads the built-in file.</summary>
    public EmergencyNumbers()
    {
        using var stream = typeof(EmergencyNumbers).Assembly.GetManifestResourceStream("Gateway.Emergencies.Texts.emergency-numbers.json")!;
        _file = JsonSerializer.Deserialize<NumbersFile>(stream, s_strict)!;
    }

    /// <summary>Ambulance and fire: 119.</summary>
    public string Fire => Find("fire");

    /// <summary>Police: 110.</summary>
    public string Police => Find("police");

    /// <summary>The form of 119 without a voice: Net119.</summary>
    public string FireText => Find("fire-text");

    /// <summary>The form of 110 without a voice: 110番アプリ.</summary>
    public string PoliceText => Find("police-text");

    /// <summary>The day on which each was last checked, by id.</summary>
    public IReadOnlyDictionary<string, DateOnly> VerifiedOn => _file.Numbers.ToDictionary(number => number.Id, number => number.VerifiedOn);

    /// <summary>The day of the release that the file belongs to.</summary>
    public DateOnly Release => _file.Release;

    private string Find(string id) => _file.Numbers.Single(number => number.Id == id).Says;

    internal sealed record NumbersFile(DateOnly Release, IReadOnlyList<NumberRow> Numbers);

    internal sealed record NumberRow(string Id, string Says, string Hours, string About, string Source, DateOnly VerifiedOn, string VerifiedBy);
}
