using Gateway.Conversations;

namespace Gateway.Intake.Triage;

/// <summary>The words that the rules know: the public ones of all languages, and those of an operator's private file. Safe from any thread.</summary>
public sealed class Lexicon
{
    /// <summary>Raised with every change of a public word or of a rule; kept with each grade, so that it can be recomputed.</summary>
    public const int Version = 4;

    /// <summary>How many letters may stand where an entry has <c>~</c>.</summary>
    public const int LongestGap = 12;

    private static readonly Lazy<Lexicon> s_public = new(() => new Lexicon(null));

    private readonly WordSearch _search = new();
    private readonly List<List<EntryEnd>> _ends = [];

    private Lexicon(string? privateFile)
    {
        var files = LexiconFile.ReadAll();
        var folds = new Dictionary<char, string>();
        foreach (var (letter, reading) in files.SelectMany(file => file.Folds ?? new Dictionary<string, string>())) folds[letter[0]] = reading;
        Folds = folds;
        foreach (var file in files)
        {
            foreach (var group in file.Groups) Add(group, file.Spaced);
        }

        if (!string.IsNullOrEmpty(privateFile))
        {
            foreach (var (group, spaced) in PrivateLexicon.Read(privateFile)) Add(group, spaced);
        }

        _search.Finish();
    }

    /// <summary>The public words alone. They never change, so a process reads them once.</summary>
    public static Lexicon Public => s_public.Value;

    /// <summary>Characters that are read as others before anything is compared.</summary>
    internal IReadOnlyDictionary<char, string> Folds { get; }

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>The public words, with those of a private file when one is named.</summary>
    /// <exception cref="FormatException">The private file has lines that cannot be used; the message names each.</exception>
    /// <exception cref="IOException">The private file cannot be read.</exception>
    public static Lexicon With(string? privateFile) => string.IsNullOrEmpty(privateFile) ? Public : new(privateFile);

    /// <summary>Everything of the lexicon that stands in a text, in the order in which it ends.</summary>
    internal List<Finding> Find(PlainText text)
    {
        List<(int Word, int Start, int End)> found = [];
        _search.Find(text.Letters, found);
        List<Finding> findings = [];
        Dictionary<int, List<(int Start, int End)>>? places = null;
        foreach (var (word, start, end) in found)
        {
            if (!text.IsWhole(start, end)) continue;
            foreach (var entry in _ends[word])
            {
                if (entry.Spaced && (!text.BeginsWord(start) || !text.EndsWord(end))) continue;
                if (entry.Group.Kind == EntryKind.Whole && (start != 0 || end != text.Length)) continue;
                if (IsOtherWord(entry, text.Letters, start, end)) continue;
                if (entry is { Before.Length: 0, After.Length: 0 }) findings.Add(new Finding(entry.Group.Sign, entry.Group.Category, entry.Group.Grade, start, end, text.Sentence(start)));
                else if (Begins(text, entry, places ??= PlacesOf(found), start) is { } begin && Follows(text, entry, places, begin) is { } first) findings.Add(new Finding(entry.Group.Sign, entry.Group.Category, entry.Group.Grade, first, end, text.Sentence(start)));
            }
        }

        return findings;
    }

    private static Dictionary<int, List<(int Start, int End)>> PlacesOf(List<(int Word, int Start, int End)> found)
    {
        Dictionary<int, List<(int, int)>> places = [];
        foreach (var (word, start, end) in found)
        {
            if (!places.TryGetValue(word, out var all)) places.Add(word, all = []);
            all.Add((start, end));
        }

        return places;
    }

    // The parts of an entry with "~", from the last to the first; each the nearest one before.
    private static int? Begins(PlainText text, EntryEnd entry, Dictionary<int, List<(int Start, int End)>> places, int start)
    {
        foreach (var part in entry.Before)
        {
            if (!places.TryGetValue(part, out var all)) return null;
            if (Latest(all, start) is not { } place || start - place.End > LongestGap || text.Sentence(place.Start) != text.Sentence(start)) return null;
            start = place.Start;
        }

        return start;
    }

