using Gateway.Primitives;

namespace Gateway.Records.Sealing;

/// <summary>Where the keys lie that never lie in the database.</summary>
public sealed class KeySettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Keys";

    /// <summary>
    /// A folder with <c>master-….key</c> files (the last by name seals, all of them open), <c>opens-….key</c> (open only) and <c>lookup.key</c>.
    /// Make one with <c>dotnet run --project src/Gateway -- keys new FOLDER</c>. Back it up apart from the database.
    /// </summary>
    public string Directory { get; init; } = "";

    /// <summary>Make the keys when there are none. Only for development and the demo: in production a lost key would go unnoticed.</summary>
    public bool CreateForDevelopment { get; init; }

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (Directory.Length == 0)
        {
            yield return "Directory: a folder with the keys is needed (make one with: keys new FOLDER)";
        }
        else if (!CreateForDevelopment)
        {
            foreach (var problem in KeyFolder.Problems(Directory)) yield return $"Directory: {problem}";
        }
    }
}
