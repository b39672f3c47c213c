using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Passages;

/// <summary>
/// Tells somebody who is away from their page that something new stands there: where they came from, once until they come back, with a fresh link
/// and no word of what it is. Any number of nodes may do it at once.
/// </summary>
/// <remarks>
/// They are away, however lately they wrote: outside of the hours that they called safe nothing is said, and where somebody else may see the phone,
/// no link comes with it. Whoever writes on LINE then gets one.
/// </remarks>
public sealed class TellOfNews(
    IRecords records, OfferPassage offer, SafeReach safe, ConversationLog log, OutboxRows outbox, PersonTexts texts, PassageSettings settings, TimeProvider time)
{
    // What is more than this comes in the next round.
    private const int Most = 100;

    /// <summary>The talks of an account in which a counsellor's words have stood unread long enough.</summary>
    /// <param name="channelAccount">For example <c>line/komorebi</c>.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public async Task<IReadOnlyList<string>> DueAsync(string channelAccount, CancellationToken cancel = default) => settings.NewsSeconds == 0
        ? []
        : await records.ReadAsync(session => PassageRows.UnreadAsync(session, channelAccount, Before(), Most), cancel);

    /// <summary>Tells the person of one talk, unless they have come back, have left by the quick exit, or were told already.</summary>
    /// <returns>Whether they were told now.</returns>
    public Task<bool> TellAsync(string conversationId, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { Stage: Stage.Talking or Stage.Handed, PassageId: { } passage } conversation) return false;
        var wish = await safe.WishAsync(session, conversation);
        if (!SafeReach.HoursAllow(wish, time.GetUtcNow())) return false;
        // Asked again by the statement that marks it: the page may have been read in this very moment.
        if (!await PassageRows.MarkToldAsync(session, passage, Before(), time.NowMs())) return false;
        if (wish == SafeReach.Seen)
        {
            (conversation, var said) = await log.AppendAsync(session, conversation, texts.Say(conversation.Language, "neutral") with { ToChannel = true });
            await outbox.AddAsync(session, conversation, said);
            return true;
        }

        // Where links are too many just now, those that they have must do.
        return (await offer.OfferAsync(session, conversation, "entrance.news")).Outcome == OfferOutcome.Offered;
    }, cancel);

    private long Before() => time.NowMs() - TimeSpan.FromSeconds(settings.NewsSeconds).Ms();
}
