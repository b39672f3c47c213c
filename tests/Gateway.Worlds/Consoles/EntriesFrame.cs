using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.Worlds.Consoles;

/// <summary>Reads an <c>Entries</c> message of the hub from its bytes, without making anything of it.</summary>
/// <remarks>Fifty consoles are read on the same cores on which the gateway is measured.</remarks>
public ref struct EntriesFrame(ReadOnlySpan<byte> frame)
{
    private Utf8JsonReader _json = new(frame);

    /// <summary>Whether these bytes are such a message, in the spelling the server uses.</summary>
    public static bool Is(ReadOnlySpan<byte> frame) => frame.StartsWith("{\"type\":1,\"target\":\"Entries\""u8);

    /// <summary>Goes to the entries; the conversation they are of.</summary>
    public ReadOnlySpan<byte> Conversation()
    {
        while (_json.Read() && !(_json.TokenType == JsonTokenType.PropertyName && _json.CurrentDepth == 1 && _json.ValueTextEquals("arguments"u8)))
        {
            // Other properties of the message.
        }
        _json.Read();
        _json.Read();
        var id = _json.ValueSpan;
        _json.Read();
        return id;
    }

    /// <summary>The next entry; false after the last.</summary>
    public bool Next(out ShownEntry entry)
    {
        entry = new ShownEntry(0, -1, 0);
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            return false;
        var isPerson = false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("number"u8))
                entry = entry with { Number = Value().GetInt64() };
            else if (_json.ValueTextEquals("author"u8))
                isPerson = Value().ValueTextEquals("person"u8);
            else if (_json.ValueTextEquals("text"u8))
                entry = entry with { Word = WordOf(Value().ValueSpan) };
            else if (_json.ValueTextEquals("sentAt"u8))
                entry = entry with { SentAt = Value().TryGetDateTimeOffset(out var at) ? at.ToUnixTimeMilliseconds() : 0 };
            else
                _json.Skip();
        }
        if (!isPerson)
            entry = entry with { Word = -1 };
        return true;
    }

    /// <summary>The number of a word from its text; -1 when it is something else.</summary>
    public static int WordOf(ReadOnlySpan<byte> text) =>
        text.Length > 1 && text[0] == Oracle.Mark && Utf8Parser.TryParse(text[1..], out int word, out var length) && length == text.Length - 1 ? word : -1;

    // A reader is a value: what is handed on must be read on from here.
    private Utf8JsonReader Value()
    {
        _json.Read();
        return _json;
    }
}

/// <summary>An entry as far as the oracle needs it.</summary>
/// <param name="Number">Its number in the conversation.</param>
/// <param name="Word">The number of the word; -1 when it is not a person's word.</param>
/// <param name="SentAt">The person's time of a person's entry, in milliseconds since 1970; 0 when there is none.</param>
public readonly record struct ShownEntry(long Number, int Word, long SentAt);
