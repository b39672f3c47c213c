using System.Globalization;
using System.Text;

namespace Gateway.Intake.Triage;

/// <summary>
/// Reads a text as a person would who looks past its disguise: width, kana, case, stretched vowels, letters set apart, invisible marks.
/// Pure; the time grows with the length alone, and no more than <see cref="Longest"/> is read.
/// </summary>
public static class NormaliseText
{
    /// <summary>How much of a text is read, in UTF-16 units. No channel takes as much in one message.</summary>
    public const int Longest = 20_000;

    private static readonly Dictionary<int, string> Emoji = new() { [0x1F48A] = "くすり", [0x1FA78] = "血", [0x1F198] = "たすけて" };

    /// <summary>The text in plain letters.</summary>
    /// <param name="text">What was written; unpaired surrogates are passed over.</param>
    /// <param name="folds">Characters that are read as kana, so that a word and its kanji are one (今 → いま).</param>
    public static PlainText Of(string text, IReadOnlyDictionary<char, string>? folds = null)
    {
        var length = Math.Min(text.Length, Longest);
        var letters = new PlainLetters(length, folds);
        for (var i = 0; i < length; i++)
        {
            var letter = text[i];
            if (letter is >= 'a' and <= 'z' or >= '0' and <= '9') letters.Add(letter, i);
            else if (letter is >= 'A' and <= 'Z') letters.Add((char)(letter | 0x20), i);
            else if (!char.IsSurrogate(letter)) Read(letters, text, i, length);
            else if (i + 1 < length && char.IsSurrogatePair(letter, text[i + 1])) ReadPair(letters, text, i++);
        }

        return letters.Finish(text.Length > Longest);
    }

    private static void Read(PlainLetters letters, string text, int at, int length)
    {
        var letter = text[at];
        switch (letter)
        {
            case '\n' or '\r' or '。' or '｡' or '！' or '？' or '!' or '?' or '…' or '।':
                letters.Rest(Pause.Sentence);
                return;
            case '.' or '．':
                letters.Rest(at + 1 == length || char.IsWhiteSpace(text[at + 1]) ? Pause.Sentence : Pause.Space);
                return;
            case '\'' or '’' or '‘' or '`':
                return;
            case '、' or '，' or ',' or '､' or ';' or '；' or ':' or '：' or '「' or '」' or '『' or '』' or '(' or ')' or '（' or '）' or '"' or '“' or '”' or '｢' or '｣':
                letters.Rest(Pause.Comma);
                return;
            case 'ー' or '〜' or '～' or '~' or 'ｰ' or '―':
                letters.Stretch();
                return;
            case '○' or '〇' or '◯' or '●' or '⚪' or '⚫' or '⭕' or '×' or '✕' or '✖':
                letters.Add('○', at, Changes.Disguised);
                return;
            case '*' or '＊' when at > 0 && at + 1 < length && char.IsAsciiLetter(text[at - 1]) && char.IsAsciiLetter(text[at + 1]):
                letters.Add('○', at, Changes.Disguised);
                return;
            case 'ﾞ' or '゙' or '゛':
                letters.Voice('゙');
                return;
            case 'ﾟ' or '゚' or '゜':
                letters.Voice('゚');
                return;
        }

        if (Kana.Is(letter)) letters.Add(letter, at);
        else if (letter is >= 'ァ' and <= 'ヶ') letters.AddKatakana(letter, at, Changes.None);
        else if (letter is >= '一' and <= '鿿') letters.AddIdeograph(letter, at);
        else ReadByKind(letters, letter, at);
    }

    private static void ReadByKind(PlainLetters letters, char letter, int at)
    {
        switch (char.GetUnicodeCategory(letter))
        {
            case UnicodeCategory.Format or UnicodeCategory.Control:
                letters.Uncover();
                break;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                letters.Mark(letter, at);
                break;
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber:
                AddCompatible(letters, letter.ToString(), at);
                break;
            // Letters in circles and squares are symbols to Unicode.
            case UnicodeCategory.OtherSymbol when letter is >= 'Ⓐ' and <= 'ⓩ' or >= '㊀' and <= '㋾':
                AddCompatible(letters, letter.ToString(), at);
                break;
            default:
                letters.Rest(Pause.Space);
                break;
        }
    }

    private static void ReadPair(PlainLetters letters, string text, int at)
    {
        var rune = char.ConvertToUtf32(text[at], text[at + 1]);
        if (Emoji.TryGetValue(rune, out var name))
        {
            letters.Rest(Pause.Space);
            foreach (var letter in name) letters.Add(letter, at);
            letters.Rest(Pause.Space);
        }
        else if (rune is >= 0x1D400 and <= 0x1D7FF or >= 0x1F110 and <= 0x1F18F)
        {
            AddCompatible(letters, text.Substring(at, 2), at);
        }
        // Tags and further variation selectors are as invisible as the others.
        else if (rune < 0xE0000)
        {
            letters.Rest(Pause.Space);
        }
    }

    private static void AddCompatible(PlainLetters letters, string written, int at)
    {
        var isHalfWidth = written[0] is >= 'ｦ' and <= 'ﾝ';
        foreach (var part in written.Normalize(NormalizationForm.FormKC))
        {
            if (part is >= 'ァ' and <= 'ヶ') letters.AddKatakana(part, at, isHalfWidth ? Changes.Disguised : Changes.None);
            else if (part == 'ー') letters.Stretch();
            else if (part is >= '一' and <= '鿿') letters.AddIdeograph(part, at);
            else if (part is (>= 'À' and < 'ɐ') or (>= 'Ḁ' and <= 'ỿ')) letters.Add(WithoutAccent(part), at);
            else if (char.IsLetterOrDigit(part)) letters.Add(char.ToLowerInvariant(part), at);
            else if (char.GetUnicodeCategory(part) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark) letters.Mark(part, at);
        }
    }

    // Accents are often left out on a phone: without them both ways of writing are one.
    private static char WithoutAccent(char letter) => letter switch
    {
        'đ' or 'Đ' => 'd',
        'ø' or 'Ø' => 'o',
        'ł' or 'Ł' => 'l',
        'ı' => 'i',
        _ => char.ToLowerInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0]),
    };
}
