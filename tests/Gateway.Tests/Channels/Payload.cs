using System.Text;
using Gateway.Intake;

namespace Gateway.Tests.Channels;

/// <summary>The payload files beside the tests of a channel.</summary>
internal static class Payload
{
    /// <summary>The bytes of one, exactly as they lie there.</summary>
    public static byte[] Bytes(string channel, string name) => File.ReadAllBytes(Path.Combine(Folder(channel), name + ".json"));

    /// <summary>The names of those that are calls, or of the broken ones.</summary>
    public static IEnumerable<string> Names(string channel, bool broken = false) =>
        Directory.GetFiles(broken ? Path.Combine(Folder(channel), "Broken") : Folder(channel), "*.json")
            .Select(file => (broken ? "Broken/" : "") + Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>What was made of a call, in words that fit into a table.</summary>
    public static string InWords(IEnumerable<Inbound> read) => string.Join(" / ", read.Select(one => one.Kind switch
    {
        InboundKind.Message => $"\"{one.Text!.Value.Value}\"",
        InboundKind.Nobody => "nobody",
        InboundKind.Follow => "follow",
        var kind => $"{kind.ToString().ToLowerInvariant()} {one.What}",
    } + (one.ReplyToken is null ? "" : " token")));

    /// <summary>The same with control characters spelt out.</summary>
    public static string Visible(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\uFFFD' ? $"<{(int)c:X}>" : c.ToString()));

    /// <summary>As many bytes as asked for, with a call of this channel at their beginning.</summary>
    public static byte[] Padded(byte[] call, int length) => [.. call, .. Encoding.UTF8.GetBytes(new string(' ', length - call.Length))];

    private static string Folder(string channel) => Path.Combine(AppContext.BaseDirectory, "Channels", channel, "Payloads");
}
