using System.Text.Json.Nodes;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>Something that the person told the guide, as a field of the sheet says it.</summary>
/// <param name="Key">The field.</param>
/// <param name="Value">As the sheet has it.</param>
/// <param name="Entry">Where they told it.</param>
/// <param name="Ja">In words.</param>
/// <param name="En">The same in English.</param>
internal sealed record ToldValue(string Key, JsonNode Value, long Entry, string Ja, string En);

/// <summary>
/// What a person tapped while they waited, offered to the counsellor who writes the sheet. It stands in no sheet until a counsellor takes it: what was
/// tapped in a hurry may be somebody else's age. Pure.
/// </summary>
internal static class ToldFacts
{
    private static readonly Dictionary<string, string> s_topics = new(StringComparer.Ordinal)
    {
        ["health"] = "health",
        ["family"] = "family",
        ["work_trouble"] = "trouble_at_work",
        ["income"] = "income",
        ["housing"] = "housing",
        ["withdrawal"] = "withdrawal",
        ["violence"] = "violence",
        ["food"] = "no_food",
        ["job_search"] = "finding_work",
        ["rent"] = "rent_and_loans",
        ["taxes"] = "taxes_and_bills",
        ["debt"] = "debt",
        ["community"] = "neighbours",
        ["childcare"] = "raising_children",
        ["caregiving"] = "care",
        ["other"] = "other",
    };

    private static readonly Dictionary<string, string> s_who = new(StringComparer.Ordinal)
    {
        ["self"] = "self",
        ["family"] = "family",
        ["friend"] = "acquaintance",
        ["supporter"] = "supporter",
    };

    // Who taps "70 or older" may be eighty: that is asked, not supposed.
    private static readonly Dictionary<string, string> s_ages = new(StringComparer.Ordinal)
    {
        ["u12"] = "under_12",
        ["12-15"] = "12_15",
        ["16-17"] = "16_17",
        ["18-19"] = "18_19",
        ["20s"] = "20s",
        ["30s"] = "30s",
        ["40s"] = "40s",
        ["50s"] = "50s",
        ["60s"] = "60s",
    };

    /// <summary>What can be offered, each field once, as it was told last.</summary>
    /// <param name="facts">The entries of the kind <see cref="EntryKinds.Facts"/> of a talk, in order.</param>
    public static IReadOnlyList<ToldValue> Of(IReadOnlyList<Entry> facts)
    {
        var told = new Dictionary<string, (string Value, long Entry)>(StringComparer.Ordinal);
        foreach (var entry in facts)
            foreach (var (name, value) in entry.Body.Facts ?? new Dictionary<string, string>()) told[name] = (value, entry.Number);
        // Somebody who writes for another has told where and how old they are themselves.
        var forThemselves = !told.TryGetValue("who", out var who) || who.Value == "self";
        return
        [
            .. Offered("who", SheetFields.ConsulteeRelation, value => s_who.GetValueOrDefault(value)),
            .. Offered("age", SheetFields.AgeBand, value => forThemselves ? s_ages.GetValueOrDefault(value) : null),
            .. Offered("area", SheetFields.AreaCode, value => forThemselves && int.TryParse(value, out _) ? PrefectureOf(value)?.Text : null),
            .. Offered("topics", SheetFields.MainTopic, s_topics.GetValueOrDefault),
            .. Offered("topics", SheetFields.Topics, value => s_topics.GetValueOrDefault(value), many: true),
        ];

        IEnumerable<ToldValue> Offered(string name, SheetField field, Func<string, string?> of, bool many = false)
        {
            if (!told.TryGetValue(name, out var one) || of(one.Value) is not { } code) yield break;
            JsonNode value = many ? new JsonArray(code) : JsonValue.Create(code);
            var sheet = SheetDraft.Empty.With(field, Confirmed.Said(value, one.Entry, "guide")).Sheet;
            yield return new ToldValue(field.Key, value, one.Entry, SheetWords.Of("ja", field, sheet)!, SheetWords.Of("en", field, sheet)!);
        }
    }

    // The guide keeps a prefecture's two digits; its code has a digit to check it by.
    private static AreaCode? PrefectureOf(string digits) =>
        digits.Length != 2 ? null : Enumerable.Range(0, 10).Select(check => AreaCode.Find($"{digits}000{check}")).FirstOrDefault(code => code is not null);
}
