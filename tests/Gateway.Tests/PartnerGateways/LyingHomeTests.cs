using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.PartnerGateways;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.PartnerGateways;
using Gateway.WaitingQueue;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>Somebody else's gateway that signs rightly calls ours and says what cannot be so, too much of it, or the same again. We take what was agreed, and nothing is stored of the rest.</summary>
public sealed class LyingHomeTests : IAsyncLifetime
{
    private static readonly string s_agreement = new('a', 64);

    private readonly FakeTime _time = new();
    private TwoGateways _two = null!;
    private long _ids;

    public async ValueTask InitializeAsync() => _two = await TwoGateways.StartAsync(_time, new SetupSize { Counsellors = 2, Supervisors = 1 }, _time, _ => Task.FromResult(s_agreement));

    public ValueTask DisposeAsync() => _two.DisposeAsync();

    // What cannot even be read: nobody knows of whom it speaks.
    private static readonly (string What, Action<JsonObject> Change)[] s_unreadable =
    [
        ("no id", stay => stay["id"] = ""),
        ("an id that is a path", stay => stay["id"] = "../../guest"),
        ("more than a number", stay => stay["answeredAgoMs"] = 1e300),
        ("a grade that is none", stay => stay["grade"] = "worst"),
        ("a grade by number", stay => stay["grade"] = 4),
        ("no moment", stay => stay["offer"]!["arrivedAt"] = 5),
        ("words that are none", stay => stay["words"] = null),
    ];

    private static readonly (string What, Action<JsonObject> Change)[] s_unusable =
    [
        ("heard less than nothing", stay => stay["heard"] = -1),
        ("answered in time to come", stay => stay["answeredAgoMs"] = -1),
        ("fewer alarms than none", stay => stay["alarms"] = -1),
        ("a channel that is none", stay => stay["offer"]!["channel"] = "partner/tsuki"),
        ("a language that is none", stay => stay["offer"]!["language"] = "xx"),
        ("an agreement without end", stay => stay["offer"]!["agreement"] = new string('a', 65)),
        ("no word where there is one", stay => stay["words"] = new JsonArray(null as JsonNode)),
        ("too many words", stay => stay["words"] = new JsonArray([.. Enumerable.Range(1, 101).Select(n => (JsonNode)Lies.Word(n, "あ", "person"))])),
        ("a note for our counsellors", stay => Lies.Say(stay, Lies.Word(1, "", "note"))),
        ("an author that is none", stay => Lies.Say(stay, Lies.Word(1, "あ", "bot"))),
        ("an attachment that is a text", stay => Lies.Say(stay, Lies.Word(1, "<img src=x>", "attachment"))),
        ("a moment before there were moments", stay => Lies.Say(stay, With(Lies.Word(1, "あ", "person"), "at", "0001-01-01T00:00:00.000Z"))),
        ("a reason that is none", stay => stay["over"] = "Over!"),
    ];

    [Fact]
    public async Task What_is_signed_and_cannot_be_read_is_refused_whole_and_leaves_nothing()
    {
        foreach (var (what, change) in s_unreadable)
        {
            var (bad, good) = (Offer(), Offer());
            change(bad);
            Assert.Equal((what, "partner.broken"), (what, (await CallAsync(good, bad)).Code));
        }

        var twice = Offer();
        Assert.Equal("partner.broken", (await CallAsync(twice, twice.DeepClone().AsObject())).Code);
        Assert.Equal("partner.broken", (await CallAsync([.. Enumerable.Range(0, 51).Select(_ => Offer())])).Code);
        Assert.Equal("partner.broken", (await SendAsync("{\"version\":1,\"at\":\"2037-11-21T13:00:00Z\",\"stays\":[null]}")).Code);
        Assert.Equal("partner.broken", (await SendAsync("{\"version\":1,\"at\":\"2037-11-21T13:00:00Z\",\"stays\":" + new string('[', 5000) + new string(']', 5000) + "}")).Code);
        Assert.Equal("partner.broken", (await SendAsync("{\"version\":1,\"at\":\"2037-11-21T13:00:00Z\",\"stays\":[{\"id\":\"\\ud800\",\"answeredAgoMs\":0,\"heard\":0}]}")).Code);
        Assert.Equal(0L, await CountAsync("guest_copy"));
        Assert.Equal(0, await WaitingAsync());
    }

    [Fact]
    public async Task Of_whom_something_cannot_be_so_nothing_is_taken_and_the_others_of_the_call_are_heard()
    {
        var good = Offer();
        foreach (var (what, change) in s_unusable)
        {
            var bad = Offer();
            change(bad);
            var (code, stays) = await CallAsync(bad, good);
            Assert.Equal((what, null, 1), (what, code, stays.Length));
            Assert.Equal(good["id"]!.GetValue<string>(), stays[0].GetProperty("id").GetString());
        }

        Assert.Equal(1L, await CountAsync("guest_copy"));
        Assert.Equal(1, await WaitingAsync());
    }

