using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.WaitingQueue;

namespace Gateway.Channels.WebChat;

/// <summary>What somebody who waits is told: honest, and no more than is known.</summary>
/// <param name="Position">Their place, 1 is next; nothing while the queue cannot say.</param>
/// <param name="Nobody">Whether no counsellor is there at all.</param>
/// <param name="Place">The place in words, readings marked.</param>
/// <param name="Wait">The band of minutes in words, readings marked.</param>
internal sealed record Waiting(long? Position, bool Nobody, string Place, string Wait);

/// <summary>Looks at a queue for all who wait in it: one look every few seconds, however many pages are open.</summary>
public sealed partial class WaitingNews(IQueueEngine engine, ShiftBoard shifts, TimeProvider time, ILogger<WaitingNews> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);

    // Nobody asks on for somebody whose page was closed.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(30);
    private const int AtOnce = 1000;

    private readonly ConcurrentDictionary<string, QueueLook> _looks = new();

    /// <summary>The news for one conversation.</summary>
    internal async Task<Waiting> OfAsync(Conversation conversation, ChatWords words)
    {
        var positions = await LookAsync(conversation.Answering, conversation.Id);
        return Of(positions.TryGetValue(conversation.Id, out var position) ? position : null, shifts.Of(conversation.Answering), words, conversation.WaitsForWish(time.NowMs()));
    }

    /// <summary>The news in words; who is kept for somebody else on shift hears no time, for others may be taken before them. Pure.</summary>
    internal static Waiting Of(long? position, ShiftNow? shift, ChatWords words, bool kept = false)
    {
        var place = position switch
        {
            null => words.Marked(words["waiting.kept"]),
            1 when !kept => words.Marked(words["waiting.next"]),
            { } number => words.MarkedWith("waiting.place", "position", number.ToString(CultureInfo.InvariantCulture)),
        };
        var band = position is { } at && shift is not null && !kept ? WaitEstimate.Minutes(at, shift.FreeHands, shift.AllHands, shift.Lengths) : null;
        return new Waiting(position, shift is { Present: 0 }, place, band switch
        {
            null => words.Marked(words["wait.unknown"]),
            (0, 0) => words.Marked(words["wait.soon"]),
            (_, null) => words.Marked(words["wait.long"]),
            var (from, to) => words.Marked(words.With("wait.minutes", "from", from.ToString(CultureInfo.InvariantCulture))
                .Replace("{to}", to.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
        });
    }

    // All who asked lately are looked up together. Who is new is looked up alone, and belongs to the others from the next time on.
    private async Task<IReadOnlyDictionary<string, long>> LookAsync(string organisation, string conversationId)
    {
        var look = _looks.GetOrAdd(organisation, _ => new QueueLook());
        var now = time.NowMs();
        Task<IReadOnlyDictionary<string, long>> found;
        lock (look)
        {
            look.AskedAt[conversationId] = now;
            if (now - look.At >= Fresh.Ms())
            {
                foreach (var (id, at) in look.AskedAt.Where(one => now - one.Value > Forgotten.Ms()).ToList()) look.AskedAt.Remove(id);
                (look.At, look.For) = (now, look.AskedAt.Keys.ToHashSet());
                look.Positions = FindAsync(organisation, [.. look.For]);
            }

            found = look.For.Contains(conversationId) ? look.Positions : FindAsync(organisation, [conversationId]);
        }

        return await found;
    }

    private async Task<IReadOnlyDictionary<string, long>> FindAsync(string organisation, string[] ids)
    {
        var all = new Dictionary<string, long>(ids.Length);
        try
        {
            foreach (var some in ids.Chunk(AtOnce))
            {
                foreach (var (id, position) in await engine.PositionsAsync(organisation, some)) all[id] = position;
            }
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            LogNotKnown(error.GetType().Name);
        }

        return all;
    }

    [LoggerMessage(1651, LogLevel.Information, "The places in a queue are not known at the moment ({Error}); those who wait are told so")]
    private partial void LogNotKnown(string error);

    /// <summary>The last look at a queue, for whom it was, and for whom the next will be.</summary>
    private sealed class QueueLook
    {
        public HashSet<string> For { get; set; } = [];

        public Dictionary<string, long> AskedAt { get; } = [];

        public long At { get; set; } = long.MinValue / 2;

        public Task<IReadOnlyDictionary<string, long>> Positions { get; set; } = Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());
    }
}
