using Gateway.Handoff.Sheets;

namespace Gateway.Handoff;

/// <summary>One saving of a sheet, as the records hold it. It is never changed: a question of consent names it by its number and its fingerprint.</summary>
/// <param name="SheetId">Which sheet; also the document's own number (連携票番号).</param>
/// <param name="Number">1, 2, 3 … without a gap within the sheet.</param>
/// <param name="Organisation">Who writes it.</param>
/// <param name="ConversationId">With whom: the conversation in which it is written.</param>
/// <param name="Body">For which body of the directory.</param>
/// <param name="StaffId">The counsellor who wrote this revision; nothing when it was the person.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="ContentHash">See <see cref="Sheet.ContentHash"/>.</param>
/// <param name="Draft">What it says, and who answers for each field.</param>
public sealed record SheetRevision(
    string SheetId, long Number, string Organisation, string ConversationId, string Body, string? StaffId, long At, string ContentHash, SheetDraft Draft)
{
    /// <summary>What it says.</summary>
    public Sheet Sheet => Draft.Sheet;

    /// <summary>Whether the person wrote this revision on their own page.</summary>
    public bool IsByPerson => StaffId is null;

    /// <summary>Never the content.</summary>
    public override string ToString() => $"sheet {SheetId}, revision {Number}";
}
