using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Nights;
using Gateway.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.ConsoleHub;

/// <summary>A queue that is away keeps nobody from the people they talk with, and its old picture is not shown as the present.</summary>
public sealed class QueueAwayTests : IAsyncLifetime
{
    private TestGateway _night = null!;
    private UnreliableQueue _queue = null!;

    public async ValueTask InitializeAsync()
    {
        _night = await TestGateway.StartAsync(time: new FakeTime(), replace: UnreliableQueue.PutBefore);
        _queue = _night.Services.GetRequiredService<UnreliableQueue>();
    }

    public ValueTask DisposeAsync() => _night.DisposeAsync();

    [Fact]
    public async Task A_counsellor_whose_network_blinks_meanwhile_goes_on_talking_and_sees_the_queue_when_it_is_back()
    {
        var phone = _night.LinePhone();
        string id;
        await using (var before = await _night.ConsoleAsync())
        {
            await before.SetAvailabilityAsync(true, 3);
            await phone.SayAsync("聞いてください");
            id = await TakenAsync(before);
        }

        _queue.Away = true;
        await using var desk = await HubClient.ConnectAsync(_night.Address, _night.Setup.People[0].UserName, _night.Setup.People[0].Password);
        var shown = await desk.ResumeAsync();
        Assert.Null(shown.Queue);
        Assert.Equal((true, 3), (shown.Available, shown.Capacity));
        Assert.Equal(id, Assert.Single(shown.Conversations).Id);
        await desk.SendAsync(id, "ここにいます");
        await phone.SayAsync("よかった");
        await ToldAsync(desk, message => message.Says(id, "よかった"));

        _queue.Away = false;
        await ToldAsync(desk, message => message.Target == "QueueChanged" && message.Queue().CounsellorsPresent == 1);
    }

    [Fact]
    public async Task Every_desk_is_told_that_the_queue_cannot_be_read_and_then_how_it_is()
    {
        await using var desk = await _night.ConsoleAsync();
        await using var other = await _night.ConsoleAsync(1);
        _queue.Away = true;
        await ToldAsync(desk, message => message.Target == "QueueAway");
        await ToldAsync(other, message => message.Target == "QueueAway");

        await _night.LinePhone().SayAsync("だれかいますか");
        _queue.Away = false;
        await ToldAsync(desk, message => message.Target == "QueueChanged" && message.Queue().Waiting == 1);
        Assert.Single(desk.Received.After(0), message => message.Target == "QueueAway");
    }

    private async Task<string> TakenAsync(HubClient desk)
    {
        await ToldAsync(desk, message => message.Target == "QueueChanged" && message.Queue().Waiting == 1);
        return Assert.IsType<HubConversation>(await desk.TakeNextAsync()).Id;
    }

    private async Task ToldAsync(HubClient desk, Func<HubMessage, bool> wanted)
    {
        var told = desk.WaitForAsync(wanted, TimeSpan.FromSeconds(30));
        await _night.EventuallyAsync(() => Task.FromResult(told.IsCompleted), "the desk is told");
        await told;
    }
}
