using System.Text.Json.Nodes;

namespace Gateway.SupportBodies.Exchange;

/// <summary>HSDS files: one document of JSON, or a zip of tables.</summary>
internal static class HsdsFile
{
    /// <summary>The bodies of a JSON document: a page of services or organisations, a list of either, or one of them.</summary>
    public static ReadFile FromJson(byte[] bytes, string file, ImportOptions options)
    {
        var problems = new List<ImportProblem>();
        if (ReadJson.From(bytes, file, problems) is not { } root) return new ReadFile([], problems);
        var things = root.Items ?? root["contents"]?.Items ?? root["services"]?.Items ?? root["service"]?.Items ?? (root.Members is null ? [] : [root]);
        if (things.Count == 0 && root["contents"] is null && root.Items is null) problems.Add(root.Spot.Problem("", "not_a_directory"));
        return Bodies(things.SelectMany(ServicesOf), options, problems);
    }

    /// <summary>The bodies of a zip of tables.</summary>
    public static ReadFile FromZip(byte[] bytes, string file, ImportOptions options, long mostBytes)
    {
        var problems = new List<ImportProblem>();
        return Bodies(HsdsTables.Read(bytes, file, mostBytes, problems), options, problems);
    }

    /// <summary>A page with all services on it, as an HSDS directory answers.</summary>
    public static byte[] Json(IReadOnlyList<SupportBody> bodies, bool forPartners)
    {
        var page = new JsonObject
        {
            ["total_items"] = bodies.Count,
            ["total_pages"] = 1,
            ["page_number"] = 1,
            ["size"] = bodies.Count,
            ["first_page"] = true,
            ["last_page"] = true,
            ["empty"] = bodies.Count == 0,
            ["contents"] = new JsonArray([.. bodies.Select(body => HsdsWriter.Service(body, forPartners))]),
        };
        return System.Text.Encoding.UTF8.GetBytes(page.ToJsonString(new System.Text.Json.JsonSerializerOptions(BodyJson.Options) { WriteIndented = true }));
    }

    /// <summary>A zip with the tables.</summary>
    public static byte[] Zip(IEnumerable<SupportBody> bodies, bool forPartners) => HsdsTables.Write(bodies.Select(body => HsdsWriter.Service(body, forPartners)));

    // An organisation carries its services; each of them is told whose it is.
    private static IEnumerable<Node> ServicesOf(Node thing)
    {
        if (thing["services"]?.Items is not { } services) return [thing];
        var organisation = new Node(thing.Spot) { Members = thing.Members!.Where(member => member.Key is not "services").ToDictionary() };
        return services.Select(service => service.Members is null || service["organization"] is not null
            ? service
            : new Node(service.Spot) { Members = new Dictionary<string, Node>(service.Members) { ["organization"] = organisation } });
    }

    private static ReadFile Bodies(IEnumerable<Node> services, ImportOptions options, List<ImportProblem> problems) =>
        new([.. services.Select(service => HsdsReader.Read(service, options, problems)).OfType<ReadBody>()], problems);
}
