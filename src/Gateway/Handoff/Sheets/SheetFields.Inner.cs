using Gateway.Consent;
using Gateway.Conversations;

namespace Gateway.Handoff.Sheets;

/// <summary>Parts F and G: the situation, and safety.</summary>
public static partial class SheetFields
{
    /// <summary>一番困っていること.</summary>
    public static SheetField<Topic?> MainTopic { get; } = Field<Topic?>(29, "mainTopic", SheetPart.Situation,
            s => s.Situation.MainTopic, (s, v) => s with { Situation = s.Situation with { MainTopic = v } })
            .For(ConsentItem.Story, Need.Unhurried);

    /// <summary>困っていること.</summary>
    public static SheetField<IReadOnlyList<Topic>> Topics { get; } = List<Topic>(30, "topics", 16, SheetPart.Situation,
            s => s.Situation.Topics, (s, v) => s with { Situation = s.Situation with { Topics = v } })
            .For(ConsentItem.Story, Need.Unhurried);

    /// <summary>本人のことば.</summary>
    public static SheetField<string> OwnWords { get; } = Text(31, "ownWords", 200, SheetPart.Situation,
            s => s.Situation.OwnWords, (s, v) => s with { Situation = s.Situation with { OwnWords = v } })
            .For(ConsentItem.Story);

    /// <summary>状況(事実).</summary>
    public static SheetField<string> Facts { get; } = Text(32, "situation.facts", 300, SheetPart.Situation,
            s => s.Situation.Facts, (s, v) => s with { Situation = s.Situation with { Facts = v } })
            .For(ConsentItem.Story, Need.Always);

    /// <summary>状況(見立て).</summary>
    public static SheetField<string> Assessment { get; } = Text(32, "situation.assessment", 200, SheetPart.Situation,
            s => s.Situation.Assessment, (s, v) => s with { Situation = s.Situation with { Assessment = v } })
            .For(ConsentItem.Story, Need.Unhurried);

    /// <summary>からだ・こころ・障害・通院.</summary>
    public static SheetField<string> Health { get; } = Text(33, "health", 120, SheetPart.Situation,
            s => s.Situation.Health, (s, v) => s with { Situation = s.Situation with { Health = v } })
            .For(ConsentItem.Health);

    /// <summary>仕事・学校.</summary>
    public static SheetField<string> WorkSchool { get; } = Text(34, "workSchool", 80, SheetPart.Situation,
            s => s.Situation.WorkSchool, (s, v) => s with { Situation = s.Situation with { WorkSchool = v } })
            .For(ConsentItem.WorkSchool);

    /// <summary>収入・債務・ライフライン.</summary>
    public static SheetField<string> Economy { get; } = Text(35, "economy", 100, SheetPart.Situation,
            s => s.Situation.Economy, (s, v) => s with { Situation = s.Situation with { Economy = v } })
            .For(ConsentItem.Economy);

    /// <summary>住まい.</summary>
    public static SheetField<HousingKind?> Housing { get; } = Field<HousingKind?>(36, "housing", SheetPart.Situation,
            s => s.Situation.Housing, (s, v) => s with { Situation = s.Situation with { Housing = v } })
            .For(ConsentItem.Housing);

    /// <summary>住まい、ことばで.</summary>
    public static SheetField<string> HousingDetail { get; } = Text(36, "housingDetail", 40, SheetPart.Situation,
            s => s.Situation.HousingDetail, (s, v) => s with { Situation = s.Situation with { HousingDetail = v } })
            .For(ConsentItem.Housing);

    /// <summary>利用中の制度・関わっている機関.</summary>
    public static SheetField<IReadOnlyList<string>> CurrentSupports { get; } = List<string>(37, "currentSupports", 4, SheetPart.Situation,
            s => s.Situation.CurrentSupports, (s, v) => s with { Situation = s.Situation with { CurrentSupports = v } }, 30)
            .For(ConsentItem.Supports);

    /// <summary>つながり.</summary>
    public static SheetField<string> Connections { get; } = Text(38, "connections.text", 60, SheetPart.Situation,
            s => s.Situation.Connections, (s, v) => s with { Situation = s.Situation with { Connections = v } })
            .For(ConsentItem.Connections);

    /// <summary>孤独感(直接質問).</summary>
    public static SheetField<int?> Loneliness { get; } = Field<int?>(38, "connections.loneliness", SheetPart.Situation,
            s => s.Situation.Loneliness, (s, v) => s with { Situation = s.Situation with { Loneliness = v } })
            .For(ConsentItem.Connections);

    /// <summary>孤独感(UCLA 3項目).</summary>
    public static SheetField<int?> Ucla3 { get; } = Field<int?>(38, "connections.ucla3", SheetPart.Situation,
            s => s.Situation.Ucla3, (s, v) => s with { Situation = s.Situation with { Ucla3 = v } })
            .For(ConsentItem.Connections);

    /// <summary>強み・できていること.</summary>
    public static SheetField<string> Strengths { get; } = Text(39, "strengths", 80, SheetPart.Situation,
            s => s.Situation.Strengths, (s, v) => s with { Situation = s.Situation with { Strengths = v } })
            .For(ConsentItem.Story);

    /// <summary>リスク段階.</summary>
    public static SheetField<Grade?> RiskGrade { get; } = Field<Grade?>(40, "risk.grade", SheetPart.Safety,
            s => s.Safety.Grade, (s, v) => s with { Safety = s.Safety with { Grade = v } })
            .For(ConsentItem.Safety, Need.Unhurried);

    /// <summary>リスク段階の根拠.</summary>
    public static SheetField<IReadOnlyList<string>> RiskReasons { get; } = List<string>(40, "risk.reasons", 3, SheetPart.Safety,
            s => s.Safety.Reasons, (s, v) => s with { Safety = s.Safety with { Reasons = v } }, 40)
            .For(ConsentItem.Safety, Need.Unhurried);

    /// <summary>リスクの種類.</summary>
    public static SheetField<IReadOnlyList<RiskKind>> RiskKinds { get; } = List<RiskKind>(41, "risk.kinds", 9, SheetPart.Safety,
            s => s.Safety.Kinds, (s, v) => s with { Safety = s.Safety with { Kinds = v } })
            .For(ConsentItem.Safety);

    /// <summary>連絡してはいけない相手・場所.</summary>
    public static SheetField<IReadOnlyList<string>> DoNotContact { get; } = List<string>(42, "doNotContact", 3, SheetPart.Safety,
            s => s.Safety.DoNotContact, (s, v) => s with { Safety = s.Safety with { DoNotContact = v } }, 40)
            .For(ConsentItem.Safety);

    /// <summary>いま約束できていること.</summary>
    public static SheetField<string> SafetyPlan { get; } = Text(43, "safetyPlan", 100, SheetPart.Safety,
            s => s.Safety.SafetyPlan, (s, v) => s with { Safety = s.Safety with { SafetyPlan = v } })
            .For(ConsentItem.Safety);

    private static SheetField[] Inner =>
    [
        MainTopic, Topics, OwnWords, Facts, Assessment, Health, WorkSchool, Economy, Housing, HousingDetail, CurrentSupports,
        Connections, Loneliness, Ucla3, Strengths, RiskGrade, RiskReasons, RiskKinds, DoNotContact, SafetyPlan,
    ];
}
