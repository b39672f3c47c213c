using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Conversations.Outbox;

/// <summary>Keeps the newest reply token of a conversation until a reply sets it aside. A token serves one call.</summary>
public sealed class ReplyTokens(Vault vault, TimeProvider time, ConversationSettings settings)
{
    private const string Place = "reply-token";

    /// <summary>Remembers a token that has just come with a webhook. The conversation is locked.</summary>
    public async Task RememberAsync(RecordsSession session, Conversation conversation, Redacted<string> token)
    {
        if (Seal(conversation, token) is not { } kept) return;
        await session.ExecuteAsync(
            "UPDATE conversation SET reply_token_sealed = @Sealed, reply_token_until = @Until WHERE id = @Id", new { conversation.Id, kept.Sealed, kept.Until });
    }

    /// <summary>A token as it is kept, and until when it serves; nothing when tokens are not used.</summary>
    internal (byte[] Sealed, long Until)? Seal(Conversation conversation, Redacted<string> token) => settings.ReplyTokenSeconds == 0
        ? null
        : (vault.Open(conversation.WrappedKey, conversation.Id).Seal(token.Value, Place), time.NowMs() + TimeSpan.FromSeconds(settings.ReplyTokenSeconds).Ms());

    /// <summary>Takes the token away for one call, if there is one that is still fresh. The conversation is locked.</summary>
    public async Task<byte[]?> SetAsideAsync(RecordsSession session, string conversationId)
    {
        var token = await session.FindAsync<Row>(
            "SELECT reply_token_sealed AS Sealed, reply_token_until AS Until FROM conversation WHERE id = @conversationId AND reply_token_sealed IS NOT NULL",
            new { conversationId });
        if (token is null) return null;
        await session.ExecuteAsync(
            "UPDATE conversation SET reply_token_sealed = NULL, reply_token_until = NULL WHERE id = @conversationId", new { conversationId });
        return token.Until > time.NowMs() ? token.Sealed : null;
    }

    /// <summary>Opens a token that was set aside.</summary>
    public Redacted<string> Open(Conversation conversation, byte[] token) =>
        Redacted.Of(vault.Open(conversation.WrappedKey, conversation.Id).Open(token, Place));

    private sealed record Row(byte[] Sealed, long Until);
}
