using System.Security.Cryptography;
using Gateway.Conversations.Passages;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Conversations;

/// <summary>Finds the one open conversation of a person at a channel account, or opens it. Its row is then locked.</summary>
public sealed class OpenConversation(Contacts contacts, Vault vault, Ids ids, TimeProvider time, ConversationSettings settings)
{
    /// <summary>The open conversation, locked, or nothing.</summary>
    public async Task<Conversation?> FindAsync(RecordsSession session, string channelAccount, Redacted<string> address)
    {
        var hash = contacts.HashOf(channelAccount, address);
        return await ConversationRows.LockOpenAsync(session, channelAccount, hash) ?? await FindOnPageAsync(session, channelAccount, hash);
    }

    // A browser that has opened a link speaks in the conversation that the link was for.
    private static async Task<Conversation?> FindOnPageAsync(RecordsSession session, string channelAccount, byte[] hash)
    {
        if (!channelAccount.StartsWith(ChannelNames.Chat + "/", StringComparison.Ordinal)) return null;
        if (await PassageRows.ByPageAsync(session, channelAccount, hash) is not { } passage) return null;
        var conversation = await ConversationRows.LockAsync(session, passage.ConversationId);
        // Somebody may have led the person away from the page before the row was locked.
        return conversation is { ClosedAt: null } && conversation.PassageId == passage.Id ? conversation : null;
    }

    /// <summary>Opens a conversation in its first stage. The caller has found none. In a crowd the person is placed <paramref name="laterBy"/> milliseconds behind.</summary>
    public async Task<Conversation> OpenAsync(
        RecordsSession session, string organisation, string channel, string channelAccount, Redacted<string> address, string language, long laterBy = 0)
    {
        var contact = await contacts.FindOrAddAsync(session, organisation, channel, channelAccount, address);
        var now = time.NowMs();
        var id = ids.New();
        var conversation = new Conversation(
            id, organisation, contact.Id, channel, channelAccount, NewLabel(), language, Stage.Intake,
            DueAt: now + Stages.Timer(Stage.Intake, Grade.Unknown, settings)!.Value.Ms(), LastNumber: 0, vault.NewKey(id), Grade.Unknown,
            OpenedAt: now, HeardAt: now, ArrivedAt: null, Returned: false, AssignedTo: null, Fence: 0, TakenAt: null, SeenNumber: 0,
            Outcome: null, ClosedAt: null)
        {
            LaterBy = laterBy,
        };
        await ConversationRows.InsertAsync(session, conversation);
        return conversation;
    }

    // Letters that are not mistaken for one another when spoken or read.
    private static string NewLabel() => $"{"ABCDEFGHKMPRSTWY"[RandomNumberGenerator.GetInt32(16)]}-{RandomNumberGenerator.GetInt32(100, 1000)}";
}
