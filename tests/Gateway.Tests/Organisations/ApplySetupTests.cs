using System.Net;
using System.Security.Cryptography;
using Gateway.Organisations;
using Gateway.Records.Audit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class ApplySetupTests : IDisposable
{
    private readonly OrganisationsHome _home = new();

    public ApplySetupTests() => _home.Write(("aoi", Roles.Volunteer), ("minato", Roles.Supervisor));

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_same_file_applied_again_changes_nothing()
    {
        var before = await StartAndReadAsync();
        var after = await StartAndReadAsync();
        Assert.Equal(2, before.Count);
        Assert.Equal(before, after);
        await using var host = await _home.StartAsync();
        await host.Services.ApplySetupAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["organisation.added", "staff.added", "staff.added"], (await host.AuditAsync()).Select(line => line.Action));
        Assert.Null(await host.Records.ReadAsync(session => AuditTrail.FirstBrokenLineAsync(session, "komorebi"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_changed_secret_sets_the_password_anew_and_ends_the_sessions()
    {
        using var before = await SignedInAsync("aoi");
        _home.SetPassword("aoi", "another-password-entirely");
        await using var host = await _home.StartAsync();
        using var session = host.Open(before.Cookies);
        using var browser = host.Open();
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.WhoAmIAsync()).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("aoi")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SignInAsync("aoi", "another-password-entirely")).Status);
        Assert.Contains((await host.AuditAsync()), line => line.Action == "staff.password_set");
    }

    [Fact]
    public async Task A_changed_secret_ends_a_lock_out()
    {
        await using (var host = await _home.StartAsync())
        {
            using var stranger = host.Open();
            for (var i = 0; i < 5; i++) await stranger.SignInAsync("aoi", "not-the-password");
        }

        _home.SetPassword("aoi", "another-password-entirely");
        await using var next = await _home.StartAsync();
        using var browser = next.Open();
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SignInAsync("aoi", "another-password-entirely")).Status);
    }

    [Fact]
    public async Task Somebody_gone_from_the_file_is_disabled_and_comes_back_as_the_same_person()
    {
        using var before = await SignedInAsync("minato");
        var id = (await StartAndReadAsync()).Single(row => row.Contains("minato", StringComparison.Ordinal)).Split(' ')[0];
        _home.Write(("aoi", Roles.Volunteer));
        await using (var host = await _home.StartAsync())
        {
            using var session = host.Open(before.Cookies);
            using var browser = host.Open();
            Assert.Equal(HttpStatusCode.Unauthorized, (await session.WhoAmIAsync()).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("minato")).Status);
            Assert.Equal("minato", (await host.Services.GetRequiredService<StaffDirectory>().FindAsync(id, TestContext.Current.CancellationToken))!.Name);
        }

        _home.Write(("aoi", Roles.Volunteer), ("Minato", Roles.Supervisor));
        await using var again = await _home.StartAsync();
        using var returned = again.Open();
        using var old = again.Open(before.Cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, (await old.WhoAmIAsync()).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await returned.SignInAsync("minato")).Status);
        Assert.Equal(["staff.disabled", "staff.enabled"],
            (await again.AuditAsync()).Where(line => line.Subject == id && line.Action is "staff.disabled" or "staff.enabled").Select(line => line.Action));
    }

    [Fact]
    public async Task A_changed_role_takes_effect_at_once()
    {
        using var before = await SignedInAsync("aoi");
        _home.Write(("aoi", Roles.Supervisor), ("minato", Roles.Supervisor));
        await using var host = await _home.StartAsync();
        using var session = host.Open(before.Cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.WhoAmIAsync()).Status);
        await session.SignInAsync("aoi");
        Assert.Equal("supervisor", (await session.WhoAmIAsync()).Json.GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_partner_elsewhere_has_a_row_that_nobody_signs_in_with_and_may_vanish_from_the_file()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = Path.Combine(Directory.CreateTempSubdirectory("gateway-partner-keys-").FullName, "ours.pem");
        await File.WriteAllTextAsync(pem, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        const string alone = "organisations:\n  - id: komorebi\n    name: こもれび相談室\n";
        var partner = $"[{{ id: hoshi, name: 星の会, address: 'https://hoshi.example.jp', ourAddress: 'https://komorebi.example.jp', signingKey: 'file:{pem}', signingKeyId: komorebi-1, keys: [{{ keyId: hoshi-1, publicKey: '{Convert.ToBase64String(theirs.ExportSubjectPublicKeyInfo())}' }}] }}]";
        _home.WriteText(alone + $"    partnerGateways: {partner}\n");
        await using (var host = await _home.StartAsync())
        {
            await host.Services.ApplySetupAsync(TestContext.Current.CancellationToken);
            var desk = await host.Records.ReadAsync(session => session.QueryAsync<string>("SELECT user_name || ' ' || role || ' ' || disabled FROM staff WHERE organisation = 'hoshi' AND password_hash IS NULL"), TestContext.Current.CancellationToken);
            Assert.Equal(["@hoshi partnerGateway 1"], desk);
            using var browser = host.Open();
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("@hoshi", "")).Status);
        }

        _home.WriteText(alone);
        await using var next = await _home.StartAsync();
    }

    [Fact]
    public async Task An_organisation_that_vanished_from_the_file_stops_the_start_until_it_is_listed_as_closed()
    {
        await StartAndReadAsync();
        const string other = "organisations:\n  - id: yoake\n    name: よあけ\n";
        _home.WriteText(other);
        var refused = await Assert.ThrowsAsync<SetupRefusedException>(() => _home.StartAsync());
        Assert.Equal(["organisation \"komorebi\" is in the records but not in the file; list it again, or with \"closed: true\" if it works no more"], refused.Problems);

        _home.WriteText(other + "  - id: komorebi\n    name: こもれび相談室\n    closed: true\n");
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("aoi")).Status);
        Assert.Equal(2, (await host.AuditAsync()).Count(line => line.Action == "staff.disabled"));
    }

    [Fact]
    public async Task A_user_name_cannot_wander_to_another_organisation()
    {
        await StartAndReadAsync();
        _home.WriteText("organisations:\n  - id: komorebi\n    name: こもれび相談室\n  - id: yoake\n    name: よあけ\n" + OrganisationsHome.People(("aoi", Roles.Volunteer)));
        var refused = await Assert.ThrowsAsync<SetupRefusedException>(() => _home.StartAsync());
        Assert.Equal(["user name \"aoi\" belongs to somebody of organisation \"komorebi\"; choose another one for \"yoake\""], refused.Problems);
    }

    [Fact]
    public async Task The_password_itself_is_nowhere_in_the_database()
    {
        await StartAndReadAsync();
        foreach (var file in Directory.GetFiles(_home.Folder, "gateway.db*"))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf("a-password-of-the-night"u8));
    }

    private async Task<Browser> SignedInAsync(string userName)
    {
        await using var host = await _home.StartAsync();
        var browser = host.Open();
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SignInAsync(userName)).Status);
        return browser;
    }

    private async Task<IReadOnlyList<string>> StartAndReadAsync()
    {
        await using var host = await _home.StartAsync();
        return await host.Records.ReadAsync(session => session.QueryAsync<string>(
            "SELECT id || ' ' || user_name || ' ' || password_hash || ' ' || security_stamp || ' ' || disabled FROM staff ORDER BY id"));
    }
}
