using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>Which hours nobody of any member covers.</summary>
public sealed class CoverWeekTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_see_the_hours_of_all_together_and_nobodys_name_and_who_pauses_is_not_in_it()
    {
        await using var here = await TwoHouses.OpenAsync();
        foreach (var (member, from) in new[] { ("org1", "20:00"), ("org2", "21:00") })
        {
            await using var keeper = await SignedInAsync(here, member + "-coordinator1");
            await using var counsellor = await SignedInAsync(here, member + "-person1");
            (await counsellor.Http.PutAsJsonAsync("/api/roster/me", new { country = "JP", capacity = 2 }, Stop)).EnsureSuccessStatusCode();
            var added = await keeper.Http.PostAsJsonAsync("/api/roster/shifts", new { day = "2037-11-23", from, to = "23:00" }, Stop);
            var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString();
            (await counsellor.Http.PostAsJsonAsync($"/api/roster/shifts/{id}/take", new { }, Stop)).EnsureSuccessStatusCode();
        }

        await using var one = await SignedInAsync(here, "org1-coordinator1");
        var week = await WeekAsync(one, here);
        Assert.Equal(["uncovered", "lacking", "covered", "covered", "uncovered"], Enumerable.Range(19, 5).Select(hour => week.GetProperty("hours")[hour].GetProperty("state").GetString()));
        Assert.Equal((2, 4), (week.GetProperty("hours")[21].GetProperty("people").GetInt32(), week.GetProperty("hours")[21].GetProperty("hands").GetInt32()));
        Assert.Equal([1, 0], week.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("people")[20].GetInt32()));
        Assert.DoesNotContain("person1", week.GetRawText(), StringComparison.Ordinal);

        await here.DoAsync("org2", HttpMethod.Post, "pause", new { });
        Assert.Equal(["org1"], (await WeekAsync(one, here)).GetProperty("members").EnumerateArray().Select(member => member.GetProperty("organisation").GetString()));
        await using var two = await SignedInAsync(here, "org2-coordinator1");
        Assert.Equal(HttpStatusCode.NotFound, (await two.Http.GetAsync($"/api/consortia/{here.Consortium}/coverage", Stop)).StatusCode);
    }

    private static async Task<JsonElement> WeekAsync(HubClient staff, TwoHouses here) =>
        await staff.Http.GetFromJsonAsync<JsonElement>($"/api/consortia/{here.Consortium}/coverage?week=2037-11-25", Stop);

    private static Task<HubClient> SignedInAsync(TwoHouses here, string userName)
    {
        var person = here.Gateway.Setup.People.Single(one => one.UserName == userName);
        return HubClient.SignInAsync(here.Gateway.Address, person.UserName, person.Password);
    }
}
