using Gateway.Worlds.Consoles;

namespace Gateway.Worlds;

/// <summary>What the oracle says of a run. All but the first three are to be 0.</summary>
/// <param name="Words">Words said.</param>
/// <param name="Answered">Words that were answered 2xx.</param>
/// <param name="Late">Stored after a later word of the same person, because the provider brought them late: what the reading order has to mend.</param>
/// <param name="Lost">Answered 2xx, and missing in the history or on the console.</param>
/// <param name="Duplicate">More than once in the history or on the console.</param>
/// <param name="OutOfOrder">Read before a word that the same person said earlier.</param>
/// <param name="Misplaced">In the conversation of somebody else.</param>
/// <param name="Gaps">Numbers missing in a history.</param>
/// <param name="ConsoleDiffers">Conversations that a console shows otherwise than the records have them.</param>
/// <param name="PushedAgain">Pushed a second time, or after a later number, on one connection.</param>
/// <param name="Changed">Came under a number that had other content before.</param>
public sealed record Verdict(
    int Words, int Answered, int Late, int Lost, int Duplicate, int OutOfOrder, int Misplaced, int Gaps, int ConsoleDiffers, int PushedAgain, int Changed)
{
    /// <summary>Whether every promise was kept.</summary>
    public bool Good => Lost + Duplicate + OutOfOrder + Misplaced + Gaps + ConsoleDiffers + PushedAgain + Changed == 0;

    /// <summary>Judges all conversations of a run against the oracle.</summary>
    public static Verdict Of(Oracle oracle, IReadOnlyCollection<Compared> conversations)
    {
        var stored = new int[oracle.Words];
        var shown = new int[oracle.Words];
        int late = 0, disorder = 0, misplaced = 0, gaps = 0, differs = 0;
        foreach (var (_, screen, history, _, _) in conversations)
        {
            Count(history, stored);
            Count(screen, shown);
            gaps += history.Where((entry, index) => entry.Number != index + 1).Count();
            differs += screen.SequenceEqual(history) ? 0 : 1;
            var read = WordsOf(ReadingOrder.Of(history));
            late += Descents(WordsOf(history));
            disorder += Descents(read);
            misplaced += read.Count(word => oracle.PersonOf(word) != oracle.PersonOf(read[0]));
        }
        var answered = Enumerable.Range(0, oracle.Words).Where(oracle.IsAnswered).ToList();
        return new Verdict(
            oracle.Words, answered.Count, late,
            answered.Count(word => stored[word] == 0 || shown[word] == 0),
            Enumerable.Range(0, oracle.Words).Count(word => stored[word] > 1 || shown[word] > 1),
            disorder, misplaced, gaps, differs,
            conversations.Sum(conversation => conversation.PushedAgain), conversations.Sum(conversation => conversation.Changed));
    }

    private static List<int> WordsOf(IEnumerable<ShownEntry> entries) => [.. entries.Where(entry => entry.Word >= 0).Select(entry => entry.Word)];

    private static int Descents(List<int> words) => words.Zip(words.Skip(1)).Count(pair => pair.Second <= pair.First);

    private static void Count(IReadOnlyList<ShownEntry> entries, int[] times)
    {
        foreach (var entry in entries.Where(entry => entry.Word >= 0 && entry.Word < times.Length))
            times[entry.Word]++;
    }
}
