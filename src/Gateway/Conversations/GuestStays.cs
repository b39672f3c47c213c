using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Conversations;

/// <summary>応援: the times for which partners have people of others. Whoever begins or ends one holds the row lock of the conversation, so that nobody is ever with two.</summary>
public sealed class GuestStays(AuditTrail audit, IEnumerable<IGuestsElsewhere> elsewhere, Ids ids, TimeProvider time)
{
    private const string Columns =
        """
        s.id, s.conversation_id AS ConversationId, s.consortium_id AS ConsortiumId, s.home, s.host, s.began_at AS BeganAt, s.taken_at AS TakenAt, v.label, v.stage, v.grade,
        s.handoff_asked_at AS HandoffAskedAt, s.handoff_entry AS HandoffEntry, s.handoff_answer AS HandoffAnswer
        """;

    /// <summary>Adds a line to the audit trail of the organisation, and while a partner answers to that one's too.</summary>
    public async Task AuditAsync(RecordsSession session, Conversation conversation, string actor, string action, string detail = "")
    {
        string[] trails = conversation.Host is { } host ? [conversation.Organisation, host] : [conversation.Organisation];
        // Always in the same order: two who write to the same trails wait for each other and never both.
        foreach (var trail in trails.Order(StringComparer.Ordinal)) await audit.AppendAsync(session, trail, actor, action, conversation.Id, detail);
    }

    /// <summary>A partner has them from now on. The caller saves the conversation.</summary>
    internal async Task<Conversation> BeginAsync(RecordsSession session, Conversation conversation, string consortiumId, string host)
    {
        var id = ids.New();
        await session.ExecuteAsync(
            "INSERT INTO guest_stay (id, conversation_id, consortium_id, home, host, began_at) VALUES (@id, @conversation, @consortiumId, @home, @host, @now)",
            new { id, conversation = conversation.Id, consortiumId, home = conversation.Organisation, host, now = time.NowMs() });
        // Each queue counts its claims for itself: a number of the old one says nothing in the new one.
        conversation = conversation with { Host = host, Fence = 0 };
        foreach (var follower in elsewhere) await follower.BeganAsync(session, conversation, id);
        return conversation;
    }

    /// <summary>A counsellor of the partner has taken them.</summary>
    internal Task TakenAsync(RecordsSession session, Conversation conversation) => conversation.Host is null ? Task.CompletedTask : session.ExecuteAsync(
        "UPDATE guest_stay SET taken_at = @now, taken_by = @staff WHERE conversation_id = @id AND ended_at IS NULL AND taken_at IS NULL",
        new { id = conversation.Id, staff = conversation.AssignedTo, now = time.NowMs() });

    /// <summary>The partner's part is over, and with it everything that its counsellors could read or write. The caller saves the conversation.</summary>
    internal async Task<Conversation> EndAsync(RecordsSession session, Conversation conversation, string why)
    {
        if (conversation.Host is null) return conversation;
        foreach (var follower in elsewhere) await follower.EndedAsync(session, conversation, why);
        await session.ExecuteAsync(
            "UPDATE guest_stay SET ended_at = @now, why = @why WHERE conversation_id = @id AND ended_at IS NULL", new { id = conversation.Id, why, now = time.NowMs() });
        // The emergency of a guest from another gateway is home's: here there is none to be closed once they have gone, and nothing that keeps their words.
        return conversation with { Host = null, Fence = 0, Emergency = conversation is { Emergency: true, IsGuestCopy: false } };
    }

    /// <summary>A guest from another gateway is in danger: the alarm is to ring at home.</summary>
    public async Task AlarmAsync(RecordsSession session, Conversation conversation)
    {
        foreach (var follower in elsewhere) await follower.AlarmAsync(session, conversation);
    }

    /// <summary>Whether what a counsellor says now can reach the person: always, but for a guest from another gateway of which nothing was heard for a while.</summary>
    internal async Task<bool> MaySpeakAsync(RecordsSession session, Conversation conversation)
    {
        if (!conversation.IsGuestCopy) return true;
        foreach (var follower in elsewhere)
        {
            if (!await follower.MaySpeakAsync(session, conversation)) return false;
        }

        return true;
    }

