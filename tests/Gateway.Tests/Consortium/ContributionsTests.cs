using System.Net;
using System.Text.Json;
using Gateway.Simulators.Line;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>応援の記録: what members did for each other in a month, as sums of organisations and nothing else.</summary>
public sealed class ContributionsTests
{
    private const string Yes = "ほかの団体にお願いする";

    [Fact]
    public async Task A_month_is_counted_from_the_stays_and_names_nobody()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var first = houses.Gateway.LinePhone();
        await WentAsync(houses, first);
        var offered = (await aki.WaitForAsync(message => message.Target == "Offered")).Offer();
        var talk = (await aki.AnswerOfferAsync(offered.OfferId, accept: true))!;
        await aki.CloseAsync(talk.Id);
        await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync() is null, "over");
        // A second one waits there, and changes their mind.
        var second = houses.Gateway.LinePhone();
        await WentAsync(houses, second);
        await houses.Gateway.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        await second.SayAsync("このままここで待つ");
        await houses.HostIsAsync(null);

        var now = houses.Gateway.Time!.GetUtcNow().ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var member in new[] { "org1", "org2" })
        {
            var month = await houses.DoAsync(member, HttpMethod.Get, "contributions", new { });
            Assert.Equal(now, month.GetProperty("month").GetString());
            var members = month.GetProperty("members").EnumerateArray().ToDictionary(one => one.GetProperty("organisation").GetString()!);
            Assert.Equal((0, 0, 0), Of(members["org1"], "taken"));
            Assert.Equal((2, 1, 1), Of(members["org1"], "given"));
            Assert.Equal((2, 1, 1), Of(members["org2"], "taken"));
            Assert.InRange(members["org2"].GetProperty("takenWaitedMinutes").GetInt64(), 2, 3);
            Assert.DoesNotContain("person", month.GetRawText(), StringComparison.Ordinal);
        }

        var before = await houses.DoAsync("org1", HttpMethod.Get, "contributions?month=2001-01", new { });
        Assert.All(before.GetProperty("members").EnumerateArray(), one => Assert.Equal(0, one.GetProperty("taken").GetInt64()));
    }

    [Fact]
    public async Task As_a_table_it_opens_in_a_spreadsheet_and_strangers_and_counsellors_have_none()
    {
        await using var houses = await TwoHouses.OpenAsync(2);
        await using var head = await houses.ConsoleAsync("org1-coordinator1");
        await using var volunteer = await houses.ConsoleAsync("org1-person1");
        var address = $"/api/consortia/{houses.Consortium}/contributions";
        using var table = await head.Http.GetAsync(new Uri(address + "?format=csv&month=2026-02", UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await table.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", table.Content.Headers.ContentType!.MediaType);
        Assert.Equal(0xEF, (await table.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[0]);
        Assert.StartsWith("2026-02,\"org1\",", text.Split("\r\n")[1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(volunteer, address));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(head, address + "?month=2026-13"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(head, address + "?format=xls"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(head, address.Replace(houses.Consortium, "019aa2f0-0000-7000-8000-000000000000", StringComparison.Ordinal)));
    }

    private static (long, long, long) Of(JsonElement member, string side) =>
        (member.GetProperty(side).GetInt64(), member.GetProperty(side + "Answered").GetInt64(), member.GetProperty(side + "Returned").GetInt64());

    private static async Task<HttpStatusCode> StatusAsync(HubClient client, string address)
    {
        using var answer = await client.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task WentAsync(TwoHouses houses, LinePhone phone)
    {
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
    }
}
