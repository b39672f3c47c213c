using Gateway.Conversations;

namespace Gateway.Consent;

/// <summary>How somebody is asked, in their language. Pure: the same terms make the same words.</summary>
public sealed class ConsentWords(PersonTexts texts)
{
    /// <summary>The question where it can be answered on a page: short, because the page shows the rest.</summary>
    public NewEntry OnPage(ConsentRecord record) => Said(
        record, record.Terms.IsStory ? ["consent.story.ask", "consent.story.page", "consent.story.free"] : ["consent.ask", "consent.ask.page", "consent.ask.free"]);

    /// <summary>
    /// The question where it is answered by a message: who, what for, each item with its number, how to answer, and that a no changes nothing. A story can only
    /// be declined by a message: nobody agrees to words that they have not read.
    /// </summary>
    public NewEntry InWords(ConsentRecord record) => record.Terms.IsStory
        ? Said(record, ["consent.story.ask", "consent.story.no", "consent.story.free"])
        : Said(record, ["consent.ask", "consent.ask.purpose", "consent.ask.items", "consent.ask.never", "consent.ask.how", "consent.ask.free"]);

    /// <summary>What the person was told by the question, without how to answer it: for the second person who looks at it.</summary>
    public string Shown(ConsentRecord record) => record.Terms.IsStory
        ? Said(record, ["consent.story.ask", "consent.story.free"]).Body.Text!
        : Said(record, ["consent.ask", "consent.ask.purpose", "consent.ask.items", "consent.ask.never", "consent.ask.free"]).Body.Text!;

    /// <summary>What was understood, and how it is taken back.</summary>
    public NewEntry Given(ConsentRecord record) =>
        Said(record, [.. Aloud(record), record.Terms.IsStory ? "consent.story.given" : "consent.given", "consent.given.back"]);

    /// <summary>That a no is a no, and changes nothing.</summary>
    public NewEntry Declined(ConsentRecord record) => Said(record, [.. Aloud(record), record.Terms.IsStory ? "consent.story.declined" : "consent.declined"]);

    /// <summary>That nothing more goes there, and what cannot be taken back.</summary>
    public NewEntry Withdrawn(ConsentRecord record) => Said(record, [record.Terms.IsStory ? "consent.story.withdrawn" : "consent.withdrawn"]);

    /// <summary>A no to what was only asked, said in a talk with another organisation than the one that asked.</summary>
    public NewEntry DeclinedElsewhere(string language) => texts.Say(language, "consent.declined");

    /// <summary>What <see cref="Withdrawn"/> says, in a talk with another organisation than the one that asked: without a word of who and what, for its counsellor reads along.</summary>
    public NewEntry TakenBackElsewhere(string language, ConsentRecord record) => texts.Say(language, record.Terms.IsStory ? "consent.story.withdrawn" : "consent.withdrawn.elsewhere");

    /// <summary>That a story is read before anybody agrees to it, and where.</summary>
    public NewEntry ReadFirst(ConsentRecord record) => Said(record, ["consent.story.read"]);

    /// <summary>That these digits mean nothing any more.</summary>
    public NewEntry Over(string language) => texts.Say(language, "consent.over");

    /// <summary>That a number was named which is not on the list.</summary>
    public NewEntry NotOnList(ConsentRecord record) => Said(record, ["consent.notOnList"]);

    /// <summary>An item's name.</summary>
    public string NameOf(string language, ConsentItem item) => texts.Text(language, "consent.item." + ConsentItems.CodeOf(item));

    /// <summary>How it is taken back, and until when it holds.</summary>
    public string WithdrawOf(ConsentRecord record) => texts.Text(
        record.Terms.Language, "consent.given.back", ("code", record.Code), ("days", record.Terms.ValidDays.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The sentence of a purpose.</summary>
    public string PurposeOf(string language, ConsentTerms terms) => texts.Text(language, "consent.purpose." + terms.Purpose switch
    {
        ConsentPurpose.Contact => "contact",
        ConsentPurpose.Together => "together",
        ConsentPurpose.Meeting => "meeting",
        ConsentPurpose.Story => "story",
    }, ("topic", terms.Topic));

    // Whoever reads it later, perhaps somebody else on another phone, learns where it comes from.
    private static string[] Aloud(ConsentRecord record) => record.Answer?.Method == ConsentMethods.Aloud ? ["consent.aloud"] : [];

    private NewEntry Said(ConsentRecord record, IReadOnlyList<string> keys)
    {
        var language = record.Terms.Language;
        var child = record.Terms.AgeBand is AgeBand.Under12 or AgeBand.From12To15 && keys[0] is "consent.ask" or "consent.story.ask" ? ["consent.ask.child"] : Array.Empty<string>();
        var text = string.Join('\n', keys.Concat(child).Select(key => texts.Text(
            language, key,
            ("recipient", record.Terms.RecipientName), ("kind", record.Terms.RecipientKind), ("reach", Reach(record.Terms)), ("purpose", PurposeOf(language, record.Terms)),
            ("items", List(language, key is "consent.given" or "consent.story.given" ? record.Answer?.Items ?? [] : record.Terms.Items, numbered: key == "consent.ask.items")),
            ("code", record.Code), ("days", record.Terms.ValidDays.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
        return new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: text));
    }

    private static string Reach(ConsentTerms terms) => terms.RecipientReach is { } reach ? $" ({reach})" : "";

    private string List(string language, IReadOnlyList<ConsentItem> items, bool numbered) => string.Join(
        numbered ? "\n" : language is "ja" or "ja-simple" or "zh-Hans" or "zh-Hant" ? "、" : ", ", items.Select((item, place) => numbered ? $"{place + 1} {NameOf(language, item)}" : NameOf(language, item)));
}
