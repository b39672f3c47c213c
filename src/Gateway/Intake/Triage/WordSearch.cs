namespace Gateway.Intake.Triage;

/// <summary>
/// Finds all of many words in a text in one pass (Aho and Corasick, 1975). The time grows with the text and with what is found, not with the
/// number of words.
/// </summary>
internal sealed class WordSearch
{
    private readonly Dictionary<long, int> _next = [];
    private readonly List<int> _fail = [0];
    private readonly List<int> _shorter = [0];
    private readonly List<List<int>?> _ends = [null];
    private readonly List<int> _lengths = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    /// <summary>Adds a word before <see cref="Finish"/>.</summary>
    /// <returns>Its number; the same for the same word.</returns>
    public int Add(string word)
    {
        if (_known.TryGetValue(word, out var number)) return number;
        var node = 0;
        foreach (var letter in word)
        {
            if (!_next.TryGetValue(Key(node, letter), out var next))
            {
                next = _fail.Count;
                _next.Add(Key(node, letter), next);
                _fail.Add(0);
                _shorter.Add(0);
                _ends.Add(null);
            }

            node = next;
        }

        number = _lengths.Count;
        _lengths.Add(word.Length);
        _known.Add(word, number);
        (_ends[node] ??= []).Add(number);
        return number;
    }

    /// <summary>No more words come.</summary>
    public void Finish()
    {
        // Nodes were numbered from the root outwards only along one word: go by depth.
        var children = new List<(char Letter, int Node)>?[_fail.Count];
        foreach (var (key, node) in _next) (children[(int)(key >> 16)] ??= []).Add(((char)key, node));
        var queue = new Queue<int>();
        foreach (var (_, node) in children[0] ?? []) queue.Enqueue(node);
        while (queue.TryDequeue(out var node))
        {
            foreach (var (letter, child) in children[node] ?? [])
            {
                _fail[child] = Step(_fail[node], letter);
                _shorter[child] = _ends[_fail[child]] is null ? _shorter[_fail[child]] : _fail[child];
                queue.Enqueue(child);
            }
        }
    }

    /// <summary>Every place where a word stands: its number, where it begins, where it ends (the letter after it).</summary>
    public void Find(ReadOnlySpan<char> letters, List<(int Word, int Start, int End)> found)
    {
        var node = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            node = Step(node, letters[i]);
            for (var at = _ends[node] is null ? _shorter[node] : node; at != 0; at = _shorter[at])
            {
                foreach (var word in _ends[at]!) found.Add((word, i + 1 - _lengths[word], i + 1));
            }
        }
    }

    private int Step(int node, char letter)
    {
        while (true)
        {
            if (_next.TryGetValue(Key(node, letter), out var next)) return next;
            if (node == 0) return 0;
            node = _fail[node];
        }
    }

    private static long Key(int node, char letter) => ((long)node << 16) | letter;
}
