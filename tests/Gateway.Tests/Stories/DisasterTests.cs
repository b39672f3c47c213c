using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Records;
using Gateway.Rosters;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>災害モード: turned on, told to whom it concerns, and over by itself.</summary>
public sealed class DisasterTests : IAsyncLifetime
{
    private static readonly PersonTexts Texts = new();

    private TestGateway _gateway = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _gateway = await TestGateway.StartAsync(new SetupSize { Counsellors = 1, Coordinators = 1, SmsNumbers = 1, Guide = "line-and-chat" }, new FakeTime());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Everybody_hears_of_it_with_their_place_in_one_free_reply_until_it_is_over()
    {
        await BeginAsync(Plan() with { Everybody = true, Areas = [] });
        var phone = _gateway.LinePhone();
        await phone.SayAsync("揺れがこわい");
        await _gateway.EventuallyAsync(() => Task.FromResult(phone.Received.Count >= 5), "answered");
        Assert.All(phone.Received, item => Assert.Equal("reply", item.Kind));
        Assert.Single(phone.Received, item => item.Text.StartsWith("地震で電話がつながりにくい\n", StringComparison.Ordinal));
        var sms = _gateway.SmsPhone();
        await sms.SayAsync("Hello, I am scared");
        await _gateway.EventuallyAsync(() => Task.FromResult(sms.Received.Count == 1), "answered by one text");
        Assert.EndsWith("\nThe telephone lines are busy after the earthquake.", sms.Received[0].Text, StringComparison.Ordinal);
        Assert.Contains("地震で電話がつながりにくい", await PageAsync(), StringComparison.Ordinal);

        await _gateway.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(20));
        var later = _gateway.SmsPhone("+819000000009");
        await later.SayAsync("こんばんは");
        await _gateway.EventuallyAsync(() => Task.FromResult(later.Received.Count == 1), "answered");
        Assert.DoesNotContain("地震", later.Received[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("地震", await PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_is_for_some_areas_only_who_told_one_of_them_hears_of_it()
    {
        await BeginAsync(Plan());
        var phone = _gateway.LinePhone();
        await phone.SayAsync("眠れません");
        await _gateway.EventuallyAsync(() => Task.FromResult(phone.Received.Count >= 5), "answered");
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("地震", StringComparison.Ordinal));
        await TellAreaAsync("17");
        await phone.SayAsync("順番");
        await _gateway.EventuallyAsync(() => Task.FromResult(phone.Received[^1].Text.StartsWith("地震で電話がつながりにくい\n", StringComparison.Ordinal)), "told with the place");
        await TellAreaAsync("13");
        var before = phone.Received.Count;
        await phone.SayAsync("順番");
        await _gateway.EventuallyAsync(() => Task.FromResult(phone.Received.Count > before), "answered");
        Assert.DoesNotContain("地震", phone.Received[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_turned_it_on_and_off_stands_in_the_trail_and_counsellors_see_it()
    {
        var id = await BeginAsync(Plan());
        await using var counsellor = await _gateway.ConsoleAsync();
        var seen = await counsellor.Http.GetFromJsonAsync<JsonElement>("/api/disasters", Stop);
        Assert.True(seen[0].GetProperty("holds").GetBoolean());
        using (var refused = await counsellor.Http.PostAsJsonAsync("/api/disasters", Plan(), Stop)) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await using var keeper = await KeeperAsync();
        using (var ended = await keeper.Http.PostAsync($"/api/disasters/{id}/end", null, Stop)) Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using (var again = await keeper.Http.PostAsync($"/api/disasters/{id}/end", null, Stop)) Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Empty(_gateway.Services.GetRequiredService<DisasterBoard>().Of("org1"));
        var trail = await _gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<string>("SELECT action FROM audit WHERE subject = @id ORDER BY number", new { id }), Stop);
        Assert.Equal(["disaster.begun", "disaster.ended"], trail);
    }

    [Fact]
    public async Task What_cannot_be_used_is_named()
    {
        await using var keeper = await KeeperAsync();
        var now = _gateway.Time!.GetUtcNow();
        var bad = new DisasterPlan { Areas = ["48"], Words = new Dictionary<string, string> { ["en"] = "Run! https://example.jp" }, EndsAt = now.AddDays(61), Factor = 0 };
        using var refused = await keeper.Http.PostAsJsonAsync("/api/disasters", bad, Stop);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(["name", "reason", "areas", "endsAt", "factor", "words.ja", "words.en"], problem.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()));
    }

    [Fact]
    public void More_are_expected_in_the_hours_for_which_it_holds_and_in_no_other()
    {
        var week = RosterWeek.StartOf(new DateOnly(2037, 11, 23));
        var disaster = new Disaster("d", "org1", Plan() with { EndsAt = week.AddHours(50).AddMinutes(30), Factor = 3 }, week.AddHours(40).ToUnixTimeMilliseconds(), "s", null, null);
        var raised = new Arrivals(8, [.. Enumerable.Repeat(2.0, RosterWeek.Hours)]).Raised(week, [disaster]).PerHour!;
        Assert.Equal((2.0, 6, 6, 2), (raised[39], raised[40], raised[50], raised[51]));
        var over = disaster with { EndedAt = week.AddHours(42).ToUnixTimeMilliseconds() };
        Assert.Equal(2, new Arrivals(8, [.. Enumerable.Repeat(2.0, RosterWeek.Hours)]).Raised(week, [over]).PerHour![50]);
    }

    private DisasterPlan Plan() => new()
    {
        Name = "能登の地震",
        Areas = ["16", "17", "18"],
        Words = new Dictionary<string, string> { ["ja"] = "地震で電話がつながりにくい", ["en"] = "The telephone lines are busy after the earthquake." },
        Reason = "震度6",
        EndsAt = _gateway.Time!.GetUtcNow().AddHours(2),
        Factor = 2,
    };

    private async Task<string> BeginAsync(DisasterPlan plan)
    {
        await using var keeper = await KeeperAsync();
        using var answer = await keeper.Http.PostAsJsonAsync("/api/disasters", plan, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()!;
    }

    private Task<HubClient> KeeperAsync()
    {
        var keeper = _gateway.Setup.People.First(person => person.UserName.Contains("coordinator", StringComparison.Ordinal));
        return HubClient.SignInAsync(_gateway.Address, keeper.UserName, keeper.Password);
    }

    private Task<string> PageAsync() => _gateway.Http.GetStringAsync("/chat/" + _gateway.Setup.Chat[0], Stop);

    // As the guide would: the answer to its question about the prefecture.
    private async Task TellAreaAsync(string area)
    {
        var (records, log) = (_gateway.Services.GetRequiredService<IRecords>(), _gateway.Services.GetRequiredService<ConversationLog>());
        await records.WriteAsync(async session =>
        {
            var id = await session.FindAsync<string>("SELECT id FROM conversation WHERE channel = 'line' AND closed_at IS NULL", new { });
            var talk = (await ConversationRows.LockAsync(session, id!))!;
            await log.AppendAsync(session, talk, new NewEntry(EntryKinds.Facts, Authors.Bot, new EntryBody(Facts: new Dictionary<string, string> { ["area"] = area })));
        }, Stop);
    }
}
