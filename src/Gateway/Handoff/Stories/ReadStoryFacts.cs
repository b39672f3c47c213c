using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Conversations.Passages;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Stories;

/// <summary>Reads what is known of a person when somebody thinks of asking them: out of all their talks that can be read, because what they said in one holds in the others.</summary>
internal sealed class ReadStoryFacts(ReferralRows referrals, SheetRows sheets, ConsentRows consents, OfferPassage passage, SafeReach safe, OrganisationDirectory organisations, TimeProvider time)
{
    /// <summary>What is known.</summary>
    /// <param name="session">Where.</param>
    /// <param name="talk">The talk that the person is in.</param>
    /// <param name="referral">The hand-off of which the story would tell.</param>
    public async Task<StoryFacts> OfAsync(RecordsSession session, Conversation talk, Referral referral)
    {
        var (all, wishes) = await SaidAsync(session, talk.ContactId);
        var onPage = talk.Channel == ChannelNames.Chat || talk.PassageId is not null;
        return new StoryFacts(
            referral, talk, await referrals.OfContactAsync(session, talk.ContactId), await WasAskedAsync(session, talk.ContactId), await EmergencyUntilAsync(session, talk.ContactId),
            await WasToldWithoutConsentAsync(session, talk.ContactId), (await sheets.NewestAsync(session, referral.Document))?.Sheet, all,
            onPage || (passage.IsPossible(talk) && !organisations.IsEntranceOnly(talk.ChannelAccount)), wishes);
    }

    private async Task<(IReadOnlyList<Sheets.Sheet> Sheets, IReadOnlyList<string> Wishes)> SaidAsync(RecordsSession session, string contactId)
    {
        var (all, wishes) = (new List<Sheets.Sheet>(), new List<string>());
        foreach (var id in await session.QueryAsync<string>("SELECT id FROM conversation WHERE contact_id = @contactId ORDER BY opened_at, id", new { contactId }))
        {
            if (await ConversationRows.FindAsync(session, id) is not { IsErased: false } said) continue;
            if (await safe.WishAsync(session, said) is { } wish) wishes.Add(wish);
            all.AddRange((await sheets.OfConversationAsync(session, id)).Select(revision => revision.Sheet));
        }

        return (all, wishes);
    }

    private async Task<bool> WasAskedAsync(RecordsSession session, string contactId) =>
        await session.AnyAsync("SELECT 1 FROM contact WHERE id = @contactId AND story_asked = 1", new { contactId })
        || (await consents.OfPersonAsync(session, contactId)).Any(one => one.Terms.IsStory);

    // One that is open lasts until now.
    private Task<long?> EmergencyUntilAsync(RecordsSession session, string contactId) => session.FindAsync<long?>(
        "SELECT MAX(COALESCE(e.closed_at, @Now)) FROM emergency e JOIN conversation v ON v.id = e.conversation_id WHERE v.contact_id = @contactId", new { contactId, Now = time.NowMs() });

    // The ground of a call stands in its step as a fixed word (see Gateway.Emergencies.Grounds).
    private static Task<bool> WasToldWithoutConsentAsync(RecordsSession session, string contactId) => session.AnyAsync(
        """
        SELECT 1 FROM emergency_step s JOIN emergency e ON e.id = s.emergency_id JOIN conversation v ON v.id = e.conversation_id
        WHERE v.contact_id = @contactId AND s.kind = 'call' AND s.code <> 'consent' LIMIT 1
        """, new { contactId });
}
