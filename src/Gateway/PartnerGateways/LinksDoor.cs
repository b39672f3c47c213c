using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.PartnerGateways;

/// <summary><c>/api/partner-gateways</c>: how the ways to partners' gateways are, and who is there.</summary>
internal static class LinksDoor
{
    /// <summary>Maps it.</summary>
    public static void MapLinks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/partner-gateways", List).RequireAuthorization(Policies.LookAfterSharing).WithSummary("The partners' gateways of one's organisation: whether they answer, by how much the clocks differ, who is there.");

    private static IResult List(HttpContext context, PartnerLinks links) => Results.Json(links.Of(context.User.AsStaff()!.Organisation).Select(one => ViewOf(one.Partner, one.Link)), ExchangeJson.Options);

    private static PartnerView ViewOf(PartnerGateway partner, PartnerLink link) =>
        new(partner.Id, partner.Name, partner.NameEn, partner.Address, partner.SigningKeyId, [.. partner.Keys.Select(key => key.Id)],
            Utc.FromMs(link.AnsweredAt), link.Fault, link.SecondsApart is { } apart ? Math.Round(apart, 1) : null, link.Availability);
}

/// <summary>A partner's gateway as those see it who look after sharing.</summary>
/// <param name="Id">Its short name.</param>
/// <param name="Name">What the organisation there is called.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Address">Where it answers.</param>
/// <param name="OurKeyId">With which key we sign.</param>
/// <param name="KeyIds">With which keys it may sign.</param>
/// <param name="AnsweredAt">When it last answered this node.</param>
/// <param name="Fault">Why the last call failed; left out when it did not.</param>
/// <param name="SecondsApart">By how much its clock is ahead of ours.</param>
/// <param name="Availability">Who is there; left out when that is not known.</param>
internal sealed record PartnerView(
    string Id, string Name, string? NameEn, string Address, string OurKeyId, IReadOnlyList<string> KeyIds, DateTimeOffset? AnsweredAt, string? Fault, double? SecondsApart, Availability? Availability);
