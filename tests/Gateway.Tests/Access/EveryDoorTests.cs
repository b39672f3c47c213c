using System.Reflection;
using Gateway.ConsoleHub;
using Gateway.Organisations;
using Gateway.TestKit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Access;

/// <summary>Every endpoint and hub method, with the policy it must have. A new one without a line here fails.</summary>
public sealed class EveryDoorTests
{
    private const string Open = "open to everybody";

    private static readonly Dictionary<string, string> Doors = new()
    {
        ["POST /api/session"] = Open,
        ["DELETE /api/session"] = Open,
        ["GET /api/session"] = Policies.Staff,
        ["GET /api/conversations/{id}/entries"] = Policies.Counsel,
        ["GET /api/conversations/{id}/attachments/{attachmentId}"] = Policies.Counsel,
        ["GET /api/line/quota"] = Policies.Administer,
        ["GET /api/bodies"] = Policies.Staff,
        ["GET /api/bodies/kinds"] = Policies.Staff,
        ["GET /api/bodies/{id}"] = Policies.Staff,
        ["POST /api/bodies/import"] = Policies.KeepBodies,
        ["GET /api/bodies/export"] = Policies.KeepBodies,
        ["POST /api/bodies"] = Policies.KeepBodies,
        ["PUT /api/bodies/{id}"] = Policies.KeepBodies,
        ["POST /api/bodies/{id}/report"] = Policies.KeepBodies,
        ["POST /api/bodies/{id}/approve"] = Policies.KeepBodies,
        ["POST /api/bodies/{id}/decline"] = Policies.KeepBodies,
        ["POST /api/bodies/{id}/disable"] = Policies.KeepBodies,
        ["POST /api/bodies/{id}/enable"] = Policies.KeepBodies,
        ["POST /api/bodies/{id}/address"] = Policies.KeepBodies,
        ["GET /api/bodies/{id}/way-in"] = Policies.KeepBodies,
        ["PUT /api/bodies/{id}/way-in"] = Policies.KeepBodies,
        ["DELETE /api/bodies/{id}/way-in"] = Policies.KeepBodies,
        ["GET /api/sheets/fields"] = Policies.Counsel,
        ["GET /api/conversations/{id}/company"] = Policies.Counsel,
        ["POST /api/conversations/{id}/company/{referral}"] = Policies.Counsel,
        ["POST /api/conversations/{id}/company/{seat}/end"] = Policies.Counsel,
        ["POST /api/conversations/{id}/company/{seat}/hand-over"] = Policies.Counsel,
        ["GET /api/company"] = Policies.Counsel,
        ["GET /api/conversations/{id}/sheets"] = Policies.Counsel,
        ["POST /api/conversations/{id}/sheets"] = Policies.Counsel,
        ["PUT /api/conversations/{id}/sheets/{sheetId}"] = Policies.Counsel,
        ["POST /api/conversations/{id}/sheets/{sheetId}/question"] = Policies.Counsel,
        ["POST /api/conversations/{id}/questions/{consentId}/take-back"] = Policies.Counsel,
        ["GET /api/conversations/{id}/questions/{consentId}/words"] = Policies.Counsel,
        ["POST /api/conversations/{id}/questions/{consentId}/heard"] = Policies.Counsel,
        ["POST /channels/line/{account}/webhook"] = Open,
        ["POST /channels/sms/{account}/events"] = Open,
        ["OPTIONS /channels/sms/{account}/events"] = Open,
        ["POST /channels/twilio/{account}/messages"] = Open,
        ["POST /channels/twilio/{account}/status"] = Open,
        // Each asks for a token of the bot's itself, and is closed unless an organisation has such a bot.
        ["GET /bots/.well-known/openid-configuration"] = Open,
        ["GET /bots/.well-known/keys"] = Open,
        ["POST /bots/{organisation}/oauth2/v2.0/token"] = Open,
        ["POST /bots/{organisation}/v3/conversations/{talk}/activities"] = Open,
        ["POST /bots/{organisation}/v3/conversations/{talk}/activities/{activityId}"] = Open,
        ["PUT /bots/{organisation}/v3/conversations/{talk}/activities/{activityId}"] = Open,
        ["DELETE /bots/{organisation}/v3/conversations/{talk}/activities/{activityId}"] = Open,
        ["GET /bots/{organisation}/v3/conversations/{talk}/members"] = Open,
        ["GET /bots/{organisation}/v3/conversations/{talk}/members/{memberId}"] = Open,
        ["GET /bots/{organisation}/v3/conversations/{talk}/pagedmembers"] = Open,
        ["GET /bots/{organisation}/v3/conversations/{talk}/activities/{activityId}/members"] = Open,
        ["GET /api/conversations/{id}/stories"] = Policies.Counsel,
        ["POST /api/conversations/{id}/stories"] = Policies.Counsel,
        ["GET /api/stories"] = Policies.UseStories,
        ["GET /api/stories/export"] = Policies.UseStories,
        ["GET /api/disasters"] = Policies.Staff,
        ["POST /api/disasters"] = Policies.KeepRoster,
        ["PUT /api/disasters/{id}/bodies/{body}"] = Policies.KeepRoster,
        ["DELETE /api/disasters/{id}/bodies/{body}"] = Policies.KeepRoster,
        ["POST /api/disasters/{id}/end"] = Policies.KeepRoster,
        ["GET /api/wishes/me"] = Policies.Counsel,
        ["PUT /api/wishes/me"] = Policies.Counsel,
        ["GET /api/wishes/figures"] = Policies.KeepRoster,
        ["GET /api/checks"] = Policies.Supervise,
        ["GET /api/checks/{id}"] = Policies.Supervise,
        ["POST /api/checks/{id}"] = Policies.Supervise,
        ["POST /api/conversations/{id}/sheets/{sheetId}/proposal"] = Policies.Counsel,
        ["GET /api/proposals"] = Policies.Supervise,
        ["GET /api/proposals/{id}"] = Policies.Supervise,
        ["POST /api/proposals/{id}"] = Policies.Supervise,
        ["POST /api/referrals/{id}/told"] = Policies.Supervise,
        ["GET /api/data-requests"] = Policies.Supervise,
        ["POST /api/data-requests"] = Policies.Counsel,
        ["POST /api/data-requests/{id}/decision"] = Policies.Supervise,
        ["GET /api/data-requests/{id}/file"] = Policies.Supervise,
        ["GET /api/data-requests/{id}/page"] = Policies.Supervise,
        ["GET /api/referrals/everybody"] = Policies.Supervise,
        ["GET /api/unmet-needs"] = Policies.Supervise,
        ["POST /api/conversations/{id}/unmet-need"] = Policies.Counsel,
        ["GET /api/referrals"] = Policies.Counsel,
        ["GET /api/referrals/{id}"] = Policies.Counsel,
        ["POST /api/referrals/{id}/offer"] = Policies.Counsel,
        ["POST /api/referrals/together"] = Policies.Counsel,
        ["POST /api/referrals/{id}/answer"] = Policies.Counsel,
        ["POST /api/referrals/{id}/stop"] = Policies.Counsel,
        // The desk of a support body: each asks for the cookie that a link and a code give, or is the way to it.
        ["GET /desk"] = Open,
        ["GET /desk/invited/{link}"] = Open,
        ["POST /desk/invited/{link}"] = Open,
        ["GET /api/bodies/{id}/accounts"] = Policies.KeepBodyAccounts,
        ["DELETE /api/bodies/{id}/accounts/{account}"] = Policies.KeepBodyAccounts,
        ["POST /api/bodies/{id}/invitations"] = Policies.KeepBodyAccounts,
        ["DELETE /api/bodies/{id}/invitations/{invitation}"] = Policies.KeepBodyAccounts,
        ["GET /desk/sign-in"] = Open,
        ["POST /desk/sign-in"] = Open,
        ["GET /desk/go/{link}"] = Open,
        ["POST /desk/go/{link}/code"] = Open,
        ["POST /desk/go/{link}"] = Open,
        ["GET /desk/referrals/{id}"] = Open,
        ["GET /desk/referrals/{id}/print"] = Open,
        ["POST /desk/referrals/{id}/{act}"] = Open,
        ["GET /desk/talks/{id}"] = Open,
        ["GET /desk/talks/{id}/log"] = Open,
        ["POST /desk/talks/{id}/{act}"] = Open,
        ["POST /desk/leave"] = Open,
        ["GET /desk/introductions"] = Open,
        ["POST /desk/introductions"] = Open,
        ["GET /desk/introductions/{id}"] = Open,
        ["POST /desk/introductions/{id}/take-back"] = Open,
        ["GET /desk/assets/{name}"] = Open,
        ["GET /api/roster/shifts"] = Policies.Staff,
        ["GET /api/roster/me"] = Policies.Counsel,
        ["PUT /api/roster/me"] = Policies.Counsel,
        ["POST /api/roster/me/calendar"] = Policies.Counsel,
        ["DELETE /api/roster/me/calendar"] = Policies.Counsel,
        ["POST /api/roster/shifts/{id}/take"] = Policies.Counsel,
        ["POST /api/roster/shifts/{id}/offer"] = Policies.Counsel,
        ["POST /api/roster/shifts/{id}/keep"] = Policies.Counsel,
        ["POST /api/roster/shifts/{id}/decline"] = Policies.Counsel,
        ["POST /api/roster/shifts"] = Policies.KeepRoster,
        ["DELETE /api/roster/shifts/{id}"] = Policies.KeepRoster,
        ["POST /api/roster/shifts/{id}/assign"] = Policies.KeepRoster,
        ["GET /api/roster/people"] = Policies.KeepRoster,
        ["GET /api/roster/series"] = Policies.KeepRoster,
        ["POST /api/roster/series"] = Policies.KeepRoster,
        ["DELETE /api/roster/series/{id}"] = Policies.KeepRoster,
        ["GET /api/roster/demands"] = Policies.KeepRoster,
        ["PUT /api/roster/demands"] = Policies.KeepRoster,
        ["GET /api/roster/coverage"] = Policies.KeepRoster,
        // A counsellor's own shifts, by a secret address that they open and take back.
        ["GET /roster/calendar/{token}.ics"] = Open,
        ["GET /api/consortia"] = Policies.LookAfterSharing,
        ["GET /api/consortia/{id}"] = Policies.LookAfterSharing,
        ["POST /api/consortia/{id}/preview"] = Policies.LookAfterSharing,
        ["POST /api/consortia"] = Policies.SignForOrganisation,
        ["PUT /api/consortia/{id}"] = Policies.SignForOrganisation,
        ["POST /api/consortia/{id}/sign"] = Policies.SignForOrganisation,
        ["POST /api/consortia/{id}/enact"] = Policies.SignForOrganisation,
        ["POST /api/consortia/{id}/pause"] = Policies.LookAfterSharing,
        ["POST /api/consortia/{id}/resume"] = Policies.LookAfterSharing,
        ["POST /api/consortia/{id}/leave"] = Policies.SignForOrganisation,
        ["POST /api/consortia/{id}/end"] = Policies.SignForOrganisation,
        ["PUT /api/consortia/{id}/terms"] = Policies.LookAfterSharing,
        ["GET /api/consortia/{id}/coverage"] = Policies.LookAfterSharing,
        ["GET /api/consortia/{id}/contributions"] = Policies.LookAfterSharing,
        ["GET /api/consortia/{id}/guests"] = Policies.LookAfterSharing,
        ["POST /api/consortia/{id}/guests/{conversationId}/home"] = Policies.LookAfterSharing,
        ["GET /api/partner-gateways"] = Policies.LookAfterSharing,
        // Partners' gateways: each call is signed with a key that the set-up file names.
        ["POST /partner-gateways/v1/exchange"] = Open,
        // What the law wants public of a consortium.
        ["GET /consortium/{id}"] = Open,
        ["GET /consortium/{id}/agreement.json"] = Open,
        ["GET /consortium/assets/{name}"] = Open,
        ["GET /console/{**path}"] = Open,
        ["GET /openapi/{documentName}.json"] = Open,
        ["* /healthz/live"] = Open,
        ["GET /healthz/ready"] = Open,
        ["* /hubs/console"] = Policies.Counsel,
        ["* /hubs/console/negotiate"] = Policies.Counsel,
    };

