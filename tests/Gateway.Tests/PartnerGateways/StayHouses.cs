using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.PartnerGateways;
using Gateway.PartnerGateways.Stays;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.PartnerGateways;
using Gateway.WaitingQueue;
using Gateway.Tests.Consortium;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>Two organisations with a gateway each, who signed one agreement: phones at the one (<c>org1</c>, which the other calls tsuki), and consoles at both (the other is hoshi at home).</summary>
internal sealed class StayHouses : IAsyncDisposable
{
    private DateTimeOffset _watchedAt;

    private StayHouses(TwoGateways both) => Both = both;

    public TwoGateways Both { get; }

    public TestGateway Home => Both.Home;

    public TestGateway Partner => Both.Partner;

    /// <summary>Opens both: the partner's representative has signed, and its set-up file names the fingerprint.</summary>
    /// <param name="change">What is agreed, where it is something else than usual.</param>
    /// <param name="time">The clock of both, or of home.</param>
    /// <param name="partnerTime">The clock of the partner.</param>
    /// <param name="takes">What else stands in the partner's set-up file about whom it takes, behind the fingerprint.</param>
    public static async Task<StayHouses> OpenAsync(Func<Charter, Charter>? change = null, FakeTime? time = null, FakeTime? partnerTime = null, string takes = "")
    {
        time ??= new FakeTime();
        var size = new SetupSize { Counsellors = 2, Supervisors = 1, Coordinators = 1, SmsNumbers = 1 };
        var (id, hash, charter) = ("", "", ExampleCharters.Between("org1", "hoshi"));
        var both = await TwoGateways.StartAsync(partnerTime ?? time, size, time, async home =>
        {
            await using var staff = await ConsortiumStaff.SignedInAsync(home, "org1-coordinator1");
            var founded = await ConsortiumStaff.SendAsync(staff, HttpMethod.Post, "", change?.Invoke(charter) ?? charter);
            (id, hash) = (founded.GetProperty("id").GetString()!, founded.GetProperty("agreements")[0].GetProperty("hash").GetString()!);
            await ConsortiumStaff.SendAsync(staff, HttpMethod.Post, $"/{id}/sign", new { version = 1, hash });
            return hash + takes;
        });
        var houses = new StayHouses(both) { Consortium = id };
        await houses.EventuallyAsync(async () => await houses.AtHomeAsync(session => session.AnyAsync("SELECT 1 FROM consortium_signature WHERE organisation = 'hoshi'")), "the partner's gateway has said that it signed");
        await using var coordinator = await ConsortiumStaff.SignedInAsync(both.Home, "org1-coordinator1");
        await ConsortiumStaff.SendAsync(coordinator, HttpMethod.Post, $"/{id}/enact", new { version = 1 });
        await ConsortiumStaff.SendAsync(coordinator, HttpMethod.Put, $"/{id}/terms", new MemberTerms { Gives = true });
        return houses;
    }

    /// <summary>The consortium's id at home.</summary>
    public string Consortium { get; private init; } = "";

    /// <summary>A console at the partner, available.</summary>
    public async Task<HubClient> DeskAsync(int capacity = 5)
    {
        var desk = await Partner.ConsoleAsync();
        await desk.SetAvailabilityAsync(true, capacity);
        return desk;
    }

    /// <summary>Somebody writes at home, is asked, and says yes; they wait at the partner.</summary>
    public async Task<LinePhone> SentAsync(string word = "だれかいますか")
    {
        var phone = Home.LinePhone();
        await phone.SayAsync(word);
        await HearsAsync(phone, "お願いしますか");
        await phone.TapAsync("ほかの団体にお願いする");
        await HearsAsync(phone, "おつなぎします");
        return phone;
    }

    /// <summary>Somebody waits at the partner, and its counsellor takes them.</summary>
    public async Task<(LinePhone Phone, HubConversation Talk)> TalkingAsync(HubClient desk, string word = "だれかいますか")
    {
        var phone = await SentAsync(word);
        HubConversation? talk = null;
        await EventuallyAsync(async () => (talk = await desk.TakeNextAsync()) is not null, "taken at the partner");
        return (phone, talk!);
    }

