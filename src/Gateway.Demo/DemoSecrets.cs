using System.Security.Cryptography;

namespace Gateway.Demo;

/// <summary>The secrets of one run: made anew at each start, and handed to the gateway as environment variables of this process.</summary>
public sealed class DemoSecrets
{
    // Letters and digits that are not mistaken for one another when somebody types a password from the page.
    private const string Readable = "abcdefghjkmnpqrstuvwxyz23456789";
    private readonly Dictionary<string, string> _values = [];

    /// <summary>A secret by its name; made at the first question.</summary>
    public string this[string name] => _values.TryGetValue(name, out var known) ? known : Make(name, RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>A password by its name: four groups of four, about 79 bits.</summary>
    public string Password(string name) => _values.TryGetValue(name, out var known)
        ? known
        : Make(name, string.Join('-', RandomNumberGenerator.GetString(Readable, 16).Chunk(4).Select(group => new string(group))));

    /// <summary>A key of 256 bits in base64, as Azure gives them.</summary>
    public string AccessKey(string name) =>
        _values.TryGetValue(name, out var known) ? known : Make(name, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    private string Make(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        return _values[name] = value;
    }
}
