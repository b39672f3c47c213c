using System.Text.Json.Nodes;
using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>The resources of a bundle. A part that has nothing to say is nothing.</summary>
internal sealed class FhirParts(SharedSheet shared, Func<string, string> urn)
{
    private readonly Sheet _sheet = shared.Content;

    /// <summary>つなぎ元.</summary>
    public JsonObject Sender() => Tidy(new()
    {
        ["resourceType"] = "Organization",
        ["active"] = true,
        ["name"] = _sheet.Sender.Name,
        ["telecom"] = _sheet.Sender.Contact is { } contact ? new JsonArray(new JsonObject { ["system"] = "other", ["value"] = contact }) : null,
        ["address"] = _sheet.Sender.Address is { } address ? new JsonArray(new JsonObject { ["text"] = address, ["country"] = "JP" }) : null,
    });

    /// <summary>つなぎ先.</summary>
    public JsonObject Recipient() => Tidy(new()
    {
        ["resourceType"] = "Organization",
        ["active"] = true,
        ["type"] = _sheet.Recipient.Kind is { } kind ? new JsonArray(Concept("body-kind", kind, kind)) : null,
        ["name"] = _sheet.Recipient.Name,
        ["contact"] = _sheet.Recipient.Liaison is { } liaison ? new JsonArray(new JsonObject { ["name"] = new JsonObject { ["text"] = liaison } }) : null,
    });

