using System.Text;

namespace Gateway.Conversations.Passages;

/// <summary>The words on LINE and SMS that speak of the page. Pure; only when a message says nothing else.</summary>
public static class PassageWords
{
    private static readonly HashSet<string> Asking = ["ウェブ", "うぇぶ", "ウエブ", "うえぶ", "web", "ウェブで続ける", "続きはウェブで"];
    private static readonly HashSet<string> Stopping = ["閉じる", "とじる", "閉じて", "とじて", "止める", "とめる", "トメル", "止めて", "とめて", "close"];

    /// <summary>Asks to go on on the web.</summary>
    public static bool Asks(string? text) => Asking.Contains(Bare(text));

    /// <summary>Says that the page is to be closed, because it was somebody else who opened it.</summary>
    public static bool Stops(string? text) => Stopping.Contains(Bare(text));

    // As people write on a phone: full width, quoted as in our own sentence, with a full stop.
    private static string Bare(string? text)
    {
        if (text is null || text.Length > 40) return "";
        try
        {
            return text.Normalize(NormalizationForm.FormKC).Trim().Trim('「', '」', '。', '.', '!', '"', '“', '”', ' ').ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Half a character is no word.
            return "";
        }
    }
}
