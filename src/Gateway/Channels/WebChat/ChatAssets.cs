using System.Security.Cryptography;

namespace Gateway.Channels.WebChat;

/// <summary>The page's script, styles and icon. Their address holds a hash of their content, so that a browser may keep them for good.</summary>
/// <remarks>Styles that are numbered (<c>chat-1-page.css</c>) are one file for the browser (<c>chat.css</c>), in the order of their numbers.</remarks>
public sealed class ChatAssets
{
    private const string Folder = "Gateway.Channels.WebChat.Assets.";

    private readonly Dictionary<string, Asset> _assets = [];

    /// <summary>Reads the built-in files.</summary>
    public ChatAssets()
    {
        var assembly = typeof(ChatAssets).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        foreach (var file in names.GroupBy(FileOf))
        {
            using var content = new MemoryStream();
            foreach (var part in file)
            {
                using var stream = assembly.GetManifestResourceStream(part)!;
                stream.CopyTo(content);
            }

            var bytes = content.ToArray();
            _assets[file.Key] = new Asset(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6)), TypeOf(file.Key));
        }
    }

    /// <summary>The address of a file.</summary>
    public string AddressOf(HttpContext context, string file) => $"{context.Request.PathBase}/chat-assets/{_assets[file].Hash}/{file}";

    internal IResult Serve(HttpContext context, string hash, string file)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (!_assets.TryGetValue(file, out var asset) || asset.Hash != hash) return Results.NotFound();
        headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.Type);
    }

    private static string FileOf(string name) => name[Folder.Length..] is var file && file.Split('-') is [var whole, [>= '1' and <= '9'], _] ? whole + Path.GetExtension(file) : file;

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript",
        ".css" => "text/css",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"No content type is known for {other}."),
    };

    private sealed record Asset(byte[] Content, string Hash, string Type);
}
