using System.Security.Cryptography;

namespace Gateway.Handoff.Sheets;

/// <summary>What the printed sheet needs besides its markup: its own stylesheet, and what its page says to the browser.</summary>
public static class SheetPaper
{
    /// <summary>The stylesheet.</summary>
    public static ReadOnlyMemory<byte> Style { get; } = Read();

    /// <summary>A name for the stylesheet that changes with it, so that a browser may keep it for good.</summary>
    public static string StyleName { get; } = $"sheet-{Convert.ToHexStringLower(SHA256.HashData(Style.Span).AsSpan(0, 6))}.css";

    /// <summary>The content policy of the page: its stylesheet and nothing else. No script, no form, no frame, nothing foreign.</summary>
    public const string Policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static byte[] Read()
    {
        using var stream = typeof(SheetPaper).Assembly.GetManifestResourceStream("Gateway.Handoff.Sheets.Assets.sheet.css")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
