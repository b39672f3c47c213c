using System.Collections.Concurrent;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Feed;

/// <summary>Hands the entries of a conversation to the screens on this node, each number once and in order.</summary>
/// <remarks>
/// A nudge may be late, doubled, lost or out of order; the numbers show it, and what is missing is read from the records.
/// A screen watches first and fetches what came before by itself, so there is no moment between the two.
/// </remarks>
public sealed partial class ConversationWatch
{
    private readonly ConcurrentDictionary<string, Watched> _watched = new();
    private readonly IRecords _records;
    private readonly ConversationLog _log;
    private readonly ILogger<ConversationWatch> _logger;

    /// <summary>Subscribes to the feed.</summary>
    public ConversationWatch(IFeed feed, IRecords records, ConversationLog log, ILogger<ConversationWatch> logger)
    {
        (_records, _log, _logger) = (records, log, logger);
        feed.Subscribe<EntriesCommitted>(signal =>
        {
            if (_watched.TryGetValue(signal.ConversationId, out var watched)) watched.Enqueue(signal);
        });
    }

    /// <summary>The conversations that somebody on this node watches.</summary>
    public IReadOnlyCollection<string> Watching => [.. _watched.Keys];

    /// <summary>Calls <paramref name="push"/> for everything that is committed from now on, until the result is disposed.</summary>
    /// <param name="conversationId">Which.</param>
    /// <param name="known">The number of its newest entry, as the caller has read it before; 0 when there was none.</param>
    /// <param name="push">It must be quick and may not throw. It may be called with what the caller has fetched meanwhile.</param>
    public IDisposable Watch(string conversationId, long known, Action<IReadOnlyList<Entry>> push)
    {
        while (true)
        {
            var watched = _watched.GetOrAdd(conversationId, id => new Watched(this, id, known));
            if (watched.Add(push)) return new Subscription(() => watched.Remove(push));
        }
    }

    /// <summary>The records hold entries up to <paramref name="number"/>; if this node has shown fewer, it fetches the rest.</summary>
    public void Expect(string conversationId, long number)
    {
        if (_watched.TryGetValue(conversationId, out var watched)) watched.Expect(number);
    }

    [LoggerMessage(1310, LogLevel.Warning, "Entries of a watched conversation could not be fetched; the next digest tries again")]
    private partial void LogFetchFailed(Exception error);

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }

    private sealed class Watched(ConversationWatch owner, string id, long known)
    {
        private readonly Lock _lock = new();
        private readonly Queue<EntriesCommitted> _queue = [];
        private Action<IReadOnlyList<Entry>>[] _pushes = [];

        // Read before the watch began. The first nudge would be no beginning: one before it may still be on its way from another node.
        private long _last = known;
        private long _expected;
        private bool _pumping;
        private bool _ended;

        public bool Add(Action<IReadOnlyList<Entry>> push)
        {
            lock (_lock)
            {
                if (_ended) return false;
                _pushes = [.. _pushes, push];
                return true;
            }
        }

        public void Remove(Action<IReadOnlyList<Entry>> push)
        {
            lock (_lock)
            {
                _pushes = [.. _pushes.Where(p => p != push)];
                if (_pushes.Length > 0) return;
                _ended = true;
                owner._watched.TryRemove(KeyValuePair.Create(id, this));
            }
        }

        public void Enqueue(EntriesCommitted signal)
        {
            lock (_lock)
            {
                _queue.Enqueue(signal);
                if (_pumping) return;
                _pumping = true;
            }

            _ = Task.Run(PumpAsync);
        }

        public void Expect(long number)
        {
            lock (_lock)
            {
                if (number <= _last) return;
                _expected = Math.Max(_expected, number);
                if (_pumping) return;
                _pumping = true;
            }

            _ = Task.Run(PumpAsync);
        }

        private async Task PumpAsync()
        {
            while (true)
            {
                EntriesCommitted? signal;
                lock (_lock)
                {
                    if (!_queue.TryDequeue(out signal) && _expected <= _last)
                    {
                        _pumping = false;
                        return;
                    }
                }

                try
                {
                    await ShowAsync(signal);
                }
                catch (Exception error)
                {
                    owner.LogFetchFailed(error);
                    lock (_lock)
                    {
                        _expected = 0;
                    }
                }
            }
        }

        private async Task ShowAsync(EntriesCommitted? signal)
        {
            using var span = Traces.Follow(signal?.Trace, "screens.push");
            IReadOnlyList<Entry> entries = signal is null ? [] : signal.Opened ?? owner._log.Open(id, signal.WrappedKey, signal.Rows);
            if (signal is null || (entries.Count > 0 && entries[0].Number > _last + 1)) entries = await FetchAsync();
            entries = [.. entries.Where(entry => entry.Number > _last)];
            lock (_lock)
            {
                // Nothing where more was expected: the conversation is gone, and asking on would never end.
                if (signal is null && entries.Count == 0) _expected = 0;
                if (entries.Count == 0) return;
                _last = entries[^1].Number;
            }

            foreach (var push in _pushes) push(entries);
        }

        private Task<IReadOnlyList<Entry>> FetchAsync() => owner._records.ReadAsync(async session =>
            await ConversationRows.FindAsync(session, id) is { } conversation
                ? await owner._log.ReadAsync(session, conversation, _last)
                : []);
    }
}
