using System.Collections.Concurrent;
using Gateway.Organisations;

namespace Gateway.ConsoleHub;

/// <summary>One open console.</summary>
public sealed class ConnectedConsole(string connectionId, Staff staff, StaffSession session, IConsoleClient client, Action abort, IDisposable stay) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<IDisposable>> _shown = new();
    private readonly ConcurrentDictionary<string, bool> _toldClosed = new();

    /// <summary>The connection's id.</summary>
    public string ConnectionId => connectionId;

    /// <summary>Whose it is.</summary>
    public Staff Staff => staff;

    /// <summary>The sign-in by which it was opened.</summary>
    public StaffSession Session => session;

    /// <summary>Calls it.</summary>
    public IConsoleClient Client => client;

    /// <summary>The conversations it is shown.</summary>
    public IReadOnlyCollection<string> Shown => [.. _shown.Keys];

    /// <summary>Whether it is shown a conversation.</summary>
    public bool IsShown(string conversationId) => _shown.ContainsKey(conversationId);

    /// <summary>Starts showing a conversation, once.</summary>
    public void Watch(string conversationId, Func<IDisposable> start) =>
        _ = _shown.GetOrAdd(conversationId, _ => new Lazy<IDisposable>(start)).Value;

    /// <summary>Stops showing a conversation.</summary>
    public void Unwatch(string conversationId)
    {
        if (_shown.TryRemove(conversationId, out var watch)) watch.Value.Dispose();
    }

    /// <summary>Whether this console has yet to be told that a conversation closed; true once.</summary>
    public bool MayTellClosed(string conversationId) => _toldClosed.TryAdd(conversationId, true);

    /// <summary>Ends the connection at once.</summary>
    public void Abort() => abort();

    /// <summary>Stops showing anything.</summary>
    public void Dispose()
    {
        stay.Dispose();
        foreach (var id in _shown.Keys) Unwatch(id);
    }
}
