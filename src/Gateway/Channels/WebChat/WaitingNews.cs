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
/// <param name="Place">The place in words.</param>
/// <param name="Wait">The band of minutes in words.</param>
internal sealed record Waiting(long? Position, bool Nobody, string Place, string Wait);

/// <summary>Looks at a queue for all who wait in it: one look every few seconds, however many pages are open.</summary>
public sealed partial class WaitingNews(IQueueEngine engine, ShiftBoard shifts, TimeProvider time, ILogger<WaitingNews> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, (long At, Task<IReadOnlyList<string>?> Order)> _orders = new();

    /// <summary>The news for one conversation.</summary>
    internal async Task<Waiting> OfAsync(Conversation conversation, ChatWords words)
    {
        var order = await OrderOfAsync(conversation.Organisation);
        var index = order is null ? -1 : IndexOf(order, conversation.Id);
        return Of(index < 0 ? null : index + 1, shifts.Of(conversation.Organisation), words);
    }

    /// <summary>The news in words. Pure.</summary>
    internal static Waiting Of(long? position, ShiftNow? shift, ChatWords words)
    {
        var place = position switch
        {
            null => words["waiting.kept"],
            1 => words["waiting.next"],
            { } number => words.With("waiting.place", "position", number.ToString(CultureInfo.InvariantCulture)),
        };
        var band = position is { } at && shift is not null ? WaitEstimate.Minutes(at, shift.FreeHands, shift.AllHands) : null;
        return new Waiting(position, shift is { Present: 0 }, place, band switch
        {
            null => words["wait.unknown"],
            (0, 0) => words["wait.soon"],
            var (from, to) => words.With("wait.minutes", "from", from.ToString(CultureInfo.InvariantCulture))
                .Replace("{to}", to.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
        });
    }

    private static int IndexOf(IReadOnlyList<string> order, string id)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (order[i] == id) return i;
        }

        return -1;
    }

    private Task<IReadOnlyList<string>?> OrderOfAsync(string organisation)
    {
        var now = time.NowMs();
        return _orders.AddOrUpdate(
            organisation,
            id => (now, LookAsync(id)),
            (id, last) => now - last.At < Fresh.Ms() ? last : (now, LookAsync(id))).Order;
    }

    private async Task<IReadOnlyList<string>?> LookAsync(string organisation)
    {
        try
        {
            return [.. (await engine.SnapshotAsync(organisation)).Waiting.Select(place => place.ConversationId)];
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            LogNotKnown(error.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(1651, LogLevel.Information, "The places in a queue are not known at the moment ({Error}); those who wait are told so")]
    private partial void LogNotKnown(string error);
}
