using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.SupportBodies;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    private static readonly Staff Ren = new("staff-ren", "ren", "れん", Roles.Volunteer, ConversationsNode.Organisation);

    [Fact]
    public async Task What_leaves_is_what_was_agreed_to_whatever_happens_in_between()
    {
        var tally = await new GateTrials(Node, Time, seed: 11).RunAsync(120);
        Assert.True(tally.IsClean, tally.ToString());
        Assert.InRange(tally.Passed, 5, 80);
        Assert.InRange(tally.Kept, 30, 115);
    }

    [Fact]
    public async Task Without_consent_two_people_open_the_other_door_once_for_what_they_named()
    {
        var (talk, sheet, body) = (await TalkingAsync(), EmergencySheet(), await RecipientAsync());
        var (outcome, id, _) = await ProposeAsync(talk, sheet, body);
        Assert.Equal(DecideOutcome.Proposed, outcome);
        Assert.Equal(GateOutcome.NoDecision, (await ByGroundAsync(sheet, body, id!)).Outcome);

        Assert.Equal(DecideOutcome.NotASupervisor, await ConfirmAsync(Ren, id!));
        Assert.Equal(DecideOutcome.SamePerson, await ConfirmAsync(Aoi with { Role = Roles.Supervisor }, id!));
        Assert.Equal(DecideOutcome.NotFound, await ConfirmAsync(Minato with { Organisation = "other" }, id!));
        Assert.Equal(DecideOutcome.Confirmed, await ConfirmAsync(Minato, id!));
        Assert.Equal(DecideOutcome.NotFound, await ConfirmAsync(Minato, id!));

        Assert.Equal(GateOutcome.NoDecision, (await ByGroundAsync(sheet with { Wishes = new WishesPart { Wishes = "別" } }, body, id!)).Outcome);
        Assert.Equal(GateOutcome.NoDecision, (await ByGroundAsync(sheet, await RecipientAsync(), id!)).Outcome);
        var opened = await ByGroundAsync(sheet, body, id!);
        Assert.Equal(GateOutcome.Open, opened.Outcome);
        Assert.Equal([ConsentItem.Story, ConsentItem.Safety], opened.Release!.Sheet.Items.Order());
        Assert.Equal((LegalBasis.Life, "意識がもうろうとして答えられない 本人には伝えていません。"), (opened.Release.Ground, opened.Release.Sheet.Content.Consent.NoConsentReason));
        Assert.Equal(["あおい", "みなと"], opened.Release.Sheet.Content.Consent.NoConsentDecidedBy);
        Assert.Null(opened.Release.Sheet.Content.Person.Name);
        Assert.Equal(GateOutcome.NoDecision, (await ByGroundAsync(sheet, body, id!)).Outcome);

        var provided = Assert.Single(await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId)));
        Assert.Equal((LegalBasis.Life, null, id), (provided.Ground, provided.ConsentId, provided.GroundId));
        Assert.Equal(
            ["ground.proposed", "ground.confirmed", "handoff.provided"],
            await Node.Records.ReadAsync(session => session.QueryAsync<string>("SELECT action FROM audit WHERE action LIKE 'ground%' OR action LIKE 'handoff%' ORDER BY number")));
    }

    [Fact]
    public async Task A_decision_of_yesterday_is_none_of_today()
    {
        var (talk, sheet, body) = (await TalkingAsync(), EmergencySheet(), await RecipientAsync());
        var (_, late, _) = await ProposeAsync(talk, sheet, body);
        Assert.Equal(DecideOutcome.Confirmed, await ConfirmAsync(Minato, late!));
        Pass(TimeSpan.FromHours(6));
        Assert.Equal(GateOutcome.NoDecision, (await ByGroundAsync(sheet, body, late!)).Outcome);
        var (_, unconfirmed, _) = await ProposeAsync(talk, sheet, body);
        Pass(TimeSpan.FromHours(6));
        Assert.Equal(DecideOutcome.NotFound, await ConfirmAsync(Minato, unconfirmed!));
    }

    [Fact]
    public async Task A_decision_that_comes_from_a_backup_may_have_been_used_and_holds_no_longer()
    {
        var (talk, sheet, body) = (await TalkingAsync(), EmergencySheet(), await RecipientAsync());
        var (_, confirmed, _) = await ProposeAsync(talk, sheet, body);
        await ConfirmAsync(Minato, confirmed!);
        var (_, proposed, _) = await ProposeAsync(talk, sheet, body);
        await Node.Records.WriteAsync(session => SettleReferrals.AfterRestoreAsync(session, Time.GetUtcNow().ToUnixTimeMilliseconds()));
        Assert.Equal(GateOutcome.NoDecision, (await ByGroundAsync(sheet, body, confirmed!)).Outcome);
        Assert.Equal(DecideOutcome.NotFound, await ConfirmAsync(Minato, proposed!));
    }

    [Fact]
    public async Task The_other_door_asks_for_a_ground_two_reasons_and_something_to_tell()
    {
        var (talk, sheet, body) = (await TalkingAsync(), EmergencySheet(), await RecipientAsync());
        Assert.Equal(DecideOutcome.Ground, (await ProposeAsync(talk, sheet, body, LegalBasis.Consent)).Outcome);
        Assert.Equal(DecideOutcome.Ground, (await ProposeAsync(talk, sheet, body, LegalBasis.SupportConference)).Outcome);
        Assert.Equal(DecideOutcome.Reason, (await ProposeAsync(talk, sheet, body, why: " ")).Outcome);
        Assert.Equal(DecideOutcome.NoItem, (await ProposeAsync(talk, sheet, body, items: [])).Outcome);
        Assert.Equal(DecideOutcome.NotFound, (await ProposeAsync(talk, sheet, body, by: Ren)).Outcome);

        // A notice in law goes to whom the law names.
        var (_, notice, _) = await ProposeAsync(talk, sheet, body, LegalBasis.Law);
        await ConfirmAsync(Minato, notice!);
        Assert.Equal(GateOutcome.NotNotified, (await ByGroundAsync(sheet, body, notice!)).Outcome);
        var named = await RecipientAsync(entry => entry with { Kinds = ["child_guidance"], TakesNotifications = true });
        var (_, second, _) = await ProposeAsync(talk, sheet, named, LegalBasis.Law);
        await ConfirmAsync(Minato, second!);
        Assert.Equal(GateOutcome.Open, (await ByGroundAsync(sheet, named, second!)).Outcome);
    }

    [Fact]
    public async Task What_went_out_is_on_record_for_years_also_when_the_talk_is_erased()
    {
        var (talk, sheet, body) = (await TalkingAsync(), EmergencySheet(), await RecipientAsync());
        var (_, id, _) = await ProposeAsync(talk, sheet, body);
        await ConfirmAsync(Minato, id!);
        await ByGroundAsync(sheet, body, id!);
        await Node.Get<EraseWords>().ConversationAsync(talk.Id, "asked");
        var provided = Assert.Single(await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId)));
        Assert.Equal([ConsentItem.Story, ConsentItem.Safety], provided.Content.Items);

        Pass(TimeSpan.FromDays(3 * 366));
        await Node.Hosted<ForgetProvisions>().RunOnceAsync(CancellationToken.None);
        Assert.Single(await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId)));
        Pass(TimeSpan.FromHours(1));
        await Node.Hosted<ForgetProvisions>().RunOnceAsync(CancellationToken.None);
        Assert.Empty(await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId)));
    }

    private static Sheet EmergencySheet()
    {
        var sheet = new RandomSheets(5).Full();
        return sheet with { Document = sheet.Document with { UseKind = UseKind.Emergency } };
    }

    private async Task<string> RecipientAsync(Func<BodyEntry, BodyEntry>? change = null)
    {
        var entry = new BodyEntry { Name = "みなと野くらしの自立相談センター", Kinds = ["self_reliance"], Areas = [new BodyArea("131016")], HandoffEmail = "desk@example.jp" };
        var added = (await Node.Get<ProposeBody>().AddAsync(Aoi, change is null ? entry : change(entry))).Body!;
        Assert.Equal(BodyOutcome.InEffect, (await Node.Get<ApproveBody>().ApproveAsync(Minato, added.Id, added.Version)).Outcome);
        return added.Id;
    }

    private Task<GroundProposed> ProposeAsync(
        Conversation talk, Sheet sheet, string body, LegalBasis ground = LegalBasis.Life, string why = "薬をたくさん飲んだ", IReadOnlyCollection<ConsentItem>? items = null, Staff? by = null) =>
        Node.Records.WriteAsync(async session => await Node.Get<DecideGround>().ProposeAsync(
            session, by ?? Aoi, (await ConversationRows.LockAsync(session, talk.Id))!, body, sheet, ground,
            new GroundReason(why, "意識がもうろうとして答えられない", [.. items ?? [ConsentItem.Safety, ConsentItem.Story]], [])));

    private Task<DecideOutcome> ConfirmAsync(Staff second, string id) =>
        Nodes[^1].Records.WriteAsync(session => Nodes[^1].Get<DecideGround>().ConfirmAsync(session, second, id));

    private Task<GateAnswer> ByGroundAsync(Sheet sheet, string body, string id) =>
        Nodes[^1].Records.WriteAsync(session => Nodes[^1].Get<OpenGate>().ByGroundAsync(session, Aoi, sheet, body, id));
}
