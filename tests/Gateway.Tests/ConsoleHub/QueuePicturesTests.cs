using Gateway.ConsoleHub;
using Gateway.Conversations;
using Gateway.TestKit;
using Gateway.TestKit.Nights;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.InProcess;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.ConsoleHub;

/// <summary>A picture of the queue that was overtaken on its way can be told from the newer one: whoever has come since does not vanish from a screen.</summary>
public sealed class QueuePicturesTests
{
    [Fact]
    public async Task A_reading_that_began_before_somebody_came_is_older_than_the_one_that_knows_of_them()
    {
        await using var night = await TestGateway.StartAsync(time: new FakeTime());
        var engine = new UnreliableQueue(() => ActivatorUtilities.CreateInstance<InProcessQueue>(night.Services, ActivatorUtilities.CreateInstance<QueueMemory>(night.Services)));
        var show = ActivatorUtilities.CreateInstance<ShowQueue>(night.Services, engine);
        await engine.RebuildAsync("o", AsyncEnumerable.Empty<QueueFilling>());

        var answer = engine.HoldAnswer();
        var early = show.ReadAsync("o");
        await engine.JoinAsync(new QueuePlace("c", "o", "K-1", "line", Grade.Unknown, 1, Returned: false));
        var late = (await show.ReadAsync("o")).Shown;
        answer.SetResult();

        var overtaken = (await early).Shown;
        Assert.Equal((0, 1), (overtaken.Waiting, late.Waiting));
        Assert.Equal(overtaken.ReadBy, late.ReadBy);
        Assert.True(overtaken.Reading < late.Reading);
    }
}
