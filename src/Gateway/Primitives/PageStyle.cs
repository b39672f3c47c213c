using System.Security.Cryptography;

namespace Gateway.Primitives;

/// <summary>A stylesheet that is built in. Its name changes with it, so that a browser may keep it for good.</summary>
public sealed class PageStyle
{
    private readonly byte[] _content;

    /// <summary>Puts its parts together in the order of their numbers: <c>desk-1-page.css</c> comes before <c>desk-2-talk.css</c>.</summary>
    /// <param name="folder">The folder as it is built in, for instance <c>Gateway.Handoff.Desk.Assets</c>.</param>
    /// <param name="name">What the name of each part begins with.</param>
    /// <exception cref="InvalidOperationException">There is no part of that name.</exception>
    public PageStyle(string folder, string name)
    {
        var assembly = typeof(PageStyle).Assembly;
        using var content = new MemoryStream();
        foreach (var part in assembly.GetManifestResourceNames().Where(part => part.StartsWith($"{folder}.{name}", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(part)!;
            stream.CopyTo(content);
        }

        if (content.Length == 0) throw new InvalidOperationException($"No stylesheet {name} is built in.");
        _content = content.ToArray();
        Name = $"{name}-{Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 6))}.css";
    }

    /// <summary>Under which name it is served.</summary>
    public string Name { get; }

    /// <summary>All of it.</summary>
    public ReadOnlyMemory<byte> Content => _content;

    internal IResult Serve(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(_content, "text/css");
    }
}
