using Gateway.Conversations;
using Gateway.Intake.Blocks;
using Gateway.Intake.Bots;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>共同の窓口: takes in whoever was routed to an organisation. Its guide asks nothing that they have told at the entrance.</summary>
public sealed class ReceiveRouted(WelcomePerson welcome, TellBot bot, TellOfDisaster disasters, NoteWish wishes, ConversationLog log, PersonTexts texts, Hotlines hotlines) : IReceiveRouted
{
    /// <summary>Among so many first entries stands the person's first word.</summary>
    private const int Looked = 50;

    /// <inheritdoc />
    public async Task<Conversation> LetInAsync(RecordsSession session, Conversation conversation, Routed routed)
    {
        var onPage = conversation.Channel == ChannelNames.Chat || conversation.PassageId is not null;
        conversation = await welcome.JoinRoutedAsync(session, conversation, routed, onPage ? null : await disasters.WordsAsync(session, conversation));
        if (await FirstWordAsync(session, conversation) is { } word) await bot.BeginAsync(session, conversation, word, routed.Told);
        return (await ConversationRows.FindAsync(session, conversation.Id))!;
    }

    /// <inheritdoc />
    public async Task<Conversation> GoOnAsync(RecordsSession session, Conversation conversation, string? told)
    {
        conversation = await wishes.FollowAsync(session, conversation);
        await bot.BeginAnewAsync(session, conversation, await FirstWordAsync(session, conversation), told);
        return (await ConversationRows.FindAsync(session, conversation.Id))!;
    }

    /// <inheritdoc />
    public Task<Conversation> KeepOutAsync(RecordsSession session, Conversation conversation) =>
        welcome.SayAsync(session, conversation, [KeepAtDoor.Sentence(texts, hotlines, conversation.Language)]);

    private async Task<Entry?> FirstWordAsync(RecordsSession session, Conversation conversation) =>
        (await log.ReadAsync(session, conversation, 0, Looked)).FirstOrDefault(entry => entry.Author == Authors.Person);
}
