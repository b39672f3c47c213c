using System.Globalization;

namespace Gateway.Channels.Line;

/// <summary>Divides a text that is longer than LINE takes, where a reader would pause. Pure.</summary>
public static class LineText
{
    /// <summary>The longest text of one message, in UTF-16 units.</summary>
    public const int Longest = 5000;

    // How far back a pause is looked for: with it, the longest reply still fits into the five messages of one call.
    private const int Window = 1000;

    /// <summary>The parts in order, each of at most <see cref="Longest"/> units. Only white space at a cut is left out.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        if (text.Length <= Longest) return [text];
        var parts = new List<string>();
        var start = 0;
        while (text.Length - start > Longest)
        {
            var end = Cut(text, start);
            Add(text[start..end]);
            start = end;
        }

        Add(text[start..]);
        return parts;

        void Add(string part)
        {
            if (part.Trim() is { Length: > 0 } words) parts.Add(words);
        }
    }

    /// <summary>Where the part that begins at <paramref name="start"/> ends: after a paragraph, a line, a sentence, a comma, a word, or else a letter.</summary>
    private static int Cut(string text, int start)
    {
        var between = Between(text, start);
        return between.LastOrDefault(at => text[at - 1] == '\n' && text[at - 2] == '\n') is > 0 and var paragraph ? paragraph
            : between.LastOrDefault(at => text[at - 1] == '\n') is > 0 and var line ? line
            : between.LastOrDefault(at => EndsSentence(text, at)) is > 0 and var sentence ? sentence
            : between.LastOrDefault(at => text[at - 1] is '、' or ',' or '，' or ';') is > 0 and var comma ? comma
            : between.LastOrDefault(at => char.IsWhiteSpace(text[at - 1])) is > 0 and var word ? word
            : between.Count > 0 ? between[^1]
            // One letter with a thousand marks on it: at least its surrogates stay together.
            : start + Longest - (char.IsHighSurrogate(text[start + Longest - 1]) ? 1 : 0);
    }

    /// <summary>The places between two letters, as a reader sees letters, in the last stretch of a part.</summary>
    private static List<int> Between(string text, int start)
    {
        var places = new List<int>();
        var at = start;
        while (true)
        {
            at += StringInfo.GetNextTextElementLength(text, at);
            if (at > start + Longest) return places;
            if (at >= start + Longest - Window) places.Add(at);
        }
    }

    // A closing bracket belongs to its sentence, and a full stop in Latin script is one only before a space.
    private static bool EndsSentence(string text, int at)
    {
        if (at < text.Length && text[at] is '」' or '』' or '）' or ')' or '。' or '！' or '？' or '!' or '?') return false;
        var last = text[at - 1] is '」' or '』' or '）' or ')' && at > 1 ? text[at - 2] : text[at - 1];
        return last is '。' or '！' or '？' or '!' or '?' || (last == '.' && (at == text.Length || char.IsWhiteSpace(text[at])));
    }
}
