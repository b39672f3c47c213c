using System.Globalization;

namespace Gateway.SupportBodies.Exchange;

/// <summary>What an import takes for granted where a file does not say it.</summary>
/// <param name="Kind">The kind of bodies that have none.</param>
/// <param name="Area">The area of bodies that have none.</param>
internal sealed record ImportOptions(string? Kind = null, string? Area = null);

/// <summary>Reads a service of Open Referral HSDS 3.x as a body. What it does not know is kept and goes out again.</summary>
internal static class HsdsReader
{
    public const string Scheme = "hsds";
    public const string LiaisonWord = "liaison";
    public const string DeputyWord = "deputy";

    /// <summary>The members of a service that are read; all others are kept as they are.</summary>
    public static IReadOnlySet<string> Members { get; } = new HashSet<string>
    {
        "id", "name", "status", "alternate_name", "description", "url", "email", "interpretation_services", "application_process", "eligibility_description", "minimum_age", "maximum_age",
        "assured_date", "alert", "last_modified", "organization", "phones", "schedules", "service_areas", "languages", "capacities", "service_at_locations", "contacts", "attributes",
    };

    /// <summary>The body; nothing, and a problem that says why, when it must be left out.</summary>
    public static ReadBody? Read(Node service, ImportOptions options, List<ImportProblem> problems)
    {
        var before = problems.Count(problem => problem.Refused);
        if (service.Members is null)
        {
            problems.Add(service.Spot.Problem("service", "not_a_directory"));
            return null;
        }

        foreach (var needed in new[] { "id", "name" })
        {
            if (service.Said(needed) is null) problems.Add(service.SpotOf(needed).Problem(needed, "missing"));
        }

        var extras = ExtrasOf(service);
        var entry = new BodyEntry
        {
            Name = service.Said("name") ?? "",
            NameEn = service.Said("alternate_name"),
            NameKana = extras.GetValueOrDefault("name_kana"),
            RunBy = service["organization"]?.Said("name") is { } runBy && runBy != service.Said("name") ? runBy : null,
            CorporateNumber = service["organization"]?.Several("organization_identifiers").FirstOrDefault(one => one.Said("identifier_scheme") == "JP-JCN" || one.Said("identifier_type") == "法人番号")?.Said("identifier"),
            Kinds = Kinds(service, options),
            Description = service.Said("description"),
            Website = service.Said("url"),
            PublicEmail = service.Said("email"),
            Phone = service.First("phones")?.Said("number"),
            Country = extras.GetValueOrDefault("country") ?? AddressNode(service)?.Said("country") ?? "JP",
            Interpretation = service.Said("interpretation_services"),
            HowToApply = service.Said("application_process"),
            Eligibility = service.Said("eligibility_description"),
            MinimumAge = Number(service, "minimum_age", problems),
            MaximumAge = Number(service, "maximum_age", problems),
            VerifiedOn = Day(service, "assured_date", problems),
            Alert = service.Said("alert"),
            Status = Status(service, problems),
            Languages = [.. service.Several("languages").Select(language => language.Said("code") ?? language.Said("name")).OfType<string>()],
            Capacity = Capacity(service, problems),
            Address = Address(service, problems),
            AddressWithheld = extras.ContainsKey("address_withheld"),
            Liaison = Contact(service, LiaisonWord),
            Deputy = Contact(service, DeputyWord),
            HandoffEmail = extras.GetValueOrDefault("handoff_email"),
            Conditions = extras.GetValueOrDefault("conditions"),
            Preset = Preset(extras),
            TakesNotifications = extras.ContainsKey("takes_notifications"),
            Council = extras.GetValueOrDefault("council"),
            Hours = HsdsHours.Read(service, extras, problems),
        };
        entry = WithAreas(entry, service, options);
        if (entry.Kinds.Any(kind => BodyKinds.Find(kind) is { WithholdsAddress: true })) entry = entry with { AddressWithheld = true };
        if (problems.Count(problem => problem.Refused) > before) return null;
        var id = service.Said("id")!;
        var read = new ReadBody(BodyIds.Of(Scheme, id), entry with { Source = new BodySource(Scheme, id, service["organization"]?.Said("id")) }, Taken(service, entry), service.Spot);
        return read with { Entry = read.Entry with { Others = HsdsWriter.Unread(service, read) } };
    }

    /// <summary>What HSDS has no field for, as attributes.</summary>
    public static IEnumerable<(string Name, string Value)> Extras(BodyEntry entry, bool forPartners)
    {
        (string, string?)[] all =
        [
            ("name_kana", entry.NameKana), ("country", entry.Country), ("council", entry.Council), ("address_withheld", entry.AddressWithheld ? "true" : null),
            ("takes_notifications", entry.TakesNotifications ? "true" : null), ("public_holidays", entry.Hours.Holidays),
            ("year_end", entry.Hours.YearEndFrom is { } from ? $"{from}/{entry.Hours.YearEndTo}" : null), ("time_zone", entry.Hours.TimeZone), ("hours_note", entry.Hours.Note),
            ("handoff_email", forPartners ? entry.HandoffEmail : null), ("conditions", forPartners ? entry.Conditions : null), ("sheet_needs", Joined(entry.Preset?.Needs)), ("sheet_never", Joined(entry.Preset?.Never)), ("sheet_use", entry.Preset?.Use),
        ];
        return all.Where(extra => extra.Item2 is { Length: > 0 }).Select(extra => (extra.Item1, extra.Item2!));
    }

