using Gateway.Consent;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Sheets;

/// <summary>
/// Which items a sheet for a kind of body proposes at first: the fewest with which that body can begin. A proposal is what the person is asked about;
/// nothing in it is switched on. What is delicate is never proposed by itself, and a place or a firm is told nothing at all.
/// </summary>
public static class SheetPreset
{
    // What anybody who is to speak with the person needs.
    private static readonly ConsentItem[] s_everybody = [ConsentItem.Name, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Wishes];

    private static readonly Dictionary<string, ConsentItem[]> s_further = new(StringComparer.Ordinal)
    {
        ["multi_agency"] = [ConsentItem.Address, ConsentItem.Supports],
        ["comprehensive"] = [ConsentItem.Address, ConsentItem.Supports],
        ["outreach"] = [ConsentItem.Address],
        ["loneliness_coordination"] = [ConsentItem.Address],
        ["regional_council"] = [],
        ["prefecture_desk"] = [ConsentItem.Address],
        ["self_reliance"] = [ConsentItem.Address, ConsentItem.Economy, ConsentItem.Housing],
        ["welfare_office"] = [ConsentItem.Address, ConsentItem.Economy, ConsentItem.Housing, ConsentItem.Supports],
        ["food_support"] = [ConsentItem.Address],
        ["elder_support"] = [ConsentItem.Age, ConsentItem.Address, ConsentItem.Supports],
        ["child_guidance"] = [ConsentItem.Age, ConsentItem.Address],
        ["young_carers"] = [ConsentItem.Age, ConsentItem.WorkSchool],
        ["maternity"] = [ConsentItem.Age, ConsentItem.Address],
        ["single_parents"] = [ConsentItem.Address, ConsentItem.Economy],
        ["women_support"] = [ConsentItem.Age],
        ["dv_shelter"] = [ConsentItem.Age],
        ["hikikomori_centre"] = [ConsentItem.Age, ConsentItem.Connections],
        ["hikikomori_station"] = [ConsentItem.Age, ConsentItem.Connections],
        ["youth_station"] = [ConsentItem.Age, ConsentItem.WorkSchool],
        ["foreign_residents"] = [ConsentItem.Accommodation],
        ["link_worker"] = [ConsentItem.Connections],
        ["occupational_health"] = [ConsentItem.WorkSchool],
    };

    private static readonly HashSet<string> s_places =
        ["ibasho", "children_cafeteria", "salon", "dementia_cafe", "library", "community_hall", "museum", "park", "facility", "firm"];

    /// <summary>
    /// The items proposed for one body: those of its kind, with what it needs and without what it never wants. What is delicate is not proposed even where the body
    /// needs it: the counsellor reads that it does, and chooses it with the person.
    /// </summary>
    /// <param name="bodyKind">The code of its kind.</param>
    /// <param name="use">What the sheet is made for.</param>
    /// <param name="preset">What the body itself says; nothing when it says nothing.</param>
    public static IReadOnlyList<ConsentItem> For(string bodyKind, UseKind use, BodyPreset? preset)
    {
        if (s_places.Contains(bodyKind)) return [];
        var items = For(bodyKind, use).Concat(Of(preset?.Needs)).Except(Of(preset?.Never)).Except(Of(preset?.Needs).Where(ConsentItems.Sensitive.Contains)).ToHashSet();
        return [.. ConsentItems.All.Where(items.Contains)];
    }

    /// <summary>The items that codes name; what is no item is left out.</summary>
    public static IReadOnlyList<ConsentItem> Of(IReadOnlyList<string>? codes) => [.. (codes ?? []).Select(ConsentItems.OfCode).OfType<ConsentItem>()];

    /// <summary>The items proposed for a kind of body, in the order of a page. Empty for those to which no particulars go.</summary>
    /// <param name="bodyKind">The code of the kind in the directory; of one that is not known: what anybody needs.</param>
    /// <param name="use">What the sheet is made for; a meeting is told neither how to reach the person nor where they live.</param>
    public static IReadOnlyList<ConsentItem> For(string bodyKind, UseKind use)
    {
        if (s_places.Contains(bodyKind)) return [];
        var items = s_everybody.Concat(s_further.GetValueOrDefault(bodyKind, [])).ToHashSet();
        if (use is UseKind.SupportConference or UseKind.MultilayerConference or UseKind.RegionalCouncil) items.ExceptWith([ConsentItem.Contact, ConsentItem.Address]);
        return [.. ConsentItems.All.Where(items.Contains)];
    }
}
