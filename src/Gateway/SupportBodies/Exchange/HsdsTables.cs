using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Gateway.SupportBodies.Exchange;

/// <summary>HSDS as tables: a zip of CSV files that refer to one another by ids. They are put together to the same documents as the JSON has.</summary>
internal static class HsdsTables
{
    private const int MostFiles = 64;

    // Which table hangs below which, by which column, and what the member is called there.
    private static readonly Link[] s_links =
    [
        new("organization", "organizations", "service", "organization_id", "organization", One: true),
        new("program", "programs", "service", "program_id", "program", One: true),
        new("phone", "phones", "service", "service_id", "phones"),
        new("phone", "phones", "contact", "contact_id", "phones"),
        new("phone", "phones", "organization", "organization_id", "phones"),
        new("schedule", "schedules", "service", "service_id", "schedules"),
        new("schedule", "schedules", "service_at_location", "service_at_location_id", "schedules"),
        new("service_area", "service_areas", "service", "service_id", "service_areas"),
        new("language", "languages", "service", "service_id", "languages"),
        new("service_capacity", "service_capacity", "service", "service_id", "capacities"),
        new("unit", "units", "service_capacity", "unit_id", "unit", One: true),
        new("service_at_location", "service_at_location", "service", "service_id", "service_at_locations"),
        new("location", "locations", "service_at_location", "location_id", "location", One: true),
        new("address", "addresses", "location", "location_id", "addresses"),
        new("accessibility", "accessibility", "location", "location_id", "accessibility"),
        new("contact", "contacts", "service", "service_id", "contacts"),
        new("contact", "contacts", "organization", "organization_id", "contacts"),
        new("organization_identifier", "organization_identifiers", "organization", "organization_id", "organization_identifiers"),
        new("funding", "funding", "service", "service_id", "funding"),
        new("cost_option", "cost_options", "service", "service_id", "cost_options"),
        new("required_document", "required_documents", "service", "service_id", "required_documents"),
        new("url", "urls", "service", "service_id", "additional_urls"),
        new("attribute", "attributes", "service", "link_id", "attributes"),
        new("taxonomy_term", "taxonomy_terms", "attribute", "taxonomy_term_id", "taxonomy_term", One: true),
        new("metadata", "metadata", "service", "resource_id", "metadata"),
    ];

    private static readonly HashSet<string> s_numbers =
        ["minimum_age", "maximum_age", "latitude", "longitude", "interval", "count", "timezone", "available", "maximum", "extension", "year_incorporated", "amount"];

