using System.Diagnostics.CodeAnalysis;
using System.Reflection;
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

    /// <summary>
    /// Loads <c>Scripts/{name}.lua</c> beside <paramref name="owner"/>. Files named in <paramref name="before"/> are put in
    /// front of it: local functions that several scripts share (Lua in Redis has no imports).
    /// </summary>
    public static RedisScript Load(Type owner, string name, params string[] before) =>
        new(name, string.Concat(before.Append(name).Select(file => Read(owner.Assembly, $"{owner.Namespace}.Scripts.{file}.lua"))));

    private static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
