using System.Collections;
using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>Says what is wrong with a sheet, before the person is asked, before it leaves, and when a body answers. Pure.</summary>
public static class CheckSheet
{
    /// <summary>What must be mended before the person is asked about <paramref name="proposed"/>.</summary>
    public static IReadOnlyList<SheetProblem> BeforeAsking(Sheet sheet, IReadOnlySet<ConsentItem> proposed)
    {
        var problems = Forms(sheet);
        problems.AddRange(Missing(sheet, field => field.Part != SheetPart.Consent && Holds(field.Need, sheet) && IsAmong(field, proposed)));
        if (sheet.Person.AgeBand is >= AgeGroup.Under12 and <= AgeGroup.From16To17 && sheet.Consent.GuardianContactAllowed is null or YesNo.Unknown)
            problems.Add(new(SheetFields.GuardianContactAllowed, "required"));
        if (proposed.Contains(ConsentItem.Safety) && sheet.Safety.DoNotContact.Count == 0 && sheet.Safety.Kinds.Any(IsByAnotherPerson))
            problems.Add(new(SheetFields.DoNotContact, "required"));
        return problems;
    }

    /// <summary>What keeps a sheet from leaving.</summary>
    public static IReadOnlyList<SheetProblem> BeforeSending(SharedSheet shared)
    {
        var sheet = shared.Content;
        var problems = Forms(sheet);
        problems.AddRange(Missing(sheet, field => Holds(field.Need, sheet) && IsAmong(field, shared.Items) && !Flavour(sheet).LeavesOut.Contains(field)));
        if (sheet.Consent.LegalBasis is { } ground && !Flavour(sheet).Grounds.Contains(ground)) problems.Add(new(SheetFields.LegalBasis, "ground"));
        if (sheet.Consent.LegalBasis is not (null or LegalBasis.Consent) && sheet.Consent.NoConsentDecidedBy.Distinct(StringComparer.Ordinal).Count() < 2)
            problems.Add(new(SheetFields.NoConsentDecidedBy, "conflict"));
        if (sheet.Consent is { GivenAt: { } given, ValidUntil: { } until } && until < DateOnly.FromDateTime(given.ToOffset(TimeSpan.FromHours(9)).DateTime))
            problems.Add(new(SheetFields.ConsentValidUntil, "conflict"));
        return problems;
    }

    /// <summary>What is wrong with the answer of a body, as far as it has come.</summary>
    public static IReadOnlyList<SheetProblem> OfAnswer(Sheet sheet)
    {
        var problems = Forms(sheet);
        if (sheet.Answer is { Decision: Decision.Declined, DeclineReason: null }) problems.Add(new(SheetFields.BodyDeclineReason, "required"));
        if (sheet.Answer is { Decision: Decision.Accepted, DeclineReason: not null }) problems.Add(new(SheetFields.BodyDeclineReason, "conflict"));
        if (sheet.Answer is { Acknowledged: not null, AcknowledgedAt: null }) problems.Add(new(SheetFields.AckAt, "required"));
        return problems;
    }

    private static SheetFlavour Flavour(Sheet sheet) => SheetFlavour.Of(sheet.Document.UseKind ?? UseKind.Handoff);

    private static bool IsAmong(SheetField field, IReadOnlySet<ConsentItem> items) => field.Item is not { } item || items.Contains(item);

    private static bool IsByAnotherPerson(RiskKind kind) => kind is RiskKind.Abuse or RiskKind.DomesticViolence or RiskKind.SexualViolence;

    private static bool Holds(Need need, Sheet sheet) => need switch
    {
        Need.Always => true,
        Need.Unhurried => sheet.Document.UseKind != UseKind.Emergency,
        Need.Consented => sheet.Consent.LegalBasis is null or LegalBasis.Consent,
        Need.Unconsented => sheet.Consent.LegalBasis is not (null or LegalBasis.Consent),
        Need.Never or Need.Answered => false,
    };

    private static IEnumerable<SheetProblem> Missing(Sheet sheet, Func<SheetField, bool> isNeeded) =>
        SheetFields.All.Where(field => isNeeded(field) && field.IsEmptyIn(sheet)).Select(field => new SheetProblem(field, "required"));

    // What does not depend on who is to get it: lengths, counts, forms, and what contradicts itself.
    private static List<SheetProblem> Forms(Sheet sheet)
    {
        var problems = new List<SheetProblem>();
        foreach (var field in SheetFields.All)
        {
            var value = field.ValueIn(sheet);
            if (field.MaxCount is { } most && value is ICollection { Count: var count } && count > most) problems.Add(new(field, "too_many", most));
            var texts = value switch { string text => [text], IEnumerable<string> list => list, _ => [] };
            foreach (var text in texts)
            {
                if (field.MaxLength is { } letters && TidyText.Letters(text) > letters) problems.Add(new(field, "too_long", letters));
                if (!TidyText.IsTidy(text) || (value is not string && text.Length == 0)) problems.Add(new(field, "untidy"));
            }
        }

        problems.AddRange(SheetRules.Broken(sheet));
        return [.. problems.Distinct()];
    }
}
