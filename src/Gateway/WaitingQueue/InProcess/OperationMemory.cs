using Gateway.Primitives;

namespace Gateway.WaitingQueue.InProcess;

/// <summary>The answers that operations were given, for ten minutes, and never more than a hundred thousand of them.</summary>
internal sealed class OperationMemory
{
    private const int Most = 100_000;

    private readonly Dictionary<string, (TakeResult Answer, long Until)> _done = [];
    private readonly Queue<string> _inOrder = new();

    /// <summary>The answer that the operation was given, or that of <paramref name="decide"/>.</summary>
    public TakeResult Once(string operationId, long now, Func<TakeResult> decide)
    {
        while (_inOrder.TryPeek(out var oldest) && (_done[oldest].Until <= now || _done.Count > Most)) _done.Remove(_inOrder.Dequeue());
        if (_done.TryGetValue(operationId, out var done)) return done.Answer;
        var answer = decide();
        _done[operationId] = (answer, now + QueueSettings.OperationsKept.Ms());
        _inOrder.Enqueue(operationId);
        return answer;
    }
}
