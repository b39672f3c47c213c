namespace Gateway.Conversations.Attachments;

/// <summary>What a file is by its first bytes. What its sender, its name or a header call it is never believed. Pure.</summary>
/// <param name="Name">As a media type, for example <c>image/jpeg</c>.</param>
/// <param name="Ending">The ending of the name under which it is handed out.</param>
public sealed record FileType(string Name, string Ending)
{
    /// <summary>How many of the first bytes are looked at.</summary>
    public const int Head = 4096;

    /// <summary>A photograph.</summary>
    public static FileType Jpeg { get; } = new("image/jpeg", "jpg");

    /// <summary>A picture of a screen, most often.</summary>
    public static FileType Png { get; } = new("image/png", "png");

    private static readonly FileType Gif = new("image/gif", "gif");
    private static readonly FileType Webp = new("image/webp", "webp");
    private static readonly FileType Pdf = new("application/pdf", "pdf");
    private static readonly FileType Mp4 = new("video/mp4", "mp4");
    private static readonly FileType M4a = new("audio/mp4", "m4a");
    private static readonly FileType Mp3 = new("audio/mpeg", "mp3");
    private static readonly FileType Wav = new("audio/wav", "wav");
    private static readonly FileType Ogg = new("audio/ogg", "ogg");
    private static readonly FileType Heic = new("image/heic", "heic");
    private static readonly FileType Zip = new("application/zip", "zip");
    private static readonly FileType Text = new("text/plain", "txt");

    /// <summary>Whether it is a picture that is put together anew (see <see cref="BarePicture"/>): nothing else is ever shown in a page.</summary>
    public bool IsPicture => IsPictureName(Name);

    /// <summary>As <see cref="IsPicture"/>, of the name of a type.</summary>
    public static bool IsPictureName(string? name) => name == Jpeg.Name || name == Png.Name;

    /// <summary>The type that files of this name are, for an ending; a plain file where the name is not known.</summary>
    public static string EndingOf(string name) =>
        new[] { Jpeg, Png, Gif, Webp, Pdf, Mp4, M4a, Mp3, Wav, Ogg, Heic, Zip, Text }.FirstOrDefault(type => type.Name == name)?.Ending ?? "bin";

    /// <summary>What it is; nothing for a kind that is not taken, programs among them.</summary>
    /// <param name="head">The first <see cref="Head"/> bytes, or all if there are fewer.</param>
    public static FileType? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, .. var form] when form.StartsWith("WEBP"u8) => Webp,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, .. var form] when form.StartsWith("WAVE"u8) => Wav,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', .. var brand] => Media(brand),
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => Ogg,
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..] => Mp3,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
        [(byte)'P', (byte)'K', 3, 4, ..] => Zip,
        _ => IsText(head) ? Text : null,
    };

    private static FileType Media(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("M4A"u8) ? M4a
        : brand.StartsWith("heic"u8) || brand.StartsWith("heix"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("avif"u8) ? Heic
        : Mp4;

    // The last letter may be cut in two where the head ends.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.ContainsAny(NoText)) return false;
        for (var cut = 0; cut < Math.Min(4, head.Length); cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut])) return true;
        }

        return false;
    }

    private static readonly System.Buffers.SearchValues<byte> NoText =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i).Except("\t\r\n\f"u8.ToArray()), (byte)0x7F]);
}
