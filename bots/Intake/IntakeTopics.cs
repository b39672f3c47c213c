namespace Gateway.Bots.Intake;

/// <summary>A topic of the common intake form (生活困窮者自立支援 相談受付・申込票).</summary>
/// <param name="Code">Its name in the records.</param>
/// <param name="Official">Its wording on the form, which a hand-off and a report use.</param>
public sealed record IntakeTopic(string Code, string Official);

/// <summary>The sixteen official topics.</summary>
public static class IntakeTopics
{
    /// <summary>How many are offered at once: a LINE message holds thirteen buttons, and nobody reads sixteen.</summary>
    public const int OnFirstPage = 8;

    /// <summary>All of them. What cannot wait, and what is said most, stands on the first page; "other" is the last.</summary>
    public static IReadOnlyList<IntakeTopic> All { get; } =
    [
        new("health", "病気や健康、障害のこと"),
        new("family", "家族との関係について"),
        new("work_trouble", "仕事上の不安やトラブル"),
        new("income", "収入・生活費のこと"),
        new("housing", "住まいについて"),
        new("withdrawal", "ひきこもり・不登校"),
        new("violence", "DV・虐待"),
        new("food", "食べるものがない"),
        new("job_search", "仕事探し、就職について"),
        new("rent", "家賃やローンの支払いのこと"),
        new("taxes", "税金や公共料金等の支払いについて"),
        new("debt", "債務について"),
        new("community", "地域との関係について"),
        new("childcare", "子育てのこと"),
        new("caregiving", "介護のこと"),
        new("other", "その他"),
    ];

    /// <summary>The wording on the form; nothing for a code that there is none of.</summary>
    public static string? OfficialOf(string code) => All.FirstOrDefault(topic => topic.Code == code)?.Official;
}
