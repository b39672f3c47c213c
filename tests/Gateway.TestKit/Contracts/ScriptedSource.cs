using System.Collections.Concurrent;
using Gateway.Conversations;
using Gateway.Conversations.Attachments;
using Gateway.Simulators;

namespace Gateway.TestKit.Contracts;

/// <summary>A provider that hands out what the test says and keeps every call. Without a script it hands out a small picture.</summary>
public sealed class ScriptedSource : IAttachmentSource
{
    private readonly ConcurrentQueue<Func<CancellationToken, Task<FetchOutcome>>> _script = [];

    /// <inheritdoc/>
    public string Channel => ChannelNames.Line;

    /// <summary>Every call that was made, in order.</summary>
    public ConcurrentQueue<FetchOrder> Calls { get; } = [];

    /// <summary>The next calls end like this, one each.</summary>
    public void Then(params FetchOutcome[] outcomes)
    {
        foreach (var outcome in outcomes) _script.Enqueue(_ => Task.FromResult(outcome));
    }

    /// <summary>The next call hands this out.</summary>
    public void ThenGive(byte[] bytes, long? length = null) => _script.Enqueue(_ => Task.FromResult(Found(bytes, length ?? bytes.Length)));

    /// <summary>The next call does this.</summary>
    public void ThenRun(Func<CancellationToken, Task<FetchOutcome>> call) => _script.Enqueue(call);

    /// <inheritdoc/>
    public Task<FetchOutcome> FetchAsync(FetchOrder order, CancellationToken cancel)
    {
        Calls.Enqueue(order);
        var picture = DrawnPicture.Png(32, 24);
        return _script.TryDequeue(out var scripted) ? scripted(cancel) : Task.FromResult(Found(picture, picture.Length));
    }

    /// <summary>These bytes, as a provider hands them out.</summary>
    public static FetchOutcome Found(byte[] bytes, long? length)
    {
        var stream = new MemoryStream(bytes);
        return new FetchOutcome.Found(stream, length, stream);
    }
}
