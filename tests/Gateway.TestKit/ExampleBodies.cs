using Gateway.SupportBodies;
using Gateway.SupportBodies.Hours;

namespace Gateway.TestKit;

/// <summary>Invented bodies of 架空県, with the traps that a directory must not fall into.</summary>
public static class ExampleBodies
{
    /// <summary>みなと野市.</summary>
    public const string Minatono = "992011";

    /// <summary>つき山市, which has no desk of its own.</summary>
    public const string Tsukiyama = "992020";

    /// <summary>架空県.</summary>
    public const string Prefecture = "990001";

    /// <summary>A desk of the city: open on weekdays.</summary>
    public static BodyEntry CityDesk => Desk("みなと野市 ふくし総合相談室", Minatono, "multi_agency", "comprehensive") with
    {
        Hours = Weekly("MO,TU,WE,TH,FR", "08:30", "17:15") with { YearEndFrom = "12-29", YearEndTo = "01-03" },
        Liaison = new Liaison("もりた", "連絡調整担当", "morita@minatono.example.jp", "000-0000-0001"),
        Deputy = new Liaison("いしい", "副担当", "ishii@minatono.example.jp"),
        Phone = "000-0000-0001",
        VerifiedOn = new DateOnly(2026, 10, 1),
    };

    /// <summary>Child guidance of the prefecture: round the clock, under 18, takes notices without consent.</summary>
    public static BodyEntry ChildGuidance => Desk("架空県 北部児童相談所", Prefecture, "child_guidance") with
    {
        Hours = Weekly("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00") with { Holidays = HolidayUse.AsUsual },
        MaximumAge = 17,
        TakesNotifications = true,
    };

    /// <summary>A refuge whose address nobody may learn.</summary>
    public static BodyEntry Refuge => Desk("架空県 女性相談支援センター", Prefecture, "women_support", "dv_shelter") with
    {
        Hours = Weekly("MO,TU,WE,TH,FR,SA,SU", "09:00", "20:00"),
        Address = new BodyAddress("000-0005", "架空県", "みなと野市", "ひみつ町1-2-3", "しずく荘"),
        AddressWithheld = true,
    };

    /// <summary>Only for one school district, and from 65.</summary>
    public static BodyEntry District => Desk("あおば台地域包括支援センター", Minatono, "elder_support") with
    {
        Areas = [new BodyArea(Minatono, "みなと野市", ["あおば台中学校区"])],
        Hours = Weekly("MO,TU,WE,TH,FR", "09:00", "17:30"),
        MinimumAge = 65,
    };

    /// <summary>At night, with three beds.</summary>
    public static BodyEntry NightWork => Desk("NPO法人 よるの灯", Minatono, "outreach") with
    {
        Hours = Weekly("MO,TU,WE,TH,FR,SA,SU", "19:00", "05:00") with { Holidays = HolidayUse.AsUsual },
        Capacity = new BodyCapacity("床", 3),
        MinimumAge = 10,
        MaximumAge = 29,
    };

    /// <summary>Counselling in five languages.</summary>
    public static BodyEntry Lounge => Desk("みなと野国際交流ラウンジ", Minatono, "foreign_residents") with { Hours = Weekly("MO,TU,WE,TH,FR,SA", "10:00", "18:00"), Languages = ["vi", "pt", "ne", "en", "zh"] };

    /// <summary>A place, to which no particulars ever go.</summary>
    public static BodyEntry Library => Desk("みなと野市立 中央図書館", Minatono, "library") with { HandoffEmail = null, Hours = Weekly("TU,WE,TH,FR,SA,SU", "09:30", "19:00") };

    /// <summary>A desk with an address for hand-offs.</summary>
    public static BodyEntry Desk(string name, string area, params string[] kinds) => new() { Name = name, Kinds = kinds, Areas = [new BodyArea(area)], HandoffEmail = "desk@example.jp" };

    /// <summary>One rule for every week.</summary>
    public static OpeningHours Weekly(string days, string opens, string closes) => new() { Rules = [new HoursRule { ByDay = days, Opens = opens, Closes = closes }] };

    /// <summary>A body that two people approved.</summary>
    public static SupportBody Approved(BodyEntry entry, int taken = 0) => new("komorebi", "id-" + entry.Name, 2, entry, new BodyApproval("staff-a", "staff-b", 0), null, null, taken, 0);
}
