using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Redis;

/// <summary>One operation as Lua, from a file beside the class that calls it.</summary>
/// <param name="Name">What it does, for example <c>TakeNext</c>.</param>
/// <param name="Text">The whole script.</param>
public sealed record RedisScript(string Name, string Text)
{
    /// <summary>How Redis names the script once it has seen it.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The name is Redis's own; nothing relies on it for safety.")]
    public byte[] Hash { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(Text));

    /// <summary>The text of <c>Scripts/{name}.lua</c> beside <paramref name="owner"/>. Lua in Redis has no imports: whoever owns the files puts them together.</summary>
    public static string Read(Type owner, string name)
    {
        var resource = $"{owner.Namespace}.Scripts.{name}.lua";
        using var stream = owner.Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
