using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>A hand-off begins when the person is asked, and ends when they say no or take it back: in the transaction in which they do.</summary>
internal sealed class FollowConsent(ReferralRows rows, ReferralLog log, Ids ids, TimeProvider time) : IWhenConsentMoves
{
    /// <inheritdoc />
    public async Task<Conversation> FollowAsync(RecordsSession session, Conversation conversation, ConsentRecord record)
    {
        // A story goes to nobody.
        if (record.Terms.IsStory) return conversation;
        // A yes may come without a question before it: whoever changed the sheet on their page agreed to what they made.
        if (await rows.OfConsentAsync(session, record.Id) is not { } referral)
        {
            if (record.State is not (ConsentState.Asked or ConsentState.Given)) return conversation;
            (referral, conversation) = await log.BeginAsync(session, conversation, Of(record));
        }

        var held = new HeldReferral(referral, conversation);
        if (Of(record, referral.State) is not { } move || ReferralRules.Next(referral.State, move) is null) return conversation;
        var actor = record.State is ConsentState.Given or ConsentState.Declined or ConsentState.Withdrawn ? Step.Person : Step.Gateway;
        return (await log.MoveAsync(session, held, move, new Step(actor), move == ReferralEvent.Agree ? record.ValidUntil : null)).Conversation;
    }

    /// <inheritdoc />
    public async Task<bool> GoesOnAsync(RecordsSession session, ConsentRecord record) =>
        await rows.OfConsentAsync(session, record.Id) is { } referral && ReferralRules.Next(referral.State, ReferralEvent.Withdraw) is not null;

    private Referral Of(ConsentRecord record) => new(
        ids.New(), record.Organisation, record.ConversationId, record.ContactId, record.Terms.Document, record.Terms.Revision, record.Terms.Recipient, record.Id, record.AskedBy,
        ReferralState.Asked, time.NowMs(), record.AnswerUntil, 0, Priority.Normal, 0, time.NowMs(), null, null, record.Terms.RecipientName);

    // What a body takes care of already goes on when the days of the yes are over; what nobody has taken on comes back. A sheet that is changed after it
    // left is asked for anew, and renews this one when it leaves.
    private static ReferralEvent? Of(ConsentRecord record, ReferralState state) => record.State switch
    {
        ConsentState.Given => ReferralEvent.Agree,
        ConsentState.Declined => ReferralEvent.Refuse,
        ConsentState.Withdrawn => ReferralEvent.Withdraw,
        ConsentState.Lapsed when state is ReferralState.Asked or ReferralState.Agreed => ReferralEvent.Refuse,
        ConsentState.Expired when state is ReferralState.Agreed or ReferralState.Offered or ReferralState.Seen or ReferralState.Questioned => ReferralEvent.TimeOut,
        _ => null,
    };
}
