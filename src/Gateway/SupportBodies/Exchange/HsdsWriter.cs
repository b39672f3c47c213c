using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Primitives;
using Gateway.SupportBodies.Hours;

namespace Gateway.SupportBodies.Exchange;

/// <summary>Writes a body as a service of Open Referral HSDS 3.x. A withheld address is never in it.</summary>
internal static class HsdsWriter
{
    internal const string KindTaxonomy = "gateway-body-kinds";
    internal const string AreaUri = "urn:x-jp-lgcode:";
    internal const string JapanUri = "urn:iso:std:iso:3166:JP";

    /// <summary>The service.</summary>
    /// <param name="body">The body.</param>
    /// <param name="forPartners">With liaison, deputy, conditions and the address for hand-offs.</param>
    public static JsonObject Service(SupportBody body, bool forPartners)
    {
        var entry = body.Entry;
        var id = entry.Source is { Scheme: HsdsReader.Scheme } source ? source.Id : body.Id;
        var fresh = Fresh(body, id, forPartners);
        if (entry.AddressWithheld || !entry.Others.TryGetValue(HsdsReader.Scheme, out var kept) || JsonNode.Parse(kept) is not JsonObject raw) return fresh;
        // Nothing that we read has changed since: then it goes out as it came in, whatever else stands in it.
        var problems = new List<ImportProblem>();
        var then = ReadJson.From(System.Text.Encoding.UTF8.GetBytes(kept), "", problems) is { } node ? HsdsReader.Read(node, new ImportOptions(), problems) : null;
        if (!forPartners && then is not null && BodyChanges.Same(Public(then.Entry), Public(entry)) && (then.Taken ?? body.Taken) == body.Taken) return raw;
        foreach (var (name, value) in raw)
        {
            if (!HsdsReader.Members.Contains(name)) fresh[name] = value?.DeepClone();
        }

        return fresh;
    }

    /// <summary>The original of a service that says more than is read of it; nothing when all of it was read. A withheld address would stand in it: then it is not kept.</summary>
    internal static IReadOnlyDictionary<string, string> Unread(Node service, ReadBody read)
    {
        if (read.Entry.AddressWithheld || service.ToJson() is not { } original) return new Dictionary<string, string>();
        var body = new SupportBody("", read.Id, 0, read.Entry, null, null, null, read.Taken ?? 0, 0);
        var bare = Bare(original);
        if (JsonNode.DeepEquals(bare, Bare(Fresh(body, read.Entry.Source!.Id, forPartners: true))) || JsonNode.DeepEquals(bare, Bare(Fresh(body, read.Entry.Source.Id, forPartners: false))))
            return new Dictionary<string, string>();
        var text = original.ToJsonString(BodyJson.Options);
        return text.Length > CheckEntry.LargestOthers - HsdsReader.Scheme.Length ? new Dictionary<string, string>() : new Dictionary<string, string> { [HsdsReader.Scheme] = text };
    }