    // Hub methods that take more than being a counsellor.
    private static readonly HashSet<string> SupervisorsAlone =
    [
        nameof(CounsellorHub.MovePlace), nameof(CounsellorHub.BlockPerson), nameof(CounsellorHub.Blocks), nameof(CounsellorHub.LiftBlock),
        nameof(CounsellorHub.AcknowledgeAlarm), nameof(CounsellorHub.ClosedEmergencies), nameof(CounsellorHub.EmergencyTalk), nameof(CounsellorHub.ConfirmCall), nameof(CounsellorHub.FetchHome),
    ];

    [Fact]
    public async Task Every_endpoint_has_the_policy_it_should_have()
    {
        await using var gateway = await TestGateway.StartAsync();
        var found = gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Named).ToList();

        Assert.All(found, door => Assert.True(
            Doors.TryGetValue(door.Name, out var policy) ? policy == door.Policy : door.Name.Contains("/chat", StringComparison.Ordinal) && door.Policy == Open,
            $"{door.Name} has the policy \"{door.Policy}\""));
        Assert.Empty(Doors.Keys.Except(found.Select(door => door.Name)));
    }

    [Fact]
    public void Every_hub_method_has_a_policy() => Assert.All(
        typeof(CounsellorHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsVirtual || method.IsFinal),
        method => Assert.Equal(
            (method.Name, SupervisorsAlone.Contains(method.Name) ? Policies.Supervise : Policies.Counsel),
            (method.Name, method.GetCustomAttribute<AuthorizeAttribute>()?.Policy)));

    [Theory]
    [InlineData("/hubs/console/negotiate?negotiateVersion=1")]
    [InlineData("/api/conversations/019aa2f0-0000-7000-8000-000000000000/entries")]
    [InlineData("/api/conversations/019aa2f0-0000-7000-8000-000000000000/attachments/0123456789abcdef0123456789abcdef")]
    public async Task Nobody_comes_in_without_signing_in(string address)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = new HttpRequestMessage(address.Contains("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, address);
        using var answer = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost.evil.example")]
    public async Task A_strange_page_cannot_open_the_hub(string origin)
    {
        await using var gateway = await TestGateway.StartAsync();
        await using var hub = await gateway.ConsoleAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/console/negotiate?negotiateVersion=1");
        hub.Http.DefaultRequestHeaders.Remove("Origin");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        using var answer = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static IEnumerable<(string Name, string Policy)> Named(RouteEndpoint endpoint)
    {
        var policy = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? Open
            : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).FirstOrDefault(name => name is not null) ?? "(none: closed)";
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } some ? some : ["*"];
        var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').TrimEnd('/');
        return methods.Select(method => ($"{method} {pattern}", policy));
    }
}
