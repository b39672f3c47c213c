using System.Text;
using System.Text.Json;

namespace Gateway.SupportBodies.Exchange;

/// <summary>Reads JSON into nodes that know their lines.</summary>
internal static class ReadJson
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 32, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The document; nothing, and a problem, when it is no JSON.</summary>
    public static Node? From(byte[] bytes, string file, List<ImportProblem> problems)
    {
        // A mark at the beginning is no part of JSON.
        var utf8 = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        var lines = new Lines(utf8, file);
        try
        {
            var reader = new Utf8JsonReader(utf8, s_options);
            reader.Read();
            return Next(ref reader, lines);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            var at = error as JsonException;
            problems.Add(new ImportProblem(file, (int)(at?.LineNumber ?? 0) + 1, (int)(at?.BytePositionInLine ?? 0) + 1, "", "not_json", null, Refused: true));
            return null;
        }
    }

    private static Node Next(ref Utf8JsonReader reader, Lines lines)
    {
        var spot = lines.SpotOf(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, Node>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members[name] = Next(ref reader, lines);
                }

                return new Node(spot) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<Node>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Next(ref reader, lines));
                return new Node(spot) { Items = items };
            case JsonTokenType.String:
                return new Node(spot) { Text = reader.GetString() };
            case JsonTokenType.Null:
                return new Node(spot);
            default:
                return new Node(spot) { Text = Encoding.UTF8.GetString(reader.ValueSpan), IsBare = true };
        }
    }

    // Places are looked up from the front on: the reader never goes back.
    private sealed class Lines(byte[] utf8, string file)
    {
        private long _at;
        private int _line = 1;
        private long _lineStart;

        public Spot SpotOf(long offset)
        {
            for (; _at < offset; _at++)
            {
                if (utf8[_at] != '\n') continue;
                _line++;
                _lineStart = _at + 1;
            }

            return new Spot(file, _line, (int)(offset - _lineStart) + 1);
        }
    }
}