    [Fact]
    public async Task Odd_names_from_home_and_of_our_own_cut_nobody_off()
    {
        await using var desk = await _two.Partner.ConsoleAsync();
        await desk.SetAvailabilityAsync(true, 3);
        var stay = Offer();
        string[] names = ["あき\nべつの人", "あき\u202Eきあ", " ", new string('あ', 300), "نرگس\u200Cها"];
        stay["words"] = new JsonArray([.. names.Select((name, at) => (JsonNode)With(Lies.Word(at + 1, $"ことば{at}"), "name", name))]);
        Assert.Equal(names.Length, (await CallAsync(stay)).Stays.Single().GetProperty("heard").GetInt32());
        HubConversation? talk = null;
        await _two.Partner.EventuallyAsync(async () => (talk = await desk.TakeNextAsync()) is not null, "taken");
        Assert.Equal(["あき べつの人", "あききあ", null, new string('あ', 200), "نرگس\u200Cها"], (await desk.EntriesAfterAsync(talk!.Id, 0)).Where(entry => entry.Text?.StartsWith("ことば", StringComparison.Ordinal) == true).Select(entry => entry.Name));

        // Ours was entered with a line's end, and with marks that came along from somewhere; and one of which nothing can be seen is somebody all the same.
        foreach (var (name, told) in new[] { ("あき\u200E\r\n👩\u200D⚕️", "あき 👩\u200D⚕️"), ("\u200B", "") })
        {
            await _two.Partner.Services.GetRequiredService<IRecords>().WriteAsync(session => session.ExecuteAsync("UPDATE staff SET name = @name", new { name }), TestContext.Current.CancellationToken);
            Assert.Equal(told, (await CallAsync(stay)).Stays.Single().GetProperty("takenBy").GetString());
        }
    }

    [Theory]
    [InlineData("agreement", "another agreement")]
    [InlineData("language", "another language")]
    public async Task Nobody_comes_by_another_agreement_or_in_another_language(string field, string what)
    {
        Assert.NotEmpty(what);
        var stay = Offer();
        stay["offer"]![field] = field == "agreement" ? new string('b', 64) : "en";
        Assert.Equal("refused", (await CallAsync(stay)).Stays[0].GetProperty("over").GetString());
        // Not by saying the right thing afterwards either: home has them back by then.
        stay["offer"]![field] = field == "agreement" ? s_agreement : "ja";
        Assert.Equal("refused", (await CallAsync(stay)).Stays[0].GetProperty("over").GetString());
        Assert.Equal(0L, await CountAsync("conversation"));
    }

    [Fact]
    public async Task Nobody_comes_who_is_one_too_many_and_whoever_makes_room_lets_the_next_one_in()
    {
        var people = Enumerable.Range(0, 4).Select(_ => Offer()).ToArray();
        Assert.Equal([null, null, null, "refused"], (await CallAsync(people)).Stays.Select(Over));
        Assert.Equal(3, await WaitingAsync());
        Assert.Equal("fetched", Over((await CallAsync(Ended(people[0]))).Stays[0]));
        Assert.Null(Over((await CallAsync(Offer())).Stays[0]));
        await _two.Partner.EventuallyAsync(async () => await WaitingAsync() == 3, "three wait");
    }

    [Fact]
    public async Task Nobody_comes_who_is_one_too_many_for_the_day_however_soon_the_others_go()
    {
        for (var n = 0; n < 20; n++)
        {
            var stay = Offer();
            Assert.Null(Over((await CallAsync(stay)).Stays[0]));
            await CallAsync(Ended(stay));
        }

        Assert.Equal("refused", Over((await CallAsync(Offer())).Stays[0]));
        _time.Advance(TimeSpan.FromHours(2.5));
        Assert.Null(Over((await CallAsync(Offer())).Stays[0]));
    }

    [Fact]
    public async Task Whoever_speaks_of_new_people_without_end_is_heard_of_some_and_the_records_stay_small()
    {
        for (var call = 0; call < 10; call++) await CallAsync([.. Enumerable.Range(0, 50).Select(_ => Offer())]);
        Assert.Equal(CallLimits.NewStays, (int)await CountAsync("guest_copy"));
        Assert.Equal(3, await WaitingAsync());
        // Those who are here are heard all the same, and of the others nothing is kept for long.
        await using var desk = await _two.Partner.ConsoleAsync();
        await desk.SetAvailabilityAsync(true, 3);
        Assert.NotNull(await desk.TakeNextAsync());
        await _two.Partner.PassAsync(TimeSpan.FromMinutes(12), TimeSpan.FromSeconds(5));
        await _two.Partner.EventuallyAsync(async () => await CountAsync("guest_copy") == 3, "forgotten");
    }

    [Fact]
    public async Task A_call_that_comes_a_thousand_times_uses_up_nothing_of_its_partners_share()
    {
        var old = Signed(Body());
        _time.Advance(TimeSpan.FromSeconds(31));
        var call = Signed(Body());
        Assert.Null((await SendAsync(call)).Code);
        for (var n = 0; n < 250; n++) Assert.Equal("partner.replayed", (await SendAsync(call)).Code);
        for (var n = 0; n < 250; n++) Assert.Equal("partner.clocks_apart", (await SendAsync(old)).Code);
        Assert.Null((await SendAsync(Signed(Body()))).Code);
    }

