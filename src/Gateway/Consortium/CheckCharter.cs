using Gateway.Organisations;

namespace Gateway.Consortium;

/// <summary>Something in a charter or in terms that cannot be used.</summary>
/// <param name="Field">Which, as it is called in JSON.</param>
/// <param name="Code"><c>missing</c>, <c>too_long</c>, <c>unknown</c>, <c>too_few</c>, <c>too_many</c>, <c>twice</c>, <c>out_of_range</c> or <c>contradicts</c>.</param>
public sealed record ConsortiumFault(string Field, string Code);

/// <summary>Whether a charter can be signed. Pure.</summary>
public static class CheckCharter
{
    /// <summary>The longest name, purpose or address, in UTF-16 units.</summary>
    public const int LongestLine = 500;

    /// <summary>The longest agreement, in UTF-16 units.</summary>
    public const int LongestWords = 40_000;

    /// <summary>The most members.</summary>
    public const int MostMembers = 500;

    /// <summary>For how many years one is agreed at most.</summary>
    public const int MostYears = 5;

    /// <summary>Everything that is wrong with it.</summary>
    /// <param name="charter">What was proposed.</param>
    /// <param name="responsible">The organisation that proposes it, and answers for it.</param>
    /// <param name="organisations">Who there is on this gateway.</param>
    public static IEnumerable<ConsortiumFault> Faults(Charter charter, string responsible, OrganisationDirectory organisations)
    {
        foreach (var (field, text, longest) in Texts(charter))
        {
            if (string.IsNullOrWhiteSpace(text)) yield return new ConsortiumFault(field, "missing");
            else if (text.Length > longest) yield return new ConsortiumFault(field, "too_long");
        }

        if (!Enum.IsDefined(charter.Form)) yield return new ConsortiumFault("form", "unknown");
        if (charter.Members.Count < 2) yield return new ConsortiumFault("members", "too_few");
        if (charter.Members.Count > MostMembers) yield return new ConsortiumFault("members", "too_many");
        if (charter.Members.Distinct().Count() < charter.Members.Count) yield return new ConsortiumFault("members", "twice");
        if (!charter.Members.Contains(responsible)) yield return new ConsortiumFault("members", "missing");
        if (charter.Members.Any(id => id is null || organisations.FindOrganisation(id) is null or { Closed: true })) yield return new ConsortiumFault("members", "unknown");
        if (charter.Items.Any(item => !SharedItems.All.Contains(item))) yield return new ConsortiumFault("items", "unknown");
        if (SharedItems.Needed.Any(item => !charter.Items.Contains(item))) yield return new ConsortiumFault("items", "missing");
        if (charter.Items.Distinct().Count() < charter.Items.Count) yield return new ConsortiumFault("items", "twice");
        if (charter.Until < charter.From) yield return new ConsortiumFault("until", "contradicts");
        else if (charter.From.Year > 9000 || charter.Until > charter.From.AddYears(MostYears)) yield return new ConsortiumFault("until", "out_of_range");
        foreach (var fault in charter.Rules.Faults()) yield return fault with { Field = "rules." + fault.Field };
    }

    private static IEnumerable<(string Field, string Text, int Longest)> Texts(Charter charter) =>
    [
        ("name", charter.Name, LongestLine), ("nameEn", charter.NameEn, LongestLine), ("purpose", charter.Purpose, LongestLine), ("purposeEn", charter.PurposeEn, LongestLine),
        ("words", charter.Words, LongestWords), ("responsible.name", charter.Responsible.Name, LongestLine), ("responsible.address", charter.Responsible.Address, LongestLine),
        ("responsible.representative", charter.Responsible.Representative, LongestLine), ("responsible.contact", charter.Responsible.Contact, LongestLine),
    ];
}
