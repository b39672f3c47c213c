using System.Globalization;

namespace Gateway.Organisations.SetupFile;

/// <summary>Reads what stands on every sheet about its sender. It must fit, or the first sheet that somebody writes at night would be the one to find out.</summary>
internal static class ReadSheetSender
{
    /// <summary>The sender; nothing when the file says nothing of it.</summary>
    public static SheetSender? Read(SetupSection organisation)
    {
        if (organisation.Section("sheet") is not { } section) return null;
        var address = Needed(section, "address", SheetSender.LongestLine);
        var representative = Needed(section, "representative", SheetSender.LongestName);
        var supervisor = section.Optional("supervisor", text => Line(text, SheetSender.LongestName), Otherwise(SheetSender.LongestName));
        var contact = section.Optional("contact", text => Line(text, SheetSender.LongestLine), Otherwise(SheetSender.LongestLine));
        section.RefuseOtherKeys();
        return address is null || representative is null ? null : new SheetSender(address, representative, supervisor, contact);
    }

    private static string? Needed(SetupSection section, string key, int longest) => section.Required(key, text => Line(text, longest), Otherwise(longest))?.Value;

    private static string? Line(string text, int longest) => new StringInfo(text).LengthInTextElements <= longest && !text.Any(char.IsControl) ? text : null;

    private static string Otherwise(int longest) => string.Create(CultureInfo.InvariantCulture, $"must be one line of at most {longest} letters: it stands on the sheet");
}
