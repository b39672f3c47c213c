using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Primitives;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Operations.Telemetry;

/// <summary>What follows from one call stands in one trace: stored, shown, answered.</summary>
[Collection(nameof(Alone))]
public sealed class OneTraceTests
{
    [Fact]
    public async Task A_word_is_followed_from_the_provider_to_the_screen_and_back()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();

        // Her first word is answered by the guide, in the trace of the call that brought it.
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync();
        var first = await RootAsync("webhook.line");
        await FollowsAsync(first, "records.write");
        await FollowsAsync(first, "outbox.send");

        // Her second word reaches the counsellor's screen in its own.
        var talk = await night.TakenByAsync(aoi);
        ended.Clear();
        await girl.SayAsync("眠れません");
        await FollowsAsync(await RootAsync("webhook.line"), "screens.push");

        // And the counsellor's answer leaves in the trace of their call.
        ended.Clear();
        await aoi.SendAsync(talk.Id, "聞いています");
        await FollowsAsync(await RootAsync("console.Send"), "outbox.send");

        async Task<Activity> RootAsync(string name)
        {
            Activity? root = null;
            await night.EventuallyAsync(() => Task.FromResult((root = ended.FirstOrDefault(one => one.OperationName == name)) is not null), name);
            Assert.Equal(default, root!.ParentSpanId);
            return root;
        }

        Task FollowsAsync(Activity root, string name) => night.EventuallyAsync(
            () => Task.FromResult(ended.Any(one => one.OperationName == name && one.TraceId == root.TraceId)), $"{name} in the trace of {root.OperationName}");
    }
}
