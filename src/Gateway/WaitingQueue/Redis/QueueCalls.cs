using System.Collections.Concurrent;
using Gateway.Primitives;
using Gateway.Redis;
using StackExchange.Redis;

namespace Gateway.WaitingQueue.Redis;

/// <summary>Brings operations to Redis: at once while few are asked, many in one call while many are.</summary>
/// <remarks>
/// Of one organisation, at most two calls are under way. What is asked meanwhile travels together with the next one, in the order in
/// which it was asked. So nobody waits for company, and at a rush Redis and this node handle one call where there would be dozens.
/// Each operation is carried out for itself: one that fails leaves the others alone. When a call is not answered, nothing of what
/// waits behind it has been sent, and it fails at the same moment: nobody waits longer than one call may take.
/// </remarks>
internal sealed class QueueCalls(RedisLink link, TimeProvider time, QueueSettings settings)
{
    private const int MostUnderWay = 2;
    private const int MostTogether = 128;

    private readonly ConcurrentDictionary<string, Lane> _lanes = new();
    private readonly object[] _durations = QueueLibrary.Durations(settings);

    /// <summary>Carries out a quick operation, with others where that is quicker.</summary>
    /// <exception cref="QueueEpochLostException">The engine has no memory, or another server's.</exception>
    /// <exception cref="QueueUnavailableException">It may or may not have been carried out.</exception>
    public Task<string> AskAsync(string organisation, string name, params string[] values)
    {
        var asked = new Asked(new QueueOperation(name, values));
        var lane = LaneOf(organisation);
        if (lane.Add(asked)) _ = FlyAsync(lane);
        return asked.Task;
    }

    /// <summary>Carries out an operation by itself: one that does much, or that nobody else should wait for.</summary>
    /// <exception cref="QueueEpochLostException">The engine has no memory, or another server's.</exception>
    /// <exception cref="QueueUnavailableException">It may or may not have been carried out.</exception>
    public async Task<string> AskAloneAsync(string organisation, string name, params string[] values)
    {
        var lane = LaneOf(organisation);
        return Read(lane.Organisation, (await CallAsync(lane, [new QueueOperation(name, values)]))[0]);
    }

    private Lane LaneOf(string organisation) => _lanes.GetOrAdd(organisation, id => new Lane(id, QueueLibrary.Keys(id)));

    private async Task FlyAsync(Lane lane)
    {
        while (lane.Next() is { } together)
        {
            try
            {
                var answers = await CallAsync(lane, [.. together.Select(asked => asked.Operation)]);
                for (var i = 0; i < together.Count; i++) together[i].Answer(lane.Organisation, answers[i]);
            }
            catch (QueueUnavailableException error)
            {
                foreach (var asked in together.Concat(lane.GiveUp())) asked.Fail(error);
            }
        }
    }

    private async Task<string[]> CallAsync(Lane lane, IReadOnlyList<QueueOperation> operations)
    {
        var values = new object[1 + _durations.Length + operations.Sum(operation => 1 + operation.Values.Length)];
        values[0] = time.NowMs();
        _durations.CopyTo(values, 1);
        var at = 1 + _durations.Length;
        foreach (var (name, given) in operations)
        {
            values[at++] = name;
            foreach (var value in given) values[at++] = value;
        }

        try
        {
            return (string[])await link.InvokeAsync(QueueLibrary.Whole, lane.Keys, values);
        }
        catch (RedisUnavailableException error)
        {
            throw new QueueUnavailableException(error);
        }
    }

    private static string Read(string organisation, string answer)
    {
        if (answer == "lost") throw new QueueEpochLostException(organisation);
        return answer.StartsWith("failed ", StringComparison.Ordinal)
            ? throw new QueueUnavailableException(new InvalidOperationException(answer))
            : answer;
    }

    private sealed class Asked(QueueOperation operation) : TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public QueueOperation Operation => operation;

        public void Answer(string organisation, string answer)
        {
            try
            {
                SetResult(Read(organisation, answer));
            }
            catch (Exception refused) when (refused is QueueEpochLostException or QueueUnavailableException)
            {
                SetException(refused);
            }
        }

        public void Fail(Exception error) => SetException(error);
    }

    private sealed class Lane(string organisation, RedisKey[] keys)
    {
        private readonly Lock _lock = new();
        private readonly Queue<Asked> _waiting = new();
        private int _underWay;

        public string Organisation => organisation;

        public RedisKey[] Keys => keys;

        /// <summary>Whether the caller is to make a call of its own now.</summary>
        public bool Add(Asked asked)
        {
            lock (_lock)
            {
                _waiting.Enqueue(asked);
                if (_underWay == MostUnderWay) return false;
                _underWay++;
                return true;
            }
        }

        /// <summary>What travels next; nothing when nobody waits, and then the caller has ended.</summary>
        public List<Asked>? Next()
        {
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _underWay--;
                    return null;
                }

                var together = new List<Asked>(Math.Min(_waiting.Count, MostTogether));
                while (together.Count < MostTogether && _waiting.TryDequeue(out var asked)) together.Add(asked);
                return together;
            }
        }

        public List<Asked> GiveUp()
        {
            lock (_lock)
            {
                var all = _waiting.ToList();
                _waiting.Clear();
                return all;
            }
        }
    }
}
