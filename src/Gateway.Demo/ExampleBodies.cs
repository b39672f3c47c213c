using Gateway.SupportBodies;
using Gateway.SupportBodies.Hours;

namespace Gateway.Demo;

/// <summary>Twelve invented bodies of a prefecture that does not exist. Their numbers belong to nobody.</summary>
public static class ExampleBodies
{
    private const string Minatono = "992011", Tsukiyama = "992020", Southern = "992038", Sakuragawa = "993018", Coast = "993212", Prefecture = "990001";
    private const string Workdays = "MO,TU,WE,TH,FR", EveryDay = "MO,TU,WE,TH,FR,SA,SU";

    /// <summary>All of them, with the traps that a real directory has too: a hidden address, a school district, a house that opens at night, a town without a desk.</summary>
    public static IReadOnlyList<BodyEntry> All { get; } =
    [
        Desk("みなと野市 ふくし総合相談室", 1, ["multi_agency", "comprehensive"], Area(Minatono), Office("08:30", "17:15")) with
        {
            Description = "どこに相談したらよいか分からないことを、いっしょに整理します。支援会議の事務局です。", Conditions = "市内に住んでいて、危機または支援の必要があるとき",
            Liaison = new Liaison("もりた", "連絡調整担当", "morita@fukushi.example.jp"), Deputy = new Liaison("いしい", "副担当", "ishii@fukushi.example.jp"),
        },
        Desk("みなと野市 孤独・孤立対策課", 2, ["loneliness_coordination", "regional_council"], Area(Minatono), Office("08:30", "17:15")) with { Council = "みなと野市 孤独・孤立対策地域協議会" },
        Desk("みなと野くらしの自立相談センター", 3, ["self_reliance", "food_support"], Area(Minatono), Weekly("MO,TU,WE,TH,FR,SA", "09:00", "18:00")) with
        {
            RunBy = "みなと野市社会福祉協議会", Description = "住まい、家賃、借金、食べるもののこと。", Liaison = new Liaison("たなか", "主任相談支援員", "tanaka@kurashi.example.jp", "000-0000-0003"),
        },
        Desk("架空県 北部児童相談所", 4, ["child_guidance"], [new BodyArea(Minatono, "みなと野市"), new BodyArea(Sakuragawa, "さくら川町"), new BodyArea(Tsukiyama, "つき山市")], Always) with
        {
            MaximumAge = 17, TakesNotifications = true, Hours = Always with { Note = "夜間は当直につながります" },
        },
        Desk("架空県 女性相談支援センター", 5, ["women_support", "dv_shelter"], Area(Prefecture), Weekly(EveryDay, "09:00", "20:00") with { Holidays = HolidayUse.AsUsual }) with { AddressWithheld = true },
        Desk("あおば台地域包括支援センター", 6, ["elder_support"], [new BodyArea(Minatono, "みなと野市", ["あおば台中学校区"])], Office("09:00", "17:30")) with { MinimumAge = 65, Eligibility = "65歳以上の方と、そのご家族" },
        Desk("NPO法人 ひだまり舎", 7, ["ibasho", "participation"], [new BodyArea(Minatono, "みなと野市"), new BodyArea(Sakuragawa, "さくら川町")], Weekly("TU,TH,SA", "13:00", "20:00")) with
        {
            Description = "若い人の居場所です。見学はいつでもどうぞ。", MinimumAge = 15, MaximumAge = 39,
        },
        Desk("さくら川町社会福祉協議会", 8, ["community_building", "food_support", "welfare_council"], Area(Sakuragawa), Office("09:00", "17:00") with
        {
            Rules = [.. Office("09:00", "17:00").Rules, new HoursRule { Freq = "MONTHLY", ByDay = "2SA,4SA", Opens = "10:00", Closes = "12:00" }], Note = "第2・第4土曜はフードパントリー",
        }),
        Desk("架空県 ひきこもり地域支援センター「ゆるり」", 9, ["hikikomori_centre"], Area(Prefecture), Office("10:00", "17:00")) with { Description = "本人の方もご家族も。家族会は月に1回です。" },
        Desk("リンクワーカー室(つき山医院)", 10, ["link_worker"], Area(Tsukiyama), Weekly("WE,FR", "14:00", "17:00")) with { Description = "図書館、畑、合唱など、地域の活動をいっしょに探します。" },
        Desk("みなと野国際交流ラウンジ", 11, ["foreign_residents"], Area(Minatono), Weekly("MO,TU,WE,TH,FR,SA", "10:00", "18:00")) with { NameEn = "Minatono International Lounge", Languages = ["vi", "pt", "ne", "en", "zh"] },
        Desk("NPO法人 よるの灯", 12, ["outreach"], [new BodyArea(Southern, "しお風市"), new BodyArea(Coast, "なみ音町")], Weekly(EveryDay, "19:00", "05:00") with { Holidays = HolidayUse.AsUsual }) with
        {
            Description = "夜のまちで、いっしょに歩きます。", Eligibility = "10代から20代の女性", MinimumAge = 10, MaximumAge = 29, Capacity = new BodyCapacity("床", 3),
        },
    ];

    private static OpeningHours Always => Weekly(EveryDay, "00:00", "24:00") with { Holidays = HolidayUse.AsUsual };

    private static BodyArea[] Area(string code) =>
        [new(code, code switch { Prefecture => "架空県", Minatono => "みなと野市", Tsukiyama => "つき山市", _ => "さくら川町" })];

    private static OpeningHours Office(string opens, string closes) => Weekly(Workdays, opens, closes) with { YearEndFrom = "12-29", YearEndTo = "01-03" };

    private static OpeningHours Weekly(string days, string opens, string closes) => new() { Rules = [new HoursRule { ByDay = days, Opens = opens, Closes = closes }] };

    private static BodyEntry Desk(string name, int number, string[] kinds, IReadOnlyList<BodyArea> areas, OpeningHours hours) => new()
    {
        Name = name,
        Kinds = kinds,
        Areas = areas,
        Hours = hours,
        Phone = $"000-0000-{number:0000}",
        HandoffEmail = $"desk{number}@example.jp",
        VerifiedOn = new DateOnly(2026, 11, 1),
    };
}
