using System.Text;
using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Handoff.Sheets;

namespace Gateway.TestKit.Handoff;

/// <summary>Invented sheets by chance, each value one that its field can have. The same seed makes the same sheet.</summary>
public sealed class RandomSheets(int seed)
{
    private static readonly string[] s_words =
    [
        "寮を出る", "眠れない", "家賃", "きょうは雨", "ひとりで", "話せる人がいない", "café", "O'Neil", "\"quoted\"", "<b>&amp;", "a,b;c", "=1+1", "@sum", "-2", "👨‍👩‍👧", "𠮷野家",
        "é", "ｶﾅ", "100%", "\\", "\n", "、", "。", "Đà Nẵng", "नमस्ते", "ありがとう", "　",
    ];

    private static readonly string[] s_areas = ["992011", "992020", "993018", "990001", "011002", "131016"];

    private readonly Random _random = new(seed);

    /// <summary>A sheet in which every field is filled in.</summary>
    public Sheet Full() => Make(_ => true);

    /// <summary>A sheet in which any field may be missing.</summary>
    public Sheet Any() => Make(_ => _random.Next(3) > 0);

    /// <summary>A sheet that may leave, as its receiver gets it.</summary>
    public SharedSheet Shared() => SharedOf().Shared;

    /// <summary>The same, with the whole sheet that it was cut from.</summary>
    public (Sheet Whole, SharedSheet Shared) SharedOf()
    {
        var full = Full();
        var use = Of(Enum.GetValues<UseKind>());
        var ground = Of([.. SheetFlavour.Of(use).Grounds.Order()]);
        var whole = full with
        {
            Document = full.Document with { UseKind = use },
            Consent = ground == LegalBasis.Consent
                ? full.Consent with { LegalBasis = ground, NoConsentReason = null, NoConsentDecidedBy = [] }
                : new ConsentPart { LegalBasis = ground, NoConsentReason = Text(150), NoConsentDecidedBy = ["スーパーバイザー はら", "相談員 あおい"] },
        };
        return (whole, whole.Only(Items().Append(ConsentItem.Name), sayWhatIsMissing: _random.Next(2) == 0));
    }

    /// <summary>Any of the items.</summary>
    public HashSet<ConsentItem> Items() => [.. ConsentItems.All.Where(_ => _random.Next(2) == 0)];

    private Sheet Make(Func<SheetField, bool> isFilled)
    {
        var json = new JsonObject();
        foreach (var field in SheetFields.All)
        {
            if (!isFilled(field)) continue;
            var value = Value(field);
            if (field.Key.Split('.') is [var outer, var inner])
                (json[outer] as JsonObject ?? (JsonObject)(json[outer] = new JsonObject())!)[inner] = value;
            else
                json[field.Key] = value;
        }

        return Mended(SheetJson.Read(json));
    }

    // What has to fit other fields.
    private static Sheet Mended(Sheet sheet) => sheet with
    {
        Person = sheet.Person with { BirthDate = sheet.Person.BirthDate is null ? null : new DateOnly(1994, 4, 1), AgeBand = sheet.Person.BirthDate is null ? sheet.Person.AgeBand : AgeGroup.Thirties },
        Situation = sheet.Situation is { MainTopic: { } main, Topics: { Count: > 0 } topics } && !topics.Contains(main)
            ? sheet.Situation with { MainTopic = topics[0] }
            : sheet.Situation,
        Consent = sheet.Consent with { NotShared = [], Released = [], Items = [] },
    };

    private JsonNode? Value(SheetField field) => field.Key switch
    {
        "documentId" => Guid.CreateVersion7(Moment()).ToString(),
        "formatVersion" => Sheet.Format,
        "recipient.kind" => "self_reliance",
        "areaCode" or "recipient.areaCode" => Of(s_areas),
        "postalCode" => "00000" + _random.Next(10, 99),
        "consent.language" => Of("ja", "ja-simple", "vi", "zh-Hans"),
        "languages" => new JsonArray("ja", "vi"),
        "withdrawUrl" => "https://chat.example.jp/consent",
        "consentValidUntil" => "2027-12-24",
        "connections.loneliness" => _random.Next(1, 6),
        "connections.ucla3" => _random.Next(3, 13),
        "acquisitionStory" => new JsonObject { ["way"] = Code(typeof(AcquisitionWay)), ["text"] = Text(60) },
        "contacts" => new JsonArray(
            new JsonObject { ["kind"] = "sms", ["value"] = "000-0000-00" + _random.Next(10, 99), ["note"] = Text(15) }, new JsonObject { ["kind"] = "line" }),
        "safeContact" => new JsonObject
        {
            ["by"] = Code(typeof(ContactKind)),
            ["times"] = Text(30),
            ["introduceAs"] = Text(30),
            ["voicemail"] = Code(typeof(YesNo)),
            ["householdMayKnow"] = Code(typeof(YesNo)),
            ["note"] = Text(40),
        },
        "contactHistory" => new JsonObject
        {
            ["from"] = "2026-11-20",
            ["to"] = "2026-11-22",
            ["times"] = _random.Next(1, 20),
            ["channels"] = Codes(typeof(ContactKind)),
        },
        "log" => new JsonArray([.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => new JsonObject { ["at"] = MomentText(), ["by"] = Text(15), ["what"] = Text(50) })]),
        _ => ByType(field),
    };

    private JsonNode? ByType(SheetField field)
    {
        var type = Nullable.GetUnderlyingType(field.Type) ?? field.Type;
        if (type == typeof(string)) return Text(field.MaxLength!.Value);
        if (type == typeof(DateTimeOffset)) return MomentText();
        if (type == typeof(DateOnly)) return "1994-04-01";
        if (type.IsEnum) return Code(type);
        if (type == typeof(IReadOnlyList<ConsentItem>)) return new JsonArray();
        if (type == typeof(IReadOnlyList<string>)) return new JsonArray([.. Enumerable.Range(0, _random.Next(2, field.MaxCount!.Value + 1)).Select(_ => (JsonNode?)Text(field.MaxLength!.Value))]);
        return type.GetGenericArguments() is [{ IsEnum: true } code] ? Codes(code) : throw new NotSupportedException($"No values are known for {field.Key}.");
    }

    private string Code(Type list) => SheetJson.CodeOf(Of([.. SheetJson.CodesOf(list)]));

    private JsonArray Codes(Type list)
    {
        var all = SheetJson.CodesOf(list);
        var some = all.Where(_ => _random.Next(2) == 0).DefaultIfEmpty(all[0]).Take(5);
        return new JsonArray([.. some.Select(code => JsonValue.Create(SheetJson.CodeOf(code)))]);
    }

    // Never longer than the limit, never empty, never untidy.
    private string Text(int letters)
    {
        var text = new StringBuilder();
        var wanted = _random.Next(1, letters + 1);
        while (TidyText.Letters(text.ToString()) < wanted) text.Append(Of(s_words));
        var cut = string.Concat(text.ToString().EnumerateRunes().Take(wanted));
        return TidyText.Of(cut) is { Length: > 0 } tidy ? tidy : "あ";
    }

    private DateTimeOffset Moment() => new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.FromHours(9)).AddMinutes(_random.Next(100_000));

    private string MomentText() => Moment().ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    private T Of<T>(params T[] values) => values[_random.Next(values.Length)];
}
