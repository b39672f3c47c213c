using Gateway.Conversations;

namespace Gateway.Handoff.Sheets;

/// <summary>F 状況. What is known (<see cref="Facts"/>) and what is thought of it (<see cref="Assessment"/>) are never mixed.</summary>
public sealed record SituationPart
{
    /// <summary>一番困っていること (◎).</summary>
    public Topic? MainTopic { get; init; }

    /// <summary>困っていること (○).</summary>
    public IReadOnlyList<Topic> Topics { get; init; } = [];

    /// <summary>本人のことば, as it was said.</summary>
    public string? OwnWords { get; init; }

    /// <summary>状況(事実).</summary>
    public string? Facts { get; init; }

    /// <summary>状況(見立て): what the sender thinks of it.</summary>
    public string? Assessment { get; init; }

    /// <summary>からだ・こころ・障害・通院.</summary>
    public string? Health { get; init; }

    /// <summary>仕事・学校.</summary>
    public string? WorkSchool { get; init; }

    /// <summary>収入・債務・ライフライン.</summary>
    public string? Economy { get; init; }

    /// <summary>住まい.</summary>
    public HousingKind? Housing { get; init; }

    /// <summary>住まい、ことばで.</summary>
    public string? HousingDetail { get; init; }

    /// <summary>利用中の制度・関わっている機関.</summary>
    public IReadOnlyList<string> CurrentSupports { get; init; } = [];

    /// <summary>つながり.</summary>
    public string? Connections { get; init; }

    /// <summary>孤独感 (直接質問), 1 (never) to 5 (often or always).</summary>
    public int? Loneliness { get; init; }

    /// <summary>孤独感 (UCLA 3項目), the sum, 3 to 12.</summary>
    public int? Ucla3 { get; init; }

    /// <summary>強み・できていること.</summary>
    public string? Strengths { get; init; }
}

/// <summary>G 安全.</summary>
public sealed record SafetyPart
{
    /// <summary>リスク段階.</summary>
    public Grade? Grade { get; init; }

    /// <summary>リスク段階の根拠.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>リスクの種類.</summary>
    public IReadOnlyList<RiskKind> Kinds { get; init; } = [];

    /// <summary>連絡してはいけない相手・場所.</summary>
    public IReadOnlyList<string> DoNotContact { get; init; } = [];

    /// <summary>いま約束できていること.</summary>
    public string? SafetyPlan { get; init; }
}

/// <summary>H 希望, and what the sender thinks is needed.</summary>
public sealed record WishesPart
{
    /// <summary>本人の希望.</summary>
    public string? Wishes { get; init; }

    /// <summary>してほしくないこと.</summary>
    public string? Refusals { get; init; }

    /// <summary>対応者の希望.</summary>
    public IReadOnlyList<StaffPreference> StaffPreference { get; init; } = [];

    /// <summary>対応者の希望、ことばで.</summary>
    public string? StaffPreferenceNote { get; init; }

    /// <summary>必要と考えられる支援.</summary>
    public string? ProposedSupport { get; init; }

    /// <summary>支援の型.</summary>
    public IReadOnlyList<SupportKind> SupportKinds { get; init; } = [];

    /// <summary>引き合わせの方法.</summary>
    public WarmMethod? WarmMethod { get; init; }

    /// <summary>約束の日時.</summary>
    public DateTimeOffset? Appointment { get; init; }
}

/// <summary>I 経過: what was done so far.</summary>
public sealed record CoursePart
{
    /// <summary>相談期間・回数・媒体.</summary>
    public ContactHistory? History { get; init; }

    /// <summary>対応の要約, at most four.</summary>
    public IReadOnlyList<CourseEntry> Log { get; init; } = [];

    /// <summary>会話の添付 (原則なし): where it can be asked for; never the conversation itself.</summary>
    public string? TranscriptRef { get; init; }
}

/// <summary>相談期間・回数・媒体.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Times">How often.</param>
/// <param name="Channels">By which means.</param>
public sealed record ContactHistory(DateOnly From, DateOnly To, int Times, IReadOnlyList<ContactKind> Channels);

/// <summary>One line of what was done: when, who, what.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who, by role; at most 15 letters.</param>
/// <param name="What">What, at most 50 letters.</param>
public sealed record CourseEntry(DateTimeOffset At, string By, string What);

/// <summary>J 返答: filled in by the body.</summary>
public sealed record AnswerPart
{
    /// <summary>受領.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    /// <summary>受領日時.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>受領の担当.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>受け入れ可否.</summary>
    public Decision? Decision { get; init; }

    /// <summary>返戻の理由.</summary>
    public DeclineReason? DeclineReason { get; init; }

    /// <summary>初回接触日時.</summary>
    public DateTimeOffset? FirstContactAt { get; init; }

    /// <summary>初回接触の方法.</summary>
    public FirstContactWay? FirstContactWay { get; init; }

    /// <summary>結果.</summary>
    public SupportOutcome? Outcome { get; init; }

    /// <summary>本人の声 (本人同意の上).</summary>
    public string? Story { get; init; }

    /// <summary>つなぎ元の継続関与.</summary>
    public SenderStays? SenderStays { get; init; }
}
