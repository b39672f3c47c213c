using System.Text.Json.Serialization;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Tells an administrator how many pushes their LINE accounts have left.</summary>
public static class ShowQuota
{
    /// <summary>Maps <c>GET /api/line/quota</c>.</summary>
    public static void MapLineQuota(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/line/quota", Show).RequireAuthorization(Policies.Administer)
            .WithName("LineQuota").WithSummary("How many pushes each LINE account of one's own organisation has left this month. Replies are not counted.");

    private static IResult Show(HttpContext context, WatchQuota quotas)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json([.. quotas.Of(context.User.AsStaff()!.Organisation).Select(QuotaOutlook.Of)], QuotaJson.Default.IReadOnlyListQuotaOutlook);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(UtcJson)])]
[JsonSerializable(typeof(IReadOnlyList<QuotaOutlook>))]
internal sealed partial class QuotaJson : JsonSerializerContext;
