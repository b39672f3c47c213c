using System.Collections.Concurrent;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.PartnerGateways.Stays;

/// <summary>A partner that signs rightly and says what cannot be so: nothing of it is done, and it is noted once where home looks, with a fixed word and never with what was said.</summary>
public sealed partial class NotBelieved(AuditTrail audit, TimeProvider time, ILogger<NotBelieved> log)
{
    /// <summary>It speaks of somebody of ours who is not with it.</summary>
    public const string NotThere = "not_there";

    /// <summary>What it says is not of the form of the contract.</summary>
    public const string Unusable = "unusable";

    /// <summary>It has heard more than was said.</summary>
    public const string HeardMore = "heard_more";

    /// <summary>More words in a minute than anybody writes. They come later.</summary>
    public const string TooManyWords = "too_many_words";

    /// <summary>A talk is over in which it said nothing, or did not hear the last of what the person said.</summary>
    public const string ClosedUnheard = "closed_unheard";

    private static readonly TimeSpan s_saidFor = TimeSpan.FromHours(1);

    // Whoever says such a thing says it every second, and of as many as they like.
    private readonly ConcurrentDictionary<(string Partner, string What), long> _said = new();

    /// <summary>Notes it of somebody who is, or was, with the partner, within the caller's transaction; once for each stay, on whichever node.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="partner">Which partner.</param>
    /// <param name="stay">Of which stay.</param>
    /// <param name="conversation">Whose.</param>
    /// <param name="what">One of the words above.</param>
    internal async Task NoteAsync(RecordsSession session, string partner, string stay, Conversation conversation, string what)
    {
        if (!await HomeStayRows.DoubtAsync(session, stay, what)) return;
        // In the order in which a move of this person would take both trails, which may follow.
        await AuditTrail.HoldAsync(session, [conversation.Organisation, partner]);
        await audit.AppendAsync(session, conversation.Organisation, "gateway", "overflow.not_believed", conversation.Id, $"{partner}: {what}");
        session.AfterCommit(() => LogNotBelieved(partner, what));
    }

    /// <summary>Notes it in the log alone, once an hour: of somebody of whom nothing is known here, or who is the partner's own.</summary>
    /// <param name="partner">Which partner.</param>
    /// <param name="what">One of the words above.</param>
    internal void Note(string partner, string what)
    {
        var now = time.NowMs();
        if (_said.TryGetValue((partner, what), out var at) && Math.Abs(now - at) < s_saidFor.Ms()) return;
        _said[(partner, what)] = now;
        LogNotBelieved(partner, what);
    }

    [LoggerMessage(2206, LogLevel.Warning, "The gateway of {Partner} says of somebody what cannot be so: {What}")]
    private partial void LogNotBelieved(string partner, string what);
}
