using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Intake;

/// <summary>
/// Answers somebody who waits and asks how long it still takes, within the transaction that takes their word: on LINE in the free reply to
/// it. Nobody is sent news of their waiting unasked: a push costs, and lights up a phone that others may see.
/// </summary>
public sealed class AnswerWait(IQueueEngine engine, ShiftBoard shifts, FirstWords words, WelcomePerson welcome, TellOfDisaster disasters, OrganisationDirectory organisations, TimeProvider time)
{
    // A conversation is locked meanwhile, and the provider waits for its answer.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Whether this is such a question. Not on the web chat, where the place stands on the page.</summary>
    public static bool Asks(Inbound inbound) =>
        inbound is { Kind: InboundKind.Message, Standby: false } && inbound.Channel != ChannelNames.Chat && WaitingWords.Asks(inbound.Text?.Value);

    /// <summary>Tells them where they are.</summary>
    public async Task<Conversation> AnswerAsync(RecordsSession session, Conversation conversation) => await welcome.SayAsync(
        session, conversation,
        [
            words.Now(
                conversation.Language, organisations.FindOrganisation(conversation.Organisation)!, shifts.Of(conversation.Answering), await PositionAsync(conversation),
                conversation.TellTurn, word: conversation.Channel == ChannelNames.Sms,
                wish: conversation is { Channel: ChannelNames.Line, Host: null, Wish: null }, news: await disasters.WordsAsync(session, conversation), kept: conversation.WaitsForWish(time.NowMs())),
        ]);

    private async Task<long?> PositionAsync(Conversation conversation)
    {
        try
        {
            var places = await engine.PositionsAsync(conversation.Answering, [conversation.Id]).WaitAsync(s_patience);
            return places.TryGetValue(conversation.Id, out var position) ? position : null;
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException or TimeoutException)
        {
            return null;
        }
    }
}
