using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>A consortium through the front door, from the first words to the public page.</summary>
public sealed class ConsortiumDoorTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    private static readonly string[] s_languages = ["ja", "pt"];

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
        new SetupSize { Organisations = 2, Counsellors = 1, Supervisors = 1, Coordinators = 1 }, new FakeTime());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Two_organisations_agree_and_anybody_can_read_it_until_one_pauses()
    {
        await using var one = await SignedInAsync("org1", "coordinator");
        await using var two = await SignedInAsync("org2", "coordinator");
        await using var watch = await SignedInAsync("org2", "supervisor");
        var founded = await SendAsync(one, HttpMethod.Post, "", ExampleCharters.Between("org1", "org2"));
        var (id, page) = (founded.GetProperty("id").GetString()!, founded.GetProperty("page").GetString()!);
        var hash = founded.GetProperty("agreements")[0].GetProperty("hash").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await PageAsync(page)).Status);

        foreach (var staff in new[] { one, two }) await SendAsync(staff, HttpMethod.Post, $"/{id}/sign", new { version = 1, hash });
        await SendAsync(one, HttpMethod.Post, $"/{id}/enact", new { version = 1 });
        await SendAsync(two, HttpMethod.Put, $"/{id}/terms", new { gives = true, takes = true, languages = s_languages, perDay = 7 });
        var (status, text) = await PageAsync(page);
        Assert.Equal(HttpStatusCode.OK, status);
        string[] required = ["共同利用", "かくう よるのつながり", "NPO法人 かくうのこもれび相談室", "架空県みなと野市 1-2-3", "代表理事 架空 花子", "privacy@komorebi.example", "待っている方に早く答えるため", "今回の相談でのやりとり", "2037年1月1日から2037年12月31日まで", hash!, "1日7人まで", "日本語・ポルトガル語"];
        Assert.All(required, words => Assert.Contains(words, text, StringComparison.Ordinal));
        // Nobody's own name is public, and nothing is fetched from elsewhere.
        Assert.DoesNotContain("コーディネーター", text, StringComparison.Ordinal);
        Assert.DoesNotContain("//", text.Replace("<!DOCTYPE", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Joint use", (await PageAsync(page + "?lang=en")).Text, StringComparison.Ordinal);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(await _gateway.Http.GetByteArrayAsync(page + "/agreement.json", TestContext.Current.CancellationToken))));

        await SendAsync(watch, HttpMethod.Post, $"/{id}/pause", new { });
        Assert.Contains("お休み中", (await PageAsync(page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_sees_what_would_happen_now_and_why()
    {
        await using var one = await SignedInAsync("org1", "coordinator");
        await using var two = await SignedInAsync("org2", "coordinator");
        var founded = await SendAsync(one, HttpMethod.Post, "", ExampleCharters.Between("org1", "org2"));
        var (id, hash) = (founded.GetProperty("id").GetString(), founded.GetProperty("agreements")[0].GetProperty("hash").GetString());
        foreach (var staff in new[] { one, two }) await SendAsync(staff, HttpMethod.Post, $"/{id}/sign", new { version = 1, hash });
        await SendAsync(one, HttpMethod.Post, $"/{id}/enact", new { version = 1 });
        foreach (var staff in new[] { one, two }) await SendAsync(staff, HttpMethod.Put, $"/{id}/terms", new { gives = true, takes = true });
        var before = await SendAsync(one, HttpMethod.Post, $"/{id}/preview", new { grade = "high", waitedMinutes = 4 });
        Assert.Equal("no_partner", before.GetProperty("reasons").EnumerateArray().Last().GetString());
        Assert.Equal("nobody_there", before.GetProperty("partners")[0].GetProperty("against")[0].GetString());

        await using var there = await _gateway.ConsoleAsync(_gateway.Setup.People.ToList().FindIndex(person => person.UserName == "org2-person1"));
        await there.SetAvailabilityAsync(true, 2);
        var now = await SendAsync(one, HttpMethod.Post, $"/{id}/preview", new { grade = "high", waitedMinutes = 4 });
        Assert.Equal(("ask", "org2"), (now.GetProperty("verdict").GetString(), now.GetProperty("partner").GetString()));
        Assert.Equal(0, now.GetProperty("partners")[0].GetProperty("minutes").GetInt32());
    }

    [Fact]
    public async Task A_page_of_nothing_is_told_kindly_and_its_policy_allows_no_script()
    {
        using var answer = await _gateway.Http.GetAsync("/consortium/%3Cscript%3E", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("<script", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_markup_in_an_agreement_stay_words()
    {
        await using var one = await SignedInAsync("org1", "coordinator");
        await using var two = await SignedInAsync("org2", "coordinator");
        var founded = await SendAsync(one, HttpMethod.Post, "", ExampleCharters.Between("org1", "org2") with { Name = "<b>x</b>", Words = "</div><script>x</script>" });
        var id = founded.GetProperty("id").GetString();
        var hash = founded.GetProperty("agreements")[0].GetProperty("hash").GetString();
        foreach (var staff in new[] { one, two }) await SendAsync(staff, HttpMethod.Post, $"/{id}/sign", new { version = 1, hash });
        await SendAsync(one, HttpMethod.Post, $"/{id}/enact", new { version = 1 });
        var (_, text) = await PageAsync($"/consortium/{id}");
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;x&lt;/b&gt;", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"name\":1}")]
    [InlineData("{\"strange\":true}")]
    [InlineData("[]")]
    [InlineData("{\"members\":null}")]
    [InlineData("{\"members\":[null,\"org1\"],\"items\":[null]}")]
    [InlineData("{\"responsible\":null}")]
    [InlineData("{\"rules\":{\"countries\":[null]}}")]
    [InlineData("{\"form\":7}")]
    public async Task What_cannot_be_used_is_refused(string body)
    {
        await using var one = await SignedInAsync("org1", "coordinator");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await one.Http.PostAsync("/api/consortia", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_supervisor_may_pause_and_may_not_sign_and_a_counsellor_may_do_neither()
    {
        await using var supervisor = await SignedInAsync("org1", "supervisor");
        await using var counsellor = await SignedInAsync("org1", "person");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(supervisor, "/x/sign"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(supervisor, "/x/pause"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(counsellor, "/x/pause"));
    }

    private async Task<HubClient> SignedInAsync(string organisation, string role)
    {
        var person = _gateway.Setup.People.First(one => one.Organisation == organisation && one.UserName.Contains(role, StringComparison.Ordinal));
        return await HubClient.SignInAsync(_gateway.Address, person.UserName, person.Password);
    }

    private static async Task<JsonElement> SendAsync(HubClient staff, HttpMethod method, string address, object body)
    {
        using var request = new HttpRequestMessage(method, "/api/consortia" + address) { Content = JsonContent.Create(body, options: s_json) };
        using var answer = await staff.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private static async Task<HttpStatusCode> StatusAsync(HubClient staff, string address)
    {
        using var answer = await staff.Http.PostAsJsonAsync("/api/consortia" + address, new { }, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<(HttpStatusCode Status, string Text)> PageAsync(string address)
    {
        using var answer = await _gateway.Http.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
