using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.SupportBodies;
using Xunit;

namespace Gateway.TestKit.Contracts;

// Hand-offs on another ground than consent: proposed by one, sent by another, or over.
public abstract partial class ConversationsContract
{
    private static readonly Staff Hikari = new("staff-hikari", "hikari", "ひかり", Roles.Coordinator, ConversationsNode.Organisation);

    [Fact]
    public async Task Two_who_confirm_at_once_send_once_and_what_leaves_is_what_was_named()
    {
        var (talk, id, reader) = await ProposedAsync();
        var outcomes = await Task.WhenAll(
            Node.Get<AnswerProposal>().ConfirmAsync(Minato, id), Nodes[^1].Get<AnswerProposal>().ConfirmAsync(Hikari, id), Nodes[^1].Get<AnswerProposal>().ConfirmAsync(Minato, id));
        Assert.Single(outcomes, ProposalOutcome.Done);
        Assert.Equal(2, outcomes.Count(outcome => outcome == ProposalOutcome.NotFound));
        var sent = Assert.Single(await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId)));
        var (referral, steps) = (await Node.Get<ReadReferrals>().FindAsync(Aoi, id))!.Value;
        Assert.Equal((ReferralState.Offered, referral.GroundId), (referral.State, sent.GroundId));
        Assert.Equal(["propose", "offer"], steps.Select(step => step.Kind));
        var sheet = (await Node.Get<AnswerReferral>().OpenAsync(reader, id))!.Value.Sheet!;
        Assert.Equal([ConsentItem.Story, ConsentItem.Safety], sheet.Items.Order());
        AssertGapless(await EntriesAsync(talk.Id));
    }

    [Fact]
    public async Task The_first_person_is_no_second_person_and_a_proposal_is_over_after_six_hours()
    {
        var (_, id, reader) = await ProposedAsync();
        var answer = Node.Get<AnswerProposal>();
        Assert.Equal(ProposalOutcome.SamePerson, await answer.ConfirmAsync(Aoi with { Role = Roles.Supervisor }, id));
        Assert.Equal(ProposalOutcome.NotFound, await answer.ConfirmAsync(Ren, id));
        Assert.Equal(ProposalOutcome.NotFound, await answer.ConfirmAsync(Minato with { Organisation = "other" }, id));
        Assert.Null(await Node.Get<ReadProposals>().FindAsync(Aoi with { Role = Roles.Supervisor }, id));
        Assert.Null(await Node.Get<AnswerReferral>().OpenAsync(reader, id));
        Pass(DecideGround.Holds);
        Assert.Equal(ProposalOutcome.NotFound, await answer.ConfirmAsync(Minato, id));
        await ClimbAsync();
        var (referral, steps) = (await Node.Get<ReadReferrals>().FindAsync(Aoi, id))!.Value;
        Assert.Equal((ReferralState.Ended, "not_decided", "timeout"), (referral.State, referral.Outcome, steps[^1].Kind));
        Assert.Null(await Node.Get<AnswerReferral>().OpenAsync(reader, id));
    }

    [Fact]
    public async Task A_body_that_was_taken_out_meanwhile_gets_nothing_and_the_proposal_is_over()
    {
        var (talk, id, reader) = await ProposedAsync();
        await Node.Get<ApproveBody>().DisableAsync(Minato, reader.Body, "移転");
        Assert.Equal(ProposalOutcome.Gate, await Nodes[^1].Get<AnswerProposal>().ConfirmAsync(Minato, id));
        var (referral, steps) = (await Node.Get<ReadReferrals>().FindAsync(Aoi, id))!.Value;
        Assert.Equal((ReferralState.Ended, "gate_shut"), (referral.State, steps[^1].Code));
        Assert.Empty(await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId)));
    }

    [Fact]
    public async Task What_was_told_on_another_ground_stands_beside_what_was_agreed_to_and_is_not_the_persons_to_take_back()
    {
        var (talk, agreed, reader) = await OfferedAsync();
        var id = await ProposeForAsync(talk, reader.Body, 8);
        Assert.Equal(ProposalOutcome.Done, await Node.Get<AnswerProposal>().ConfirmAsync(Minato, id));
        Assert.Equal(ReferralState.Offered, (await MineAsync(agreed)).State);
        var told = (await ToldAsync(talk)).Count;
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().AcceptAsync(reader, id, Note("担当します")));
        Assert.Equal(told, (await ToldAsync(talk)).Count);

        // Their page and their disclosure do not say so either, until a supervisor lets them know.
        Assert.Single((await Node.Get<ShowAgreement>().AllAsync(talk.ContactId)).Sent);
        Assert.False(await Node.Get<AnswerProposal>().LetPersonKnowAsync(Ren, id));
        Assert.True(await Node.Get<AnswerProposal>().LetPersonKnowAsync(Minato, id));
        Assert.False(await Node.Get<AnswerProposal>().LetPersonKnowAsync(Minato, id));
        Assert.Equal(2, (await Node.Get<ShowAgreement>().AllAsync(talk.ContactId)).Sent.Count);

        Assert.True(await Nodes[^1].Get<EraseWords>().ConversationAsync(talk.Id, EraseWords.Asked));
        Assert.Equal(ReferralState.Withdrawn, (await MineAsync(agreed)).State);
        Assert.NotNull((await Node.Get<AnswerReferral>().OpenAsync(reader, id))!.Value.Sheet);
    }

    [Fact]
    public async Task A_sheet_that_is_agreed_to_later_ends_nothing_that_the_same_body_was_told_on_another_ground()
    {
        var (talk, id, reader) = await ProposedAsync();
        Assert.Equal(ProposalOutcome.Done, await Node.Get<AnswerProposal>().ConfirmAsync(Minato, id));
        var sheet = HandoffSheet();
        var (consent, referral) = await AskForAsync(talk, sheet, reader.Body);
        await AgreeAsync(talk, consent);
        Assert.Equal(ReferralOutcome.Done, (await Nodes[^1].Get<OfferReferral>().OfferAsync(Aoi, referral.Id, sheet)).Outcome);
        Assert.Equal(2, (await Node.Get<AnswerReferral>().ListAsync(reader)).Count);
        Assert.NotNull((await Node.Get<AnswerReferral>().OpenAsync(reader, id))!.Value.Sheet);

        // What they take back is what they agreed to.
        Assert.Equal(AnswerOutcome.Taken, await Node.Get<AnswerConsent>().WithdrawAsync(talk.ContactId, consent.Id));
        Assert.Equal([id], (await Node.Get<AnswerReferral>().ListAsync(reader)).Select(one => one.Id));
    }

    [Fact]
    public async Task A_proposal_that_nobody_has_answered_goes_with_the_words()
    {
        var (talk, id, _) = await ProposedAsync();
        Assert.True(await Nodes[^1].Get<EraseWords>().ConversationAsync(talk.Id, EraseWords.Asked));
        Assert.Equal(ProposalOutcome.NotFound, await Node.Get<AnswerProposal>().ConfirmAsync(Minato, id));
        Assert.Equal(0, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM ground")));
    }

    [Fact]
    public async Task What_was_told_on_another_ground_and_comes_back_goes_nowhere_by_a_yes_for_something_else()
    {
        var (talk, id, reader) = await ProposedAsync();
        var (_, waiting) = await AgreedTooAsync(talk, 3);
        Assert.Equal(ProposalOutcome.Done, await Node.Get<AnswerProposal>().ConfirmAsync(Minato, id));
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().DeclineAsync(reader, id, AnswerReferral.Reasons[0], Note()));
        Assert.Equal(ReferralState.Agreed, (await MineAsync(waiting)).State);
    }

    private async Task<(Conversation Talk, string Id, BodyReader Reader)> ProposedAsync()
    {
        var (talk, body) = (await TalkingAsync(), await RecipientAsync());
        return (talk, await ProposeForAsync(talk, body, 9), new BodyReader(ConversationsNode.Organisation, body));
    }

    private async Task<string> ProposeForAsync(Conversation talk, string body, int number)
    {
        var sheet = EmergencySheet() with { Document = EmergencySheet().Document with { Id = $"01a28850-b3c0-7d25-8ded-d9210ff27{number:000}" } };
        var revision = new SheetRevision(
            sheet.Document.Id!, 1, ConversationsNode.Organisation, talk.Id, body, Aoi.Id, Time.NowMs(), sheet.ContentHash(), SheetDraft.Empty with { Sheet = sheet });
        await Node.Records.WriteAsync(async session =>
        {
            await Node.Get<SheetRows>().InsertAsync(session, (await ConversationRows.FindAsync(session, talk.Id))!, revision);
            return true;
        });
        var answer = await Node.Get<ProposeReferral>().ProposeAsync(Aoi, talk.Id, Redacted.Of(new Proposal(
            revision.SheetId, 1, LegalBasis.Life, "薬をたくさん飲んだ", "意識がもうろうとして答えられない", [ConsentItem.Safety, ConsentItem.Story], PersonKnows: false)));
        Assert.Equal(ProposeOutcome.Proposed, answer.Outcome);
        return answer.ReferralId!;
    }
}