    /// <summary>Waits, while the clock of both goes on, until a phone has heard something.</summary>
    public Task HearsAsync(LinePhone phone, string part) => EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text.Contains(part, StringComparison.Ordinal))), $"heard on the phone: {part}");

    /// <summary>Waits, while the clock of both goes on: not faster than this machine gets round to the calls between them and to the consoles' signs of life.</summary>
    public Task EventuallyAsync(Func<Task<bool>> isSo, string what) => Home.EventuallyAsync(async () =>
    {
        if (await isSo()) return true;
        await CatchUpAsync(TimeSpan.FromMilliseconds(100));
        if (Partner.Time is { } other && other != Home.Time) other.Advance(TimeSpan.FromMilliseconds(100));
        return false;
    }, what);

    /// <summary>Lets both clocks go on, second by second, with everybody at the consoles alive. What is due in a second is done in it, however busy the machine is: home's call, and the end of copies that are late.</summary>
    public async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            if (Partner.Time is { } other && other != Home.Time) other.Advance(TimeSpan.FromSeconds(1));
            await Home.PassAsync(TimeSpan.FromSeconds(1));
            await Partner.HeartbeatAsync();
            await Home.Services.GetRequiredService<KeepHomeStays>().RunOnceAsync(TestContext.Current.CancellationToken);
            await Partner.Services.GetRequiredService<KeepCopies>().RunOnceAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits while the clocks stand: for what is on its way already.</summary>
    public static async Task SoonAsync(Func<Task<bool>> isSo, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(30)) throw new TimeoutException($"Not so in time: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As <see cref="PassAsync"/>, with a link that holds: a busy machine gets round to each call before the clock goes on.</summary>
    public async Task PassInTouchAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await PassAsync(1);
            await CatchUpAsync(TimeSpan.FromSeconds(5));
        }
    }

    // The clock stands, for so long at most, while a call is due that nothing but this machine keeps waiting.
    private async Task CatchUpAsync(TimeSpan longest)
    {
        await Partner.HeartbeatAsync();
        await WatchAsync();
        var start = TimeProvider.System.GetTimestamp();
        while (Both.Way.IsWhole && TimeProvider.System.GetElapsedTime(start) < longest && await IsBehindAsync()) await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
    }

    // Home asks who is there every ten seconds, and an answer holds for 35: by this clock that is soon.
    private async Task WatchAsync()
    {
        var now = Home.Time!.GetUtcNow();
        if (Home.Services.GetRequiredService<PartnerLinks>().Find("hoshi").AnsweredAt is not { } at || Utc.FromMs(at) > now.AddSeconds(-12) || (_watchedAt - now).Duration() < TimeSpan.FromSeconds(5)) return;
        _watchedAt = now;
        await Home.Services.GetRequiredService<WatchPartners>().RunOnceAsync(TestContext.Current.CancellationToken);
    }

    private Task<bool> IsBehindAsync() => AtHomeAsync(session => session.AnyAsync("SELECT 1 FROM home_stay WHERE over IS NULL AND answered_at < @since", new { since = Home.Time!.GetUtcNow().ToUnixTimeMilliseconds() - 3000 }));

    public IRecords HomeRecords => Home.Services.GetRequiredService<IRecords>();

    public Task<T> AtHomeAsync<T>(Func<RecordsSession, Task<T>> read) => Home.Services.GetRequiredService<IRecords>().ReadAsync(read, TestContext.Current.CancellationToken);

    public Task<T> AtPartnerAsync<T>(Func<RecordsSession, Task<T>> read) => Partner.Services.GetRequiredService<IRecords>().ReadAsync(read, TestContext.Current.CancellationToken);

    /// <summary>The one conversation at home that is open.</summary>
    public Task<Conversation?> OpenAtHomeAsync() => AtHomeAsync(async session =>
        await session.FindAsync<string>("SELECT id FROM conversation WHERE closed_at IS NULL") is { } id ? await ConversationRows.FindAsync(session, id) : null);

    /// <summary>In how many queues somebody is who is the only one of the test: at home and at the partner.</summary>
    public async Task<(int Home, int Partner)> QueuesAsync() => (
        (await Home.Services.GetRequiredService<IQueueEngine>().SnapshotAsync("org1")) is var here ? here.WaitingCount + here.Held.Count : 0,
        (await Partner.Services.GetRequiredService<IQueueEngine>().SnapshotAsync("org1")) is var there ? there.WaitingCount + there.Held.Count : 0);

    public ValueTask DisposeAsync() => Both.DisposeAsync();
}
