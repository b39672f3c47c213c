using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Rosters;

/// <summary>A roster through the front door.</summary>
public sealed class RosterDoorTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
        new SetupSize { Counsellors = 2, Coordinators = 1, Administrators = 1 }, new FakeTime());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_coordinator_lays_places_out_and_counsellors_take_and_swap_them()
    {
        await using var keeper = await SignedInAsync("coordinator1");
        await using var one = await SignedInAsync("person1");
        await using var two = await SignedInAsync("person2");
        var place = await SentAsync(keeper, HttpMethod.Post, "/shifts", new { day = "2037-11-23", from = "22:00", to = "02:00", timeZone = "Europe/Lisbon", places = 2 });
        Assert.Equal(("2037-11-23T22:00:00.000Z", "2037-11-24T02:00:00.000Z"), (place.GetProperty("beginsAt").GetString(), place.GetProperty("endsAt").GetString()));
        var id = place.GetProperty("id").GetString();
        Assert.Equal("roster.no_profile", await RefusedAsync(one, HttpMethod.Post, $"/shifts/{id}/take", HttpStatusCode.Conflict));
        foreach (var staff in new[] { one, two }) await SentAsync(staff, HttpMethod.Put, "/me", new { country = "PT", timeZone = "Europe/Lisbon", mail = "someone@example.jp" });
        Assert.True((await SentAsync(one, HttpMethod.Post, $"/shifts/{id}/take", new { })).GetProperty("mine").GetBoolean());
        Assert.Equal("roster.taken", await RefusedAsync(two, HttpMethod.Post, $"/shifts/{id}/take", HttpStatusCode.Conflict));
        await SentAsync(one, HttpMethod.Post, $"/shifts/{id}/offer", new { });
        await SentAsync(two, HttpMethod.Post, $"/shifts/{id}/take", new { });
        var seen = (await SentAsync(one, HttpMethod.Get, "/shifts?from=2037-11-23&to=2037-11-29")).EnumerateArray().ToList();
        Assert.Equal(2, seen.Count);
        Assert.Equal("相談員 org1-person2", seen.Single(shift => shift.GetProperty("id").GetString() == id).GetProperty("name").GetString());

        // Those who keep the roster see from where somebody answers, and not where they get their letters.
        var people = await SentAsync(keeper, HttpMethod.Get, "/people");
        Assert.Equal("PT", people[0].GetProperty("country").GetString());
        Assert.DoesNotContain("someone@", people.GetRawText(), StringComparison.Ordinal);
        var week = await SentAsync(keeper, HttpMethod.Get, "/coverage?week=2037-11-24");
        Assert.Equal(("2037-11-23", 168, false), (week.GetProperty("week").GetString(), week.GetProperty("hours").GetArrayLength(), week.GetProperty("known").GetBoolean()));
        // 22:00 in Lisbon is Tuesday 07:00 in Japan.
        Assert.Equal(["uncovered", "lacking", "lacking", "lacking", "lacking", "uncovered"], Enumerable.Range(30, 6).Select(hour => week.GetProperty("hours")[hour].GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_calendar_is_read_by_its_address_until_it_is_taken_back()
    {
        await using var keeper = await SignedInAsync("coordinator1");
        await using var one = await SignedInAsync("person1");
        Assert.Equal("roster.no_profile", await RefusedAsync(one, HttpMethod.Post, "/me/calendar", HttpStatusCode.Conflict));
        await SentAsync(one, HttpMethod.Put, "/me", new { country = "JP" });
        var id = (await SentAsync(keeper, HttpMethod.Post, "/shifts", new { day = "2037-11-23", from = "10:00", to = "12:00" })).GetProperty("id").GetString();
        await SentAsync(keeper, HttpMethod.Post, "/shifts", new { day = "2037-11-23", from = "10:00", to = "12:00" });
        await SentAsync(one, HttpMethod.Post, $"/shifts/{id}/take", new { });
        var first = (await SentAsync(one, HttpMethod.Post, "/me/calendar", new { })).GetProperty("address").GetString()!;
        var text = await _gateway.Http.GetStringAsync(first, TestContext.Current.CancellationToken);
        Assert.Equal(2, text.Split("BEGIN:VEVENT").Length);
        Assert.Contains("DTSTART:20371123T010000Z\r\nDTEND:20371123T030000Z\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("person1", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));

        var second = (await SentAsync(one, HttpMethod.Post, "/me/calendar", new { })).GetProperty("address").GetString()!;
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.Http.GetAsync(first, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _gateway.Http.GetAsync(second, TestContext.Current.CancellationToken)).StatusCode);
        await SentAsync(one, HttpMethod.Delete, "/me/calendar");
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.Http.GetAsync(second, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("/shifts", """{"day":"2037-11-23","from":"10:00","to":"10:05"}""", "to")]
    [InlineData("/shifts", """{"day":"2035-11-23","from":"10:00","to":"12:00"}""", "day")]
    [InlineData("/shifts", """{"day":"2037-11-23","from":"25:00","to":"12:00"}""", "from")]
    [InlineData("/shifts", """{"day":"2037-11-23","from":"10:00","to":"12:00","timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("/shifts", """{"day":"2037-11-23","from":"10:00","to":"12:00","places":21}""", "places")]
    [InlineData("/series", """{"hours":{"rules":[]}}""", "hours.rules")]
    [InlineData("/series", """{"hours":{"rules":[{"byDay":"XX","opens":"10:00","closes":"12:00"}]}}""", "hours.rules[0].byDay")]
    public async Task What_cannot_be_used_is_named(string address, string body, string field)
    {
        await using var keeper = await SignedInAsync("coordinator1");
        using var answer = await keeper.Http.PostAsync("/api/roster" + address, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("faults")[0].GetString());
    }

    [Theory]
    [InlineData("/shifts", "{\"day\":7}")]
    [InlineData("/shifts", "{\"strange\":1}")]
    [InlineData("/shifts", "[]")]
    [InlineData("/shifts", "{\"skills\":null}")]
    [InlineData("/series", "{\"hours\":null}")]
    [InlineData("/series", "{\"hours\":{\"rules\":[null]}}")]
    public async Task What_is_no_shift_is_refused(string address, string body)
    {
        await using var keeper = await SignedInAsync("coordinator1");
        using var answer = await keeper.Http.PostAsync("/api/roster" + address, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private Task<HubClient> SignedInAsync(string who)
    {
        var person = _gateway.Setup.People.Single(one => one.UserName == "org1-" + who);
        return HubClient.SignInAsync(_gateway.Address, person.UserName, person.Password);
    }

    private static async Task<JsonElement> SentAsync(HubClient staff, HttpMethod method, string address, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/roster" + address) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await staff.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private static async Task<string?> RefusedAsync(HubClient staff, HttpMethod method, string address, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(method, "/api/roster" + address) { Content = JsonContent.Create(new { }) };
        using var answer = await staff.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString();
    }
}
