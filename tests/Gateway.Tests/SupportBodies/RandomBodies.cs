using Gateway.SupportBodies;
using Gateway.SupportBodies.Hours;

namespace Gateway.Tests.SupportBodies;

/// <summary>Random good entries, with everything that files trip over: quotes, commas, line breaks, wide letters, leading zeros.</summary>
internal sealed class RandomBodies(int seed)
{
    private static readonly string[] s_words =
        ["ひだまり", "相談室", "\"引用\"", "a,b", "行\n改行", " 前に空白", "後に空白 ", "🌙夜", "ｶﾅ", "007", "1e5", "<b>", "O'Neill", "\\", ";", "true", "null", "十津川村", "\t表"];

    private readonly Random _random = new(seed);

    public SupportBody Next(int number, bool places = false)
    {
        var entry = new BodyEntry
        {
            Name = $"窓口{number} {Words(2)}".Trim(),
            NameKana = Maybe(() => "マドグチ"),
            NameEn = Maybe(() => "Desk " + number),
            RunBy = Maybe(() => "団体 " + Words(1).Trim()),
            CorporateNumber = Maybe(() => "7000012050002"),
            Kinds = places ? ["library"] : [.. Some(BodyKinds.All.Where(kind => !kind.WithholdsAddress).Select(kind => kind.Code).ToArray(), 3), "self_reliance"],
            Description = Maybe(() => Words(6)),
            Country = "JP",
            Nationwide = !places && _random.Next(5) == 0,
            Areas = places ? [new BodyArea("131016")] : [.. Some(["131016", "271004", "011002", "130001", "462209"], 3).Select(Area)],
            Hours = places ? Simple() : Hours(),
            MinimumAge = places ? null : MaybeNumber(() => _random.Next(0, 20)),
            MaximumAge = places ? null : MaybeNumber(() => _random.Next(20, 100)),
            Eligibility = places ? null : Maybe(() => Words(3)),
            Languages = places ? [] : [.. Some(["ja", "en", "vi", "zh-Hans", "pt"], 3)],
            Interpretation = places ? null : Maybe(() => Words(2)),
            Capacity = places || _random.Next(2) == 0 ? null : new BodyCapacity("床", _random.Next(1, 9)),
            Phone = Maybe(() => "000-0000-0001"),
            PublicEmail = Maybe(() => "info@example.jp"),
            Website = Maybe(() => "https://example.jp/?a=1&b=2"),
            Address = _random.Next(2) == 0 ? null : new BodyAddress("000-0001", "東京都", "千代田区", Words(1).Trim() + "1-2", Maybe(() => "3階"), 35.694003, 139.753595),
            HandoffEmail = places ? null : Maybe(() => "desk@example.jp"),
            Liaison = places ? null : MaybeLiaison(),
            Deputy = places ? null : MaybeLiaison(),
            Conditions = places ? null : Maybe(() => Words(3)),
            Preset = places || _random.Next(2) == 0 ? null : new BodyPreset(["age", "economy"], _random.Next(2) == 0 ? null : ["health"], Maybe(() => "joint_support")),
            HowToApply = places ? null : Maybe(() => Words(2)),
            TakesNotifications = !places && _random.Next(2) == 0,
            Council = places ? null : Maybe(() => "協議会"),
            Status = places ? BodyStatus.Active : (BodyStatus)_random.Next(3),
            Alert = places ? null : Maybe(() => Words(1)),
            VerifiedOn = places ? null : new DateOnly(2026, _random.Next(1, 13), 1),
        };
        if (!entry.Nationwide && entry.Areas.Count == 0) entry = entry with { Areas = [new BodyArea("131016")] };
        entry = entry with { Kinds = [.. entry.Kinds.Distinct()] };
        return new SupportBody("komorebi", new Gateway.Primitives.Ids(TimeProvider.System).New(), 1, entry, new BodyApproval("a", "b", 0), null, null, entry.Capacity is { } room ? _random.Next(room.Maximum + 1) : 0, 1_764_000_000_000);
    }

    private BodyArea Area(string code) => new(code, Maybe(() => "名 " + code), _random.Next(3) == 0 ? ["あおば台中学校区", "a,b \"c\""] : null);

    private OpeningHours Simple() => new() { Rules = [new HoursRule { ByDay = "TU,WE,SU", Opens = "09:30", Closes = "24:00" }], Note = Maybe(() => "第3月曜は休み"), Holidays = _random.Next(2) == 0 ? HolidayUse.AsUsual : HolidayUse.Closed };

    private OpeningHours Hours() => new()
    {
        Rules = [.. Some(new[]
        {
            new HoursRule { ByDay = "MO,TU,WE,TH,FR", Opens = "08:30", Closes = "17:15" }, new HoursRule { Freq = "MONTHLY", ByDay = "3SA,-1SU", Opens = "10:00", Closes = "12:00" },
            new HoursRule { Freq = "MONTHLY", ByMonthDay = "1,-1", Opens = "19:00", Closes = "05:00", ValidFrom = new DateOnly(2026, 4, 1), ValidTo = new DateOnly(2027, 3, 31) },
            new HoursRule { ByDay = "SA", Interval = 2, Start = new DateOnly(2026, 4, 4), Opens = "00:00", Closes = "24:00" },
        }, 3)],
        Exceptions = [.. Some(new[] { new HoursException(new(2026, 8, 13), new(2026, 8, 15)), new HoursException(new(2026, 12, 30), new(2026, 12, 30), "10:00", "24:00", "年末の窓口") }, 2)],
        Holidays = _random.Next(2) == 0 ? HolidayUse.AsUsual : HolidayUse.Closed,
        YearEndFrom = "12-29",
        YearEndTo = "01-03",
        Note = Maybe(() => Words(2)),
        TimeZone = _random.Next(6) == 0 ? "Europe/Lisbon" : OpeningHours.Japan,
    };

    private Liaison? MaybeLiaison() => _random.Next(2) == 0 ? null : new Liaison("もりた " + Words(1).Trim(), Maybe(() => "担当"), Maybe(() => "morita@example.jp"), Maybe(() => "000-0000-0002"));

    private string Words(int most) => "語" + string.Concat(Enumerable.Range(0, _random.Next(1, most + 1)).Select(_ => s_words[_random.Next(s_words.Length)])) + "尾";

    private string? Maybe(Func<string> text) => _random.Next(2) == 0 ? null : text();

    private int? MaybeNumber(Func<int> number) => _random.Next(2) == 0 ? null : number();

    private IEnumerable<T> Some<T>(IReadOnlyList<T> all, int most) => all.OrderBy(_ => _random.Next()).Take(_random.Next(most + 1));
}
