using System.Net;
using Gateway.Organisations;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class SignInTests : IDisposable
{
    private readonly OrganisationsHome _home = new();

    public SignInTests() => _home.Write(("aoi", Roles.Volunteer), ("minato", Roles.Supervisor));

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Somebody_signs_in_sees_who_they_are_and_signs_out()
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.WhoAmIAsync()).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SignInAsync("Aoi")).Status);
        var me = (await browser.WhoAmIAsync()).Json;
        Assert.Equal(
            ["userName=aoi", "name=aoi", "role=volunteer", "organisation=komorebi", "organisationName=こもれび相談室"],
            me.EnumerateObject().Select(property => $"{property.Name}={property.Value}"));

        Assert.Equal(HttpStatusCode.NoContent, (await browser.SignOutAsync()).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.WhoAmIAsync()).Status);
        Assert.Equal(
            ["organisation.added", "staff.added", "staff.added", "session.opened", "session.closed"],
            (await host.AuditAsync()).Select(line => line.Action));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        var cookie = Assert.Single((await browser.SignInAsync("aoi")).SetCookie);
        Assert.StartsWith("gateway-session=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_bound_to_this_host()
    {
        await using var host = await _home.StartAsync(https: true);
        using var browser = host.Open();
        var cookie = Assert.Single((await browser.SignInAsync("aoi")).SetCookie);
        Assert.StartsWith("__Host-gateway-session=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }
}
