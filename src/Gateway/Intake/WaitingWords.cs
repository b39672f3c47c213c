using System.Text;

namespace Gateway.Intake;

/// <summary>The words by which somebody who waits asks how long it still takes. Pure; only when a message says nothing else.</summary>
public static class WaitingWords
{
    private static readonly HashSet<string> s_asking =
    [
        "順番", "じゅんばん", "順番は", "いま何番", "今何番", "何番目", "何番目ですか", "待ち時間", "あと何分", "あとどれくらい", "まだ", "まだですか", "まだ待つの", "まだかかりますか",
        "wait", "how long", "my place", "顺序", "順序", "chờ", "espera", "पालो", "pila", "순서", "antre", "คิว",
    ];

    /// <summary>Asks for the place.</summary>
    public static bool Asks(string? text)
    {
        if (text is null || text.Length > 40) return false;
        try
        {
            return s_asking.Contains(text.Normalize(NormalizationForm.FormC).Trim().Trim('「', '」', '。', '.', '?', '\uff1f', '"', '“', '”', ' ', '…').ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            // Half a character is no word.
            return false;
        }
    }
}
