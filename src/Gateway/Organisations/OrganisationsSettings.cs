using Gateway.Organisations.SetupFile;
using Gateway.Primitives;

namespace Gateway.Organisations;

/// <summary>Where the set-up file lies that names organisations, channel accounts and people (docs/setup.md).</summary>
public sealed class OrganisationsSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Setup";

    /// <summary>The YAML file. Relative to the working folder.</summary>
    public string File { get; init; } = "organisations.yaml";

    /// <inheritdoc />
    public IEnumerable<string> Problems() => SetupReading.FromFile(File).Problems.Select(problem => $"File: {problem}");
}
