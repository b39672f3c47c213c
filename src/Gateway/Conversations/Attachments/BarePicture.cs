namespace Gateway.Conversations.Attachments;

/// <summary>A picture put together anew from those parts of a file that one sees; whatever else was in the file is not in it.</summary>
/// <param name="Type">JPEG or PNG.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Width">As one sees it, in pixels.</param>
/// <param name="Height">As one sees it, in pixels.</param>
/// <remarks>
/// Place, camera, notes, previews, profiles, further pictures and everything behind the end go. It is not drawn here: that is left to the
/// browser, which draws pictures of strangers all day, in a process that holds nothing.
/// </remarks>
public sealed record BarePicture(FileType Type, byte[] Bytes, int Width, int Height)
{
    /// <summary>How many pixels a picture may have: what a good telephone takes, and less than would fill a small computer's memory.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>Makes one of a JPEG or PNG file.</summary>
    /// <returns>The picture, or how the attachment then stands (<see cref="AttachmentStates"/>). It never throws for what a file holds.</returns>
    public static (BarePicture? Picture, string State) Of(ReadOnlyMemory<byte> file)
    {
        try
        {
            var picture = file.Span is [0xFF, ..] ? BareJpeg.Of(file.Span) : BarePng.Of(file);
            return picture is null ? (null, AttachmentStates.TooLarge) : (picture, AttachmentStates.Here);
        }
        catch (InvalidDataException)
        {
            return (null, AttachmentStates.Failed);
        }
    }

    /// <summary>Whether so many pixels may be, by the head of a file: a few bytes can claim to be a billion of them.</summary>
    internal static bool IsTooLarge(long width, long height) => width * height > MostPixels;
}
