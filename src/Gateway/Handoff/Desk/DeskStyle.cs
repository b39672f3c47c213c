using System.Security.Cryptography;
using Gateway.Handoff.Sheets;

namespace Gateway.Handoff.Desk;

/// <summary>The desk's stylesheet, and that of the printed sheet. Their names change with them, so that a browser may keep them for good.</summary>
internal static class DeskStyle
{
    private static readonly byte[] s_bytes = Read();

    /// <summary>The name of the desk's own.</summary>
    public static string Name { get; } = $"desk-{Convert.ToHexStringLower(SHA256.HashData(s_bytes).AsSpan(0, 6))}.css";

    /// <summary>Serves either.</summary>
    public static IResult Serve(HttpContext context, string name)
    {
        ReadOnlyMemory<byte>? style = name == Name ? s_bytes : name == SheetPaper.StyleName ? SheetPaper.Style : null;
        if (style is not { } bytes) return Results.NotFound();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, "text/css");
    }

    private static byte[] Read()
    {
        using var stream = typeof(DeskStyle).Assembly.GetManifestResourceStream("Gateway.Handoff.Desk.Assets.desk.css")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
