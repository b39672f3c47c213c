using Gateway.Handoff.Sheets;

namespace Gateway.Handoff;

/// <summary>What holds for hand-offs on another ground than consent (APPI Art. 27 (1), Social Welfare Act Art. 106-6). Pure.</summary>
public static class GroundRules
{
    /// <summary>The grounds on which a sheet may leave without consent: what its use allows.</summary>
    public static IReadOnlyList<LegalBasis> Of(Sheet sheet)
    {
        var allowed = SheetFlavour.Of(sheet.Document.UseKind ?? UseKind.Handoff).Grounds;
        return [.. Enum.GetValues<LegalBasis>().Where(ground => ground != LegalBasis.Consent && allowed.Contains(ground))];
    }

    /// <summary>
    /// Whether the gateway says nothing of it to the person: when they do not know, and always with a notice that the law asks for, and with a public duty that
    /// asking would hinder. Whoever hurts a child may be the one who reads their phone (Child Abuse Prevention Act Art. 6 and 7).
    /// </summary>
    /// <param name="ground">On which ground.</param>
    /// <param name="personKnows">Whether the person knows of it.</param>
    public static bool IsQuiet(LegalBasis ground, bool personKnows) => !personKnows || ground is LegalBasis.Law or LegalBasis.PublicDuty;
}
