using Gateway.Primitives;

namespace Gateway.Handoff.Sheets;

/// <summary>What the printed sheet needs besides its markup: its own stylesheet, and what its page says to the browser.</summary>
public static class SheetPaper
{
    /// <summary>The stylesheet.</summary>
    public static PageStyle Style { get; } = new("Gateway.Handoff.Sheets.Assets", "sheet");

    /// <summary>The content policy of the page: its stylesheet and nothing else. No script, no form, no frame, nothing foreign.</summary>
    public const string Policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