    /// <summary>The services of a zip, put together; what is wrong is among the problems.</summary>
    /// <param name="zip">The file.</param>
    /// <param name="file">Its name.</param>
    /// <param name="mostBytes">What it may unfold to.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<Node> Read(byte[] zip, string file, long mostBytes, List<ImportProblem> problems)
    {
        var tables = new Dictionary<string, IReadOnlyList<CsvRow>>(StringComparer.Ordinal);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostFiles) return Refused("too_many");
            foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)))
            {
                if (Unfold(entry, ref mostBytes) is not { } bytes) return Refused("too_long");
                if (TableOf(entry.Name) is { } table) tables[table] = ReadCsv.From(bytes, entry.Name, problems);
                else problems.Add(new Spot(entry.Name, 1, 0).Problem("", "unread_file", refused: false));
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            return Refused("not_a_directory");
        }

        if (!tables.TryGetValue("service", out var services)) return Refused("not_a_directory");
        var joined = new Joined(tables);
        return [.. services.Select(row => joined.NodeOf("service", row, 0))];

        IReadOnlyList<Node> Refused(string fault)
        {
            problems.Add(new Spot(file, 1, 0).Problem("services.csv", fault));
            return [];
        }
    }

    /// <summary>A zip with the tables of the services.</summary>
    public static byte[] Write(IEnumerable<JsonObject> services)
    {
        var rows = new Dictionary<string, Dictionary<string, Dictionary<string, string>>>(StringComparer.Ordinal);
        foreach (var service in services) Split("service", service, null, rows);
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (table, written) in rows.OrderBy(table => table.Key, StringComparer.Ordinal))
            {
                using var entry = archive.CreateEntry(FileOf(table), CompressionLevel.Optimal).Open();
                var columns = written.Values.SelectMany(row => row.Keys).Where(name => name != "id").Distinct().Order(StringComparer.Ordinal).Prepend("id").ToList();
                entry.Write(WriteCsv.Of(columns, written.Values));
            }
        }

        return stream.ToArray();
    }

    private static void Split(string table, JsonObject thing, (string Column, string Id)? parent, Dictionary<string, Dictionary<string, Dictionary<string, string>>> rows)
    {
        var id = thing["id"]?.ToString() ?? "";
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parent is { } above) row[above.Column] = above.Id;
        if (table == "attribute") row["link_entity"] = "service";
        foreach (var (name, value) in thing)
        {
            var link = s_links.FirstOrDefault(link => link.Parent == table && link.Member == name);
            if (value is null) continue;
            if (link is null) row[name] = value is JsonValue ? value.ToString() is var text && value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? text.ToLowerInvariant() : value.ToString() : value.ToJsonString(BodyJson.Options);
            else if (link.One && value is JsonObject one)
            {
                row[link.Column] = one["id"]?.ToString() ?? "";
                Split(link.Table, one, null, rows);
            }
            else if (value is JsonArray several)
            {
                foreach (var child in several.OfType<JsonObject>()) Split(link.Table, child, (link.Column, id), rows);
            }
        }

        // The same unit or organisation stands behind several bodies: one row.
        if (!rows.TryGetValue(table, out var of)) rows[table] = of = new(StringComparer.Ordinal);
        of[id] = row;
    }

    private static byte[]? Unfold(ZipArchiveEntry entry, ref long mostBytes)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            // What a zip says of its own size is not believed.
            if ((mostBytes -= read) < 0) return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static string FileOf(string table) => (s_links.FirstOrDefault(link => link.Table == table)?.File ?? table + "s") + ".csv";

    private static string? TableOf(string fileName)
    {
        var name = fileName[..^4].ToLowerInvariant();
        return name is "service" or "services" ? "service" : s_links.FirstOrDefault(link => link.Table == name || link.File == name || link.Table + "s" == name)?.Table;
    }

    private sealed record Link(string Table, string File, string Parent, string Column, string Member, bool One = false);

    // Rows by the column that names their parent, made at the first question.
    private sealed class Joined(Dictionary<string, IReadOnlyList<CsvRow>> tables)
    {
        private const int Deepest = 6;

        private readonly Dictionary<(string Table, string Column), ILookup<string, CsvRow>> _by = [];

        public Node NodeOf(string table, CsvRow row, int depth)
        {
            var links = depth >= Deepest ? [] : s_links.Where(link => link.Parent == table).ToList();
            var columns = s_links.Where(link => link.Table == table && !link.One).Select(link => link.Column).Concat(links.Where(link => link.One).Select(link => link.Column)).ToHashSet();
            var members = row.Cells.Where(cell => cell.Value.Value.Length > 0 && !columns.Contains(cell.Key) && !(table == "attribute" && cell.Key == "link_entity"))
                .ToDictionary(cell => cell.Key, cell => new Node(new Spot(row.File, row.Line, cell.Value.Column)) { Text = cell.Value.Value, IsBare = IsNumber(cell.Key, cell.Value.Value) }, StringComparer.Ordinal);
            foreach (var link in links)
            {
                var key = link.One ? row.Said(link.Column) : row.Said("id");
                if (key is null) continue;
                var found = Of(link.Table, link.One ? "id" : link.Column)[key].Select(child => NodeOf(link.Table, child, depth + 1)).ToList();
                if (found.Count == 0) continue;
                members[link.Member] = link.One ? found[0] : new Node(found[0].Spot) { Items = found };
            }

            return new Node(new Spot(row.File, row.Line, 0)) { Members = members };
        }

        private ILookup<string, CsvRow> Of(string table, string column)
        {
            if (_by.TryGetValue((table, column), out var known)) return known;
            var rows = tables.GetValueOrDefault(table) ?? [];
            return _by[(table, column)] = rows.Where(row => row.Said(column) is not null).ToLookup(row => row.Said(column)!, StringComparer.Ordinal);
        }

        private static bool IsNumber(string name, string text) => s_numbers.Contains(name) && double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
    }
}
