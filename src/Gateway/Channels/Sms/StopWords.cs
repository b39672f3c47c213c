using System.Collections.Frozen;
using System.Text;

namespace Gateway.Channels.Sms;

/// <summary>The words by which somebody says over SMS that nothing more is to be sent. Pure.</summary>
/// <remarks>
/// Only the word alone counts: whoever writes a sentence with one of them in it wants to be read, not to be cut off. Words that people
/// in need say to somebody else ("やめて", "終わり") are not among them. The English ones are those that the providers act on by themselves.
/// </remarks>
public static class StopWords
{
    private static readonly FrozenSet<string> All = new[]
    {
        "停止", "配信停止", "受信停止", "送信停止", "停止希望", "配信停止希望", "受信拒否", "配信解除", "解除", "退会", "終了", "ストップ", "すとっぷ", "やめる", "止める",
        "STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT", "OPT-OUT", "ARRET", "ARRÊT",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly char[] Around = [' ', '\t', '\r', '\n', '.', '。', '、', ',', '!', '?', '「', '」', '"', '\'', '(', ')'];

    /// <summary>Whether a message is such a word and nothing else. Width of letters, capitals and marks around it do not matter.</summary>
    public static bool Means(string text) =>
        // Nothing that long is one of them, and folding it would be work for nothing.
        text.Length <= 64 && All.Contains(Folded(text).Trim(Around).ToUpperInvariant());

    private static string Folded(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair, or a code that is no character: none of the words.
            return "";
        }
    }
}