    [Fact]
    public void One_partner_that_floods_uses_up_its_own_share_alone()
    {
        using var limits = new CallLimits();
        for (var n = 0; n < CallLimits.OfPartner; n++) Assert.Null(limits.Count("hoshi", $"{n}", 100));
        Assert.Equal(Refusal.TooMany, limits.Count("hoshi", "more", 100));
        Assert.Null(limits.Count("tsuki", "0", 100));
        Assert.Equal(Refusal.Replayed, limits.Count("tsuki", "0", 100));
        limits.Forget(101);
        Assert.Null(limits.Count("tsuki", "0", 200));
        for (var n = 0; n < CallLimits.NewStays; n++) Assert.True(limits.MayBegin("hoshi"));
        Assert.False(limits.MayBegin("hoshi"));
        Assert.True(limits.MayBegin("tsuki"));
    }

    [Fact]
    public async Task In_a_flood_of_calls_whoever_writes_here_is_answered()
    {
        using var stop = new CancellationTokenSource();
        var overrun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var flood = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                if ((await CallAsync(Offer())).Code == "partner.too_many") overrun.TrySetResult();
            }
        }));
        await overrun.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await using var desk = await _two.Partner.ConsoleAsync();
        await desk.SetAvailabilityAsync(true, 5);
        var phone = _two.Partner.LinePhone();
        await phone.SayAsync("たすけて");
        List<HubConversation> taken = [];
        await _two.Partner.EventuallyAsync(async () =>
        {
            if (await desk.TakeNextAsync() is { } next) taken.Add(next);
            return taken.Any(one => one.GuestOf is null);
        }, "taken");
        await desk.SendAsync(taken.Single(one => one.GuestOf is null).Id, "ここにいます");
        await _two.Partner.EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text.Contains("ここにいます", StringComparison.Ordinal))), "answered");
        await stop.CancelAsync();
        await flood;
    }

    [Fact]
    public async Task Of_our_counsellors_words_home_cannot_have_heard_more_than_there_are()
    {
        await using var desk = await _two.Partner.ConsoleAsync();
        await desk.SetAvailabilityAsync(true, 3);
        var stay = Offer();
        await CallAsync(stay);
        HubConversation? talk = null;
        await _two.Partner.EventuallyAsync(async () => (talk = await desk.TakeNextAsync()) is not null, "taken");
        stay["heard"] = 1_000_000;
        await CallAsync(stay);
        stay["heard"] = 0;
        await desk.SendAsync(talk!.Id, "こんばんは");
        Assert.Contains((await CallAsync(stay)).Stays[0].GetProperty("words").EnumerateArray(), word => word.GetProperty("text").GetString() == "こんばんは");
    }

    private JsonObject Offer() => new()
    {
        ["id"] = $"0197c2a4-7c1e-7000-8000-{Interlocked.Increment(ref _ids):x12}",
        ["answeredAgoMs"] = 0,
        ["heard"] = 0,
        ["alarms"] = 0,
        ["offer"] = new JsonObject { ["language"] = "ja", ["channel"] = "line", ["grade"] = "middle", ["arrivedAt"] = "2037-11-21T12:50:00.000Z", ["agreement"] = s_agreement },
        ["words"] = new JsonArray(),
    };

    private static JsonObject Ended(JsonObject stay) => new() { ["id"] = stay["id"]!.DeepClone(), ["answeredAgoMs"] = 0, ["heard"] = 0, ["over"] = "fetched" };

    private static JsonObject With(JsonObject word, string field, JsonNode? value)
    {
        word[field] = value;
        return word;
    }

    private static string Body(params JsonObject[] stays) =>
        new JsonObject { ["version"] = 1, ["at"] = "2037-11-21T13:00:00.000Z", ["stays"] = new JsonArray([.. stays.Select(stay => stay.DeepClone())]) }.ToJsonString();

    private static string? Over(JsonElement stay) => stay.TryGetProperty("over", out var over) ? over.GetString() : null;

    private TestCall Signed(string body) => TestCall.SignedBy(_two.HomeKey, Encoding.UTF8.GetBytes(body), _time.GetUtcNow());

    private Task<(string? Code, JsonElement[] Stays)> CallAsync(params JsonObject[] stays) => SendAsync(Body(stays));

    private Task<(string? Code, JsonElement[] Stays)> SendAsync(string body) => SendAsync(Signed(body));

    private async Task<(string? Code, JsonElement[] Stays)> SendAsync(TestCall call)
    {
        using var answer = await _two.Way.DeliverAsync(call, TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return said.TryGetProperty("code", out var code) ? (code.GetString(), []) : (null, said.TryGetProperty("stays", out var stays) ? [.. stays.EnumerateArray()] : []);
    }

    private async Task<int> WaitingAsync() => (await _two.Partner.Services.GetRequiredService<IQueueEngine>().SnapshotAsync("org1")).WaitingCount;

    private Task<long> CountAsync(string table) => _two.Partner.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<long>($"SELECT COUNT(*) FROM {table}"), TestContext.Current.CancellationToken);
}
