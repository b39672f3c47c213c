using System.Text.Json;

namespace Gateway.Bots.Intake;

/// <summary>A prefecture.</summary>
/// <param name="Code">Two digits, as in JIS X 0401.</param>
/// <param name="Region">The region it is found under.</param>
/// <param name="Name">Its name in Japanese.</param>
/// <param name="Latin">Its name in Latin letters.</param>
public sealed record Prefecture(string Code, string Region, string Name, string Latin)
{
    /// <summary>Its name as somebody reads it: Latin letters for everybody who reads no Japanese or Chinese signs.</summary>
    public string In(string language) =>
        language.StartsWith("ja", StringComparison.Ordinal) || language.StartsWith("zh", StringComparison.Ordinal) ? Name : Latin;
}

/// <summary>Where somebody lives, no nearer than the prefecture: two taps, or its name as one word.</summary>
public static class IntakeAreas
{
    /// <summary>The answer of somebody who lives outside Japan.</summary>
    public const string Abroad = "abroad";

    private static readonly Prefecture[] s_all = Read();

    /// <summary>All 47, from north to south.</summary>
    public static IReadOnlyList<Prefecture> Prefectures => s_all;

    /// <summary>The regions, from north to south.</summary>
    public static IReadOnlyList<string> Regions { get; } = [.. s_all.Select(prefecture => prefecture.Region).Distinct()];

    /// <summary>The one that is meant by a word: its name with or without 都, 道, 府 or 県, or in Latin letters.</summary>
    internal static Prefecture? Named(string word) => s_all.FirstOrDefault(prefecture =>
        word == prefecture.Name || (word == Bare(prefecture.Name) && prefecture.Code != "01") || string.Equals(word, prefecture.Latin, StringComparison.OrdinalIgnoreCase));

    private static string Bare(string name) => name[..^1];

    private static Prefecture[] Read()
    {
        using var stream = typeof(IntakeAreas).Assembly.GetManifestResourceStream("Gateway.Bots.Intake.Texts.areas.json")!;
        return JsonSerializer.Deserialize<Prefecture[]>(stream, JsonSerializerOptions.Web)!;
    }
}
