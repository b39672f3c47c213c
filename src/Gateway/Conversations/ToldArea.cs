namespace Gateway.Conversations;

/// <summary>Where somebody said that they live.</summary>
internal static class ToldArea
{
    /// <summary>The prefecture that they told last, by its two digits; nothing while they told none.</summary>
    public static string? LastIn(IEnumerable<Entry> entries) =>
        entries.Where(entry => entry.Kind == EntryKinds.Facts).Select(entry => entry.Body.Facts?.GetValueOrDefault("area")).LastOrDefault(area => area is not null);
}
