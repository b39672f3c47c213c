using System.Collections.Frozen;

namespace Gateway.SupportBodies;

/// <summary>A kind of body (種別).</summary>
/// <param name="Code">Stands in records, files and on the wire; never changes.</param>
/// <param name="Ja">Its name in Japanese.</param>
/// <param name="En">Its name in English.</param>
/// <param name="MayReceive">False: a place or a firm of which people are told, and to which no particulars ever go.</param>
/// <param name="WithholdsAddress">Its address is withheld unless somebody says otherwise.</param>
public sealed record BodyKind(string Code, string Ja, string En, bool MayReceive = true, bool WithholdsAddress = false);

/// <summary>All kinds: the bodies that the government papers on loneliness name, and the places where people meet.</summary>
public static class BodyKinds
{
    /// <summary>What an imported facility is when nobody says what it is.</summary>
    public const string Facility = "facility";

    /// <summary>All of them; those that may receive first.</summary>
    public static IReadOnlyList<BodyKind> All { get; } =
    [
        new("multi_agency", "多機関協働事業者", "Multi-agency coordination"),
        new("comprehensive", "包括的相談支援事業者", "Comprehensive counselling support"),
        new("community_building", "地域づくり事業者", "Community building"),
        new("participation", "参加支援事業者", "Support to take part"),
        new("outreach", "アウトリーチ等を通じた継続的支援事業者", "Outreach and lasting support"),
        new("loneliness_coordination", "孤独・孤立対策調整機関", "Coordination body on loneliness"),
        new("regional_council", "孤独・孤立対策地域協議会", "Regional council on loneliness"),
        new("prefecture_desk", "都道府県の孤独・孤立対策担当", "Prefecture’s desk on loneliness"),
        new("self_reliance", "自立相談支援機関", "Self-reliance support"),
        new("welfare_office", "福祉事務所", "Welfare office"),
        new("welfare_council", "社会福祉協議会", "Council of social welfare"),
        new("food_support", "食料支援", "Food support"),
        new("elder_support", "地域包括支援センター", "Community support centre for older people"),
        new("child_guidance", "児童相談所", "Child guidance centre"),
        new("young_carers", "ヤングケアラー支援", "Support for young carers"),
        new("maternity", "妊産婦支援", "Support around birth"),
        new("single_parents", "ひとり親支援", "Support for single parents"),
        new("women_support", "女性相談支援センター", "Women’s support centre"),
        new("dv_shelter", "DV被害者支援・シェルター", "Shelter from violence", WithholdsAddress: true),
        new("hikikomori_centre", "ひきこもり地域支援センター", "Centre for people in social withdrawal"),
        new("hikikomori_station", "ひきこもり支援ステーション", "Station for people in social withdrawal"),
        new("youth_station", "地域若者サポートステーション", "Work support for young people"),
        new("foreign_residents", "外国人相談", "Counselling for foreign residents"),
        new("link_worker", "社会的処方・リンクワーカー", "Social prescribing, link worker"),
        new("medical", "医療機関", "Medical institution"),
        new("occupational_health", "産業保健スタッフ", "Occupational health staff"),
        new("other_desk", "その他の相談窓口", "Other desk"),
        new("ibasho", "居場所", "Place to be", MayReceive: false),
        new("children_cafeteria", "子ども食堂", "Children’s cafeteria", MayReceive: false),
        new("salon", "通いの場", "Meeting place", MayReceive: false),
        new("dementia_cafe", "認知症カフェ", "Dementia café", MayReceive: false),
        new("library", "図書館", "Library", MayReceive: false),
        new("community_hall", "公民館", "Community hall", MayReceive: false),
        new("museum", "博物館", "Museum", MayReceive: false),
        new("park", "公園", "Park", MayReceive: false),
        new(Facility, "公共施設", "Public facility", MayReceive: false),
        new("firm", "企業", "Firm", MayReceive: false),
    ];

    /// <summary>The kinds by which a municipality answers for its people itself, the nearest first; then its prefecture.</summary>
    public static IReadOnlyList<string> OfMunicipality { get; } = ["multi_agency", "loneliness_coordination", "welfare_office", "prefecture_desk"];

    private static readonly FrozenDictionary<string, BodyKind> s_byCode = All.ToFrozenDictionary(kind => kind.Code);

    /// <summary>The kind with this code; nothing when there is none.</summary>
    public static BodyKind? Find(string code) => s_byCode.GetValueOrDefault(code);

    /// <summary>The kind that is meant by a code or by its name in either language; nothing when there is none.</summary>
    public static BodyKind? Named(string text) =>
        Find(text) ?? All.FirstOrDefault(kind => kind.Ja == text || string.Equals(kind.En, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a body of these kinds can be a recipient at all: one of them is enough.</summary>
    public static bool MayReceive(IEnumerable<string> codes) => codes.Any(code => Find(code) is { MayReceive: true });
}
