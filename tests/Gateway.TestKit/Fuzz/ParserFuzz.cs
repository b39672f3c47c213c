using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Channels.Line;
using Gateway.Channels.Sms;
using Gateway.Conversations.Attachments;
using Gateway.Intake.Spool;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Simulators;
using LineAccount = Gateway.Organisations.LineAccount;

namespace Gateway.TestKit.Fuzz;

/// <summary>
/// Feeds every parser that sees a stranger's bytes with spoilt documents, one after another. A parser may refuse; it may not throw, take
/// long, or ask for much memory.
/// </summary>
/// <param name="seed">Sets all chance: the same seed makes the same inputs.</param>
public sealed class ParserFuzz(int seed)
{
    /// <summary>How long one input may take, in milliseconds. A machine that is busy with other work gets three tries.</summary>
    public const double MostMs = 1000;

    // Beside what grows with the input. A picture's row may be wide, and is unpacked row by row.
    private const double MostKb = 24 * 1024;
    private const double MostKbPerKb = 100;

    private static readonly LineAccount s_line = new(
        "fuzz", "org1", "U0123456789abcdef0123456789abcdef", Redacted.Of("s"), null, new LineCredential.LongLived(Redacted.Of("t")));

    private static readonly AcsAccount s_acs = new("fuzz", "org1", "+815000000001", new Uri("https://example.com"), Redacted.Of("k"), Redacted.Of("e"), null);

    private static readonly TwilioAccount s_twilio = new(
        "fuzz", "org1", "+815010000001", new Uri("https://example.com"), "ACx", Redacted.Of("t"), null, new Uri("https://gateway.example.jp"));

    private static readonly byte[][] s_pictures =
    [
        DrawnPicture.Png(64, 48), DrawnPicture.Jpeg(64, 48, DrawnPicture.Exif(6, "Secret"), (0xFE, "a note"u8.ToArray())), DrawnPicture.WithPackedNote("zTXt", 5000), DrawnPicture.Bomb(7000, 7000),
        DrawnPicture.Png(1, 1), DrawnPicture.Jpeg(8, 8),
    ];

