namespace Gateway.Conversations.Attachments;

/// <summary>The checksum of PNG chunks. The processor's own instruction is for another polynomial.</summary>
internal static class Crc32
{
    private static readonly uint[] Table =
    [
        .. Enumerable.Range(0, 256).Select(i =>
        {
            var sum = (uint)i;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            return sum;
        }),
    ];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes) sum = Table[(byte)(sum ^ one)] ^ (sum >> 8);
        return ~sum;
    }
}
