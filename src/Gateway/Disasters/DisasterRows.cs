using System.Text.Json;
using Gateway.Records;

namespace Gateway.Disasters;

/// <summary>The SQL of the disaster mode. Nothing in it is about a person.</summary>
internal static class DisasterRows
{
    private const string Columns =
        "id, organisation, plan, begun_at AS BegunAt, begun_by AS BegunBy, ended_at AS EndedAt, ended_by AS EndedBy";

    public static Task InsertAsync(RecordsSession session, Disaster disaster) => session.ExecuteAsync(
        "INSERT INTO disaster (id, organisation, plan, ends_at, begun_at, begun_by, sets_apart) VALUES (@Id, @Organisation, @plan, @endsAt, @BegunAt, @BegunBy, @setsApart)",
        new { setsApart = disaster.SetsApart ? 1L : 0L, disaster.Id, disaster.Organisation, plan = JsonSerializer.Serialize(disaster.Plan, JsonSerializerOptions.Web), endsAt = disaster.Plan.EndsAt.ToUnixTimeMilliseconds(), disaster.BegunAt, disaster.BegunBy });

    /// <summary>Ends one that still holds. False: there is none.</summary>
    public static async Task<bool> EndAsync(RecordsSession session, string organisation, string id, string by, long now) => await session.ExecuteAsync(
        "UPDATE disaster SET ended_at = @now, ended_by = @by WHERE id = @id AND organisation = @organisation AND ended_at IS NULL AND ends_at > @now", new { organisation, id, by, now }) == 1;

    /// <summary>Lists a body first from now on, or not any more, of one that still holds. To say again what holds already is done.</summary>
    public static async Task<NamedBody> NameBodyAsync(RecordsSession session, string organisation, string id, string body, bool first, long now)
    {
        var row = await session.FindAsync<Row>(
            $"SELECT {Columns} FROM disaster WHERE id = @id AND organisation = @organisation AND ended_at IS NULL AND ends_at > @now" + session.ForUpdate, new { organisation, id, now });
        if (row?.Opened().Plan is not { } plan) return NamedBody.NotFound;
        var others = plan.Bodies.Where(one => one != body);
        var next = plan with { Bodies = first ? [.. others, body] : [.. others] };
        if (next.Bodies.Count > DisasterPlan.MostBodies) return NamedBody.TooMany;
        await session.ExecuteAsync("UPDATE disaster SET plan = @plan WHERE id = @id", new { id, plan = JsonSerializer.Serialize(next, JsonSerializerOptions.Web) });
        return NamedBody.Done;
    }

    /// <summary>Whether one of an organisation holds, as the caller's own transaction sees it.</summary>
    public static Task<bool> HoldsAsync(RecordsSession session, string organisation, string id, long now) => session.AnyAsync(
        "SELECT 1 FROM disaster WHERE id = @id AND organisation = @organisation AND ended_at IS NULL AND ends_at > @now LIMIT 1", new { organisation, id, now });

    /// <summary>Those of an organisation, newest first.</summary>
    public static async Task<IReadOnlyList<Disaster>> OfAsync(RecordsSession session, string organisation) =>
        [.. (await session.QueryAsync<Row>($"SELECT {Columns} FROM disaster WHERE organisation = @organisation ORDER BY begun_at DESC LIMIT 50", new { organisation })).Select(row => row.Opened())];

    /// <summary>Those of all organisations that have not ended.</summary>
    public static async Task<IReadOnlyList<Disaster>> HoldingAsync(RecordsSession session, long now) =>
        [.. (await session.QueryAsync<Row>($"SELECT {Columns} FROM disaster WHERE ended_at IS NULL AND ends_at > @now ORDER BY begun_at", new { now })).Select(row => row.Opened())];

    private sealed record Row(string Id, string Organisation, string Plan, long BegunAt, string BegunBy, long? EndedAt, string? EndedBy)
    {
        public Disaster Opened() => new(Id, Organisation, JsonSerializer.Deserialize<DisasterPlan>(Plan, JsonSerializerOptions.Web)!, BegunAt, BegunBy, EndedAt, EndedBy);
    }
}
