using System.Net.Http.Json;
using System.Text.Json;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Rosters;

/// <summary>Somebody writes while nobody is there.</summary>
public sealed class PlannedToBeBackTests
{
    private const string Planned = "次の相談員の予定";

    [Fact]
    public async Task A_person_hears_when_the_next_counsellor_is_planned_and_nothing_of_what_has_passed()
    {
        // A Saturday, 22:00 in Japan.
        await using var gateway = await TestGateway.StartAsync(new SetupSize { Counsellors = 1, Coordinators = 1, ChatEntrances = 1 }, new FakeTime());
        await using var keeper = await HubClient.SignInAsync(gateway.Address, "org1-coordinator1", gateway.Setup.People[1].Password);
        await using var counsellor = await HubClient.SignInAsync(gateway.Address, "org1-person1", gateway.Setup.People[0].Password);
        (await counsellor.Http.PutAsJsonAsync("/api/roster/me", new { country = "JP" }, Stop)).EnsureSuccessStatusCode();
        var added = await keeper.Http.PostAsJsonAsync("/api/roster/shifts", new { day = "2037-11-21", from = "22:10", to = "23:00" }, Stop);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString();
        (await counsellor.Http.PostAsJsonAsync($"/api/roster/shifts/{id}/take", new { }, Stop)).EnsureSuccessStatusCode();

        await gateway.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        var first = gateway.LinePhone();
        await first.SayAsync("だれかいますか");
        var told = await first.ReceivesAsync(text => text.Contains(Planned, StringComparison.Ordinal));
        Assert.Contains($"{Planned}: 11/21 22:10 ごろ(日本の時間)", told.Text, StringComparison.Ordinal);

        await gateway.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10));
        var second = gateway.LinePhone();
        await second.SayAsync("だれかいますか");
        Assert.DoesNotContain(Planned, (await second.ReceivesAsync(text => text.StartsWith("いまは相談員がおりません", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
