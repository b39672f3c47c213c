namespace Gateway.Handoff.Sheets;

/// <summary>E 本人: who it is about, and how to reach them safely. A name is never needed.</summary>
public sealed record PersonPart
{
    /// <summary>呼び名 (ニックネーム可).</summary>
    public string? PreferredName { get; init; }

    /// <summary>氏名.</summary>
    public string? Name { get; init; }

    /// <summary>ふりがな.</summary>
    public string? NameKana { get; init; }

    /// <summary>年代.</summary>
    public AgeGroup? AgeBand { get; init; }

    /// <summary>生年月日.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>性別.</summary>
    public Gender? Gender { get; init; }

    /// <summary>自治体コード, six digits with their check digit.</summary>
    public string? AreaCode { get; init; }

    /// <summary>町名・番地.</summary>
    public string? Address { get; init; }

    /// <summary>郵便番号, seven digits.</summary>
    public string? PostalCode { get; init; }

    /// <summary>連絡先, at most three.</summary>
    public IReadOnlyList<ContactPoint> Contacts { get; init; } = [];

    /// <summary>安全な連絡方法.</summary>
    public SafeContact? SafeContact { get; init; }

    /// <summary>使う言葉, as language tags (BCP 47).</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>配慮.</summary>
    public IReadOnlyList<Accommodation> Accommodations { get; init; } = [];

    /// <summary>配慮、ことばで.</summary>
    public string? AccommodationsNote { get; init; }

    /// <summary>相談者と本人の関係.</summary>
    public ConsulteeRelation? ConsulteeRelation { get; init; }

    /// <summary>続柄など.</summary>
    public string? RelationDetail { get; init; }

    /// <summary>世帯.</summary>
    public string? Household { get; init; }
}

/// <summary>A way to reach the person.</summary>
/// <param name="Kind">By which means.</param>
/// <param name="Value">The number or address; nothing where the means is the conversation itself (LINE, web chat).</param>
/// <param name="Note">For whom or when, at most 15 letters.</param>
public sealed record ContactPoint(ContactKind Kind, string? Value = null, string? Note = null);

/// <summary>安全な連絡方法: how to reach the person so that nobody is put in danger.</summary>
/// <param name="By">By which means.</param>
/// <param name="Times">時間帯, at most 30 letters.</param>
/// <param name="IntroduceAs">名乗り方, at most 30 letters.</param>
/// <param name="Voicemail">留守電を残してよいか.</param>
/// <param name="HouseholdMayKnow">同居人に知られてよいか.</param>
/// <param name="Note">Anything else, at most 40 letters.</param>
public sealed record SafeContact(
    ContactKind? By = null, string? Times = null, string? IntroduceAs = null, YesNo Voicemail = YesNo.Unknown, YesNo HouseholdMayKnow = YesNo.Unknown,
    string? Note = null);