    private static readonly byte[][] s_files =
    [
        "%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"u8.ToArray(), [0, 0, 0, 24, .. "ftypM4A \0\0\0\0"u8], [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B],
        [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBP"u8], "日記\r\n今日は"u8.ToArray(), "OggS"u8.ToArray(), [0x7F, (byte)'E', (byte)'L', (byte)'F'],
    ];

    /// <summary>The names of the parsers, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Parsers { get; } = ["line-webhook", "acs-events", "twilio-form", "twilio-json", "set-up-file", "spool-segment", "spooled-word", "picture", "file-type"];

    /// <summary>Tries so many inputs, or until the time is over; the first inputs are the same every time.</summary>
    /// <param name="parser">One of <see cref="Parsers"/>.</param>
    /// <param name="inputs">At most so many.</param>
    /// <param name="time">At most so long.</param>
    public FuzzTally Run(string parser, int inputs, TimeSpan time)
    {
        var count = new FuzzCount(parser);
        var since = Stopwatch.GetTimestamp();
        using var files = new SetupFiles();
        for (var number = 0; number < inputs && Stopwatch.GetElapsedTime(since) < time; number++)
        {
            var chance = Chance(parser, number);
            if (parser == "spool-segment")
                Segment(count, chance);
            else
                Try(count, Make(parser, chance), bytes => Read(parser, bytes, files));
        }
        return count.Tally;
    }

    // Each input has chance of its own, so that it can be made again alone.
    private Random Chance(string place, int number) => new(HashOf(place, seed, number));

    /// <summary>The same on every machine and in every run.</summary>
    internal static int HashOf(string place, int seed, int number)
    {
        var hash = 17;
        foreach (var letter in place) hash = unchecked((hash * 31) + letter);
        return unchecked((((hash * 31) + seed) * 1_000_003) + number);
    }

    private static byte[] Make(string parser, Random chance)
    {
        var whole = parser switch
        {
            "line-webhook" => Encoding.UTF8.GetBytes($$"""{"destination":"U0123456789abcdef0123456789abcdef","events":[{{Json(Documents.LineEvents, chance)}},{{Json(Documents.LineEvents, chance)}}]}"""),
            "acs-events" when chance.Next(2) == 0 => Encoding.UTF8.GetBytes(Json(Documents.AcsEvents, chance)),
            "acs-events" => Encoding.UTF8.GetBytes($"[{Json(Documents.AcsEvents, chance)},{Json(Documents.AcsEvents, chance)}]"),
            "twilio-form" => SpoiltForm.Of(chance.Next(2) == 0 ? Documents.TwilioMessage : Documents.TwilioReport, chance),
            "twilio-json" => Encoding.UTF8.GetBytes(SpoiltJson.Of(JsonSerializer.Serialize(Documents.TwilioMessage.ToDictionary(one => one.Name, one => one.Value)), chance, stays: false)),
            "set-up-file" => Yaml(chance),
            "spooled-word" => Encoding.UTF8.GetBytes(SpoiltJson.Of(Encoding.UTF8.GetString(Word(chance.Next(100)).ToBytes()), chance, stays: false)),
            "picture" => s_pictures[chance.Next(s_pictures.Length)],
            _ => s_files[chance.Next(s_files.Length)],
        };
        return parser is "picture" or "file-type" || chance.Next(3) == 0 ? SpoiltBytes.Of(whole, chance) : whole;
    }

    private static string Json(IReadOnlyList<string> documents, Random chance) => SpoiltJson.Of(documents[chance.Next(documents.Count)], chance, stays: false);

    private static byte[] Yaml(Random chance)
    {
        string[] lines = Documents.Setup.Split('\n');
        string[] wrong = ["", "  ", "\t", "- ", "? ", "&a ", "*a", "<<: *a", "!!binary x", "!<tag:yaml.org,2002:int> 1", "|", ">", "'", "\"\\ud800\"", "\"\\x00\"", "[", "{", "{}", "[]", "~", "%YAML 1.1", "---", "...", "a: b: c", "é́", "- - - -", "99999999999999999999", "file:", "env:", "file:../../x"];
        for (var times = chance.Next(1, 4); times > 0; times--)
        {
            var at = chance.Next(lines.Length);
            lines = chance.Next(6) switch
            {
                0 => [.. lines[..at], .. lines[(at + 1)..]],
                1 => [.. lines[..at], lines[at], .. lines[at..]],
                2 => [.. lines[..at], new string(' ', chance.Next(12)) + wrong[chance.Next(wrong.Length)], .. lines[at..]],
                3 => [.. lines[..at], lines[at].Split(':')[0] + ": " + wrong[chance.Next(wrong.Length)], .. lines[(at + 1)..]],
                4 => [.. lines[..at], lines[at].Split(':')[0] + ": " + new string('[', chance.Next(1, 2000)), .. lines[(at + 1)..]],
                _ => [.. lines[..at], new string(' ', chance.Next(12)) + lines[at].TrimStart(), .. lines[(at + 1)..]],
            };
        }
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static bool Read(string parser, byte[] bytes, SetupFiles files)
    {
        switch (parser)
        {
            case "line-webhook":
                if (LineEvents.Read(s_line, bytes) is not { } events) return false;
                _ = LineGroups.Of(bytes).Count;
                return events.All(one => one.EventId.Length is > 0 and <= 200);
            case "acs-events":
                return AcsEvents.Read(s_acs, bytes) is { } call && call.Events.All(one => one.EventId.Length > 0);
            case "twilio-form":
                return Understood(TwilioForm.Read(bytes));
            case "twilio-json":
                return Understood(TwilioForm.ReadJson(bytes));
            case "set-up-file":
                return files.Read(bytes);
            case "spooled-word":
                try
                {
                    return SpooledWord.Of(bytes).Person.Length > 0;
                }
                catch (JsonException)
                {
                    // What it promises to throw.
                    return false;
                }
            case "picture":
                return BarePicture.Of(bytes) is ({ } picture, _) && FileType.Of(picture.Bytes) == picture.Type;
            default:
                return FileType.Of(bytes.AsSpan(0, Math.Min(bytes.Length, FileType.Head))) is not null;
        }
    }

    private static bool Understood(TwilioForm? form) =>
        form is not null && TwilioEvents.Message(s_twilio, form).Count > 0 && TwilioEvents.Status(s_twilio, form, "ref").EventId.Length > 0;

    private static void Try(FuzzCount count, byte[] bytes, Func<byte[], bool> read)
    {
        var (ms, kb) = (double.MaxValue, 0.0);
        for (var again = 0; again < 3 && ms > MostMs; again++)
        {
            var (since, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                if (read(bytes) && again == 0) count.Taken++;
            }
            catch (Exception thrown)
            {
                count.Add(0);
                count.Fail($"{thrown.GetType().Name} {thrown.Message} {thrown.StackTrace?.Split('\n')[0].Trim()}: {Shown(bytes)}");
                return;
            }
            (ms, kb) = (Math.Min(ms, Stopwatch.GetElapsedTime(since).TotalMilliseconds), (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0);
        }
        count.Add(ms, kb);
        if (ms > MostMs) count.Fail(string.Create(CultureInfo.InvariantCulture, $"took {ms:F0} ms: {Shown(bytes)}"));
        if (kb > MostKb + (MostKbPerKb * bytes.Length / 1024)) count.Fail(string.Create(CultureInfo.InvariantCulture, $"asked for {kb:F0} KB for {bytes.Length} bytes: {Shown(bytes)}"));
    }

    // Damage within one frame must cost that frame alone: the others are people's words.
    private static void Segment(FuzzCount count, Random chance)
    {
        using var file = new MemoryStream();
        file.Write(SegmentFormat.Head(new Guid(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7), new byte[60]));
        List<(int At, int Length)> frames = [];
        for (uint number = 0; number < 6; number++)
        {
            var box = new byte[chance.Next(1, 400)];
            chance.NextBytes(box);
            frames.Add(((int)file.Length, SegmentFormat.FrameHead + box.Length));
            SegmentFormat.WriteFrame(file, number, box);
        }
        var bytes = file.ToArray();
        if (chance.Next(2) == 0)
        {
            Try(count, SpoiltBytes.Of(bytes, chance), spoilt => SegmentFormat.Read(spoilt).Frames.Count > 0);
            return;
        }
        var hurt = chance.Next(frames.Count);
        var (at, length) = frames[hurt];
        for (var times = chance.Next(1, 20); times > 0; times--) bytes[at + chance.Next(length)] = (byte)chance.Next(256);
        Try(count, bytes, spoilt => SegmentFormat.Read(spoilt).Frames.Count > 0);
        var found = SegmentFormat.Read(bytes).Frames.Select(frame => frame.At).ToHashSet();
        foreach (var lost in frames.Where((frame, index) => index != hurt && !found.Contains(frame.At)))
            count.Fail($"the frame at {lost.At} was lost with the damaged one at {at}");
    }

    private static SpooledWord Word(int number) => new(
        new Gateway.Intake.Inbound(
            "org1", "line", "line/fuzz", Redacted.Of("U1"), string.Create(CultureInfo.InvariantCulture, $"event{number}"), Gateway.Intake.InboundKind.Message, Redacted.Of("ことば"), "text", 1_790_000_000_000,
            MessageId: "5", Attachment: new SentAttachment("image", 200)),
        1_790_000_000_000, number);

    private static string Shown(byte[] bytes) => bytes.Length <= 600 ? Convert.ToBase64String(bytes) : Convert.ToBase64String(bytes.AsSpan(0, 600)) + "…";

    private sealed class SetupFiles : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-fuzz-");

        public SetupFiles() => File.WriteAllText(Path.Combine(_folder.FullName, "secret.txt"), "a-secret-of-the-night-0123456789");

        public bool Read(byte[] bytes)
        {
            var file = Path.Combine(_folder.FullName, "organisations.yaml");
            File.WriteAllBytes(file, bytes);
            return SetupCheck.Read(file) is not null;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