    private static string? Joined(IReadOnlyList<string>? codes) => codes is { Count: > 0 } ? string.Join(';', codes) : null;

    private static BodyPreset? Preset(Dictionary<string, string> extras)
    {
        string[]? Codes(string name) => extras.GetValueOrDefault(name)?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var preset = new BodyPreset(Codes("sheet_needs"), Codes("sheet_never"), extras.GetValueOrDefault("sheet_use"));
        return preset == new BodyPreset() ? null : preset;
    }

    private static Dictionary<string, string> ExtrasOf(Node service)
    {
        var extras = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in service.Several("attributes"))
        {
            if (attribute.Said("link_type") is { } name && attribute.Said("value") is { } value) extras.TryAdd(name, value);
        }

        return extras;
    }

    private static List<string> Kinds(Node service, ImportOptions options)
    {
        var kinds = service.Several("attributes").Select(attribute => attribute["taxonomy_term"]).OfType<Node>()
            .Select(term => BodyKinds.Named(term.Said("code") ?? "") ?? BodyKinds.Named(term.Said("name") ?? "")).OfType<BodyKind>().Select(kind => kind.Code).Distinct().ToList();
        return kinds.Count > 0 ? kinds : [options.Kind ?? "other_desk"];
    }

    private static BodyEntry WithAreas(BodyEntry entry, Node service, ImportOptions options)
    {
        var areas = new List<BodyArea>();
        var nationwide = false;
        foreach (var area in service.Several("service_areas"))
        {
            var uri = area.Said("uri") ?? "";
            if (uri == HsdsWriter.JapanUri) nationwide = true;
            else if (uri.Length >= 6 && uri[^6..].All(char.IsAsciiDigit))
                areas.Add(new BodyArea(uri[^6..], area.Said("name"), area.Said("extent_type") == "text" && area.Said("extent") is { } tags ? tags.Split('\n') : null));
        }

        if (areas.Count == 0 && !nationwide && options.Area is { } usual) areas.Add(new BodyArea(usual));
        return entry with { Areas = areas, Nationwide = nationwide };
    }

    private static Node? AddressNode(Node service) => service.First("service_at_locations")?["location"]?.First("addresses");

    private static BodyAddress? Address(Node service, List<ImportProblem> problems)
    {
        if (service.First("service_at_locations")?["location"] is not { } location) return null;
        var address = AddressNode(service);
        return new BodyAddress(
            address?.Said("postal_code"), address?.Said("state_province"), address?.Said("city"), address?.Said("address_1"), address?.Said("address_2"),
            Degrees(location, "latitude", problems), Degrees(location, "longitude", problems));
    }

    private static Liaison? Contact(Node service, string role) => service.Several("contacts").FirstOrDefault(contact => contact.Said("department") == role) is { } contact
        ? new Liaison(contact.Said("name") ?? "", contact.Said("title"), contact.Said("email"), contact.First("phones")?.Said("number"))
        : null;

    private static BodyCapacity? Capacity(Node service, List<ImportProblem> problems) =>
        service.First("capacities") is { } capacity && Number(capacity, "maximum", problems) is { } maximum
            ? new BodyCapacity(capacity["unit"]?.Said("name") ?? "人", maximum)
            : null;

    private static int? Taken(Node service, BodyEntry entry) =>
        entry.Capacity is { } capacity && int.TryParse(service.Several("capacities")[0].Said("available"), NumberStyles.None, CultureInfo.InvariantCulture, out var available)
            ? Math.Max(0, capacity.Maximum - available)
            : null;

    private static BodyStatus Status(Node service, List<ImportProblem> problems)
    {
        switch (service.Said("status"))
        {
            case null or "active": return BodyStatus.Active;
            case "inactive" or "defunct": return BodyStatus.Inactive;
            case "temporarily closed": return BodyStatus.TemporarilyClosed;
            case var other:
                problems.Add(service.SpotOf("status").Problem("status", "unknown", other));
                return BodyStatus.Inactive;
        }
    }

    private static int? Number(Node node, string name, List<ImportProblem> problems)
    {
        if (node.Said(name) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && number is >= -1_000_000 and <= 1_000_000) return (int)number;
        problems.Add(node.SpotOf(name).Problem(name, "format", text));
        return null;
    }

    private static double? Degrees(Node node, string name, List<ImportProblem> problems)
    {
        if (node.Said(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)) return degrees;
        problems.Add(node.SpotOf(name).Problem(name, "format", text));
        return null;
    }

    internal static DateOnly? Day(Node node, string name, List<ImportProblem> problems)
    {
        if (node.Said(name) is not { } text) return null;
        // Some write a moment where a day is asked for.
        if (DateOnly.TryParseExact(text.Length > 10 && text[10] == 'T' ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        problems.Add(node.SpotOf(name).Problem(name, "format", text));
        return null;
    }
}
