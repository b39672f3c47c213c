using Gateway.Simulators.Line;

namespace Gateway.Worlds.Sending;

/// <summary>Many people of one LINE account, each with a phone that is known to the simulated LINE.</summary>
/// <remarks>A person's number is their place in this crowd plus <see cref="First"/>, so that several crowds share one oracle.</remarks>
public sealed class Crowd
{
    private readonly Provider _provider;
    private readonly Oracle _oracle;
    private readonly string[] _users;
    private readonly Task[] _latest;
    private readonly long[] _phoneTime;
    private readonly bool _ordered;

    /// <param name="account">Their account.</param>
    /// <param name="provider">Brings their words to the gateway.</param>
    /// <param name="oracle">Knows their words.</param>
    /// <param name="first">The number of the first of them.</param>
    /// <param name="size">How many they are.</param>
    /// <param name="ordered">Whether a person's next word waits until the one before was answered 2xx, however often it must be sent.</param>
    public Crowd(LineAccount account, Provider provider, Oracle oracle, int first, int size, bool ordered = true)
    {
        (_provider, _oracle, First, _ordered) = (provider, oracle, first, ordered);
        // A phone makes the user known to the simulated LINE, so that what is sent to them arrives.
        _users = [.. Enumerable.Range(0, size).Select(_ => account.Phone().UserId)];
        (_latest, _phoneTime) = (new Task[size], new long[size]);
        Array.Fill(_latest, Task.CompletedTask);
    }

    /// <summary>The number of the first of them.</summary>
    public int First { get; }

    /// <summary>How many they are.</summary>
    public int Size => _users.Length;

    /// <summary>Completes when everything said so far has been answered 2xx, or the trying was ended: the oracle knows which.</summary>
    public async Task AnsweredAsync()
    {
        try
        {
            await Task.WhenAll(_latest);
        }
        catch (OperationCanceledException)
        {
            // Time was up for some of them.
        }
    }

    /// <summary>One of them writes a word that nobody brings yet. To be called by one thread at a time.</summary>
    /// <returns>The word.</returns>
    public int Write(int index, long intended)
    {
        // Nobody types two messages in one millisecond; equal times would leave their order to the order of arrival.
        _phoneTime[index] = Math.Max(_phoneTime[index] + 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        return _oracle.Say(First + index, intended, _phoneTime[index]);
    }

    /// <summary>Brings one copy of a word, once, to the gateway with this number from 0; whether it was answered 2xx.</summary>
    public Task<bool> BringAsync(int word, int node, bool again, CancellationToken stop) =>
        _provider.CopyAsync(_users[_oracle.PersonOf(word) - First], word, node, again, stop);

    /// <summary>One of them says a word. To be called by one thread at a time.</summary>
    /// <param name="index">Who, from 0.</param>
    /// <param name="intended">When it is meant to be sent, a timestamp of the system clock.</param>
    /// <param name="stop">Ends the trying.</param>
    /// <returns>Completes with the answer.</returns>
    public Task SayAsync(int index, long intended, CancellationToken stop)
    {
        var word = Write(index, intended);
        var before = _latest[index];
        var deliver = _ordered ? AfterAsync(before, index, word, stop) : _provider.DeliverAsync(_users[index], word, stop);
        _latest[index] = _ordered || before.IsCompleted ? deliver : Task.WhenAll(before, deliver);
        return deliver;
    }

    private async Task AfterAsync(Task before, int index, int word, CancellationToken stop)
    {
        await before;
        await _provider.DeliverAsync(_users[index], word, stop);
    }
}
