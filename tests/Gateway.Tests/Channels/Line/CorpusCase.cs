using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Channels.Line;

/// <summary>One case of the corpus: a call, how it is signed, and what must come of it.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Sign">How it is signed (see <see cref="CorpusSignatures"/>).</param>
/// <param name="Status">What it is answered.</param>
/// <param name="Body">The call. <c>@</c> stands for the case's own tag, <c>«5000×a»</c> for as many letters.</param>
/// <param name="Bytes">The call as Base64, where it is no text.</param>
/// <param name="Said">What must stand in the records afterwards, once each, behind the tag.</param>
/// <param name="Maybe">What may stand there besides; a star at its end: and whatever follows.</param>
/// <param name="Events">How many events with the case's tag the inbox must know.</param>
/// <param name="Pad">White space behind the call, up to this length.</param>
/// <param name="Gzip">Whether the call is packed.</param>
/// <param name="Headers">Further headers; an empty one is left out.</param>
internal sealed record CorpusCase(
    string Name, string Sign, int Status, string? Body = null, string? Bytes = null, IReadOnlyList<string>? Said = null, IReadOnlyList<string>? Maybe = null,
    int? Events = null, int Pad = 0, bool Gzip = false, IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Channels", "Line", "Corpus", "webhooks.jsonl"))
            .Select(line => JsonSerializer.Deserialize<CorpusCase>(line, JsonSerializerOptions.Web)!),
    ];

    /// <summary>The bytes of the call, with the tag of this run in it.</summary>
    public byte[] Call(string tag)
    {
        if (Bytes is not null) return Replaced(Convert.FromBase64String(Bytes), Encoding.ASCII.GetBytes(tag));
        var text = Regex.Replace(Body!, "«([0-9]+)×(.)»", match => new string(match.Groups[2].Value[0], int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)))
            .Replace("@", tag, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (Pad > 0) bytes = Payload.Padded(bytes, Pad);
        return Gzip ? Packed(bytes) : bytes;
    }

    private static byte[] Replaced(byte[] bytes, byte[] tag) => [.. bytes.SelectMany(one => one == (byte)'@' ? tag : [one])];

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest)) zip.Write(bytes);
        return packed.ToArray();
    }
}
