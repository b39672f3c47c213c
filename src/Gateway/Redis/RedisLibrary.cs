using System.Security.Cryptography;
using System.Text;

namespace Gateway.Redis;

/// <summary>Lua that Redis keeps between calls (Redis Functions, from 7.0 on), from files beside the class that calls it.</summary>
/// <remarks>
/// The name holds a hash of the code, so that gateways of two versions live beside each other, each with its own. A library is a few
/// kilobytes; those of older versions stay in Redis until <c>FUNCTION FLUSH</c>, after which every gateway brings its own again.
/// </remarks>
public sealed class RedisLibrary
{
    private readonly string _code;

    /// <summary>A library with one function of the same name.</summary>
    /// <param name="purpose">What it is for, in small letters.</param>
    /// <param name="code">Lua that ends with <c>redis.register_function(LIBRARY, …)</c>.</param>
    public RedisLibrary(string purpose, string code)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
        Name = $"gateway_{purpose}_{hash[..12]}";
        _code = code;
    }

    /// <summary>The name of the library and of its function.</summary>
    public string Name { get; }

    /// <summary>What is loaded. On a cluster the client finds a node by a key, and takes this text for one: its first braces are those of <paramref name="key"/>.</summary>
    public string TextFor(string key) => $"#!lua name={Name}\n-- {key}\nlocal LIBRARY = '{Name}'\n{_code}";

    /// <summary>The text of <c>Scripts/{name}.lua</c> beside <paramref name="owner"/>. Lua in Redis has no imports: whoever owns the files puts them together.</summary>
    public static string Read(Type owner, string name)
    {
        var resource = $"{owner.Namespace}.Scripts.{name}.lua";
        using var stream = owner.Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