    // Without what changes by itself, and without what is empty.
    private static JsonNode? Bare(JsonNode? node) => node switch
    {
        JsonObject some => new JsonObject(some.Where(member => member.Key is not ("last_modified" or "updated") && !(member.Value is null || (member.Value is JsonValue value && value.ToString().Length == 0)))
            .Select(member => KeyValuePair.Create(member.Key, Bare(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Bare)]),
        _ => node?.DeepClone(),
    };

    internal static BodyEntry Public(BodyEntry entry) => entry with
    {
        HandoffEmail = null,
        Liaison = null,
        Deputy = null,
        Conditions = null,
        Source = null,
        Others = new Dictionary<string, string>(),
        Address = entry.AddressWithheld ? null : entry.Address,
    };

    private static JsonObject Fresh(SupportBody body, string id, bool forPartners)
    {
        var entry = body.Entry;
        var service = new JsonObject { ["id"] = id, ["name"] = entry.Name, ["status"] = Status(entry.Status) };
        Put(service, "alternate_name", entry.NameEn);
        Put(service, "description", entry.Description);
        Put(service, "url", entry.Website);
        Put(service, "email", entry.PublicEmail);
        Put(service, "interpretation_services", entry.Interpretation);
        Put(service, "application_process", entry.HowToApply);
        Put(service, "eligibility_description", entry.Eligibility);
        if (entry.MinimumAge is { } from) service["minimum_age"] = from;
        if (entry.MaximumAge is { } to) service["maximum_age"] = to;
        Put(service, "assured_date", Day(entry.VerifiedOn));
        Put(service, "alert", entry.Alert);
        service["last_modified"] = Utc.FromMs(body.ChangedAt).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        service["organization"] = Organization(entry, body.Id);
        if (entry.Phone is { } phone) service["phones"] = new JsonArray(new JsonObject { ["id"] = BodyIds.Part(body.Id, "phone"), ["number"] = phone, ["type"] = "voice" });
        Put(service, "schedules", [.. Schedules(entry.Hours, body.Id)]);
        Put(service, "service_areas", [.. Areas(entry, body.Id)]);
        Put(service, "languages", [.. entry.Languages.Select((code, i) => new JsonObject { ["id"] = BodyIds.Part(body.Id, $"language/{i}"), ["name"] = code, ["code"] = code })]);
        if (entry.Capacity is { } capacity)
        {
            service["capacities"] = new JsonArray(new JsonObject
            {
                ["id"] = BodyIds.Part(body.Id, "capacity"),
                ["unit"] = new JsonObject { ["id"] = BodyIds.Part("unit", capacity.Unit), ["name"] = capacity.Unit },
                ["available"] = body.Room,
                ["maximum"] = capacity.Maximum,
                ["updated"] = service["last_modified"]!.DeepClone(),
            });
        }

        if (entry is { AddressWithheld: false, Address: { } address }) service["service_at_locations"] = new JsonArray(At(address, entry, body.Id));
        if (forPartners) Put(service, "contacts", [.. Contacts(entry, body.Id)]);
        service["attributes"] = new JsonArray([.. Attributes(entry, body.Id, forPartners)]);
        return service;
    }

    private static JsonObject Organization(BodyEntry entry, string bodyId)
    {
        var organization = new JsonObject
        {
            ["id"] = entry.Source?.RunById ?? BodyIds.Part(bodyId, "organization"),
            ["name"] = entry.RunBy ?? entry.Name,
            ["description"] = entry.RunBy ?? entry.Name,
        };
        if (entry.CorporateNumber is { } number)
        {
            organization["organization_identifiers"] = new JsonArray(new JsonObject
            {
                ["id"] = BodyIds.Part(bodyId, "identifier"),
                ["identifier_scheme"] = "JP-JCN",
                ["identifier_type"] = "法人番号",
                ["identifier"] = number,
            });
        }

        return organization;
    }

    private static IEnumerable<JsonNode?> Schedules(OpeningHours hours, string bodyId)
    {
        for (var i = 0; i < hours.Rules.Count; i++)
        {
            var rule = hours.Rules[i];
            var schedule = new JsonObject { ["id"] = BodyIds.Part(bodyId, $"schedule/{i}"), ["freq"] = rule.Freq, ["interval"] = rule.Interval };
            Put(schedule, "byday", rule.ByDay);
            Put(schedule, "bymonthday", rule.ByMonthDay);
            Put(schedule, "dtstart", Day(rule.Start));
            Put(schedule, "valid_from", Day(rule.ValidFrom));
            Put(schedule, "valid_to", Day(rule.ValidTo));
            Put(schedule, "opens_at", rule.Opens);
            Put(schedule, "closes_at", rule.Closes);
            yield return schedule;
        }

        for (var i = 0; i < hours.Exceptions.Count; i++)
        {
            var exception = hours.Exceptions[i];
            var schedule = new JsonObject { ["id"] = BodyIds.Part(bodyId, $"exception/{i}"), ["valid_from"] = Day(exception.From), ["valid_to"] = Day(exception.To) };
            Put(schedule, "opens_at", exception.Opens);
            Put(schedule, "closes_at", exception.Closes);
            Put(schedule, "notes", exception.Note);
            yield return schedule;
        }
    }

    private static IEnumerable<JsonNode?> Areas(BodyEntry entry, string bodyId)
    {
        if (entry.Nationwide) yield return new JsonObject { ["id"] = BodyIds.Part(bodyId, "area/JP"), ["name"] = "日本全国", ["uri"] = JapanUri };
        for (var i = 0; i < entry.Areas.Count; i++)
        {
            var area = entry.Areas[i];
            var written = new JsonObject { ["id"] = BodyIds.Part(bodyId, $"area/{i}"), ["uri"] = AreaUri + area.Code };
            Put(written, "name", area.Name);
            if (area.Tags is { Count: > 0 } tags) (written["extent"], written["extent_type"]) = (string.Join('\n', tags), "text");
            yield return written;
        }
    }

    private static JsonObject At(BodyAddress address, BodyEntry entry, string bodyId)
    {
        var written = new JsonObject
        {
            ["id"] = BodyIds.Part(bodyId, "address"),
            ["address_1"] = address.Street ?? "",
            ["city"] = address.City ?? "",
            ["state_province"] = address.Prefecture ?? "",
            ["postal_code"] = address.PostalCode ?? "",
            ["country"] = entry.Country,
            ["address_type"] = "physical",
        };
        Put(written, "address_2", address.Building);
        var location = new JsonObject { ["id"] = BodyIds.Part(bodyId, "location"), ["location_type"] = "physical", ["name"] = entry.Name, ["addresses"] = new JsonArray(written) };
        if (address.Latitude is { } latitude) location["latitude"] = latitude;
        if (address.Longitude is { } longitude) location["longitude"] = longitude;
        return new JsonObject { ["id"] = BodyIds.Part(bodyId, "at"), ["location"] = location };
    }

    private static IEnumerable<JsonNode?> Contacts(BodyEntry entry, string bodyId)
    {
        foreach (var (role, contact) in new[] { (HsdsReader.LiaisonWord, entry.Liaison), (HsdsReader.DeputyWord, entry.Deputy) })
        {
            if (contact is null) continue;
            var written = new JsonObject { ["id"] = BodyIds.Part(bodyId, "contact/" + role), ["name"] = contact.Name, ["department"] = role };
            Put(written, "title", contact.Role);
            Put(written, "email", contact.Email);
            if (contact.Phone is { } phone) written["phones"] = new JsonArray(new JsonObject { ["id"] = BodyIds.Part(bodyId, $"contact/{role}/phone"), ["number"] = phone });
            yield return written;
        }
    }

    private static IEnumerable<JsonNode?> Attributes(BodyEntry entry, string bodyId, bool forPartners)
    {
        foreach (var kind in entry.Kinds.Select(BodyKinds.Find).OfType<BodyKind>())
        {
            yield return new JsonObject
            {
                ["id"] = BodyIds.Part(bodyId, "kind/" + kind.Code),
                ["link_type"] = "kind",
                ["taxonomy_term"] = new JsonObject { ["id"] = BodyIds.Part("kind", kind.Code), ["code"] = kind.Code, ["name"] = kind.Ja, ["description"] = kind.En, ["taxonomy"] = KindTaxonomy },
            };
        }

        foreach (var (name, value) in HsdsReader.Extras(entry, forPartners))
            yield return new JsonObject { ["id"] = BodyIds.Part(bodyId, "attribute/" + name), ["link_type"] = name, ["value"] = value };
    }

    private static string Status(BodyStatus status) => status switch { BodyStatus.Active => "active", BodyStatus.Inactive => "inactive", _ => "temporarily closed" };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Put(JsonObject into, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) into[name] = value;
    }

    private static void Put(JsonObject into, string name, JsonNode?[] items)
    {
        if (items.Length > 0) into[name] = new JsonArray(items);
    }
}
