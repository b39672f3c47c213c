using Gateway.Primitives;

namespace Gateway.SupportBodies;

/// <summary>Limits of the directory of support bodies.</summary>
public sealed class SupportBodySettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:SupportBodies";

    /// <summary>Takes places that do not exist (codes that begin with 99), for tests and demonstrations.</summary>
    public bool AllowInventedAreas { get; init; }

    /// <summary>The most bodies that one organisation's directory holds.</summary>
    public int MostBodies { get; init; } = 10_000;

    /// <summary>The largest file that is imported, in MiB; what a zip unfolds to may be eight times as large.</summary>
    public int LargestImportMb { get; init; } = 10;

    /// <summary>Days after which somebody should make sure of an entry again.</summary>
    public int VerifyDays { get; init; } = 180;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (MostBodies is < 1 or > 100_000) yield return "MostBodies: must be 1 to 100000";
        if (LargestImportMb is < 1 or > 100) yield return "LargestImportMb: must be 1 to 100";
        if (VerifyDays is < 1 or > 3650) yield return "VerifyDays: must be 1 to 3650";
    }
}
