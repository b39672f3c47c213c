using System.Net.Http.Json;
using System.Text.Json;
using Gateway.ConsoleHub;
using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.WaitingQueue;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>災害の列: people of a disaster's area are known in the queue, come first for whoever chose so, and for as long as it holds.</summary>
public sealed class DisasterLineTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private HubClient _chooses = null!;
    private HubClient _other = null!;
    private HubClient _keeper = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new SetupSize { Counsellors = 2, Coordinators = 1, SmsNumbers = 1 }, new FakeTime());
        (_chooses, _other) = (await _gateway.ConsoleAsync(0), await _gateway.ConsoleAsync(1));
        var keeper = _gateway.Setup.People.First(person => person.UserName.Contains("coordinator", StringComparison.Ordinal));
        _keeper = await HubClient.SignInAsync(_gateway.Address, keeper.UserName, keeper.Password);
    }

    public async ValueTask DisposeAsync()
    {
        await _chooses.DisposeAsync();
        await _other.DisposeAsync();
        await _keeper.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_told_the_area_before_or_after_it_began_comes_first_for_whoever_chose_so_and_in_order_for_everybody_else()
    {
        var (first, before, after) = (await WaitsAsync(1), await WaitsAsync(2), await WaitsAsync(3));
        await TellAreaAsync(before, "17");
        await BeginAsync();
        await SeenAsync([before]);
        await TellAreaAsync(after, "16");
        await SeenAsync([before, after]);
        Assert.Equal([first, before, after], (await QueueAsync()).Waiting.Select(place => place.ConversationId));

        var chosen = await _chooses.InvokeAsync<AvailabilityView>("SetDisasterFirst", true);
        Assert.Equal((false, 1), (chosen.Available, chosen.Capacity));
        Assert.NotNull(chosen.DisasterFirstAt);
        Assert.Equal(chosen.DisasterFirstAt, (await StateAsync(_chooses)).DisasterFirstAt);
        // What is said of one's availability leaves the choice.
        Assert.Equal(chosen.DisasterFirstAt, (await _chooses.InvokeAsync<AvailabilityView>("SetAvailability", false, 5)).DisasterFirstAt);
        Assert.Equal(before, (await _chooses.TakeNextAsync())!.Id);
        Assert.Equal(first, (await _other.TakeNextAsync())!.Id);
        Assert.Equal(after, (await _chooses.TakeNextAsync())!.Id);
    }

    [Fact]
    public async Task Whoever_names_another_area_belongs_no_more_and_nobody_does_where_it_is_for_everybody()
    {
        var id = await BeginAsync();
        var person = await WaitsAsync(1);
        await TellAreaAsync(person, "18");
        await SeenAsync([person]);
        await TellAreaAsync(person, "13");
        await SeenAsync([]);
        await EndAsync(id);
        await BeginAsync(Plan() with { Everybody = true });
        await TellAreaAsync(person, "17");
        await _gateway.PassAsync(TimeSpan.FromSeconds(25));
        Assert.Null((await StateAsync(_chooses)).Queue!.Disaster);
        Assert.All((await QueueAsync()).Waiting, place => Assert.Equal(0, place.DisasterUntil));
    }

    [Fact]
    public async Task Ended_early_the_choice_and_the_marks_end_and_do_not_come_back_with_the_next_disaster()
    {
        var (first, of) = (await WaitsAsync(1), await WaitsAsync(2));
        await TellAreaAsync(of, "17");
        var id = await BeginAsync();
        await SeenAsync([of]);
        await _chooses.InvokeAsync<AvailabilityView>("SetDisasterFirst", true);
        await EndAsync(id);
        Assert.Null((await StateAsync(_chooses)).Queue!.Disaster);
        await SeenAsync([]);
        await _gateway.PassAsync(TimeSpan.FromSeconds(2));
        await BeginAsync();
        await SeenAsync([of]);
        Assert.Equal([first, of], (await QueueAsync()).Waiting.Select(place => place.ConversationId));
        Assert.Equal(first, (await _chooses.TakeNextAsync())!.Id);
    }

    [Fact]
    public async Task Of_two_at_once_the_other_one_goes_on_when_one_is_ended()
    {
        var (north, south) = (await BeginAsync(), await BeginAsync(Plan() with { Name = "南部の大雨", Areas = ["13"] }));
        var (first, wet, shaken) = (await WaitsAsync(1), await WaitsAsync(2), await WaitsAsync(3));
        await TellAreaAsync(wet, "13");
        await TellAreaAsync(shaken, "17");
        await SeenAsync([wet, shaken]);
        await _chooses.InvokeAsync<AvailabilityView>("SetDisasterFirst", true);
        await EndAsync(south);
        await SeenAsync([shaken]);
        Assert.Equal(shaken, (await _chooses.TakeNextAsync())!.Id);
        await EndAsync(north);
        Assert.Equal(first, (await _other.TakeNextAsync())!.Id);
    }

    [Fact]
    public async Task Whoever_was_away_for_long_has_not_chosen_any_more()
    {
        await BeginAsync();
        await _chooses.InvokeAsync<AvailabilityView>("SetDisasterFirst", true);
        await _chooses.DropAsync();
        await _gateway.PassAsync(TimeSpan.FromMinutes(12), TimeSpan.FromSeconds(20));
        await _chooses.ConnectAsync();
        Assert.Null((await _chooses.InvokeAsync<AvailabilityView>("SetAvailability", true, 1)).DisasterFirstAt);
    }

    [Fact]
    public async Task By_the_clock_it_is_over_without_anybody_doing_anything()
    {
        await BeginAsync();
        var (first, of) = (await WaitsAsync(1), await WaitsAsync(2));
        await TellAreaAsync(of, "17");
        await SeenAsync([of]);
        await _chooses.InvokeAsync<AvailabilityView>("SetDisasterFirst", true);
        await _gateway.PassAsync(TimeSpan.FromMinutes(31), TimeSpan.FromSeconds(20));
        Assert.Null((await StateAsync(_chooses)).Queue!.Disaster);
        Assert.Equal(first, (await _chooses.TakeNextAsync())!.Id);
    }

    [Fact]
    public async Task The_screen_marks_and_counts_them_and_the_mark_goes_with_the_talk()
    {
        await BeginAsync();
        var (_, of) = (await WaitsAsync(1), await WaitsAsync(2));
        await TellAreaAsync(of, "17");
        await SeenAsync([of]);
        var shown = (await StateAsync(_other)).Queue!;
        Assert.Equal(1, shown.Disaster!.Waiting);
        Assert.Equal(of, Assert.Single(shown.Places, place => place.DisasterUntil is not null).ConversationId);
        await _chooses.InvokeAsync<AvailabilityView>("SetDisasterFirst", true);
        await _chooses.CloseAsync((await _chooses.TakeNextAsync())!.Id);
        await EventuallyAsync(async () => await MarksAsync() == 0, "the mark is gone");
        Assert.Equal(0, (await StateAsync(_other)).Queue!.Disaster!.Waiting);
    }

    private static Task<ConsoleState> StateAsync(HubClient hub) => hub.InvokeAsync<ConsoleState>("Resume");

    private Task<long> MarksAsync() => Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM disaster_person", new { }), Stop);

    private IRecords Records => _gateway.Services.GetRequiredService<IRecords>();

    private Task<QueueSnapshot> QueueAsync() => _gateway.Services.GetRequiredService<IQueueEngine>().SnapshotAsync("org1");

    private Task EventuallyAsync(Func<Task<bool>> isSo, string what) => _gateway.EventuallyAsync(isSo, what);

    private Task SeenAsync(string[] belong) => EventuallyAsync(
        async () => (await QueueAsync()).Waiting.Where(place => place.IsOfDisaster(_gateway.Time!.GetUtcNow().ToUnixTimeMilliseconds())).Select(place => place.ConversationId).SequenceEqual(belong),
        $"{belong.Length} belong to the disaster");

    private async Task<string> WaitsAsync(int number)
    {
        // Whoever comes at the same millisecond stands in the order of their ids.
        _gateway.Time!.Advance(TimeSpan.FromSeconds(1));
        await _gateway.SmsPhone($"+8190000000{number:00}").SayAsync("こんばんは");
        await EventuallyAsync(async () => (await QueueAsync()).WaitingCount == number, "somebody more waits");
        return (await QueueAsync()).Waiting[^1].ConversationId;
    }

    private DisasterPlan Plan() => new()
    {
        Name = "能登の地震",
        Areas = ["16", "17", "18"],
        Words = new Dictionary<string, string> { ["ja"] = "地震で電話がつながりにくい" },
        Reason = "震度6",
        EndsAt = _gateway.Time!.GetUtcNow().AddMinutes(30),
    };

    private async Task<string> BeginAsync(DisasterPlan? plan = null)
    {
        using var answer = await _keeper.Http.PostAsJsonAsync("/api/disasters", plan ?? Plan(), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()!;
    }

    private async Task EndAsync(string id)
    {
        using var ended = await _keeper.Http.PostAsync($"/api/disasters/{id}/end", null, Stop);
        Assert.True(ended.IsSuccessStatusCode);
    }

    // As the guide would: the answer to its question about the prefecture.
    private async Task TellAreaAsync(string conversation, string area)
    {
        var log = _gateway.Services.GetRequiredService<ConversationLog>();
        await Records.WriteAsync(async session => await log.AppendAsync(
            session, (await ConversationRows.LockAsync(session, conversation))!,
            new NewEntry(EntryKinds.Facts, Authors.Bot, new EntryBody(Facts: new Dictionary<string, string> { ["area"] = area }))), Stop);
    }
}
