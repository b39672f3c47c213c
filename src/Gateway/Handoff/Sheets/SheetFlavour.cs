namespace Gateway.Handoff.Sheets;

/// <summary>What a use asks of a sheet: on which grounds it may leave, and which fields are left out of it whatever was agreed to.</summary>
/// <param name="Use">The use.</param>
/// <param name="Grounds">The grounds on which it may leave.</param>
/// <param name="LeavesOut">Fields that this use never carries.</param>
/// <param name="Secrecy">The key of the sentence about secrecy that stands on its print; nothing where the general one does.</param>
public sealed record SheetFlavour(UseKind Use, IReadOnlySet<LegalBasis> Grounds, IReadOnlySet<SheetField> LeavesOut, string? Secrecy)
{
    // Those who sit at a table discuss what somebody needs. Reaching the person is for one body, which gets a sheet of its own.
    private static readonly Lazy<IReadOnlySet<SheetField>> s_atATable = new(() => new HashSet<SheetField>
    {
        SheetFields.Name, SheetFields.NameKana, SheetFields.BirthDate, SheetFields.Address, SheetFields.PostalCode, SheetFields.Contacts, SheetFields.TranscriptRef,
    });

    // In an emergency others need what helps now.
    private static readonly Lazy<IReadOnlySet<SheetField>> s_atOnce = new(() => new HashSet<SheetField>
    {
        SheetFields.WorkSchool, SheetFields.Economy, SheetFields.Connections, SheetFields.Loneliness, SheetFields.Ucla3, SheetFields.Strengths,
        SheetFields.PreferredStaff, SheetFields.StaffPreferenceNote, SheetFields.TranscriptRef,
    });

    /// <summary>The flavour of a use.</summary>
    public static SheetFlavour Of(UseKind use) => use switch
    {
        UseKind.Handoff => new(use, On(LegalBasis.Consent, LegalBasis.Law, LegalBasis.Life, LegalBasis.Children, LegalBasis.PublicDuty), Nothing, null),
        UseKind.JointSupport => new(use, On(LegalBasis.Consent), Nothing, null),
        UseKind.SupportConference => new(use, On(LegalBasis.Consent, LegalBasis.SupportConference), s_atATable.Value, "secrecy.supportConference"),
        UseKind.MultilayerConference => new(use, On(LegalBasis.Consent), s_atATable.Value, "secrecy.multilayerConference"),
        UseKind.RegionalCouncil => new(use, On(LegalBasis.Consent), s_atATable.Value, "secrecy.regionalCouncil"),
        UseKind.Emergency => new(use, On(LegalBasis.Consent, LegalBasis.Law, LegalBasis.Life, LegalBasis.Children), s_atOnce.Value, null),
    };

    private static IReadOnlySet<SheetField> Nothing => new HashSet<SheetField>();

    private static HashSet<LegalBasis> On(params LegalBasis[] grounds) => [.. grounds];
}
