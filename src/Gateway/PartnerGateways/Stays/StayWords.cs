using Gateway.Conversations;
using Gateway.Primitives;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Turns entries of a log into words for the other gateway, each under the number of its entry: the log is the outbox. Pure.</summary>
internal static class StayWords
{
    /// <summary>How many words of one stay travel at once.</summary>
    public const int AtOnce = 100;

    /// <summary>How many UTF-16 units travel at once, in all: even escaped they fit into a body.</summary>
    public const int LettersAtOnce = 40_000;

    /// <summary>How many messages of one stay the person is sent in a minute: more than anybody writes. A word that is too long for their channel is several.</summary>
    public const int AMinute = 60;

    private const int Frame = 20;

    /// <summary>What a partner is shown of a log at home, as <see cref="ConversationAccess.ForPartner"/> has it; what its own counsellors said it has already.</summary>
    /// <param name="entries">In order.</param>
    /// <param name="stay">The stay: what was said in an earlier one at the same partner is not there any more.</param>
    public static IReadOnlyList<StayWord> FromHome(IReadOnlyList<Entry> entries, string stay) => [.. ConversationAccess.ForPartner(entries).Select(entry => entry switch
    {
        { Kind: EntryKinds.Message, Body: { Attachment: null, Text: { Length: > 0 } nothing } } when string.IsNullOrWhiteSpace(nothing) => Withheld(entry),
        { ClientId: { } id } when id.StartsWith(ClientIdsOf(stay), StringComparison.Ordinal) => Withheld(entry),
        { Kind: EntryKinds.Message, Author: Authors.Person, Body: { Attachment: null, Text: { Length: > 0 } text } } => Word(entry, StayAuthors.Person, text),
        { Kind: EntryKinds.Message, Author: Authors.Person } or { Kind: EntryKinds.Unknown, Author: Authors.Person } => Word(entry, StayAuthors.Attachment, entry.Body.What is { } what && StayAuthors.Attachments.Contains(what) ? what : "file"),
        { Kind: EntryKinds.Message, Author: Authors.Counsellor or Authors.SupportBody, Body.Text: { Length: > 0 } text } => Word(entry, StayAuthors.Counsellor, text) with { Name = StayNames.Tidy(entry.Body.Name) },
        { Kind: EntryKinds.Message, Author: Authors.Bot, Body.Text: { Length: > 0 } text } => Word(entry, StayAuthors.System, text),
        { Kind: EntryKinds.Unknown, Author: Authors.System, Body: { What: "unsend", Of: { } of } } => Word(entry, StayAuthors.TakenBack, "") with { Of = of },
        _ => Withheld(entry),
    })];

    /// <summary>What goes home of a log here: what our counsellors said, and what they leave for whoever goes on.</summary>
    public static IReadOnlyList<StayWord> FromPartner(IReadOnlyList<Entry> entries) => [.. entries.Select(entry => entry switch
    {
        { Kind: EntryKinds.Message, Author: Authors.Counsellor, AuthorId: not null, Body.Text: { Length: > 0 } text } => Word(entry, StayAuthors.Counsellor, text) with { Name = StayNames.Tidy(entry.Body.Name) },
        { Kind: EntryKinds.Note, AuthorId: not null, Body: { Stage: "summary", Facts: { } parts } } => Word(entry, StayAuthors.Note, "") with { Name = StayNames.Tidy(entry.Body.Name), Parts = parts },
        _ => Withheld(entry),
    })];

    /// <summary>As many from the first on as may still travel.</summary>
    /// <param name="words">In order.</param>
    /// <param name="left">How many letters may; it is lowered by what goes.</param>
    public static IReadOnlyList<StayWord> ThatFit(IReadOnlyList<StayWord> words, ref int left)
    {
        var fit = new List<StayWord>(words.Count);
        foreach (var word in words)
        {
            var letters = LettersOf(word);
            if (letters > left) break;
            left -= letters;
            fit.Add(word);
        }

        return fit;
    }

    /// <summary>The words up to the last one that may still be said; what is no word to anybody counts for nothing, and a note for one.</summary>
    /// <param name="words">In order.</param>
    /// <param name="heard">Up to here they were said before.</param>
    /// <param name="said">How many messages went to the person in the last minute.</param>
    /// <param name="longest">The longest message on their channel, in UTF-16 units.</param>
    public static IReadOnlyList<StayWord> AtMost(IReadOnlyList<StayWord> words, long heard, int said, int longest)
    {
        var count = 0;
        foreach (var word in words)
        {
            if (word.Number > heard && word.Author != StayAuthors.Withheld)
            {
                var parts = Math.Max(1, InParts(word.Text, longest).Count());
                // Where nothing was said lately one word may be, however long it is: it would wait for ever.
                if (said > 0 && said + parts > AMinute) break;
                said += parts;
            }

            count++;
        }

        return [.. words.Take(count)];
    }

    /// <summary>How much room a word takes: what was said, and about as much as its number, time and names do.</summary>
    public static int LettersOf(StayWord word) => Frame + word.Text.Length + (word.Name?.Length ?? 0) + (word.Parts?.Sum(part => part.Key.Length + part.Value.Length) ?? 0);

    /// <summary>How the client ids begin under which the words of a stay are kept at home.</summary>
    public static string ClientIdsOf(string stay) => stay + "/";

    /// <summary>A text in parts of at most so many UTF-16 units, broken after a line where there is one in its second half, and never within a letter.</summary>
    public static IEnumerable<string> InParts(string text, int longest)
    {
        while (text.Length > longest)
        {
            var line = text.LastIndexOf('\n', longest - 1, longest / 2);
            var end = line >= 0 ? line + 1 : char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
            if (text[..end].Trim().Length > 0) yield return text[..end].TrimEnd();
            text = text[end..];
        }

        if (text.Trim().Length > 0) yield return text;
    }

    private static StayWord Word(Entry entry, string author, string text) => new(entry.Number, Utc.FromMs(entry.SentAt ?? entry.At), author, text);

    private static StayWord Withheld(Entry entry) => new(entry.Number, Utc.FromMs(entry.At), StayAuthors.Withheld, "");
}
