using Gateway.Handoff.Sheets;
using Gateway.Primitives;

namespace Gateway.Handoff.Desk;

/// <summary>The desk's stylesheet, and that of the printed sheet.</summary>
internal static class DeskStyle
{
    private static readonly PageStyle s_style = new("Gateway.Handoff.Desk.Assets", "desk");

    /// <summary>The name of the desk's own.</summary>
    public static string Name => s_style.Name;

    /// <summary>Serves either.</summary>
    public static IResult Serve(HttpContext context, string name) =>
        new[] { s_style, SheetPaper.Style }.FirstOrDefault(style => style.Name == name)?.Serve(context) ?? Results.NotFound();
}
