using System.Net;
using System.Text;
using Gateway.Organisations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class SessionTests : IDisposable
{
    private readonly OrganisationsHome _home = new();

    public SessionTests() => _home.Write(("aoi", Roles.Volunteer), ("minato", Roles.Supervisor));

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_sign_in_survives_a_restart_of_the_gateway()
    {
        var cookies = await SignInAsync("aoi");
        await using var host = await _home.StartAsync();
        using var browser = host.Open(cookies);
        Assert.Equal("aoi", (await browser.WhoAmIAsync()).Json.GetProperty("userName").GetString());
    }

    [Fact]
    public async Task A_sign_in_holds_on_another_node_that_runs_already()
    {
        await using var one = await _home.StartAsync();
        await using var two = await _home.StartAsync();
        using var there = one.Open();
        await there.SignInAsync("aoi");
        using var here = two.Open(there.Cookies);
        Assert.Equal(HttpStatusCode.OK, (await here.WhoAmIAsync()).Status);
    }

    [Fact]
    public async Task A_sign_in_ends_twelve_hours_after_its_last_use()
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        await browser.SignInAsync("aoi");
        for (var i = 0; i < 3; i++)
        {
            _home.Time.Advance(TimeSpan.FromHours(11));
            Assert.Equal(HttpStatusCode.OK, (await browser.WhoAmIAsync()).Status);
        }

        _home.Time.Advance(TimeSpan.FromHours(12.1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.WhoAmIAsync()).Status);
    }

    [Fact]
    public async Task A_changed_cookie_is_no_sign_in()
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        var cookie = (await browser.SignInAsync("aoi")).SetCookie.Single().Split(';')[0];
        using var forger = host.Open();
        var changed = cookie[..^10] + (cookie[^10] == 'A' ? 'B' : 'A') + cookie[^9..];
        Assert.Equal(HttpStatusCode.Unauthorized, (await forger.SendAsync(HttpMethod.Get, "/api/session", null, ("Cookie", changed))).Status);
    }

    [Fact]
    public async Task The_keys_of_the_cookies_cannot_be_read_in_the_database()
    {
        await SignInAsync("aoi");
        var files = Directory.GetFiles(_home.Folder, "gateway.db*").Select(File.ReadAllBytes).ToList();
        Assert.Contains(files, file => file.AsSpan().IndexOf("protection_key"u8) >= 0);
        foreach (var file in files)
        {
            foreach (var word in new[] { "masterKey", "encryptor", "descriptor", "<key" })
                Assert.Equal(-1, file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)));
        }
    }

    [Fact]
    public async Task With_a_lost_master_key_sign_ins_end_and_new_ones_begin()
    {
        var cookies = await SignInAsync("aoi");
        Directory.Delete(Path.Combine(_home.Folder, "keys"), recursive: true);
        await using var host = await _home.StartAsync();
        using var browser = host.Open(cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.WhoAmIAsync()).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SignInAsync("aoi")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.WhoAmIAsync()).Status);
        Assert.Contains(host.Log, line => line.Contains("its master key is not in the key folder", StringComparison.Ordinal));
        host.Log.Clear();
    }

    [Fact]
    public async Task The_hub_learns_which_sign_ins_still_hold()
    {
        StaffSession[] sessions;
        await using (var host = await _home.StartAsync())
        {
            sessions = [.. await host.Records.ReadAsync(
                session => session.QueryAsync<StaffSession>("SELECT id AS StaffId, security_stamp AS Stamp FROM staff ORDER BY user_name"),
                TestContext.Current.CancellationToken)];
        }

        _home.Write(("aoi", Roles.Volunteer));
        await using var next = await _home.StartAsync();
        var staff = next.Services.GetRequiredService<StaffDirectory>();
        var asked = sessions.Concat([new StaffSession("nobody", "x"), default, new StaffSession("nobody", null!), sessions[0] with { Stamp = "old" }])
            .Concat(Enumerable.Range(0, 2000).Select(i => new StaffSession($"id-{i}", "x"))).ToList();
        Assert.Equal([sessions[0]], await staff.StillValidAsync(asked, TestContext.Current.CancellationToken));
        Assert.Empty(await staff.StillValidAsync([], TestContext.Current.CancellationToken));
        Assert.Null(await staff.FindAsync("nobody", TestContext.Current.CancellationToken));
    }

    private async Task<CookieContainer> SignInAsync(string userName)
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SignInAsync(userName)).Status);
        return browser.Cookies;
    }
}
