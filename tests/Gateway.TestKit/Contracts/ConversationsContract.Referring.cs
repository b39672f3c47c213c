using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;
using Gateway.SupportBodies;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task A_body_gets_it_opens_it_takes_it_on_and_says_what_came_of_it_and_the_person_hears_of_each_step()
    {
        var (talk, referral, reader) = await OfferedAsync();
        var answer = Nodes[^1].Get<AnswerReferral>();
        var opened = (await answer.OpenAsync(reader, referral.Id))!.Value;
        Assert.Equal(ReferralState.Seen, opened.Referral.State);
        Assert.Equal([ConsentItem.Name, ConsentItem.Housing], opened.Sheet!.Items.Order());
        Assert.NotNull(opened.Sheet.Content.Person.PreferredName);
        Assert.Null(opened.Sheet.Content.Situation.Health);
        Assert.Equal(ReferralState.Seen, (await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value.Referral.State);

        Assert.Equal(ReferralOutcome.Done, await answer.AcceptAsync(reader, referral.Id, Note("担当します", "たなか")));
        Assert.Equal(ReferralOutcome.NotNow, await answer.AcceptAsync(reader, referral.Id, Note()));
        Assert.Equal(ReferralOutcome.Words, await answer.ConnectAsync(reader, referral.Id, "by_owl", Note()));
        Assert.Equal(ReferralOutcome.Done, await answer.ConnectAsync(reader, referral.Id, "call", Note()));
        Assert.NotNull((await answer.OpenAsync(reader, referral.Id))!.Value.Sheet);
        Assert.Equal(ReferralOutcome.Done, await answer.FinishAsync(reader, referral.Id, "started", Note("家賃の相談を始めました")));

        var (now, steps, sheet) = (await answer.OpenAsync(reader, referral.Id))!.Value;
        Assert.Equal((ReferralState.Ended, "started", null, null), (now.State, now.Outcome, now.DueAt, sheet));
        Assert.Equal(["ask", "agree", "offer", "open", "accept", "connect", "finish"], steps.Select(step => step.Kind));
        Assert.Equal(("担当します", "たなか"), (steps[4].Note!.Text, steps[4].Note!.Name));
        var told = await ToldAsync(talk);
        string[] sentences = ["に、同意いただいた", "の人が、届いた内容を", "が、お手伝いします", "から、あなたと連絡が", "から、これまでのことの"];
        Assert.Equal(sentences, told.Select(text => sentences.FirstOrDefault(sentence => text.StartsWith(ReferredTo + sentence, StringComparison.Ordinal))).OfType<string>());
        AssertGapless(await EntriesAsync(talk.Id));
        var audited = await Node.Records.ReadAsync(session => session.QueryAsync<string>("SELECT action FROM audit WHERE action LIKE 'referral.%' ORDER BY number"));
        Assert.Equal(3, audited.Count(action => action == "referral.read"));
    }

    [Fact]
    public async Task Who_takes_it_back_is_read_by_nobody_from_that_moment_on()
    {
        var (talk, referral, reader) = await OfferedAsync();
        Assert.NotNull((await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value.Sheet);
        Assert.Equal(AnswerOutcome.Taken, await Nodes[^1].Get<AnswerConsent>().WithdrawAsync(talk.ContactId, referral.ConsentId));
        var (now, _, sheet) = (await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value;
        Assert.Equal((ReferralState.Withdrawn, null), (now.State, sheet));
        Assert.Equal(ReferralOutcome.NotNow, await Node.Get<AnswerReferral>().AcceptAsync(reader, referral.Id, Note()));
        Assert.Equal(0, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM sealing_key WHERE owner LIKE '%.sheet'")));
        Assert.Empty(await Node.Get<AnswerReferral>().ListAsync(reader));
    }

    [Fact]
    public async Task A_body_that_answers_nothing_is_reminded_then_its_deputy_is_told_then_the_municipality_and_then_the_counsellor_has_it_again()
    {
        var (talk, referral, reader) = await OfferedAsync();
        foreach (var (hours, kind, state) in new[] { (24, "remind", ReferralState.Offered), (24, "escalate", ReferralState.Offered), (24, "municipality", ReferralState.Offered), (24, "timeout", ReferralState.Returned) })
        {
            Pass(TimeSpan.FromHours(hours) - TimeSpan.FromMilliseconds(1));
            await ClimbAsync();
            Assert.NotEqual(kind, (await StepsAsync(referral))[^1].Kind);
            Pass(TimeSpan.FromMilliseconds(1));
            await ClimbAsync();
            await ClimbAsync();
            Assert.Equal((kind, state), ((await StepsAsync(referral))[^1].Kind, (await MineAsync(referral)).State));
        }

        Assert.Single(await ToldAsync(talk), text => text.StartsWith(ReferredTo + "から、まだ返事がありません", StringComparison.Ordinal));
        Assert.Null((await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value.Sheet);
        Pass(TimeSpan.FromDays(14));
        await ClimbAsync();
        Assert.Equal("came_back", (await Node.Get<ReadReferrals>().FindAsync(Aoi, referral.Id))!.Value.Referral.Outcome);
        Assert.Empty(await Node.Get<ReadReferrals>().OfStaffAsync(Aoi));
    }

    [Fact]
    public async Task A_body_that_cannot_says_why_and_the_counsellor_has_it_again()
    {
        var (talk, referral, reader) = await OfferedAsync();
        Assert.Equal(ReferralOutcome.Words, await Node.Get<AnswerReferral>().DeclineAsync(reader, referral.Id, "no_wish", Note()));
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().DeclineAsync(reader, referral.Id, "full", Note("来月なら")));
        Assert.Equal(ReferralState.Returned, (await MineAsync(referral)).State);
        Assert.Equal(("decline", "full", "来月なら"), (await StepsAsync(referral))[^1] is var step ? (step.Kind, step.Code, step.Note?.Text) : default);
        Assert.Contains(await ToldAsync(talk), text => text.Contains("あなたのせいではありません", StringComparison.Ordinal));
        Assert.Equal(ReferralOutcome.Done, await Node.Get<GuideReferral>().StopAsync(Aoi, referral.Id));
        Assert.Empty(await Node.Get<ReadReferrals>().OfStaffAsync(Aoi));
    }

    [Fact]
    public async Task A_question_is_answered_with_one_of_a_few_sentences_and_never_with_words_about_the_person()
    {
        var (_, referral, reader) = await OfferedAsync();
        Assert.Equal(ReferralOutcome.Words, await Node.Get<AnswerReferral>().AskAsync(reader, referral.Id, Note(" ")));
        Assert.Equal(ReferralOutcome.Words, await Node.Get<AnswerReferral>().AskAsync(reader, referral.Id, Note(new string('あ', StepNote.Longest + 1))));
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().AskAsync(reader, referral.Id, Note("いつ来られますか")));
        Assert.Equal(ReferralOutcome.Words, await Node.Get<GuideReferral>().AnswerAsync(Aoi, referral.Id, "本名はタカシです"));
        Assert.Equal(ReferralOutcome.NotFound, await Node.Get<GuideReferral>().AnswerAsync(Ren, referral.Id, GuideReferral.WeCall));
        Assert.Equal(ReferralOutcome.Done, await Node.Get<GuideReferral>().AnswerAsync(Aoi, referral.Id, GuideReferral.WeCall));
        Assert.Equal(ReferralState.Seen, (await MineAsync(referral)).State);
    }

    [Fact]
    public async Task What_is_another_bodys_does_not_exist_and_a_body_that_was_taken_out_reads_nothing()
    {
        var (_, referral, reader) = await OfferedAsync();
        Assert.Null(await Node.Get<AnswerReferral>().OpenAsync(reader with { Body = "other" }, referral.Id));
        Assert.Null(await Node.Get<AnswerReferral>().OpenAsync(reader with { Organisation = "other" }, referral.Id));
        Assert.Equal(ReferralOutcome.NotFound, await Node.Get<AnswerReferral>().AcceptAsync(reader with { Body = "other" }, referral.Id, Note()));
        Assert.Null(await Node.Get<ReadReferrals>().FindAsync(Ren, referral.Id));
        await Node.Get<ApproveBody>().DisableAsync(Minato, reader.Body, "試し");
        Assert.Null((await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value.Sheet);
        Assert.Equal(ReferralOutcome.NotFound, await Node.Get<AnswerReferral>().AcceptAsync(reader, referral.Id, Note()));
    }

    [Fact]
    public async Task Without_a_yes_nothing_leaves_and_a_sheet_that_was_changed_is_asked_for_anew()
    {
        var (talk, sheet, body) = (await TalkingAsync(), HandoffSheet(), await RecipientAsync());
        var (consent, referral) = await AskForAsync(talk, sheet, body);
        Assert.Equal((ReferralOutcome.NotNow, null), await Node.Get<OfferReferral>().OfferAsync(Aoi, referral.Id, sheet));
        await AgreeAsync(talk, consent);
        var other = sheet with { Wishes = sheet.Wishes with { Wishes = "別のこと" } };
        Assert.Equal(GateOutcome.NoConsent, (await Node.Get<OfferReferral>().OfferAsync(Aoi, referral.Id, other)).Gate!.Outcome);
        await Node.Records.WriteAsync(async session => await Node.Get<EndConsents>().ByChangeAsync(
            session, (await ConversationRows.FindAsync(session, talk.Id))!, other.Document.Id!, other.ContentHash()));
        Assert.Equal((ReferralState.Ended, "not_agreed"), await MineAsync(referral) is var now ? (now.State, now.Outcome) : default);

        var (second, anew) = await AskForAsync(talk, other, body);
        await Node.Get<AnswerConsent>().ByTapAsync(talk.ContactId, second.Id, second.TermsHash, []);
        Assert.Equal(ReferralState.Ended, (await MineAsync(anew)).State);
        Assert.DoesNotContain(await ToldAsync(talk), text => text.StartsWith(ReferredTo + "に、同意", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_newer_sheet_to_the_same_body_takes_the_place_of_the_older_one()
    {
        var (talk, referral, reader) = await OfferedAsync();
        var sheet = HandoffSheet() with { Wishes = new WishesPart { Wishes = "夕方に話したい", ProposedSupport = "住まい", SupportKinds = [SupportKind.Housing], WarmMethod = WarmMethod.InformationOnly } };
        var (consent, anew) = await AskForAsync(talk, sheet, reader.Body);
        await AgreeAsync(talk, consent);
        Assert.Equal(ReferralOutcome.Done, (await Node.Get<OfferReferral>().OfferAsync(Aoi, anew.Id, sheet)).Outcome);
        Assert.Equal((ReferralState.Ended, "renewed"), await MineAsync(referral) is var now ? (now.State, now.Outcome) : default);
        Assert.Equal(anew.Id, Assert.Single(await Node.Get<AnswerReferral>().ListAsync(reader)).Id);
    }

    [Fact]
    public async Task Who_has_begun_another_talk_since_is_told_there()
    {
        var (talk, referral, reader) = await OfferedAsync();
        await Node.Move.CloseAsync(talk.Id, _ => true, new Ending("talked", "talked", Aoi.Id));
        Pass(TimeSpan.FromSeconds(1));
        await Node.Receive.ReceiveAsync(From("U1", "またきました"));
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().AcceptAsync(reader, referral.Id, Note()));
        var hash = Node.Get<Contacts>().HashOf("line/komorebi", Redacted.Of("U1"));
        var newer = (await Node.Records.ReadAsync(session => ConversationRows.NewestAsync(session, "line/komorebi", hash)))!;
        Assert.NotEqual(talk.Id, newer.Id);
        Assert.Contains(await ToldAsync(newer), text => text.StartsWith(ReferredTo + "が、お手伝い", StringComparison.Ordinal));
        AssertGapless(await EntriesAsync(newer.Id));
        AssertGapless(await EntriesAsync(talk.Id));
    }

    [Fact]
    public async Task What_comes_back_goes_to_the_next_body_that_the_person_agreed_to_and_to_no_other()
    {
        var (talk, referral, reader) = await OfferedAsync();
        var (second, next) = await AgreedTooAsync(talk, 2, entry => entry with { NameKana = "フタツメ" });
        var third = await AskForAsync(talk, HandoffSheet() with { Document = HandoffSheet().Document with { Id = "01a28850-b3c0-7d25-8ded-d9210ff26bb3" } }, await RecipientAsync());

        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().DeclineAsync(reader, referral.Id, "outside_area", Note()));
        Assert.Equal(
            (ReferralState.Returned, ReferralState.Offered, ReferralState.Asked),
            ((await MineAsync(referral)).State, (await MineAsync(next)).State, (await MineAsync(third.Referral)).State));
        Assert.NotNull((await Node.Get<AnswerReferral>().OpenAsync(reader with { Body = second }, next.Id))!.Value.Sheet);
        Assert.Equal(2, (await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId))).Count);
        AssertGapless(await EntriesAsync(talk.Id));
    }

    private const string ReferredTo = "みなと野くらしの自立相談センター";

    private static Redacted<StepNote> Note(string? text = null, string? name = null) => Redacted.Of(new StepNote(text, name));

    private static Sheet HandoffSheet()
    {
        var sheet = new RandomSheets(7).Full();
        return sheet with { Document = sheet.Document with { UseKind = UseKind.Handoff, Priority = Priority.Normal } };
    }

    private async Task<(Conversation Talk, Referral Referral, BodyReader Reader)> OfferedAsync(Func<BodyEntry, BodyEntry>? change = null)
    {
        var (talk, sheet, body) = (await TalkingAsync(), HandoffSheet(), await RecipientAsync(change));
        var (consent, referral) = await AskForAsync(talk, sheet, body);
        await AgreeAsync(talk, consent);
        Assert.Equal(ReferralState.Agreed, (await MineAsync(referral)).State);
        var (outcome, gate) = await Nodes[^1].Get<OfferReferral>().OfferAsync(Aoi, referral.Id, sheet);
        Assert.Equal((ReferralOutcome.Done, GateOutcome.Open), (outcome, gate!.Outcome));
        return (talk, await MineAsync(referral), new BodyReader(ConversationsNode.Organisation, body));
    }

    // Another body that the same person agreed to, with a sheet of its own.
    private async Task<(string Body, Referral Referral)> AgreedTooAsync(Conversation talk, int number, Func<BodyEntry, BodyEntry>? change = null, ReferralState left = ReferralState.Agreed)
    {
        var body = await RecipientAsync(change);
        var sheet = HandoffSheet() with { Document = HandoffSheet().Document with { Id = $"01a28850-b3c0-7d25-8ded-d9210ff26{number:000}" } };
        var revision = new SheetRevision(
            sheet.Document.Id!, 1, ConversationsNode.Organisation, talk.Id, body, Aoi.Id, Time.NowMs(), sheet.ContentHash(), SheetDraft.Empty with { Sheet = sheet });
        await Node.Records.WriteAsync(async session =>
        {
            await Node.Get<SheetRows>().InsertAsync(session, (await ConversationRows.FindAsync(session, talk.Id))!, revision);
            return true;
        });
        var (consent, referral) = await AskForAsync(talk, sheet, body);
        if (left == ReferralState.Agreed) await AgreeAsync(talk, consent);
        return (body, referral);
    }

    private async Task<(ConsentRecord Consent, Referral Referral)> AskForAsync(Conversation talk, Sheet sheet, string body)
    {
        var terms = new ConsentTerms(
            body, ReferredTo, "自立相談支援機関", null, ConsentPurpose.Contact, "住まい", [ConsentItem.Name, ConsentItem.Health, ConsentItem.Housing], sheet.Document.Id!, 1,
            sheet.ContentHash(), AgeBand.Adult, "", "", 0);
        var (outcome, record) = await Node.Records.WriteAsync(async session => await Node.Get<AskConsent>().AskAsync(
            session, (await ConversationRows.FindAsync(session, talk.Id))!, Aoi, terms, again: true));
        Assert.Equal(AskOutcome.Asked, outcome);
        return (record!, (await Node.Get<ReadReferrals>().OfStaffAsync(Aoi)).Single(one => one.ConsentId == record!.Id));
    }

    private async Task AgreeAsync(Conversation talk, ConsentRecord consent) => Assert.Equal(
        AnswerOutcome.Taken, await Node.Get<AnswerConsent>().ByTapAsync(talk.ContactId, consent.Id, consent.TermsHash, [ConsentItem.Name, ConsentItem.Housing]));

    private async Task<Referral> MineAsync(Referral referral) => (await Node.Get<ReadReferrals>().FindAsync(Aoi, referral.Id))!.Value.Referral;

    private async Task<IReadOnlyList<ReferralStep>> StepsAsync(Referral referral) => (await Node.Get<ReadReferrals>().FindAsync(Aoi, referral.Id))!.Value.Steps;

    private async Task<IReadOnlyList<string>> ToldAsync(Conversation talk) =>
        [.. (await EntriesAsync(talk.Id)).Where(entry => entry is { Kind: EntryKinds.Message, Author: Authors.Bot }).Select(entry => entry.Body.Text!)];

    private Task ClimbAsync() => Node.Hosted<ReferralKeeper>().RunOnceAsync(CancellationToken.None);
}
