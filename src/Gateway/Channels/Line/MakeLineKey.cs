using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Channels.Line;

/// <summary>The command <c>line-key FILE</c>: makes the pair of keys with which LINE is asked for tokens of the kind v2.1.</summary>
public static class MakeLineKey
{
    private const string Usage =
        """
        line-key FILE

        Makes a pair of keys for tokens of the kind v2.1. The private half goes into FILE, readable by its owner alone; it is the
        assertionKey of the set-up file. The public half is printed in the form that LINE's page takes.
        Exit code: 0 made, 1 the file cannot be made or is there already, 2 wrong arguments.
        """;

    /// <summary>Runs the command if the arguments name it.</summary>
    /// <returns>Its exit code; nothing when they name another.</returns>
    public static async Task<int?> RunAsync(string[] args) => args is ["line-key", .. var rest] ? await RunAsync(rest, Console.Out) : null;

    internal static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args is not [var file] || file.StartsWith('-'))
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        using var key = RSA.Create(2048);
        try
        {
            await WriteAsync(file, key.ExportPkcs8PrivateKeyPem());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync(File.Exists(file) ? $"{file} is there already; a key that is in use must not be overwritten." : $"{file} cannot be made: {error.Message}");
            return 1;
        }

        await output.WriteLineAsync($"The private key is in {file}. Register this public key at LINE (Basic settings, Assertion signing key):\n");
        await output.WriteLineAsync(PublicJwk(key.ExportParameters(includePrivateParameters: false)));
        await output.WriteLineAsync($"\nLINE then shows an id (kid): it is assertionKeyId. assertionKey is file:{Path.GetFullPath(file)}");
        return 0;
    }

    private static async Task WriteAsync(string file, string pem)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new StreamWriter(file, options);
        await stream.WriteAsync(pem + "\n");
    }

    private static string PublicJwk(RSAParameters key) => JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["kty"] = "RSA",
            ["alg"] = "RS256",
            ["use"] = "sig",
            ["e"] = Base64Url.EncodeToString(key.Exponent),
            ["n"] = Base64Url.EncodeToString(key.Modulus),
        });
}