    /// <summary>つなぎの依頼: the partner asks home for a hand-off of a locked conversation's guest. The words stand in the entry of this number.</summary>
    /// <returns>False when a request of this stay has no answer yet.</returns>
    public async Task<bool> AskHandoffAsync(RecordsSession session, Conversation conversation, long entry) => await session.ExecuteAsync(
        """
        UPDATE guest_stay SET handoff_asked_at = @now, handoff_entry = @entry, handoff_answer = NULL, handoff_answered_at = NULL
        WHERE conversation_id = @id AND ended_at IS NULL AND (handoff_asked_at IS NULL OR handoff_answer IS NOT NULL)
        """, new { id = conversation.Id, entry, now = time.NowMs() }) > 0;

    /// <summary>Home answers such a request, in a fixed word.</summary>
    /// <returns>False when there is none without an answer.</returns>
    public async Task<bool> AnswerHandoffAsync(RecordsSession session, Conversation conversation, string answer) => await session.ExecuteAsync(
        "UPDATE guest_stay SET handoff_answer = @answer, handoff_answered_at = @now WHERE conversation_id = @id AND ended_at IS NULL AND handoff_asked_at IS NOT NULL AND handoff_answer IS NULL",
        new { id = conversation.Id, answer, now = time.NowMs() }) > 0;

    /// <summary>Where a partner has somebody of an organisation now; nothing when none does.</summary>
    public static Task<GuestStay?> FindAsync(RecordsSession session, string home, string conversationId) => session.FindAsync<GuestStay>(
        $"SELECT {Columns} FROM guest_stay s JOIN conversation v ON v.id = s.conversation_id WHERE s.conversation_id = @conversationId AND s.home = @home AND s.ended_at IS NULL", new { home, conversationId });

    /// <summary>Everybody whom partners have now, oldest first.</summary>
    public static Task<IReadOnlyList<GuestStay>> OpenAsync(RecordsSession session) => session.QueryAsync<GuestStay>(
        $"SELECT {Columns} FROM guest_stay s JOIN conversation v ON v.id = s.conversation_id WHERE s.ended_at IS NULL ORDER BY s.began_at, s.id");

    /// <summary>Those of an organisation whom partners have now, oldest first.</summary>
    public static Task<IReadOnlyList<GuestStay>> AwayAsync(RecordsSession session, string home) => session.QueryAsync<GuestStay>(
        $"SELECT {Columns} FROM guest_stay s JOIN conversation v ON v.id = s.conversation_id WHERE s.home = @home AND s.ended_at IS NULL ORDER BY s.began_at, s.id", new { home });
}

/// <summary>Somebody whom a partner has now.</summary>
/// <param name="Id">Of the stay.</param>
/// <param name="ConversationId">Who.</param>
/// <param name="ConsortiumId">By the agreement of which consortium.</param>
/// <param name="Home">Whose person it is.</param>
/// <param name="Host">Who answers.</param>
/// <param name="BeganAt">Since when, in milliseconds.</param>
/// <param name="TakenAt">When a counsellor of the partner took them, in milliseconds.</param>
/// <param name="Label">What counsellors call them.</param>
/// <param name="Stage"><c>waiting</c> or <c>talking</c>.</param>
/// <param name="Grade">The number of a <see cref="Gateway.Conversations.Grade"/>.</param>
/// <param name="HandoffAskedAt">When the partner asked home for a hand-off, in milliseconds; nothing when it did not.</param>
/// <param name="HandoffEntry">In which entry the words of that request stand.</param>
/// <param name="HandoffAnswer">What home answered, in a fixed word; nothing while it has not.</param>
public sealed record GuestStay(
    string Id, string ConversationId, string ConsortiumId, string Home, string Host, long BeganAt, long? TakenAt, string Label, string Stage, long Grade,
    long? HandoffAskedAt, long? HandoffEntry, string? HandoffAnswer)
{
    /// <summary>The partner has asked home for a hand-off, and home has not answered.</summary>
    public bool AsksHandoff => HandoffAskedAt is not null && HandoffAnswer is null;
}
