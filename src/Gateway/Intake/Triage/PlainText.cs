namespace Gateway.Intake.Triage;

/// <summary>How far apart two letters stood in what was written.</summary>
public enum Pause : byte
{
    /// <summary>Side by side.</summary>
    None,

    /// <summary>Something stood between them that may only be there to hide a word: a space, a dot, an emoji.</summary>
    Space,

    /// <summary>A comma, a quotation mark, a bracket.</summary>
    Comma,

    /// <summary>The end of a sentence or of a line.</summary>
    Sentence,
}

/// <summary>What was done to a letter before it was compared.</summary>
[Flags]
public enum Changes : byte
{
    /// <summary>Nothing that matters.</summary>
    None = 0,

    /// <summary>It was written by other letters that look or sound alike (伏せ字): タヒ, 4, ○, half-width kana.</summary>
    Disguised = 1,

    /// <summary>Invisible letters, marks of direction or piled-up accents stood at it and were taken away.</summary>
    Uncovered = 2,

    /// <summary>It was stretched: long vowels, small vowels, the same letter again and again.</summary>
    Shortened = 4,
}

/// <summary>A text as it is compared with the lexicon: plain letters, each with the place in the original where it came from. Made by <see cref="NormaliseText"/>.</summary>
public sealed class PlainText
{
    private readonly char[] _letters;
    private readonly int[] _at;
    private readonly Pause[] _pauses;
    private readonly Changes[] _changes;
    private readonly int[] _sentences;

    internal PlainText(char[] letters, int[] at, Pause[] pauses, Changes[] changes, bool wasCut)
    {
        (_letters, _at, _pauses, _changes, WasCut) = (letters, at, pauses, changes, wasCut);
        _sentences = new int[letters.Length];
        for (var i = 1; i < letters.Length; i++) _sentences[i] = _sentences[i - 1] + (pauses[i] == Pause.Sentence ? 1 : 0);
    }

    /// <summary>The letters.</summary>
    public ReadOnlySpan<char> Letters => _letters;

    /// <summary>How many letters there are.</summary>
    public int Length => _letters.Length;

    /// <summary>The original was longer than <see cref="NormaliseText.Longest"/>; the rest was not read.</summary>
    public bool WasCut { get; }

    /// <summary>Where the letter stood in the original, in UTF-16 units.</summary>
    public int At(int letter) => _at[letter];

    /// <summary>What stood before the letter.</summary>
    public Pause PauseBefore(int letter) => letter == 0 ? Pause.Sentence : _pauses[letter];

    /// <summary>What stood after it.</summary>
    public Pause PauseAfter(int letter) => letter + 1 == _letters.Length ? Pause.Sentence : _pauses[letter + 1];

    /// <summary>Which sentence the letter belongs to, from 0.</summary>
    public int Sentence(int letter) => _sentences[letter];

    /// <summary>Whether a word may lie here: nothing but spaces within it, or something between all of its letters.</summary>
    public bool IsWhole(int start, int end)
    {
        var (largest, pauses) = (Pause.None, 0);
        for (var i = start + 1; i < end; i++)
        {
            if (_pauses[i] == Pause.None) continue;
            pauses++;
            if (_pauses[i] > largest) largest = _pauses[i];
        }

        return largest <= Pause.Space || pauses == end - start - 1;
    }

    /// <summary>Whether somebody took care that these letters are not found: disguised, uncovered, or set apart one by one.</summary>
    public bool IsHidden(int start, int end)
    {
        var apart = 0;
        for (var i = start; i < end; i++)
        {
            if ((_changes[i] & (Changes.Disguised | Changes.Uncovered)) != 0) return true;
            if (i > start && _pauses[i] != Pause.None) apart++;
        }

        return end - start > 2 && apart == end - start - 1;
    }

    /// <summary>Everything that was done anywhere.</summary>
    public Changes AllChanges => _changes.Aggregate(Changes.None, (all, one) => all | one);

    /// <summary>Whether a word of a language with spaces begins here.</summary>
    public bool BeginsWord(int letter) => letter == 0 || _pauses[letter] != Pause.None || Kin(_letters[letter - 1]) != Kin(_letters[letter]);

    /// <summary>Whether one ends before here.</summary>
    public bool EndsWord(int end) => end >= _letters.Length || _pauses[end] != Pause.None || Kin(_letters[end - 1]) != Kin(_letters[end]);

    private static int Kin(char letter) => letter switch { < 'ɐ' => 0, >= '぀' and < '㄀' => 1, _ => 2 };
}
