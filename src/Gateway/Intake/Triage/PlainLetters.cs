using System.Text;

namespace Gateway.Intake.Triage;

/// <summary>Collects the letters of a <see cref="PlainText"/>, and undoes what only shows once a letter's neighbours are known.</summary>
internal sealed class PlainLetters(int length, IReadOnlyDictionary<char, string>? folds)
{
    private const int MostMarks = 3;

    private readonly List<char> _letters = new(length);
    private readonly List<int> _at = new(length);
    private readonly List<Pause> _pauses = new(length);
    private readonly List<Changes> _changes = new(length);
    private Pause _pause = Pause.Sentence;
    private Changes _next;
    private int _marks;
    private bool _afterKatakanaTa;
    private bool _gone;

    public void Rest(Pause pause)
    {
        if (pause > _pause) _pause = pause;
        _gone = false;
    }

    public void Uncover() => _next |= Changes.Uncovered;

    /// <summary>A sign of length is no letter of its own.</summary>
    public void Stretch()
    {
        if (_letters.Count > 0 && _pause == Pause.None) _changes[^1] |= Changes.Shortened;
        else Rest(Pause.Space);
    }

    public void AddKatakana(char letter, int at, Changes changes)
    {
        // タヒ is how 死 is written by those who fear a filter.
        if (letter == 'ヒ' && _afterKatakanaTa && _pause != Pause.Sentence)
        {
            Replace(_letters.Count - 1, '死');
            return;
        }

        Add(Kana.FromKatakana(letter), at, changes);
        _afterKatakanaTa = letter == 'タ';
    }

    public void AddIdeograph(char letter, int at)
    {
        if (letter == '匕' && _afterKatakanaTa)
        {
            Replace(_letters.Count - 1, '死');
            return;
        }

        if (folds is null || !folds.TryGetValue(letter, out var kana))
        {
            Add(letter, at);
            return;
        }

        foreach (var part in kana) Append(part, at, Changes.None);
        _afterKatakanaTa = false;
    }

    public void Add(char letter, int at, Changes changes = Changes.None)
    {
        _afterKatakanaTa = false;
        _marks = 0;
        var count = _letters.Count;
        if (count > 0 && _pause == Pause.None && IsStretched(letter))
        {
            _changes[^1] |= Changes.Shortened;
            return;
        }

        _gone = false;
        Append(Kana.IsSmallVowel(letter) ? Kana.Enlarge(letter) : letter, at, changes);
    }

    /// <summary>A mark on the letter before: kept where a script needs it, otherwise only decoration.</summary>
    public void Mark(char mark, int at)
    {
        if (_letters.Count > 0 && _letters[^1] is >= 'ऀ' and < 'ᄀ')
        {
            if (_marks++ < MostMarks) Append(mark, at, Changes.None);
        }
        // Accents on Latin letters are ordinary; on anything else they hide it.
        else if (_letters.Count > 0 && _letters[^1] > 'ɐ' && mark is < '︀' or > '️')
        {
            _changes[^1] |= Changes.Uncovered;
        }
    }

    /// <summary>The two dots or the ring that make another kana of the one before.</summary>
    public void Voice(char mark)
    {
        if (_letters.Count == 0 || !Kana.Is(_letters[^1])) return;
        var voiced = $"{_letters[^1]}{mark}".Normalize(NormalizationForm.FormC);
        if (voiced.Length == 1) _letters[^1] = voiced[0];
    }

    public PlainText Finish(bool wasCut)
    {
        for (var i = 0; i < _letters.Count; i++)
        {
            if (_letters[i] == '4' && StandsForDeath(i)) Replace(i, '死');
            else if (_letters[i] == '氏' && (i == 0 || _pauses[i] != Pause.None || Kana.Is(_letters[i - 1])) && StandsForDeath(i)) Replace(i, '死');
            else if (_letters[i] == '二' && i > 0 && i + 1 < _letters.Count && Kana.Is(_letters[i - 1]) && Kana.Is(_letters[i + 1])) Replace(i, 'に');
        }

        return new PlainText([.. _letters], [.. _at], [.. _pauses], [.. _changes], wasCut);
    }

    // The same Latin letter again, a small vowel after its own vowel, the same kana for the third time.
    private bool IsStretched(char letter)
    {
        var last = _letters[^1];
        if (letter is >= 'a' and <= 'z') return letter == last;
        if (char.IsAsciiDigit(letter) && char.IsAsciiDigit(last))
        {
            // How many matters only as "a few" or "many": two digits and more are read as 0.
            _letters[^1] = '0';
            return true;
        }

        if (letter == 'っ' && last == 'っ') return true;
        if (Kana.IsSmallVowel(letter)) return Kana.VowelOf(last) == Kana.Enlarge(letter);
        if (!Kana.Is(letter)) return false;
        if (_gone) return Kana.VowelOf(last) == letter && Kana.IsVowel(letter);
        if (last != letter || _letters.Count < 2 || _letters[^2] != letter || _pauses[^1] != Pause.None) return false;
        Drop();
        if (_letters.Count > 1 && Kana.IsVowel(letter) && Kana.VowelOf(_letters[^2]) == letter && _pauses[^1] == Pause.None)
        {
            Drop();
            _gone = true;
        }

        return true;
    }

    private bool StandsForDeath(int at)
    {
        if (at + 1 >= _letters.Count) return false;
        var next = at + 2 < _letters.Count ? _letters[at + 2] : '\0';
        return _letters[at + 1] switch
        {
            'に' => next is 'た' or 'ま' or 'て' or 'そ',
            'ぬ' or 'ね' => true,
            'の' => next == 'う',
            _ => false,
        };
    }

    private void Append(char letter, int at, Changes changes)
    {
        _letters.Add(letter);
        _at.Add(at);
        _pauses.Add(_pause);
        _changes.Add(changes | _next);
        (_pause, _next) = (Pause.None, Changes.None);
    }

    private void Replace(int at, char letter)
    {
        _letters[at] = letter;
        _changes[at] |= Changes.Disguised;
        _afterKatakanaTa = false;
    }

    private void Drop()
    {
        var last = _letters.Count - 1;
        _letters.RemoveAt(last);
        _at.RemoveAt(last);
        _pauses.RemoveAt(last);
        _changes.RemoveAt(last);
    }
}
