using Gateway.Channels.WebChat;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.TestKit;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.InProcess;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>Many from one address: a class of pupils, and a machine that floods the queue.</summary>
public sealed class CrowdAtDoorTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void A_class_of_thirty_is_hardly_slowed_and_a_quiet_house_never()
    {
        var crowd = new CrowdAtDoor(new WebChatSettings(), _time);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(TimeSpan.Zero, crowd.Comes("school")));
        Assert.Equal(Enumerable.Range(1, 10).Select(minute => TimeSpan.FromMinutes(minute)), Enumerable.Range(0, 10).Select(_ => crowd.Comes("school")));
        Assert.Equal(TimeSpan.Zero, crowd.Comes("somebody else"));
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], Enumerable.Range(0, 2).Select(_ => crowd.Comes("school")));
    }

    [Fact]
    public void Nobody_is_placed_behind_where_the_administrator_does_not_want_it()
    {
        var crowd = new CrowdAtDoor(new WebChatSettings { CrowdFrom = 1, CrowdSeconds = 0 }, _time);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(TimeSpan.Zero, crowd.Comes("school")));
    }

    [Fact]
    public void Danger_is_never_placed_behind()
    {
        var place = new QueuePlace("c", "o", "K-1", "chat", Grade.Unknown, _time.NowMs(), Returned: false, LaterBy: 3_600_000);
        Assert.Equal(NextInQueue.Order(place with { LaterBy = 0 }) + 3_600_000, NextInQueue.Order(place));
        Assert.All(
            (Grade[])[Grade.Middle, Grade.High, Grade.Urgent],
            grade => Assert.Equal(NextInQueue.Order(place with { Grade = grade, LaterBy = 0 }), NextInQueue.Order(place with { Grade = grade })));
        Assert.Equal(NextInQueue.Order(place with { Moved = true, LaterBy = 0 }), NextInQueue.Order(place with { Moved = true }));
    }

    [Fact]
    public async Task Through_the_front_door_only_a_first_word_counts_and_everybody_is_let_in()
    {
        await using var house = await ChatHouse.OpenAsync("--Gateway:Channels:WebChat:CrowdFrom=2");
        for (var i = 0; i < 3; i++)
        {
            using var browser = house.Browser();
            await browser.WriteAsync("こんばんは");
            await browser.WriteAsync("だれかいますか");
        }

        var talks = (await house.ConversationsAsync()).Select(talk => talk.Conversation).ToList();
        Assert.All(talks, talk => Assert.Equal(Stage.Waiting, talk.Stage));
        Assert.Equal([0, 0], talks.Take(2).Select(talk => talk.LaterBy));
        Assert.InRange(talks[2].LaterBy, 30_000, 60_000);
    }

    // A thousand a minute for half an hour from one address. Twenty counsellors see through each of them in twenty seconds; a real talk takes twenty minutes.
    [Fact]
    public async Task A_flood_from_one_address_delays_a_real_person_by_half_a_minute_at_most()
    {
        var quiet = await WaitsAsync(floodAMinute: 0);
        var flooded = await WaitsAsync(floodAMinute: 1000);
        Assert.Equal(15, quiet.Count);
        Assert.All(quiet.Zip(flooded), waits => Assert.InRange(waits.Second - waits.First, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
    }

    private static async Task<IReadOnlyList<TimeSpan>> WaitsAsync(int floodAMinute)
    {
        var time = new FakeTime();
        var queue = new InProcessQueue(new QueueMemory(new QueueSettings(), new Ids(time)), time);
        var crowd = new CrowdAtDoor(new WebChatSettings(), time);
        await queue.RebuildAsync("o", [], []);
        var (hands, waits, real) = (new long[20], new List<TimeSpan>(), new HashSet<string>());
        for (var second = 0; second < 1800; second++)
        {
            for (var fake = second * floodAMinute / 60; fake < (second + 1) * floodAMinute / 60; fake++) await ComesAsync("machine", $"fake-{fake}");
            if (second % 120 == 60)
            {
                real.Add($"real-{second}");
                await ComesAsync($"home-{second}", $"real-{second}");
            }

            for (var hand = 0; hand < hands.Length; hand++)
            {
                if (hands[hand] > time.NowMs() || (await queue.TakeNextAsync("o", $"staff-{hand}", $"{second}-{hand}")).Claim is not { } claim) continue;
                await queue.RemoveAsync("o", claim.Place.ConversationId);
                var isReal = real.Contains(claim.Place.ConversationId);
                if (isReal) waits.Add(TimeSpan.FromMilliseconds(time.NowMs() - claim.Place.ArrivedAt));
                hands[hand] = time.NowMs() + (isReal ? TimeSpan.FromMinutes(20) : TimeSpan.FromSeconds(20)).Ms();
            }

            time.Advance(TimeSpan.FromSeconds(1));
        }

        return waits;

        Task ComesAsync(string address, string id) =>
            queue.JoinAsync(new QueuePlace(id, "o", "K-1", "chat", Grade.Unknown, time.NowMs(), Returned: false, LaterBy: crowd.Comes(address).Ms()));
    }
}
