using System.Net;
using System.Security.Claims;
using Gateway.Organisations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class AccessTests : IDisposable
{
    private readonly OrganisationsHome _home = new();

    public AccessTests() => _home.Write([.. Roles.All.Select(role => (role, role))]);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task An_endpoint_without_a_policy_is_closed_to_everybody()
    {
        await using var host = await _home.StartAsync(app => app.MapGet("/forgotten", () => "words"));
        using var browser = host.Open();
        var anonymous = await browser.SendAsync(HttpMethod.Get, "/forgotten");
        Assert.Equal((HttpStatusCode.Unauthorized, "session.needed", "application/problem+json"), (anonymous.Status, anonymous.Code, anonymous.MediaType));
        foreach (var role in Roles.All)
        {
            await browser.SignInAsync(role);
            var reply = await browser.SendAsync(HttpMethod.Get, "/forgotten");
            Assert.Equal((HttpStatusCode.Forbidden, "access.denied", "application/problem+json"), (reply.Status, reply.Code, reply.MediaType));
        }
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_is_not_found()
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.SendAsync(HttpMethod.Get, "/nowhere")).Status);
    }

    [Theory]
    [InlineData(Policies.Staff, "volunteer professional supervisor coordinator administrator")]
    [InlineData(Policies.Counsel, "volunteer professional supervisor coordinator")]
    [InlineData(Policies.Supervise, "supervisor coordinator")]
    [InlineData(Policies.Administer, "administrator")]
    public async Task Each_policy_lets_its_roles_in(string policy, string roles)
    {
        await using var host = await _home.StartAsync(app => app.MapGet("/place", () => "").RequireAuthorization(policy));
        using var browser = host.Open();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SendAsync(HttpMethod.Get, "/place")).Status);
        var let = new List<string>();
        foreach (var role in Roles.All)
        {
            await browser.SignInAsync(role);
            var reply = await browser.SendAsync(HttpMethod.Get, "/place");
            if (reply.Status == HttpStatusCode.OK) let.Add(role);
            else Assert.Equal((HttpStatusCode.Forbidden, "access.denied"), (reply.Status, reply.Code));
        }

        Assert.Equal(roles, string.Join(' ', let));
    }

    [Fact]
    public async Task The_signed_in_person_is_read_from_the_cookie()
    {
        Staff? seen = null;
        StaffSession? session = null;
        await using var host = await _home.StartAsync(app => app.MapGet("/me", (HttpContext context) =>
        {
            (seen, session) = (context.User.AsStaff(), context.User.AsSession());
        }).AllowAnonymous());
        using var browser = host.Open();
        await browser.SendAsync(HttpMethod.Get, "/me");
        Assert.Null(seen);
        Assert.Null(session);
        await browser.SignInAsync("coordinator");
        await browser.SendAsync(HttpMethod.Get, "/me");
        Assert.Equal(("coordinator", "coordinator", "coordinator", "komorebi"), (seen!.UserName, seen.Name, seen.Role, seen.Organisation));
        Assert.Equal(seen.Id, session!.Value.StaffId);
        Assert.Equal(seen.Id, session.ToString());
        Assert.Null(new ClaimsPrincipal().AsStaff());
    }
}
