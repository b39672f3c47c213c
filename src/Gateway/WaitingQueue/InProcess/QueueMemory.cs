using Gateway.Primitives;

namespace Gateway.WaitingQueue.InProcess;

/// <summary>The memory of the in-process engine: every organisation's queue behind one lock. One for each process.</summary>
/// <remarks>It begins without any queue: each must be rebuilt from the records before it answers.</remarks>
public sealed class QueueMemory(QueueSettings settings, Ids ids)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, OrganisationQueue> _queues = [];

    internal T Ask<T>(string organisation, Func<OrganisationQueue, T> decide)
    {
        lock (_lock)
        {
            return _queues.TryGetValue(organisation, out var queue) ? decide(queue) : throw new QueueEpochLostException(organisation);
        }
    }

    internal bool Knows(string organisation)
    {
        lock (_lock) return _queues.ContainsKey(organisation);
    }

    internal bool Begin(string organisation, long now, Action<OrganisationQueue> fill)
    {
        lock (_lock)
        {
            if (_queues.ContainsKey(organisation)) return false;
            var queue = new OrganisationQueue(settings, ids, now);
            fill(queue);
            _queues[organisation] = queue;
            return true;
        }
    }
}
