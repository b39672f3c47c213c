using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Xunit;

namespace Gateway.TestKit.Contracts;

// Somebody has their words erased while a body reads of them.
public abstract partial class ConversationsContract
{
    [Fact]
    public async Task Whoever_has_their_words_erased_is_read_by_no_body_any_more()
    {
        var (talk, referral, reader) = await OfferedAsync();
        var (_, waiting) = await AgreedTooAsync(talk, 1);
        var (_, asked) = await AgreedTooAsync(talk, 2, left: ReferralState.Asked);
        Assert.Equal(1, await Node.Get<ReadReferrals>().ReadersAsync([talk.Id]));
        Assert.True(await Nodes[^1].Get<EraseWords>().ConversationAsync(talk.Id, EraseWords.Asked));

        var (now, steps, sheet) = (await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value;
        Assert.Equal((ReferralState.Withdrawn, "withdraw", "person", null), (now.State, steps[^1].Kind, steps[^1].Actor, sheet));
        Assert.Equal(ReferralOutcome.NotNow, await Node.Get<AnswerReferral>().AcceptAsync(reader, referral.Id, Note()));
        Assert.Equal(0, await Node.Get<ReadReferrals>().ReadersAsync([talk.Id]));
        Assert.Null(await Node.Get<ReadReferrals>().FindAsync(Aoi, waiting.Id));
        Assert.Null(await Node.Get<ReadReferrals>().FindAsync(Aoi, asked.Id));
        // The law asks for the record of what left.
        Assert.Single(await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId)));
        var consents = await Node.Records.ReadAsync(session => Node.Get<ConsentRows>().OfPersonAsync(session, talk.ContactId));
        Assert.All(consents, consent => Assert.Equal(ConsentState.Withdrawn, consent.State));
        Assert.Equal(0, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM outbox")));
    }

    [Fact]
    public async Task Also_a_body_that_goes_on_after_the_days_of_the_yes_reads_nothing_more_then()
    {
        var (talk, referral, reader) = await OfferedAsync();
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().AcceptAsync(reader, referral.Id, Note()));
        await Node.Records.WriteAsync(session => session.ExecuteAsync("UPDATE consent SET state = 6 WHERE id = @ConsentId", new { referral.ConsentId }));
        Assert.NotNull((await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value.Sheet);
        Assert.True(await Node.Get<EraseWords>().ConversationAsync(talk.Id, EraseWords.Asked));
        Assert.Equal(ReferralState.Withdrawn, (await MineAsync(referral)).State);
        Assert.Null((await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value.Sheet);
    }

    [Fact]
    public async Task Words_that_go_by_their_time_leave_a_hand_off_as_it_is()
    {
        var (talk, referral, reader) = await OfferedAsync();
        Assert.True(await Node.Get<EraseWords>().ConversationAsync(talk.Id, "retention"));
        Assert.Equal(ReferralState.Offered, (await MineAsync(referral)).State);
        Assert.NotNull((await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value.Sheet);
    }
}
