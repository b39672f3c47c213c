using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>Parts H to J: the wishes, what was done, what the body answers.</summary>
public static partial class SheetFields
{
    /// <summary>本人の希望.</summary>
    public static SheetField<string> PersonWishes { get; } = Text(44, "wishes", 150, SheetPart.Wishes,
            s => s.Wishes.Wishes, (s, v) => s with { Wishes = s.Wishes with { Wishes = v } })
            .For(ConsentItem.Wishes, Need.Unhurried);

    /// <summary>してほしくないこと.</summary>
    public static SheetField<string> Refusals { get; } = Text(45, "refusals", 100, SheetPart.Wishes,
            s => s.Wishes.Refusals, (s, v) => s with { Wishes = s.Wishes with { Refusals = v } })
            .For(ConsentItem.Wishes);

    /// <summary>対応者の希望.</summary>
    public static SheetField<IReadOnlyList<StaffPreference>> PreferredStaff { get; } = List<StaffPreference>(46, "staffPreference", 3, SheetPart.Wishes,
            s => s.Wishes.StaffPreference, (s, v) => s with { Wishes = s.Wishes with { StaffPreference = v } })
            .For(ConsentItem.Wishes);

    /// <summary>対応者の希望、ことばで.</summary>
    public static SheetField<string> StaffPreferenceNote { get; } = Text(46, "staffPreferenceNote", 30, SheetPart.Wishes,
            s => s.Wishes.StaffPreferenceNote, (s, v) => s with { Wishes = s.Wishes with { StaffPreferenceNote = v } })
            .For(ConsentItem.Wishes);

    /// <summary>必要と考えられる支援.</summary>
    public static SheetField<string> ProposedSupport { get; } = Text(47, "proposedSupport", 150, SheetPart.Wishes,
            s => s.Wishes.ProposedSupport, (s, v) => s with { Wishes = s.Wishes with { ProposedSupport = v } })
            .For(ConsentItem.Wishes, Need.Unhurried);

    /// <summary>支援の型.</summary>
    public static SheetField<IReadOnlyList<SupportKind>> SupportKinds { get; } = List<SupportKind>(48, "supportKinds", 11, SheetPart.Wishes,
            s => s.Wishes.SupportKinds, (s, v) => s with { Wishes = s.Wishes with { SupportKinds = v } })
            .For(null, Need.Unhurried);

    /// <summary>引き合わせの方法.</summary>
    public static SheetField<WarmMethod?> WarmMethod { get; } = Field<WarmMethod?>(49, "warmMethod", SheetPart.Wishes,
            s => s.Wishes.WarmMethod, (s, v) => s with { Wishes = s.Wishes with { WarmMethod = v } })
            .For(null, Need.Unhurried);

    /// <summary>約束の日時.</summary>
    public static SheetField<DateTimeOffset?> Appointment { get; } = Field<DateTimeOffset?>(49, "appointment", SheetPart.Wishes,
            s => s.Wishes.Appointment, (s, v) => s with { Wishes = s.Wishes with { Appointment = v } });

    /// <summary>相談期間・回数・媒体.</summary>
    public static SheetField<ContactHistory> ContactHistory { get; } = Field<ContactHistory>(50, "contactHistory", SheetPart.Course,
            s => s.Course.History, (s, v) => s with { Course = s.Course with { History = v } })
            .For(null, Need.Unhurried);

    /// <summary>対応の要約.</summary>
    public static SheetField<IReadOnlyList<CourseEntry>> Log { get; } = List<CourseEntry>(51, "log", 4, SheetPart.Course,
            s => s.Course.Log, (s, v) => s with { Course = s.Course with { Log = v } })
            .For(ConsentItem.Course);

    /// <summary>会話の添付.</summary>
    public static SheetField<string> TranscriptRef { get; } = Text(52, "transcriptRef", 60, SheetPart.Course,
            s => s.Course.TranscriptRef, (s, v) => s with { Course = s.Course with { TranscriptRef = v } })
            .For(ConsentItem.Transcript);

    /// <summary>受領.</summary>
    public static SheetField<Acknowledgement?> AckState { get; } = Field<Acknowledgement?>(53, "ack.state", SheetPart.Answer,
            s => s.Answer.Acknowledged, (s, v) => s with { Answer = s.Answer with { Acknowledged = v } })
            .For(null, Need.Answered);

    /// <summary>受領日時.</summary>
    public static SheetField<DateTimeOffset?> AckAt { get; } = Field<DateTimeOffset?>(53, "ack.at", SheetPart.Answer,
            s => s.Answer.AcknowledgedAt, (s, v) => s with { Answer = s.Answer with { AcknowledgedAt = v } })
            .For(null, Need.Answered);

    /// <summary>受領の担当.</summary>
    public static SheetField<string> AckBy { get; } = Text(53, "ack.by", 30, SheetPart.Answer,
            s => s.Answer.AcknowledgedBy, (s, v) => s with { Answer = s.Answer with { AcknowledgedBy = v } })
            .For(null, Need.Answered);

    /// <summary>受け入れ可否.</summary>
    public static SheetField<Decision?> BodyDecision { get; } = Field<Decision?>(54, "decision", SheetPart.Answer,
            s => s.Answer.Decision, (s, v) => s with { Answer = s.Answer with { Decision = v } })
            .For(null, Need.Answered);

    /// <summary>返戻の理由.</summary>
    public static SheetField<DeclineReason?> BodyDeclineReason { get; } = Field<DeclineReason?>(54, "declineReason", SheetPart.Answer,
            s => s.Answer.DeclineReason, (s, v) => s with { Answer = s.Answer with { DeclineReason = v } });

    /// <summary>初回接触日時.</summary>
    public static SheetField<DateTimeOffset?> FirstContactAt { get; } = Field<DateTimeOffset?>(55, "firstContactAt", SheetPart.Answer,
            s => s.Answer.FirstContactAt, (s, v) => s with { Answer = s.Answer with { FirstContactAt = v } });

    /// <summary>初回接触の方法.</summary>
    public static SheetField<FirstContactWay?> FirstContactMeans { get; } = Field<FirstContactWay?>(55, "firstContactWay", SheetPart.Answer,
            s => s.Answer.FirstContactWay, (s, v) => s with { Answer = s.Answer with { FirstContactWay = v } });

    /// <summary>結果.</summary>
    public static SheetField<SupportOutcome?> Outcome { get; } = Field<SupportOutcome?>(56, "outcome", SheetPart.Answer,
            s => s.Answer.Outcome, (s, v) => s with { Answer = s.Answer with { Outcome = v } })
            .For(null, Need.Answered);

    /// <summary>本人の声.</summary>
    public static SheetField<string> Story { get; } = Text(57, "story", 200, SheetPart.Answer,
            s => s.Answer.Story, (s, v) => s with { Answer = s.Answer with { Story = v } });

    /// <summary>つなぎ元の継続関与.</summary>
    public static SheetField<SenderStays?> JointSupport { get; } = Field<SenderStays?>(58, "jointSupport", SheetPart.Answer,
            s => s.Answer.SenderStays, (s, v) => s with { Answer = s.Answer with { SenderStays = v } });

    private static SheetField[] Ending =>
    [
        PersonWishes, Refusals, PreferredStaff, StaffPreferenceNote, ProposedSupport, SupportKinds, WarmMethod, Appointment,
        ContactHistory, Log, TranscriptRef, AckState, AckAt, AckBy, BodyDecision, BodyDeclineReason, FirstContactAt, FirstContactMeans,
        Outcome, Story, JointSupport,
    ];
}
