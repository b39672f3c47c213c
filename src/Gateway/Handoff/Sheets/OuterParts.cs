using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>A 書類: the document itself.</summary>
public sealed record DocumentPart
{
    /// <summary>連携票番号.</summary>
    public string? Id { get; init; }

    /// <summary>様式版.</summary>
    public string? FormatVersion { get; init; } = Sheet.Format;

    /// <summary>作成日時, written with the offset of Japan.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>用途.</summary>
    public UseKind? UseKind { get; init; }

    /// <summary>緊急度.</summary>
    public Priority? Priority { get; init; }
}

/// <summary>B つなぎ元: who gives it. What a receiver needs for its own record (APPI Art. 30) stands here.</summary>
public sealed record SenderPart
{
    /// <summary>団体名.</summary>
    public string? Name { get; init; }

    /// <summary>住所.</summary>
    public string? Address { get; init; }

    /// <summary>代表者氏名.</summary>
    public string? Representative { get; init; }

    /// <summary>担当者 (役割・呼び名).</summary>
    public string? Staff { get; init; }

    /// <summary>責任者.</summary>
    public string? Supervisor { get; init; }

    /// <summary>連絡先・対応時間.</summary>
    public string? Contact { get; init; }

    /// <summary>取得の経緯.</summary>
    public AcquisitionStory? AcquisitionStory { get; init; }
}

/// <summary>取得の経緯: how the sender came to know it.</summary>
/// <param name="Way">In one of four ways.</param>
/// <param name="Text">In words, at most 60 letters.</param>
public sealed record AcquisitionStory(AcquisitionWay Way, string? Text = null);

/// <summary>C つなぎ先: who gets it.</summary>
public sealed record RecipientPart
{
    /// <summary>団体名.</summary>
    public string? Name { get; init; }

    /// <summary>窓口.</summary>
    public string? Desk { get; init; }

    /// <summary>種別: the code of the kind of body in the directory.</summary>
    public string? Kind { get; init; }

    /// <summary>所在自治体コード.</summary>
    public string? AreaCode { get; init; }

    /// <summary>連絡調整担当.</summary>
    public string? Liaison { get; init; }
}

/// <summary>D 同意: on what ground it is given.</summary>
public sealed record ConsentPart
{
    /// <summary>根拠.</summary>
    public LegalBasis? LegalBasis { get; init; }

    /// <summary>同意日時.</summary>
    public DateTimeOffset? GivenAt { get; init; }

    /// <summary>同意の方法.</summary>
    public AgreedBy? Method { get; init; }

    /// <summary>同意の文面の版.</summary>
    public string? WordsVersion { get; init; }

    /// <summary>同意の文面の言語.</summary>
    public string? Language { get; init; }

    /// <summary>同意した項目. Written by <see cref="SharedSheet"/> alone.</summary>
    public IReadOnlyList<ConsentItem> Items { get; init; } = [];

    /// <summary>共有しない項目, only where the person wants that it is said. Written by <see cref="SharedSheet"/> alone.</summary>
    public IReadOnlyList<ConsentItem> NotShared { get; init; } = [];

    /// <summary>同意なしで伝える項目: what was released on another ground. Written by <see cref="SharedSheet"/> alone.</summary>
    public IReadOnlyList<ConsentItem> Released { get; init; } = [];

    /// <summary>同意の期限.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>取り消し方, in words.</summary>
    public string? WithdrawHow { get; init; }

    /// <summary>取り消しの案内: a page for everybody. Never the person's own link: whoever reads the sheet could withdraw in their name.</summary>
    public string? WithdrawUrl { get; init; }

    /// <summary>同意なしの理由: why consent was hard to get.</summary>
    public string? NoConsentReason { get; init; }

    /// <summary>同意なしの判断者: at least two.</summary>
    public IReadOnlyList<string> NoConsentDecidedBy { get; init; } = [];

    /// <summary>保護者への連絡可否. Always written, for adults too, so that its presence tells no age.</summary>
    public YesNo? GuardianContactAllowed { get; init; } = YesNo.Unknown;
}
