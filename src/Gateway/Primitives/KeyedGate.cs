namespace Gateway.Primitives;

/// <summary>Lets the calls for one key through one after another, in the order in which they came.</summary>
/// <remarks>
/// It keeps the order in which one phone's messages reached this node. It is not what makes anything correct: between
/// nodes only the records decide.
/// </remarks>
public sealed class KeyedGate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _last = [];

    /// <summary>Waits for the earlier calls of <paramref name="key"/>, then runs <paramref name="work"/>.</summary>
    public async Task<T> RunAsync<T>(string key, Func<Task<T>> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
        {
            before = _last.GetValueOrDefault(key, Task.CompletedTask);
            _last[key] = done.Task;
        }

        try
        {
            await before;
            return await work();
        }
        finally
        {
            lock (_lock)
            {
                if (_last.GetValueOrDefault(key) == done.Task) _last.Remove(key);
            }

            done.SetResult();
        }
    }
}