    // The nearest of the words of which one must stand before; where the entry begins if it needs none.
    private static int? Follows(PlainText text, EntryEnd entry, Dictionary<int, List<(int Start, int End)>> places, int start)
    {
        if (entry.After.Length == 0) return start;
        var reach = entry.Group.Reach > 0 ? entry.Group.Reach : LongestGap;
        int? nearest = null;
        foreach (var word in entry.After)
        {
            if (!places.TryGetValue(word, out var all) || Latest(all, start) is not { } place) continue;
            if (start - place.End > reach || text.Sentence(place.Start) != text.Sentence(start) || !text.IsWhole(place.Start, place.End)) continue;
            if (entry.Spaced && (!text.BeginsWord(place.Start) || !text.EndsWord(place.End))) continue;
            if (nearest is null || place.Start > nearest) nearest = place.Start;
        }

        return nearest;
    }

    private static (int Start, int End)? Latest(List<(int Start, int End)> all, int before)
    {
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (all[middle].End <= before) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? null : all[low - 1];
    }

    private static bool IsOtherWord(EntryEnd entry, ReadOnlySpan<char> letters, int start, int end)
    {
        foreach (var before in entry.NotAfter)
        {
            if (letters[..start].EndsWith(before)) return true;
        }

        foreach (var after in entry.NotBefore)
        {
            if (letters[end..].StartsWith(after)) return true;
        }

        return false;
    }

    private void Add(LexiconGroup group, bool spaced)
    {
        var notAfter = Plain(group.NotAfter ?? []);
        var notBefore = Plain(group.NotBefore ?? []);
        var after = Array.ConvertAll(Plain(group.After ?? []), _search.Add);
        while (after.Length > 0 && _ends.Count <= after.Max()) _ends.Add([]);
        foreach (var written in group.Words)
        {
            var parts = written.Split('~').Select(Plain).ToArray();
            Count++;
            Add(parts);
            if (!group.Masked || parts is not [{ Length: > 2 } word]) continue;
            for (var i = 0; i < word.Length; i++) Add([string.Concat(word.AsSpan(0, i), "○", word.AsSpan(i + 1))]);
        }

        void Add(string[] parts)
        {
            if (parts.Any(part => part.Length == 0)) throw new FormatException($"An entry of {group.Sign} has no letters.");
            var numbers = Array.ConvertAll(parts, _search.Add);
            while (_ends.Count <= numbers.Max()) _ends.Add([]);
            // "OD" in a Japanese text is a word of its own, not two letters of another.
            _ends[numbers[^1]].Add(new EntryEnd(group, spaced || parts.All(IsLatin), [.. numbers[..^1].Reverse()], after, notAfter, notBefore));
        }
    }

    private static bool IsLatin(string part) => part.All(char.IsAsciiLetterOrDigit);

    private string[] Plain(IEnumerable<string> words) => [.. words.Select(Plain)];

    private string Plain(string word) => NormaliseText.Of(word, Folds).Letters.ToString();

    /// <summary>An entry at its last part; the parts before it, the nearest first; the words of which one stands before all.</summary>
    private sealed record EntryEnd(LexiconGroup Group, bool Spaced, int[] Before, int[] After, string[] NotAfter, string[] NotBefore);
}

/// <summary>A word of the lexicon in a text.</summary>
/// <param name="Sign">What it is to the rules.</param>
/// <param name="Category">The category that it shows.</param>
/// <param name="Grade">The grade that it gives alone.</param>
/// <param name="Start">Its first letter.</param>
/// <param name="End">The letter after it.</param>
/// <param name="Sentence">The sentence in which it stands.</param>
internal sealed record Finding(Sign Sign, string? Category, Grade? Grade, int Start, int End, int Sentence)
{
    /// <summary>The rule by which it does not count; nothing when it does.</summary>
    public string? SetAside { get; set; }
}
