namespace Gateway.Simulators;

/// <summary>An append-only list numbered 1, 2, 3 … that one can read after a number and wait on. Safe for many threads.</summary>
public sealed class NumberedLog<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _grown = NewSignal();

    /// <summary>The number of the newest item; 0 while the log is empty.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _items.Count;
        }
    }

    /// <summary>Adds what <paramref name="make"/> builds from the number the item is given.</summary>
    public T Append(Func<long, T> make)
    {
        TaskCompletionSource grown;
        T item;
        lock (_gate)
        {
            item = make(_items.Count + 1);
            _items.Add(item);
            (grown, _grown) = (_grown, NewSignal());
        }
        grown.SetResult();
        return item;
    }

    /// <summary>All items with a number above <paramref name="number"/>, in order.</summary>
    public IReadOnlyList<T> After(long number)
    {
        lock (_gate)
            return _items.GetRange(Start(number), _items.Count - Start(number));
    }

    /// <summary>Completes as soon as there is an item above <paramref name="number"/>.</summary>
    public Task GrownBeyondAsync(long number, CancellationToken cancel = default)
    {
        lock (_gate)
            return _items.Count > Math.Max(0, number) ? Task.CompletedTask : _grown.Task.WaitAsync(cancel);
    }

    /// <summary>The first item, already there or still to come, that <paramref name="wanted"/> accepts.</summary>
    /// <param name="wanted">What is waited for.</param>
    /// <param name="timeout">Real time to wait; a minute when not given, so that a busy machine fails nobody.</param>
    /// <param name="after">Items up to this number are not looked at.</param>
    /// <exception cref="TimeoutException">Nothing wanted came in time.</exception>
    public async Task<T> FirstAsync(Func<T, bool> wanted, TimeSpan? timeout = null, long after = 0)
    {
        using var patience = new CancellationTokenSource(timeout ?? TimeSpan.FromMinutes(1));
        for (var seen = after; ;)
        {
            foreach (var item in After(seen))
            {
                seen++;
                if (wanted(item))
                    return item;
            }
            try
            {
                await GrownBeyondAsync(seen, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"None of the {seen} entries of this log was the {typeof(T).Name} waited for.");
            }
        }
    }

    private int Start(long number) => (int)Math.Clamp(number, 0, _items.Count);

    // Continuations run elsewhere, so that whoever appends is never held up by whoever waits.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
