namespace Gateway.Conversations.Attachments;

/// <summary>An attachment that somebody may open. It comes part by part, each opened when it is asked for.</summary>
public sealed class OpenAttachment
{
    private readonly AttachmentRow _row;
    private readonly byte[] _wrappedKey;
    private readonly KeepAttachment _keep;

    internal OpenAttachment(AttachmentRow row, byte[] wrappedKey, KeepAttachment keep) => (_row, _wrappedKey, _keep) = (row, wrappedKey, keep);

    /// <summary>The number of its entry.</summary>
    public long Number => _row.Number;

    /// <summary>What it is (see <see cref="FileType"/>).</summary>
    public string Type => _row.Type!;

    /// <summary>How large, in bytes.</summary>
    public long Size => _row.Size!.Value;

    /// <summary>Writes it all.</summary>
    /// <exception cref="InvalidDataException">A part is not there (any more): the person took it back at this moment.</exception>
    /// <exception cref="Records.RecordsUnavailableException">The records are away.</exception>
    public async Task WriteToAsync(Stream to, CancellationToken cancel)
    {
        var written = 0L;
        for (var part = 0L; written < Size; part++)
        {
            var bytes = await _keep.OpenAsync(_row, _wrappedKey, part, cancel) ?? throw new InvalidDataException();
            await to.WriteAsync(bytes, cancel);
            written += bytes.Length;
        }
    }
}
