using Gateway.Primitives;
using Gateway.TestKit.Contracts;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.InProcess;

namespace Gateway.Tests.WaitingQueue;

public sealed class InProcessQueueTests : WaitingQueueContract
{
    protected override Task<(IQueueEngine First, IQueueEngine Second)> OpenAsync()
    {
        var memory = new QueueMemory(Settings, new Ids(Time));
        return Task.FromResult<(IQueueEngine, IQueueEngine)>((new InProcessQueue(memory, Time), new InProcessQueue(memory, Time)));
    }

    protected override Task<(IQueueEngine First, IQueueEngine Second)> LoseMemoryAsync() => OpenAsync();
}