    /// <summary>本人, by the name to use.</summary>
    public JsonObject Patient()
    {
        var person = _sheet.Person;
        var names = new JsonArray();
        if (person.Name is { } name) names.Add(new JsonObject { ["use"] = "official", ["text"] = name });
        if (person.PreferredName is { } preferred) names.Add(new JsonObject { ["use"] = "nickname", ["text"] = preferred });
        return Tidy(new()
        {
            ["resourceType"] = "Patient",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "urn:handoff-sheet:document", ["value"] = _sheet.Document.Id }),
            ["name"] = names,
            ["telecom"] = new JsonArray([.. person.Contacts.Where(contact => contact.Value is not null).Select(Telecom)]),
            ["gender"] = person.Gender switch { Gender.Male => "male", Gender.Female => "female", Gender.Other => "other", Gender.Unanswered => "unknown", null => null },
            ["birthDate"] = person.BirthDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["address"] = person is { Address: null, AreaCode: null, PostalCode: null } ? null : new JsonArray(Tidy(new() { ["text"] = person.Address, ["district"] = person.AreaCode, ["postalCode"] = person.PostalCode, ["country"] = "JP" })),
            ["communication"] = new JsonArray([.. person.Languages.Select((tag, place) => new JsonObject { ["language"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "urn:ietf:bcp:47", ["code"] = tag }) }, ["preferred"] = place == 0 })]),
        });
    }

    /// <summary>相談者, where it is somebody else.</summary>
    public JsonObject? RelatedPerson() => _sheet.Person.ConsulteeRelation is not { } relation || relation == ConsulteeRelation.Self ? null : Tidy(new()
    {
        ["resourceType"] = "RelatedPerson",
        ["patient"] = Reference("person"),
        ["relationship"] = new JsonArray(Concept("consultee-relation", SheetJson.CodeOf(relation), _sheet.Person.RelationDetail ?? SheetTexts.Code("ja", relation))),
    });

    /// <summary>The answers to published scales, where they are shared.</summary>
    public JsonObject? Scales() => _sheet.Situation is { Loneliness: null, Ucla3: null } ? null : Tidy(new()
    {
        ["resourceType"] = "QuestionnaireResponse",
        ["questionnaire"] = "urn:handoff-sheet:loneliness",
        ["status"] = "completed",
        ["subject"] = Reference("person"),
        ["authored"] = _sheet.Document.CreatedAt is { } at ? JapanTime.Text(at) : null,
        ["item"] = new JsonArray([.. new[] { SheetFields.Loneliness, SheetFields.Ucla3 }.Where(field => field.In(_sheet) is not null)
            .Select(field => new JsonObject { ["linkId"] = field.Key, ["text"] = field.Label("ja"), ["answer"] = new JsonArray(new JsonObject { ["valueInteger"] = field.In(_sheet) }) })]),
    });

    /// <summary>同意, where there is one.</summary>
    public JsonObject? Consent()
    {
        var consent = _sheet.Consent;
        if (consent.LegalBasis is not LegalBasis.Consent) return null;
        return Tidy(new()
        {
            ["resourceType"] = "Consent",
            ["status"] = "active",
            ["scope"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/consentscope", ["code"] = "patient-privacy" }) },
            ["category"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://loinc.org", ["code"] = "59284-0" }) }),
            ["patient"] = Reference("person"),
            ["dateTime"] = consent.GivenAt is { } given ? JapanTime.Text(given) : null,
            ["organization"] = new JsonArray(Reference("sender")),
            ["policyRule"] = new JsonObject { ["text"] = "個人情報の保護に関する法律 第27条第1項" },
            ["provision"] = Tidy(new()
            {
                ["type"] = "permit",
                ["period"] = consent.ValidUntil is { } until ? new JsonObject { ["end"] = until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) } : null,
                ["actor"] = new JsonArray(new JsonObject
                {
                    ["role"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", ["code"] = "IRCP" }) },
                    ["reference"] = Reference("recipient"),
                }),
                ["code"] = new JsonArray([.. consent.Items.Select(item => Concept("consent-item", ConsentItems.CodeOf(item), SheetTexts.Of("ja", $"item.{ConsentItems.CodeOf(item)}")))]),
            }),
        });
    }

    /// <summary>What is asked for.</summary>
    public JsonObject ServiceRequest() => Tidy(new()
    {
        ["resourceType"] = "ServiceRequest",
        ["status"] = "active",
        ["intent"] = "order",
        ["priority"] = Priority(),
        ["code"] = _sheet.Wishes.ProposedSupport is { } support ? new JsonObject { ["text"] = support } : null,
        ["orderDetail"] = _sheet.Wishes.ProposedSupport is null ? null : Concepts("support-kind", _sheet.Wishes.SupportKinds),
        ["category"] = _sheet.Wishes.ProposedSupport is null ? Concepts("support-kind", _sheet.Wishes.SupportKinds) : null,
        ["subject"] = Reference("person"),
        ["occurrenceDateTime"] = _sheet.Wishes.Appointment is { } at ? JapanTime.Text(at) : null,
        ["authoredOn"] = _sheet.Document.CreatedAt is { } made ? JapanTime.Text(made) : null,
        ["requester"] = Reference("sender"),
        ["performer"] = new JsonArray(Reference("recipient")),
        ["reasonCode"] = Concepts("topic", _sheet.Situation.Topics),
        ["supportingInfo"] = _sheet.Situation is { Loneliness: null, Ucla3: null } ? null : new JsonArray(Reference("scales")),
        ["note"] = new JsonArray([.. s_told.Where(field => !field.IsEmptyIn(_sheet))
            .Select(field => new JsonObject { ["text"] = $"{field.Label("ja")}: {SheetWords.Of("ja", field, _sheet)}" })]),
    });

    /// <summary>Where it stands.</summary>
    public JsonObject Task()
    {
        var answer = _sheet.Answer;
        var (status, business) = Status(answer);
        return Tidy(new()
        {
            ["resourceType"] = "Task",
            ["status"] = status,
            ["statusReason"] = answer.DeclineReason is { } reason ? Concept("decline-reason", SheetJson.CodeOf(reason), SheetTexts.Code("ja", reason)) : null,
            ["businessStatus"] = new JsonObject { ["text"] = business },
            ["intent"] = "order",
            ["priority"] = Priority(),
            ["code"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://hl7.org/fhir/CodeSystem/task-code", ["code"] = "fulfill" }) },
            ["focus"] = Reference("request"),
            ["for"] = Reference("person"),
            ["authoredOn"] = _sheet.Document.CreatedAt is { } made ? JapanTime.Text(made) : null,
            ["lastModified"] = new[] { answer.FirstContactAt, answer.AcknowledgedAt, _sheet.Document.CreatedAt }.Max() is { } last ? JapanTime.Text(last) : null,
            ["requester"] = Reference("sender"),
            ["owner"] = Reference("recipient"),
            ["reasonCode"] = _sheet.Consent.LegalBasis is { } ground and not LegalBasis.Consent ? Concept("legal-basis", SheetJson.CodeOf(ground), _sheet.Consent.NoConsentReason ?? SheetTexts.Code("ja", ground)) : null,
            ["output"] = answer.Outcome is { } outcome
                ? new JsonArray(new JsonObject { ["type"] = new JsonObject { ["text"] = SheetFields.Outcome.Label("ja") }, ["valueCodeableConcept"] = Concept("outcome", SheetJson.CodeOf(outcome), SheetTexts.Code("ja", outcome)) })
                : null,
        });
    }

    private static readonly SheetField[] s_told =
    [
        SheetFields.OwnWords, SheetFields.Facts, SheetFields.Assessment, SheetFields.PersonWishes, SheetFields.Refusals, SheetFields.SafeContact, SheetFields.DoNotContact,
        SheetFields.Accommodations, SheetFields.AccommodationsNote, SheetFields.AgeBand, SheetFields.Household, SheetFields.Health, SheetFields.WorkSchool, SheetFields.Economy,
        SheetFields.Housing, SheetFields.HousingDetail, SheetFields.CurrentSupports, SheetFields.Connections, SheetFields.Strengths, SheetFields.RiskGrade, SheetFields.RiskReasons,
        SheetFields.RiskKinds, SheetFields.SafetyPlan, SheetFields.PreferredStaff, SheetFields.StaffPreferenceNote, SheetFields.WarmMethod, SheetFields.ContactHistory, SheetFields.Log,
    ];

    // 送付 requested, 受領 requested with its own business status, 受入 accepted, 返戻 rejected, connected completed.
    private static (string Status, string Business) Status(AnswerPart answer) => answer switch
    {
        { Outcome: SupportOutcome.Interrupted } => ("failed", "つながらず"),
        { Outcome: not null } => ("completed", "つながった"),
        { Decision: Decision.Declined } or { Acknowledged: Acknowledgement.Returned } => ("rejected", "返戻"),
        { FirstContactAt: not null } => ("in-progress", "面談調整"),
        { Decision: Decision.Accepted } => ("accepted", "受入"),
        { Acknowledged: Acknowledgement.Received } => ("requested", "受領"),
        _ => ("requested", "送付"),
    };

    private string? Priority() => _sheet.Document.Priority switch
    {
        Sheets.Priority.Normal => "routine",
        Sheets.Priority.Soon => "urgent",
        Sheets.Priority.Pressing => "asap",
        Sheets.Priority.Immediate => "stat",
        null => null,
    };

    private static JsonObject Telecom(ContactPoint contact) => new()
    {
        ["system"] = contact.Kind switch { ContactKind.Phone => "phone", ContactKind.Sms => "sms", ContactKind.Email => "email", ContactKind.Line or ContactKind.WebChat => "other" },
        ["value"] = contact.Value,
    };

    private JsonObject Reference(string role) => new() { ["reference"] = urn(role) };

    private static JsonArray Concepts<T>(string list, IEnumerable<T> codes) where T : struct, Enum =>
        new([.. codes.Select(code => Concept(list, SheetJson.CodeOf(code), SheetTexts.Code("ja", code)))]);

    private static JsonObject Concept(string list, string code, string text) => new()
    {
        ["coding"] = new JsonArray(new JsonObject { ["system"] = $"urn:handoff-sheet:{list}", ["code"] = code }),
        ["text"] = text,
    };

    // FHIR knows neither null nor empty lists.
    private static JsonObject Tidy(JsonObject json)
    {
        foreach (var name in json.Where(pair => pair.Value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 }).Select(pair => pair.Key).ToArray()) json.Remove(name);
        return json;
    }
}
