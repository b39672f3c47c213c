using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Gateway.Tests.Organisations;

/// <summary>Somebody at a browser.</summary>
internal sealed class Browser(Uri gateway, CookieContainer cookies) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = gateway };

    public Uri Gateway => gateway;

    public CookieContainer Cookies => cookies;

    public void Dispose() => _http.Dispose();

    public Task<Reply> SignInAsync(string userName, string password = OrganisationsHome.Password) =>
        SendAsync(HttpMethod.Post, "/api/session", JsonContent.Create(new { userName, password }));

    public Task<Reply> WhoAmIAsync() => SendAsync(HttpMethod.Get, "/api/session");

    public Task<Reply> SignOutAsync() => SendAsync(HttpMethod.Delete, "/api/session");

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Reply(
            answer.StatusCode, body, answer.Content.Headers.ContentType?.MediaType,
            [.. answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []], answer.Headers.RetryAfter?.Delta);
    }
}

/// <summary>What came back.</summary>
internal sealed record Reply(HttpStatusCode Status, string Body, string? MediaType, string[] SetCookie, TimeSpan? RetryAfter)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The stable code of a problem.</summary>
    public string? Code => Json.GetProperty("code").GetString();
}
