using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.SupportBodies;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.SupportBodies;

/// <summary>The directory through the front door: who sees what, and what is refused in which words.</summary>
public sealed class BodyDoorTests : IAsyncLifetime
{
    private const int Volunteer = 0, Supervisor = 1, Administrator = 3;

    private readonly FakeTime _time = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
        new SetupSize { Counsellors = 1, Supervisors = 2, Administrators = 1 }, _time, null, ("Gateway:SupportBodies:AllowInventedAreas", "true"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_supervisor_proposes_an_administrator_approves_and_a_volunteer_reads()
    {
        using var supervisor = await SignedInAsync(Supervisor);
        using var administrator = await SignedInAsync(Administrator);
        using var volunteer = await SignedInAsync(Volunteer);
        var (status, added) = await SendAsync(supervisor, HttpMethod.Post, "/api/bodies", Desk());
        Assert.Equal((HttpStatusCode.OK, "proposed"), (status, added.GetProperty("outcome").GetString()));
        var body = added.GetProperty("body");
        var id = body.GetProperty("id").GetString()!;
        Assert.False(body.GetProperty("mayApprove").GetBoolean());
        Assert.Equal(0, (await ReadAsync(volunteer, "/api/bodies")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(volunteer, $"/api/bodies/{id}"));

        var seen = await ReadAsync(administrator, $"/api/bodies/{id}");
        Assert.True(seen.GetProperty("mayApprove").GetBoolean());
        Assert.Equal("スーパーバイザー org1-supervisor1", seen.GetProperty("proposal").GetProperty("by").GetString());
        (status, _) = await SendAsync(administrator, HttpMethod.Post, $"/api/bodies/{id}/approve", new { version = seen.GetProperty("version").GetInt64() });
        Assert.Equal(HttpStatusCode.OK, status);

        var row = (await ReadAsync(volunteer, "/api/bodies?area=992011&kind=self_reliance&now=")).GetProperty("bodies")[0];
        Assert.Equal("later", row.GetProperty("reach").GetString());
        Assert.Contains(row.GetProperty("reasons").EnumerateArray(), reason => reason.GetProperty("code").GetString() == "opens");
        Assert.Equal(0, (await ReadAsync(volunteer, "/api/bodies?now=1")).GetProperty("total").GetInt32());
        // Those who only read see who the liaison is, and not where notices go.
        var read = (await ReadAsync(volunteer, $"/api/bodies/{id}")).GetProperty("entry");
        Assert.Equal("もりた", read.GetProperty("liaison").GetProperty("name").GetString());
        Assert.False(read.GetProperty("liaison").TryGetProperty("email", out _));
        Assert.False(read.TryGetProperty("handoffEmail", out _));
    }

    [Fact]
    public async Task A_volunteer_changes_nothing()
    {
        using var volunteer = await SignedInAsync(Volunteer);
        foreach (var (method, address) in new[] { (HttpMethod.Post, "/api/bodies"), (HttpMethod.Put, "/api/bodies/x"), (HttpMethod.Post, "/api/bodies/x/approve"), (HttpMethod.Post, "/api/bodies/x/disable"), (HttpMethod.Post, "/api/bodies/x/address") })
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(volunteer, method, address, Desk())).Status);
    }

    [Fact]
    public async Task What_cannot_be_used_is_told_field_by_field_and_an_unknown_field_is_not_lost_in_silence()
    {
        using var supervisor = await SignedInAsync(Supervisor);
        var (status, problem) = await SendAsync(supervisor, HttpMethod.Post, "/api/bodies", Sent(ExampleBodies.Desk("窓口", "992012", "self_reliance")));
        Assert.Equal((HttpStatusCode.BadRequest, "body.faulty"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal("check_digit", problem.GetProperty("faults")[0].GetProperty("fault").GetString());
        (status, problem) = await SendAsync(supervisor, HttpMethod.Post, "/api/bodies", new { name = "窓口", opensAt = "9:00" });
        Assert.Equal((HttpStatusCode.BadRequest, "request.not_json"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(supervisor, "/api/bodies?area=992012"));
    }

    [Fact]
    public async Task An_address_that_is_withheld_is_in_no_answer_but_the_one_that_leaves_a_line()
    {
        using var supervisor = await SignedInAsync(Supervisor);
        using var administrator = await SignedInAsync(Administrator);
        var (_, added) = await SendAsync(supervisor, HttpMethod.Post, "/api/bodies", Sent(ExampleBodies.Refuge));
        var id = added.GetProperty("body").GetProperty("id").GetString()!;
        Assert.DoesNotContain("ひみつ町", added.GetRawText(), StringComparison.Ordinal);
        foreach (var address in new[] { "/api/bodies?all=1", $"/api/bodies/{id}" })
            Assert.DoesNotContain("ひみつ町", (await ReadAsync(administrator, address)).GetRawText(), StringComparison.Ordinal);
        Assert.True((await ReadAsync(administrator, $"/api/bodies/{id}")).GetProperty("hasAddress").GetBoolean());
        Assert.Contains("ひみつ町", (await SendAsync(administrator, HttpMethod.Post, $"/api/bodies/{id}/address", new { })).Answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_is_refused()
    {
        using var supervisor = await SignedInAsync(Supervisor);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/bodies") { Content = JsonContent.Create(Desk()) };
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await supervisor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static JsonElement Desk() => Sent(ExampleBodies.CityDesk with { Kinds = ["self_reliance"] });

    private static JsonElement Sent(BodyEntry entry) =>
        JsonSerializer.Deserialize<JsonElement>(JsonSerializer.Serialize(entry, BodyJson.Options));

    private async Task<HttpClient> SignedInAsync(int person)
    {
        var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _gateway.Address };
        var who = _gateway.Setup.People[person];
        using var answer = await http.PostAsJsonAsync("/api/session", new { userName = who.UserName, password = who.Password });
        answer.EnsureSuccessStatusCode();
        return http;
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, string address) => await http.GetFromJsonAsync<JsonElement>(address, TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string address)
    {
        using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient http, HttpMethod method, string address, object value)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(value) };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }
}
