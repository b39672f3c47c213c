using System.Text;
using System.Text.Json;

namespace Gateway.Channels.WebChat;

/// <summary>
/// How the words of the fixed Japanese texts are read (<c>Texts/readings.json</c>). Only for these: a machine that guesses how a person's or a
/// counsellor's words, or a name, are read would guess wrong.
/// </summary>
public sealed class Readings
{
    // Unicode's own marks for this: base, reading, end. No text of ours holds them.
    internal const char Base = '\ufff9';
    internal const char Reading = '\ufffa';
    internal const char End = '\ufffb';

    private readonly Dictionary<string, string> _words;
    private readonly int _longest;

    /// <summary>Reads the built-in file.</summary>
    public Readings()
    {
        using var stream = typeof(Readings).Assembly.GetManifestResourceStream("Gateway.Channels.WebChat.Texts.readings.json")!;
        _words = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        _longest = _words.Keys.Max(word => word.Length);
    }

    /// <summary>The text with every known word marked with its reading; the longest word counts.</summary>
    /// <param name="text">A fixed text.</param>
    /// <param name="unread">A name in it that is left as it is.</param>
    public string Mark(string text, string? unread = null)
    {
        var marked = new StringBuilder(text.Length * 2);
        for (var at = 0; at < text.Length;)
        {
            if (unread is { Length: > 0 } && string.CompareOrdinal(text, at, unread, 0, unread.Length) == 0)
            {
                marked.Append(unread);
                at += unread.Length;
            }
            else if (WordAt(text, at) is { } word)
            {
                Append(marked, word, _words[word]);
                at += word.Length;
            }
            else
            {
                marked.Append(text[at++]);
            }
        }

        return marked.ToString();
    }

    private string? WordAt(string text, int at)
    {
        for (var length = Math.Min(_longest, text.Length - at); length > 0; length--)
        {
            var word = text.Substring(at, length);
            if (_words.ContainsKey(word)) return word;
        }

        return null;
    }

    // Over the characters that need it alone: what word and reading begin and end with alike is said once.
    private static void Append(StringBuilder marked, string word, string reading)
    {
        var (head, tail) = (0, 0);
        while (head < word.Length && head < reading.Length && word[head] == reading[head]) head++;
        while (tail < word.Length - head && tail < reading.Length - head && word[^(tail + 1)] == reading[^(tail + 1)]) tail++;
        marked.Append(word, 0, head).Append(Base).Append(word, head, word.Length - head - tail).Append(Reading)
            .Append(reading, head, reading.Length - head - tail).Append(End).Append(word, word.Length - tail, tail);
    }
}
