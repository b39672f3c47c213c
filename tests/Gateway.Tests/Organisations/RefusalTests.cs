using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Organisations;
using Gateway.Organisations.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class RefusalTests : IDisposable
{
    private readonly OrganisationsHome _home = new();

    public RefusalTests() => _home.Write(("aoi", Roles.Volunteer), ("minato", Roles.Supervisor));

    public void Dispose() => _home.Dispose();

    /// <summary>What whoever tries gives in, and what the audit trail says about it.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "aoi", "not-the-password", "wrong password" },
        { "hikari", OrganisationsHome.Password, "locked" },
        { "minato", OrganisationsHome.Password, "disabled" },
        { "nobody", OrganisationsHome.Password, "unknown user name" },
        { "", "", "unknown user name" },
        { "no\0body", "x", "unknown user name" },
        { "あおい", "x", "unknown user name" },
        { new string('a', 4000), "x", "unknown user name" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Whoever_is_refused_cannot_tell_why_from_the_answer_or_the_time(string userName, string password, string why)
    {
        await using (await _home.StartAsync())
        {
            // Everybody is in the records now; then minato leaves.
        }

        _home.Write(("aoi", Roles.Volunteer), ("hikari", Roles.Volunteer));
        var hasher = new CountingHasher();
        await using var host = await _home.StartAsync(configure: services => services.AddSingleton<IPasswordHasher<StaffAccount>>(hasher));
        using var browser = host.Open();
        for (var i = 0; i < 5; i++) await browser.SignInAsync("hikari", "not-the-password");

        hasher.Verified = 0;
        var reply = await browser.SignInAsync(userName, password);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("application/problem+json", reply.MediaType);
        Assert.Equal("""{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"The user name or the password is not right.","status":401,"code":"session.refused"}""", reply.Body);
        Assert.Equal(1, hasher.Verified);

        var trail = await host.AuditAsync(why == "unknown user name" ? "gateway" : "komorebi");
        Assert.Equal(("session.refused", why), (trail[^1].Action, trail[^1].Detail));
        Assert.All(trail, line => Assert.DoesNotContain("nobody", line.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_five_wrong_passwords_an_account_is_locked_for_ten_minutes()
    {
        await using var host = await _home.StartAsync();
        using var stranger = host.Open();
        using var aoi = host.Open();
        for (var i = 0; i < 4; i++) await stranger.SignInAsync("aoi", "not-the-password");
        Assert.Equal(HttpStatusCode.NoContent, (await aoi.SignInAsync("aoi")).Status);
        for (var i = 0; i < 5; i++) await stranger.SignInAsync("aoi", "not-the-password");

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.SignInAsync("aoi")).Status);
        Assert.Equal(HttpStatusCode.OK, (await aoi.WhoAmIAsync()).Status);
        _home.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.SignInAsync("aoi")).Status);
        _home.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.NoContent, (await stranger.SignInAsync("aoi")).Status);
    }

    [Fact]
    public async Task Guesses_sent_at_the_same_moment_get_no_more_tries()
    {
        await using var host = await _home.StartAsync();
        using var stranger = host.Open();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => stranger.SignInAsync("aoi", $"guess-number-{i}")));
        var trail = await host.AuditAsync();
        Assert.Equal(5, trail.Count(line => line.Detail == "wrong password"));
        Assert.Equal(25, trail.Count(line => line.Detail == "locked"));
    }

    [Fact]
    public async Task One_address_cannot_try_without_end()
    {
        await using var host = await _home.StartAsync(settings: [("Gateway:SignIn:AttemptsPerMinute", "3")]);
        using var browser = host.Open();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("nobody")).Status);
        var reply = await browser.SignInAsync("aoi");
        Assert.Equal((HttpStatusCode.TooManyRequests, "session.too_many_attempts", TimeSpan.FromMinutes(1)), (reply.Status, reply.Code, reply.RetryAfter));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.WhoAmIAsync()).Status);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"userName":"aoi"}""", 400)]
    [InlineData("""{"userName":"aoi","password":7}""", 400)]
    [InlineData("""{"userName":"\ud800","password":"x"}""", 400)]
    public async Task Broken_json_is_a_bad_request(string body, int status)
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        var reply = await browser.SendAsync(HttpMethod.Post, "/api/session", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal((status, "request.not_json"), ((int)reply.Status, reply.Code));
        Assert.Equal("application/problem+json", reply.MediaType);
    }

    [Fact]
    public async Task A_huge_body_is_refused()
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await browser.SignInAsync("aoi", new string('x', 100_000))).Status);
    }

    [Fact]
    public async Task A_form_of_another_site_signs_nobody_in()
    {
        await using var host = await _home.StartAsync();
        using var browser = host.Open();
        var body = $$"""{"userName":"aoi","password":"{{OrganisationsHome.Password}}"}""";
        var form = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("text/plain"));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "request.not_json"), Outcome(await browser.SendAsync(HttpMethod.Post, "/api/session", form)));
        foreach (var origin in new[] { "https://example.org", "null", $"https://{browser.Gateway.Authority}", $"http://{browser.Gateway.Host}" })
        {
            var json = new StringContent(body, Encoding.UTF8, "application/json");
            Assert.Equal((HttpStatusCode.Forbidden, "request.foreign_origin"), Outcome(await browser.SendAsync(HttpMethod.Post, "/api/session", json, ("Origin", origin))));
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(HttpMethod.Delete, "/api/session", null, ("Origin", origin))).Status);
        }

        var own = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SendAsync(HttpMethod.Post, "/api/session", own, ("Origin", $"http://{browser.Gateway.Authority}"))).Status);
    }

    private static (HttpStatusCode, string?) Outcome(Reply reply) => (reply.Status, reply.Code);

    private sealed class CountingHasher : IPasswordHasher<StaffAccount>
    {
        private readonly PasswordHasher<StaffAccount> _hasher = new();

        public int Verified { get; set; }

        public string HashPassword(StaffAccount user, string password) => _hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(StaffAccount user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
