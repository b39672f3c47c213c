using System.Security.Cryptography;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Conversations;

/// <summary>Finds the one open conversation of a person at a channel account, or opens it. Its row is then locked.</summary>
public sealed class OpenConversation(Contacts contacts, Vault vault, Ids ids, TimeProvider time, ConversationSettings settings)
{
    /// <summary>The open conversation, locked, or nothing.</summary>
    public Task<Conversation?> FindAsync(RecordsSession session, string channelAccount, Redacted<string> address) =>
        ConversationRows.LockOpenAsync(session, channelAccount, contacts.HashOf(channelAccount, address));

    /// <summary>Opens a conversation in its first stage. The caller has found none.</summary>
    public async Task<Conversation> OpenAsync(
        RecordsSession session, string organisation, string channel, string channelAccount, Redacted<string> address, string language)
    {
        var contact = await contacts.FindOrAddAsync(session, organisation, channel, channelAccount, address);
        var now = time.NowMs();
        var id = ids.New();
        var conversation = new Conversation(
            id, organisation, contact.Id, channel, channelAccount, NewLabel(), language, Stage.Intake,
            DueAt: now + Stages.Timer(Stage.Intake, Grade.Unknown, settings)!.Value.Ms(), LastNumber: 0, vault.NewKey(id), Grade.Unknown,
            OpenedAt: now, HeardAt: now, ArrivedAt: null, Returned: false, AssignedTo: null, Fence: 0, TakenAt: null, SeenNumber: 0,
            Outcome: null, ClosedAt: null);
        await ConversationRows.InsertAsync(session, conversation);
        return conversation;
    }

    // Letters that are not mistaken for one another when spoken or read.
    private static string NewLabel() => $"{"ABCDEFGHKMPRSTWY"[RandomNumberGenerator.GetInt32(16)]}-{RandomNumberGenerator.GetInt32(100, 1000)}";
}
