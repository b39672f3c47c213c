namespace Gateway.Consent;

/// <summary>
/// What a person switches on or off when they are asked: each field of a sheet that tells something of them belongs to exactly one of these. The
/// numbers stand in the records and never change.
/// </summary>
public enum ConsentItem
{
    /// <summary>名前: what to call the person, and their name if they gave one.</summary>
    Name = 1,

    /// <summary>年齢: the age band, or the date of birth.</summary>
    Age = 2,

    /// <summary>性別.</summary>
    Gender = 3,

    /// <summary>住所: the municipality, and the address if they gave one.</summary>
    Address = 4,

    /// <summary>連絡先: how to reach them, and how safely.</summary>
    Contact = 5,

    /// <summary>配慮: languages, sign language, an interpreter, and what else makes it easier.</summary>
    Accommodation = 6,

    /// <summary>家族: the household.</summary>
    Family = 7,

    /// <summary>相談内容: what it is about, in their words and in ours.</summary>
    Story = 8,

    /// <summary>健康: body, mind, disability, treatment.</summary>
    Health = 9,

    /// <summary>就労・就学.</summary>
    WorkSchool = 10,

    /// <summary>経済: income, debts, what keeps the household going.</summary>
    Economy = 11,

    /// <summary>住まい.</summary>
    Housing = 12,

    /// <summary>制度: schemes in use, and bodies that help already.</summary>
    Supports = 13,

    /// <summary>つながり: whom they can talk with.</summary>
    Connections = 14,

    /// <summary>安全: the grade with its reasons, whom not to contact, the safety plan.</summary>
    Safety = 15,

    /// <summary>希望: what they wish, what they do not want, which support is thought of.</summary>
    Wishes = 16,

    /// <summary>経過: what was done so far.</summary>
    Course = 17,

    /// <summary>会話: the conversation itself. As a rule it is not passed on.</summary>
    Transcript = 18,

    /// <summary>学び合い: a story is read within the organisation, to learn from it. Of a story, never of a sheet.</summary>
    UseInside = 19,

    /// <summary>公開: a story is printed or shown to everybody. Of a story, never of a sheet.</summary>
    UsePublished = 20,
}

/// <summary>The items by their words in the records, in formats and on pages.</summary>
public static class ConsentItems
{
    private static readonly (ConsentItem Item, string Code)[] Codes =
    [
        (ConsentItem.Name, "name"), (ConsentItem.Age, "age"), (ConsentItem.Gender, "gender"), (ConsentItem.Address, "address"),
        (ConsentItem.Contact, "contact"), (ConsentItem.Accommodation, "accommodation"), (ConsentItem.Family, "family"),
        (ConsentItem.Story, "story"), (ConsentItem.Health, "health"), (ConsentItem.WorkSchool, "work_school"), (ConsentItem.Economy, "economy"),
        (ConsentItem.Housing, "housing"), (ConsentItem.Supports, "supports"), (ConsentItem.Connections, "connections"),
        (ConsentItem.Safety, "safety"), (ConsentItem.Wishes, "wishes"), (ConsentItem.Course, "course"), (ConsentItem.Transcript, "transcript"),
    ];

    private static readonly (ConsentItem Item, string Code)[] UseCodes = [(ConsentItem.UseInside, "use_inside"), (ConsentItem.UsePublished, "use_published")];

    /// <summary>What a story may be used for: its items, in the order in which a page shows them. None of them ever stands in a sheet.</summary>
    public static IReadOnlyList<ConsentItem> Uses { get; } = [.. UseCodes.Select(pair => pair.Item)];

    /// <summary>All items of a sheet, in the order in which a page shows them.</summary>
    public static IReadOnlyList<ConsentItem> All { get; } = [.. Codes.Select(pair => pair.Item)];

    /// <summary>
    /// 要配慮個人情報 as a rule (APPI Art. 2 (3), and what a consultation makes as delicate as that): marked on every page that asks, and never
    /// proposed by a preset.
    /// </summary>
    public static IReadOnlySet<ConsentItem> Sensitive { get; } =
        new HashSet<ConsentItem> { ConsentItem.Family, ConsentItem.Health, ConsentItem.Safety, ConsentItem.Transcript };

    /// <summary>The word of an item, for example <c>work_school</c>.</summary>
    public static string CodeOf(ConsentItem item) => Array.Find(Codes, pair => pair.Item == item).Code ?? Array.Find(UseCodes, pair => pair.Item == item).Code;

    /// <summary>The use of a story of a word; nothing for a word that is none.</summary>
    public static ConsentItem? UseOfCode(string code) => Array.Find(UseCodes, pair => pair.Code == code) is { Code: not null } found ? found.Item : null;

    /// <summary>The item of a sheet of a word; nothing for a word that is none.</summary>
    public static ConsentItem? OfCode(string code) =>
        Array.Find(Codes, pair => pair.Code == code) is { Code: not null } found ? found.Item : null;
}
