using Gateway.Consortium.Overflow;

namespace Gateway.Consortium;

/// <summary>What the members agree to, as one document: who shares what with whom, what for, how long, who answers for it, and by which rules. Its fingerprint is what they sign.</summary>
public sealed record Charter
{
    /// <summary>What the consortium calls itself, in Japanese.</summary>
    public string Name { get; init; } = "";

    /// <summary>The same in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>On which footing in law particulars are shared (APPI Art. 27 (5)).</summary>
    public SharingForm Form { get; init; }

    /// <summary>Every organisation that may become a member, by id, the responsible one among them.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>What passes to a partner, as codes of <see cref="SharedItems"/>.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>What it is used for, in Japanese.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>The same in English.</summary>
    public string PurposeEn { get; init; } = "";

    /// <summary>The first day.</summary>
    public DateOnly From { get; init; }

    /// <summary>The last day; at most five years after the first. Then it is agreed anew.</summary>
    public DateOnly Until { get; init; }

    /// <summary>Who answers for what is shared.</summary>
    public ResponsiblePerson Responsible { get; init; } = new("", "", "", "");

    /// <summary>When somebody who waits is offered to a partner.</summary>
    public OverflowRules Rules { get; init; } = new();

    /// <summary>The words of the agreement.</summary>
    public string Words { get; init; } = "";
}

/// <summary>Who answers for what is shared; the law wants it public.</summary>
/// <param name="Name">The body that answers, by its full name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Representative">Who speaks for it by law.</param>
/// <param name="Contact">Where people ask about their particulars: an address, a number, or an e-mail address.</param>
public sealed record ResponsiblePerson(string Name, string Address, string Representative, string Contact);

/// <summary>The footing in law.</summary>
public enum SharingForm
{
    /// <summary>共同利用 (Art. 27 (5) 3): the members use it jointly, and have made public what, who, what for and who answers.</summary>
    Joint,

    /// <summary>委託 (Art. 27 (5) 1): the responsible body has the others work for it, and watches over them (Art. 25).</summary>
    Entrusted,
}

/// <summary>What can pass to a partner. Nothing of earlier talks ever does.</summary>
public static class SharedItems
{
    /// <summary>The words of this one talk.</summary>
    public const string Words = "words";

    /// <summary>How urgent it is.</summary>
    public const string Grade = "grade";

    /// <summary>When the person came.</summary>
    public const string Wait = "wait";

    /// <summary>By which channel they write; never the address.</summary>
    public const string Channel = "channel";

    /// <summary>Which language they read.</summary>
    public const string Language = "language";

    /// <summary>What they told of themselves in this talk.</summary>
    public const string Facts = "facts";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Words, Grade, Wait, Channel, Language, Facts];

    /// <summary>Without these nobody can answer, and nobody keeps their place.</summary>
    public static IReadOnlyList<string> Needed { get; } = [Words, Grade, Wait];
}
