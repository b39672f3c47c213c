using System.Globalization;
using Gateway.SupportBodies.Hours;

namespace Gateway.SupportBodies.Exchange;

/// <summary>
/// The facility tables of municipalities (自治体標準オープンデータセット, 公共施設一覧 and its kin; the older 推奨データセット too): places of which people are told.
/// Every column of a row is kept, and goes out again.
/// </summary>
internal static class Facilities
{
    public const string Scheme = "facility";

    private const string Days = "月火水木金土日";

    /// <summary>The columns that are written, in their order; those that a file had besides follow.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "全国地方公共団体コード", "ID", "地方公共団体名", "名称", "名称_カナ", "名称_英語", "所在地_全国地方公共団体コード", "所在地_連結表記", "所在地_都道府県", "所在地_市区町村", "所在地_町字",
        "所在地_番地以下", "建物名等(方書)", "緯度", "経度", "電話番号", "連絡先メールアドレス", "郵便番号", "法人番号", "団体名", "利用可能曜日", "開始時間", "終了時間", "利用可能日時特記事項", "説明", "URL", "備考",
    ];

    /// <summary>The bodies of a table.</summary>
    public static ReadFile Read(byte[] bytes, string file, ImportOptions options)
    {
        var problems = new List<ImportProblem>();
        var rows = ReadCsv.From(bytes, file, problems);
        if (rows.Count > 0 && !rows[0].Cells.ContainsKey("名称"))
        {
            problems.Add(new Spot(file, 1, 0).Problem("名称", "no_header"));
            return new ReadFile([], problems);
        }

        return new ReadFile([.. rows.Select(row => Body(row, options, problems)).OfType<ReadBody>()], problems);
    }

    /// <summary>A table of bodies; those whose address is withheld have none in it.</summary>
    public static byte[] Write(IEnumerable<SupportBody> bodies)
    {
        var rows = bodies.Select(RowOf).ToList();
        var more = rows.SelectMany(row => row.Keys).Where(name => !Columns.Contains(name)).Distinct().Order(StringComparer.Ordinal);
        return WriteCsv.Of([.. Columns, .. more], rows);
    }

    /// <summary>One row as a body; nothing, and a problem, when it must be left out.</summary>
    internal static ReadBody? Body(CsvRow row, ImportOptions options, List<ImportProblem> problems)
    {
        var before = problems.Count(problem => problem.Refused);
        string? Said(params string[] names) => names.Select(name => row.Said(name)?.Trim()).FirstOrDefault(text => text is { Length: > 0 });
        var name = Said("名称");
        if (name is null) problems.Add(row.SpotOf("名称").Problem("名称", "missing"));
        var owner = Code(row, options, problems, "全国地方公共団体コード", "都道府県コード又は市区町村コード");
        var area = row.Said("所在地_全国地方公共団体コード") is null ? owner : Code(row, options, problems, "所在地_全国地方公共団体コード");
        if (area is null && problems.Count(problem => problem.Refused) == before) problems.Add(row.SpotOf("全国地方公共団体コード").Problem("全国地方公共団体コード", "missing"));
        var street = string.Concat(row.Said("所在地_町字"), row.Said("所在地_番地以下"));
        var address = new BodyAddress(
            Said("郵便番号"), Said("所在地_都道府県", "都道府県名"), Said("所在地_市区町村", "市区町村名"), street.Length > 0 ? street : Said("所在地_連結表記", "住所"), Said("建物名等(方書)", "方書"),
            Degrees(row, "緯度", problems), Degrees(row, "経度", problems));
        var corporate = Said("法人番号");
        if (corporate is not null && !CheckEntry.IsCorporateNumber(corporate))
        {
            problems.Add(row.SpotOf("法人番号").Problem("法人番号", "kept_as_note", corporate, refused: false));
            corporate = null;
        }

        if (problems.Count(problem => problem.Refused) > before) return null;
        // Many tables have no ids: then the name at its address is one.
        var id = $"{owner}/{Said("ID", "NO") ?? $"{name} {address.Prefecture}{address.City}{address.Street}"}";
        var kind = options.Kind is { } given && BodyKinds.Find(given) is { MayReceive: false } ? given : BodyKinds.Facility;
        var entry = new BodyEntry
        {
            Name = name!,
            NameKana = Said("名称_カナ"),
            NameEn = Said("名称_英語"),
            RunBy = Said("団体名"),
            CorporateNumber = corporate,
            Kinds = [kind],
            Areas = [new BodyArea(area!)],
            Address = address,
            Phone = Said("電話番号", "連絡先電話番号"),
            PublicEmail = Email(row, problems),
            Website = Site(row, problems),
            Description = Said("説明"),
            Hours = Hours(row, problems),
            Source = new BodySource(Scheme, id.Length > 500 ? id[..500] : id),
            Others = row.Cells.Where(cell => cell.Value.Value.Length > 0).ToDictionary(cell => cell.Key, cell => cell.Value.Value),
        };
        return new ReadBody(BodyIds.Of(Scheme, id), entry, null, new Spot(row.File, row.Line, 0));
    }

    private static Dictionary<string, string> RowOf(SupportBody body)
    {
        var entry = body.Entry;
        var row = entry.Source is { Scheme: Scheme } && !entry.AddressWithheld ? entry.Others.ToDictionary() : [];
        if (row.Count > 0)
        {
            var cells = row.ToDictionary(cell => cell.Key, cell => (cell.Value, 0));
            var then = Body(new CsvRow("", 0, cells), new ImportOptions(entry.Kinds[0]), []);
            // Nothing has changed since: the row goes out as it came in.
            if (then is not null && BodyChanges.Same(HsdsWriter.Public(then.Entry), HsdsWriter.Public(entry))) return row;
        }

        void Put(string column, string? value) => row[column] = value ?? "";
        var address = entry.AddressWithheld ? null : entry.Address;
        var area = entry.Areas.Count > 0 ? entry.Areas[0].Code : "";
        row.TryAdd("全国地方公共団体コード", area);
        row.TryAdd("ID", body.Id);
        Put("名称", entry.Name);
        Put("名称_カナ", entry.NameKana);
        Put("名称_英語", entry.NameEn);
        Put("所在地_全国地方公共団体コード", area);
        Put("所在地_連結表記", address is null ? null : $"{address.Prefecture}{address.City}{address.Street}");
        Put("所在地_都道府県", address?.Prefecture);
        Put("所在地_市区町村", address?.City);
        Put("所在地_町字", null);
        Put("所在地_番地以下", address?.Street);
        Put("建物名等(方書)", address?.Building);
        Put("緯度", address?.Latitude?.ToString("R", CultureInfo.InvariantCulture));
        Put("経度", address?.Longitude?.ToString("R", CultureInfo.InvariantCulture));
        Put("電話番号", entry.Phone);
        Put("連絡先メールアドレス", entry.PublicEmail);
        Put("郵便番号", address?.PostalCode);
        Put("法人番号", entry.CorporateNumber);
        Put("団体名", entry.RunBy);
        var rule = entry.Hours.Rules.Count == 1 && entry.Hours.Rules[0] is { Freq: "WEEKLY", Interval: 1 } only ? only : null;
        Put("利用可能曜日", rule is null ? null : string.Concat(Days.Where((_, i) => rule.ByDay.Contains(HoursRule.DayNames[(i + 1) % 7], StringComparison.Ordinal))) + (entry.Hours.Holidays == HolidayUse.AsUsual ? "祝" : ""));
        Put("開始時間", rule?.Opens);
        Put("終了時間", rule?.Closes);
        Put("利用可能日時特記事項", entry.Hours.Note);
        Put("説明", entry.Description);
        Put("URL", entry.Website);
        return row;
    }

    // A table program takes the zero in front away, or somebody the check digit: what proves itself is mended, and told.
    private static string? Code(CsvRow row, ImportOptions options, List<ImportProblem> problems, params string[] columns)
    {
        var column = columns.FirstOrDefault(name => row.Said(name) is not null) ?? columns[0];
        if (row.Said(column)?.Trim() is not { } text) return options.Area;
        var code = text.Normalize(System.Text.NormalizationForm.FormKC);
        var fault = AreaCode.Read(code, out _);
        if (fault == AreaCodeFault.None) return code;
        if (code.Length == 5 && code.All(char.IsAsciiDigit))
        {
            var mended = AreaCode.Find("0" + code) is { } padded ? padded.Text : AreaCode.Find(AreaCode.WithCheckDigit(code))?.Text;
            if (mended is not null)
            {
                problems.Add(row.SpotOf(column).Problem(column, "repaired", $"{text} → {mended}", refused: false));
                return mended;
            }
        }

        problems.Add(row.SpotOf(column).Problem(column, fault switch { AreaCodeFault.CheckDigit => "check_digit", AreaCodeFault.NoSuchPrefecture => "unknown", _ => "format" }, text));
        return null;
    }

    private static double? Degrees(CsvRow row, string column, List<ImportProblem> problems)
    {
        if (row.Said(column)?.Trim() is not { Length: > 0 } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= (column == "緯度" ? 90 : 180)) return degrees;
        problems.Add(row.SpotOf(column).Problem(column, "kept_as_note", text, refused: false));
        return null;
    }

    private static string? Email(CsvRow row, List<ImportProblem> problems)
    {
        if (row.Said("連絡先メールアドレス")?.Trim() is not { Length: > 0 } text) return null;
        if (CheckEntry.IsEmail(text)) return text;
        problems.Add(row.SpotOf("連絡先メールアドレス").Problem("連絡先メールアドレス", "kept_as_note", text, refused: false));
        return null;
    }

    private static string? Site(CsvRow row, List<ImportProblem> problems)
    {
        if (row.Said("URL")?.Trim() is not { Length: > 0 } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return text;
        problems.Add(row.SpotOf("URL").Problem("URL", "kept_as_note", text, refused: false));
        return null;
    }

    private static OpeningHours Hours(CsvRow row, List<ImportProblem> problems)
    {
        var (days, opens, closes) = (row.Said("利用可能曜日")?.Trim(), row.Said("開始時間") ?? row.Said("利用開始時間"), row.Said("終了時間") ?? row.Said("利用終了時間"));
        var note = (row.Said("利用可能日時特記事項") ?? row.Said("利用可能時間特記事項"))?.Trim();
        if (days is null && opens is null && closes is null) return new OpeningHours { Note = note };
        var rule = new HoursRule { ByDay = ByDay(days), Opens = Time(opens) ?? "?", Closes = Time(closes) is "00:00" ? "24:00" : Time(closes) ?? "?" };
        if (rule.Fault() is null) return new OpeningHours { Rules = [rule], Note = note, Holidays = days?.Contains('祝', StringComparison.Ordinal) == true ? HolidayUse.AsUsual : HolidayUse.Closed };
        // What no rule can say is shown in the file's own words.
        var said = string.Join(" ", new[] { days, opens is null && closes is null ? null : $"{opens}–{closes}", note }.OfType<string>());
        problems.Add(row.SpotOf("利用可能曜日").Problem("利用可能曜日", "kept_as_note", said, refused: false));
        return new OpeningHours { Note = said };
    }

    // 月火水, 月・水, 月～金, 毎日.
    private static string ByDay(string? text)
    {
        if (text is null or "毎日" or "全日") return "MO,TU,WE,TH,FR,SA,SU";
        var plain = text.Replace("曜日", "", StringComparison.Ordinal).Replace("曜", "", StringComparison.Ordinal).Replace("祝日", "", StringComparison.Ordinal).Replace("祝", "", StringComparison.Ordinal);
        if (plain.Any(letter => !Days.Contains(letter, StringComparison.Ordinal) && !"～〜-－・,、 /".Contains(letter, StringComparison.Ordinal))) return "";
        var found = new SortedSet<int>();
        for (var i = 0; i < plain.Length; i++)
        {
            var day = Days.IndexOf(plain[i], StringComparison.Ordinal);
            if (day >= 0) found.Add(day);
            else if ("～〜-－".Contains(plain[i], StringComparison.Ordinal) && i > 0 && i + 1 < plain.Length && Days.IndexOf(plain[i - 1], StringComparison.Ordinal) is >= 0 and var from && Days.IndexOf(plain[i + 1], StringComparison.Ordinal) is var to && to > from)
                found.UnionWith(Enumerable.Range(from, to - from + 1));
        }

        return string.Join(',', found.Select(day => HoursRule.DayNames[(day + 1) % 7]));
    }

    private static string? Time(string? text) =>
        HoursRule.Clock(text?.Trim().Normalize(System.Text.NormalizationForm.FormKC)) is { } minutes ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}") : null;
}
