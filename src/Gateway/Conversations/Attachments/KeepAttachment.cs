using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Conversations.Attachments;

/// <summary>What became of reading an attachment to its end.</summary>
/// <param name="State"><see cref="AttachmentStates.Here"/>, or why it is not kept; nothing when it broke off, or when this try does not count any more.</param>
/// <param name="Found">What it was found to be.</param>
internal sealed record Kept(string? State, Attachment? Found = null)
{
    public static Kept BrokenOff { get; } = new((string?)null);
}

/// <summary>Reads an attachment as it arrives, puts a picture together anew, and puts it away sealed, part by part.</summary>
/// <remarks>Of a file no more than one part is in memory at a time. A picture is held whole while it is taken apart.</remarks>
public sealed class KeepAttachment(IRecords records, Vault vault)
{
    /// <summary>How large a part is, in bytes, before it is sealed.</summary>
    public const int Part = 512 * 1024;

    /// <summary>Reads it to its end.</summary>
    internal async Task<Kept> TakeAsync(
        AttachmentRow row, byte[] wrappedKey, FetchOutcome.Found found, TakenAttachments taken, long largest, CancellationToken cancel)
    {
        if (found.Length > largest) return new Kept(AttachmentStates.TooLarge);
        var part = new byte[Part];
        var read = await ReadAsync(found.Content, part, cancel);
        if (FileType.Of(part.AsSpan(0, Math.Min(read, FileType.Head))) is not { } type)
            return new Kept(read == 0 ? AttachmentStates.Failed : AttachmentStates.KindNotAllowed);
        if (!type.IsPicture && taken != TakenAttachments.All) return new Kept(AttachmentStates.KindNotAllowed);
        return type.IsPicture
            ? await TakePictureAsync(row, wrappedKey, found, part.AsMemory(0, read), largest, cancel)
            : await TakeFileAsync(row, wrappedKey, found, part, read, type, largest, cancel);
    }

    /// <summary>Puts away a picture that came whole, in the transaction that stores its entry.</summary>
    internal async Task PutAsync(RecordsSession session, AttachmentRow row, byte[] wrappedKey, BarePicture picture)
    {
        var seal = vault.Open(wrappedKey, row.ConversationId);
        for (var part = 0; part * Part < picture.Bytes.Length; part++)
            await AttachmentRows.InsertPartAsync(session, row, part, seal.Seal(picture.Bytes.AsSpan(part * Part, Math.Min(Part, picture.Bytes.Length - (part * Part))), Place(row, part)));
    }

    /// <summary>Opens a part; nothing behind the last.</summary>
    /// <exception cref="RecordsUnavailableException">The records are away.</exception>
    internal async Task<byte[]?> OpenAsync(AttachmentRow row, byte[] wrappedKey, long part, CancellationToken cancel) =>
        await records.ReadAsync(session => AttachmentRows.PartAsync(session, row, part), cancel) is { } box
            ? vault.Open(wrappedKey, row.ConversationId).OpenBytes(box, Place(row, part))
            : null;

    private async Task<Kept> TakePictureAsync(
        AttachmentRow row, byte[] wrappedKey, FetchOutcome.Found found, ReadOnlyMemory<byte> first, long largest, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        whole.Write(first.Span);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await found.Content.ReadAsync(buffer, cancel)) > 0)
        {
            if (whole.Length + read > largest) return new Kept(AttachmentStates.TooLarge);
            await whole.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        if (whole.Length < found.Length) return Kept.BrokenOff;
        var (picture, state) = BarePicture.Of(whole.GetBuffer().AsMemory(0, (int)whole.Length));
        if (picture is null) return new Kept(state);
        for (var at = 0; at < picture.Bytes.Length; at += Part)
        {
            if (!await AddAsync(row, wrappedKey, at / Part, picture.Bytes.AsMemory(at, Math.Min(Part, picture.Bytes.Length - at)), cancel)) return Kept.BrokenOff;
        }

        return new Kept(AttachmentStates.Here, new Attachment(AttachmentStates.Here, null, picture.Type.Name, picture.Bytes.Length, picture.Width, picture.Height));
    }

    private async Task<Kept> TakeFileAsync(
        AttachmentRow row, byte[] wrappedKey, FetchOutcome.Found found, byte[] part, int read, FileType type, long largest, CancellationToken cancel)
    {
        var size = 0L;
        for (var number = 0L; read > 0; number++)
        {
            size += read;
            if (size > largest) return new Kept(AttachmentStates.TooLarge);
            if (!await AddAsync(row, wrappedKey, number, part.AsMemory(0, read), cancel)) return Kept.BrokenOff;
            read = read < Part ? 0 : await ReadAsync(found.Content, part, cancel);
        }

        return size < found.Length ? Kept.BrokenOff : new Kept(AttachmentStates.Here, new Attachment(AttachmentStates.Here, null, type.Name, size));
    }

    private Task<bool> AddAsync(AttachmentRow row, byte[] wrappedKey, long part, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var box = vault.Open(wrappedKey, row.ConversationId).Seal(bytes.Span, Place(row, part));
        return records.WriteAsync(session => AttachmentRows.AddPartAsync(session, row, part, box), cancel);
    }

    private static Task<int> ReadAsync(Stream from, byte[] part, CancellationToken cancel) =>
        from.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancel).AsTask();

    private static string Place(AttachmentRow row, long part) => $"attachment|{row.Id}|{row.Attempts}|{part}";
}
