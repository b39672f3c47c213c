using System.Text.RegularExpressions;
using Gateway.Primitives;

namespace Gateway.Organisations.SetupFile;

/// <summary>Fetches secrets from where the set-up file says they are: <c>env:NAME</c> or <c>file:/path</c>.</summary>
/// <param name="environment">Reads one environment variable.</param>
/// <param name="folder">The set-up file's folder, from which relative paths start.</param>
internal sealed partial class SecretSources(Func<string, string?> environment, string folder)
{
    /// <summary>The secret, or what is wrong, in words that hold no part of what was written.</summary>
    public (Redacted<string>? Secret, string? Problem) Fetch(string reference)
    {
        if (Environment().Match(reference) is { Success: true } variable)
        {
            var name = variable.Groups[1].Value;
            return environment(name) is { } value ? NotEmpty(value, $"the environment variable {name} is empty") : (null, $"there is no environment variable {name}");
        }

        return reference.StartsWith("file:", StringComparison.Ordinal)
            ? FromFile(reference["file:".Length..])
            : (null, "a secret may not stand in this file itself; write env:NAME (an environment variable) or file:/path (a file)");
    }

    private (Redacted<string>?, string?) FromFile(string path)
    {
        try
        {
            return NotEmpty(File.ReadAllText(Path.Combine(folder, path)), $"the file {path} is empty");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, File.Exists(Path.Combine(folder, path)) ? $"the file {path} may not be read by the gateway" : $"there is no file {path}");
        }
    }

    // Editors and shells end a file with a line break that is no part of the secret.
    private static (Redacted<string>?, string?) NotEmpty(string value, string problem) =>
        value.Trim() is { Length: > 0 } secret ? (Redacted.Of(secret), null) : (null, problem);

    [GeneratedRegex("^env:([A-Za-z_][A-Za-z0-9_]*)$")]
    private static partial Regex Environment();
}
