using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    private const string Body = "B03";
    private const string Sheet = "sheet-1";

    private static readonly string HashOfSheet = new('a', 64);
    private static readonly Staff Aoi = new(ConversationsNode.Aoi, "aoi", "あおい", Roles.Volunteer, ConversationsNode.Organisation);
    private static readonly Staff Minato = new(ConversationsNode.Minato, "minato", "みなと", Roles.Supervisor, ConversationsNode.Organisation);

    [Fact]
    public async Task Somebody_who_is_asked_by_a_message_passes_on_what_they_name_and_nothing_else()
    {
        var talk = await TalkingAsync();
        var asked = await AskAsync(talk);
        var question = (await EntriesAsync(talk.Id)).Single(entry => entry is { Kind: EntryKinds.Message, Body.Consent: not null }).Body.Text!;
        Assert.Contains("みなと野くらしの自立相談センター", question, StringComparison.Ordinal);
        Assert.Contains("1 名前(呼び名)\n2 連絡先\n3 体や心のこと\n4 お金のこと", question, StringComparison.Ordinal);
        Assert.Contains($"「{asked.Code} いいえ」", question, StringComparison.Ordinal);

        await Nodes[^1].Receive.ReceiveAsync(From("U1", $"{asked.Code} 2 4"));
        var given = await ConsentAsync(asked);
        Assert.Equal((ConsentState.Given, ConsentMethods.Typed), (given.State, given.Answer!.Method));
        Assert.Equal([ConsentItem.Contact, ConsentItem.Economy], given.Answer.Items);
        var (live, check) = await LiveAsync(asked);
        Assert.Equal(LiveCheck.Live, check);
        Assert.Equal([ConsentItem.Contact, ConsentItem.Economy], live!.Items);
        Assert.EndsWith($"次のことだけです: 連絡先、お金のこと\n30日のあいだ有効です。やめるときは、いつでも「{asked.Code} 取り消し」と送ってください。", (await EntriesAsync(talk.Id))[^1].Body.Text, StringComparison.Ordinal);
        AssertGapless(await EntriesAsync(talk.Id));
    }

    [Theory]
    [InlineData("はい")]
    [InlineData("はい、{code}歳です")]
    [InlineData("{code}")]
    [InlineData("{code} はいりたい部活がある")]
    [InlineData("{code}時に電話がほしい")]
    [InlineData("{other} はい")]
    public async Task A_yes_to_something_else_is_none(string words)
    {
        var talk = await TalkingAsync();
        var asked = await AskAsync(talk);
        var other = asked.Code == "99" ? "98" : "99";
        await Node.Receive.ReceiveAsync(From("U1", words.Replace("{code}", asked.Code, StringComparison.Ordinal).Replace("{other}", other, StringComparison.Ordinal)));
        Assert.Equal(ConsentState.Asked, (await ConsentAsync(asked)).State);
        Assert.Equal(LiveCheck.NotGiven, (await LiveAsync(asked)).Check);
        Assert.DoesNotContain(await AfterAsync(talk, asked), entry => entry is { Author: Authors.Bot } or { Kind: EntryKinds.Consent });
    }

    [Fact]
    public async Task A_number_that_is_not_on_the_list_is_asked_back_and_gives_nothing()
    {
        var talk = await TalkingAsync();
        var asked = await AskAsync(talk);
        await Node.Receive.ReceiveAsync(From("U1", $"{asked.Code} 1 9"));
        Assert.Equal(ConsentState.Asked, (await ConsentAsync(asked)).State);
        Assert.Contains("一覧にありません", (await EntriesAsync(talk.Id))[^1].Body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_says_no_is_asked_again_only_when_they_bring_it_up_and_once()
    {
        var talk = await TalkingAsync();
        var first = await AskAsync(talk);
        Assert.Equal(AskOutcome.OtherStands, (await TryAskAsync(talk)).Outcome);
        await Node.Receive.ReceiveAsync(From("U1", $"{first.Code} いいえ"));
        Assert.Equal((ConsentState.Declined, ConsentEnds.Declined), ((await ConsentAsync(first)).State, (await ConsentAsync(first)).EndedWhy));
        Assert.Equal(Stage.Talking, (await FindAsync(talk.Id)).Stage);
        Assert.Equal(AskOutcome.SaidNo, (await TryAskAsync(talk)).Outcome);
        Assert.Equal(AskOutcome.Asked, (await TryAskAsync(talk, TermsOf() with { Recipient = "B07" })).Outcome);
        await Node.Receive.ReceiveAsync(From("U1", $"{(await StandingAsync(talk)).Code} いいえ"));

        var again = await TryAskAsync(talk, again: true);
        Assert.Equal(AskOutcome.Asked, again.Outcome);
        await Node.Receive.ReceiveAsync(From("U1", $"{again.Record!.Code} いやです"));
        Assert.Equal(AskOutcome.SaidNo, (await TryAskAsync(talk, again: true)).Outcome);
    }

    [Fact]
    public async Task What_was_given_ends_with_the_word_the_change_and_the_day()
    {
        var talk = await TalkingAsync();
        var taken = await GivenAsync(talk);
        await Node.Receive.ReceiveAsync(From("U1", $"{taken.Code} とりけし"));
        Assert.Equal((ConsentState.Withdrawn, LiveCheck.NotGiven), ((await ConsentAsync(taken)).State, (await LiveAsync(taken)).Check));

        var changed = await GivenAsync(talk);
        Assert.Equal(LiveCheck.OtherDocument, (await LiveAsync(changed, hash: new string('b', 64))).Check);
        Assert.Equal(LiveCheck.OtherRecipient, (await LiveAsync(changed, recipient: "B01")).Check);
        Assert.True(await Node.Records.WriteAsync(async session => await Node.Get<EndConsents>().ByChangeAsync(
            session, (await ConversationRows.FindAsync(session, talk.Id))!, Sheet, new string('b', 64))));
        Assert.Equal((ConsentState.Lapsed, LiveCheck.NotGiven), ((await ConsentAsync(changed)).State, (await LiveAsync(changed)).Check));

        var over = await GivenAsync(talk);
        Pass(TimeSpan.FromDays(30));
        // Before any timer has come round.
        Assert.Equal((ConsentState.Given, LiveCheck.Over), ((await ConsentAsync(over)).State, (await LiveAsync(over)).Check));
        await Nodes[^1].Hosted<ConsentTimers>().RunOnceAsync(CancellationToken.None);
        Assert.Equal(ConsentState.Expired, (await ConsentAsync(over)).State);
        // A yes after its days gives nothing; and where nothing ever left, there is nothing to take back: it is a message like every other.
        foreach (var word in new[] { "はい", "取り消し" }) await Node.Receive.ReceiveAsync(From("U1", $"{over.Code} {word}"));
        Assert.Equal(ConsentState.Expired, (await ConsentAsync(over)).State);
        Assert.Single(await ToldAsync(talk), told => told.Contains("取り消しました", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silence_is_no_yes_and_an_answer_that_comes_too_late_gives_nothing()
    {
        var talk = await TalkingAsync();
        var asked = await AskAsync(talk);
        Pass(TimeSpan.FromHours(72));
        await Node.Receive.ReceiveAsync(From("U1", $"{asked.Code} はい"));
        Assert.Equal(LiveCheck.NotGiven, (await LiveAsync(asked)).Check);
        Assert.Contains("もう終わっています", (await EntriesAsync(talk.Id))[^1].Body.Text, StringComparison.Ordinal);
        await Nodes[^1].Hosted<ConsentTimers>().RunOnceAsync(CancellationToken.None);
        Assert.Equal((ConsentState.Lapsed, ConsentEnds.Unanswered), ((await ConsentAsync(asked)).State, (await ConsentAsync(asked)).EndedWhy));
        // The words are a message now like every other.
        await Node.Receive.ReceiveAsync(From("U1", $"{asked.Code} はい"));
        Assert.DoesNotContain("もう終わっています", (await EntriesAsync(talk.Id))[^1].Body.Text ?? "", StringComparison.Ordinal);
        Assert.Equal(LiveCheck.NotGiven, (await LiveAsync(asked)).Check);
    }

    [Fact]
    public async Task A_yes_and_a_no_at_once_on_any_node_end_in_one_of_them()
    {
        for (var round = 0; round < 6; round++)
        {
            var talk = await TalkingAsync($"race{round}");
            var asked = await AskAsync(talk);
            var outcomes = await AllAtOnceAsync(8, i => Nodes[i % NodeCount].Get<AnswerConsent>().ByTapAsync(
                talk.ContactId, asked.Id, asked.TermsHash, i % 2 == 0 ? [ConsentItem.Name] : []));
            var record = await ConsentAsync(asked);
            Assert.Equal(1, outcomes.Count(outcome => outcome == AnswerOutcome.Taken));
            Assert.Equal(3, outcomes.Count(outcome => outcome == AnswerOutcome.Repeated));
            Assert.Equal(record.State == ConsentState.Given ? LiveCheck.Live : LiveCheck.NotGiven, (await LiveAsync(asked)).Check);
            Assert.Single(await EntriesAsync(talk.Id), entry => entry.Kind == EntryKinds.Consent);
        }
    }

    [Fact]
    public async Task A_tap_answers_what_its_page_showed_and_only_for_whom_it_is()
    {
        var talk = await TalkingAsync();
        var stranger = await TalkingAsync("U2");
        var asked = await AskAsync(talk);
        var answer = Node.Get<AnswerConsent>();
        Assert.Equal(AnswerOutcome.Over, await answer.ByTapAsync(stranger.ContactId, asked.Id, asked.TermsHash, [ConsentItem.Name]));
        Assert.Equal(AnswerOutcome.Over, await answer.ByTapAsync(talk.ContactId, asked.Id, new string('0', 64), [ConsentItem.Name]));
        Assert.Equal(AnswerOutcome.NotAsked, await answer.ByTapAsync(talk.ContactId, asked.Id, asked.TermsHash, [ConsentItem.Transcript]));
        Assert.Equal(ConsentState.Asked, (await ConsentAsync(asked)).State);
        Assert.Equal(AnswerOutcome.Taken, await answer.ByTapAsync(talk.ContactId, asked.Id, asked.TermsHash, [ConsentItem.Name]));
        Assert.Equal(AnswerOutcome.Over, await answer.WithdrawAsync(stranger.ContactId, asked.Id));
        Assert.Equal(AnswerOutcome.Taken, await answer.WithdrawAsync(talk.ContactId, asked.Id));
        Assert.Equal(LiveCheck.NotGiven, (await LiveAsync(asked)).Check);
    }

    [Theory]
    [InlineData(AgeBand.Adult, false, false)]
    [InlineData(AgeBand.Unknown, true, false)]
    [InlineData(AgeBand.From16To17, true, false)]
    [InlineData(AgeBand.From12To15, true, true)]
    [InlineData(AgeBand.Under12, true, true)]
    public async Task Somebody_young_is_not_passed_on_by_one_counsellor_alone(AgeBand age, bool second, bool guardian)
    {
        var talk = await TalkingAsync();
        var given = await GivenAsync(talk, TermsOf() with { AgeBand = age });
        if (second) Assert.Equal(LiveCheck.NotChecked, (await LiveAsync(given)).Check);
        var check = Node.Get<CheckConsent>();
        Assert.Equal(second ? CheckOutcome.SamePerson : CheckOutcome.NotFound, await check.CheckAsync(Aoi, given.Id, GuardianConsent.Given));
        Assert.Equal(CheckOutcome.NotFound, await check.CheckAsync(Minato with { Organisation = "other" }, given.Id, GuardianConsent.Given));
        Assert.Equal(second ? CheckOutcome.NotASupervisor : CheckOutcome.NotFound, await check.CheckAsync(Ren, given.Id, GuardianConsent.Given));
        if (guardian) Assert.Equal(CheckOutcome.Guardian, await check.CheckAsync(Minato, given.Id, GuardianConsent.NotToAsk));
        Assert.Equal(second ? LiveCheck.NotChecked : LiveCheck.Live, (await LiveAsync(given)).Check);
        Assert.Equal(second ? 1 : 0, (await UncheckedAsync()).Count);
        Assert.Equal(second ? CheckOutcome.Checked : CheckOutcome.NotFound, await check.CheckAsync(Minato, given.Id, guardian ? GuardianConsent.Given : GuardianConsent.Unknown));
        Assert.Equal(LiveCheck.Live, (await LiveAsync(given)).Check);
        Assert.Empty(await UncheckedAsync());
    }

    [Fact]
    public async Task What_the_second_person_does_not_stand_for_ends_and_says_why()
    {
        var talk = await TalkingAsync();
        var given = await GivenAsync(talk, TermsOf() with { AgeBand = AgeBand.From16To17 });
        var check = Nodes[^1].Get<CheckConsent>();
        Assert.Equal(CheckOutcome.SamePerson, await check.RefuseAsync(Aoi, given.Id, Redacted.Of("まだ早い"), GuardianConsent.Unknown));
        Assert.Equal(CheckOutcome.Reason, await check.RefuseAsync(Minato, given.Id, Redacted.Of(" "), GuardianConsent.Unknown));
        Assert.Equal(CheckOutcome.Reason, await check.RefuseAsync(Minato, given.Id, Redacted.Of(new string('あ', ConsentCheck.Longest + 1)), GuardianConsent.Unknown));
        Assert.Single(await UncheckedAsync());
        Assert.Equal(CheckOutcome.Checked, await check.RefuseAsync(Minato, given.Id, Redacted.Of(" 家に届くおそれがある "), GuardianConsent.Unknown));
        var ended = await ConsentAsync(given);
        Assert.Equal((ConsentState.Lapsed, ConsentEnds.NotConfirmed, null), (ended.State, ended.EndedWhy, ended.CheckedBy));
        Assert.Equal((false, "みなと", "家に届くおそれがある"), (ended.Check!.Agrees, ended.Check.Name, ended.Check.Why));
        Assert.Equal(LiveCheck.NotGiven, (await LiveAsync(given)).Check);
        Assert.Empty(await UncheckedAsync());
        Assert.Equal(CheckOutcome.NotFound, await check.CheckAsync(Minato, given.Id, GuardianConsent.Given));
        var line = (await EntriesAsync(talk.Id))[^1];
        Assert.Equal((EntryKinds.Consent, ConsentEnds.NotConfirmed, "みなと", null), (line.Kind, line.Body.Reason, line.Body.Name, line.Body.Text));
    }

    [Fact]
    public async Task A_counsellor_who_heard_the_yes_points_at_where_it_was_said()
    {
        var talk = await TalkingAsync();
        await Node.Receive.ReceiveAsync(From("U1", "はい、お願いします"));
        var before = await LastSaidAsync(talk);
        Pass(TimeSpan.FromMinutes(1));
        var asked = await AskAsync(talk);
        var hear = Node.Get<HearConsent>();
        Assert.Equal(HeardOutcome.NotSaid, await hear.TakeAsync(Aoi, talk.Id, HeardOf(asked, before, ConsentItem.Name)));
        Assert.Equal(HeardOutcome.NotSaid, await hear.TakeAsync(Aoi, talk.Id, HeardOf(asked, (await EntriesAsync(talk.Id))[^1].Number, ConsentItem.Name)));
        await Node.Receive.ReceiveAsync(From("U1", "はい、名前はいいです"));
        var said = await LastSaidAsync(talk);
        Assert.Equal(HeardOutcome.NotYours, await hear.TakeAsync(Minato, talk.Id, HeardOf(asked, said, ConsentItem.Name)));
        Assert.Equal(HeardOutcome.Over, await hear.TakeAsync(Aoi, talk.Id, HeardOf(asked, said, ConsentItem.Name) with { TermsHash = "other" }));
        Assert.Equal(HeardOutcome.Taken, await hear.TakeAsync(Aoi, talk.Id, HeardOf(asked, said, ConsentItem.Name)));
        Assert.Equal(HeardOutcome.Repeated, await hear.TakeAsync(Aoi, talk.Id, HeardOf(asked, said, ConsentItem.Name)));
        var given = (await ConsentAsync(asked)).Answer!;
        Assert.Equal((ConsentMethods.Spoken, (long?)said, Aoi.Id, null), (given.Method, given.Number, given.Heard!.By, given.Heard.WordsHash));
        Assert.Equal([ConsentItem.Name], given.Items);
    }

    [Fact]
    public async Task An_item_that_the_person_has_not_heard_keeps_the_whole_answer_back()
    {
        var talk = await TalkingAsync();
        var asked = await AskAsync(talk);
        var hear = Node.Get<HearConsent>();
        var words = (await hear.WordsAsync(Aoi, talk.Id, asked.Id))!;
        Assert.Null(await hear.WordsAsync(Minato, talk.Id, asked.Id));
        Assert.Equal(asked.Terms.Items, words.Items);
        var whole = HeardOf(asked, null, ConsentItem.Name) with { WordsHash = words.WordsHash };
        var one = whole.Answers.Take(1).ToDictionary();
        Assert.Equal(HeardOutcome.Unheard, await hear.TakeAsync(Aoi, talk.Id, whole with { Answers = one }));
        var another = whole.Answers.Append(new(ConsentItem.Transcript, true)).ToDictionary();
        Assert.Equal(HeardOutcome.Unheard, await hear.TakeAsync(Aoi, talk.Id, whole with { Answers = another }));
        // Nor may a no name what nobody was asked.
        Assert.Equal(HeardOutcome.Unheard, await hear.TakeAsync(Aoi, talk.Id, whole with { Answers = whole.Answers.Append(new(ConsentItem.Transcript, false)).ToDictionary() }));
        Assert.Equal(HeardOutcome.Over, await hear.TakeAsync(Aoi, talk.Id, whole with { WordsHash = new string('0', 64) }));
        Assert.Equal(ConsentState.Asked, (await ConsentAsync(asked)).State);
        Assert.Equal(HeardOutcome.Taken, await hear.TakeAsync(Aoi, talk.Id, whole));
        var given = await ConsentAsync(asked);
        Assert.Equal((ConsentState.Given, ConsentMethods.Aloud, null, words.WordsHash), (given.State, given.Answer!.Method, given.Answer.Number, given.Answer.Heard!.WordsHash));
        Assert.Null(await hear.WordsAsync(Aoi, talk.Id, asked.Id));
        // On their own channel the person reads what was understood, that it was heard aloud, and how to take it back.
        var told = (await EntriesAsync(talk.Id))[^1].Body.Text!;
        Assert.StartsWith(Node.Get<PersonTexts>().Text("ja", "consent.aloud"), told, StringComparison.Ordinal);
        Assert.Contains($"{asked.Code} 取り消し", told, StringComparison.Ordinal);
        await SaysAsync($"{asked.Code} 取り消し", "m-back");
        Assert.Equal(ConsentState.Withdrawn, (await ConsentAsync(asked)).State);
    }

    [Fact]
    public async Task Whoever_wrote_an_answer_down_is_not_its_second_person()
    {
        var talk = await TalkingAsync();
        var asked = await AskAsync(talk, TermsOf() with { AgeBand = AgeBand.From16To17 });
        // The talk has passed on to a supervisor, who hears the yes.
        await Node.Records.WriteAsync(session => session.ExecuteAsync("UPDATE conversation SET assigned_to = @Id WHERE id = @talk", new { Minato.Id, talk = talk.Id }));
        var words = (await Node.Get<HearConsent>().WordsAsync(Minato, talk.Id, asked.Id))!;
        Assert.Equal(HeardOutcome.Taken, await Node.Get<HearConsent>().TakeAsync(Minato, talk.Id, HeardOf(asked, null, ConsentItem.Name) with { WordsHash = words.WordsHash }));
        var check = Node.Get<CheckConsent>();
        Assert.Equal(CheckOutcome.SamePerson, await check.CheckAsync(Minato, asked.Id, GuardianConsent.Unknown));
        Assert.Equal(CheckOutcome.SamePerson, await check.CheckAsync(Aoi, asked.Id, GuardianConsent.Unknown));
        var record = await ConsentAsync(asked) with { CheckedBy = Minato.Id };
        Assert.Equal(LiveCheck.NotChecked, ConsentRules.Check(record, record.Terms.Recipient, record.Terms.Document, record.Terms.DocumentHash, Time.NowMs(), new ConsentSettings()));
    }

    private async Task<long> LastSaidAsync(Conversation talk) => (await EntriesAsync(talk.Id)).Last(entry => entry.Author == Authors.Person && entry.Kind == EntryKinds.Message).Number;

    private static HeardAnswer HeardOf(ConsentRecord asked, long? entry, params ConsentItem[] yes) =>
        new(asked.Id, asked.TermsHash, asked.Terms.Items.ToDictionary(item => item, yes.Contains), entry, null);

    [Fact]
    public async Task Whoever_unsends_their_yes_takes_it_back()
    {
        var talk = await TalkingAsync();
        var asked = await AskAsync(talk);
        await SaysAsync($"{asked.Code} はい", "m-yes");
        Assert.Equal(LiveCheck.Live, (await LiveAsync(asked)).Check);
        await TakesBackAsync("m-yes");
        Assert.Equal((ConsentState.Withdrawn, LiveCheck.NotGiven), ((await ConsentAsync(asked)).State, (await LiveAsync(asked)).Check));
    }

    [Fact]
    public async Task Weeks_later_in_another_talk_it_is_still_taken_back_by_its_number()
    {
        var talk = await TalkingAsync();
        var given = await GivenAsync(talk);
        await Node.Move.CloseAsync(talk.Id, _ => true, new Ending("closed", "talked", ConversationsNode.Aoi));
        Pass(TimeSpan.FromDays(20));
        Assert.Equal(LiveCheck.Live, (await LiveAsync(given)).Check);
        await Node.Receive.ReceiveAsync(From("U1", $"{given.Code}取り消し"));
        Assert.Equal((ConsentState.Withdrawn, LiveCheck.NotGiven), ((await ConsentAsync(given)).State, (await LiveAsync(given)).Check));
    }

    [Fact]
    public async Task An_erased_talk_keeps_the_consent_that_was_given_and_no_other()
    {
        var talk = await TalkingAsync();
        var given = await GivenAsync(talk);
        var declined = (await TryAskAsync(talk, TermsOf() with { Recipient = "B07" })).Record!;
        await Node.Receive.ReceiveAsync(From("U1", $"{declined.Code} いいえ"));
        await Node.Get<EraseWords>().ConversationAsync(talk.Id, "retention");
        Assert.Equal(given.Terms.RecipientName, (await ConsentAsync(given)).Terms.RecipientName);
        Assert.Null(await Node.Records.ReadAsync(session => Node.Get<ConsentRows>().FindAsync(session, declined.Id)));

        Assert.Equal(AnswerOutcome.Taken, await Node.Get<AnswerConsent>().WithdrawAsync(talk.ContactId, given.Id));
        Pass(TimeSpan.FromDays(3 * 366));
        await Node.Hosted<ConsentTimers>().RunOnceAsync(CancellationToken.None);
        Assert.NotNull(await Node.Records.ReadAsync(session => Node.Get<ConsentRows>().FindAsync(session, given.Id)));
        Pass(TimeSpan.FromDays(1));
        await Node.Hosted<ConsentTimers>().RunOnceAsync(CancellationToken.None);
        Assert.Null(await Node.Records.ReadAsync(session => Node.Get<ConsentRows>().FindAsync(session, given.Id)));
        Assert.Equal(0, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM sealing_key WHERE owner = @Id", new { given.Id })));
    }

    [Fact]
    public async Task What_comes_from_a_backup_is_not_taken_for_given()
    {
        var talk = await TalkingAsync();
        var given = await GivenAsync(talk);
        await Node.Records.WriteAsync(session => EndConsents.AfterRestoreAsync(session, Time.NowMs()));
        Assert.Equal((ConsentEnds.Restored, LiveCheck.NotGiven), ((await ConsentAsync(given)).EndedWhy, (await LiveAsync(given)).Check));
    }

    private static ConsentTerms TermsOf() => new(
        Body, "みなと野くらしの自立相談センター", "自立相談支援機関", "000-0000-0003", ConsentPurpose.Contact, "住まいとお金のこと",
        [ConsentItem.Name, ConsentItem.Contact, ConsentItem.Health, ConsentItem.Economy], Sheet, 1, HashOfSheet, AgeBand.Adult, "", "", 0);

    private Task<(AskOutcome Outcome, ConsentRecord? Record)> TryAskAsync(Conversation talk, ConsentTerms? terms = null, bool again = false) =>
        Node.Records.WriteAsync(async session => await Node.Get<AskConsent>().AskAsync(
            session, (await ConversationRows.FindAsync(session, talk.Id))!, Aoi, terms ?? TermsOf(), again));

    private async Task<ConsentRecord> AskAsync(Conversation talk, ConsentTerms? terms = null)
    {
        var (outcome, record) = await TryAskAsync(talk, terms);
        Assert.Equal(AskOutcome.Asked, outcome);
        return record!;
    }

    private async Task<ConsentRecord> GivenAsync(Conversation talk, ConsentTerms? terms = null)
    {
        var asked = await AskAsync(talk, terms);
        Assert.Equal(AnswerOutcome.Taken, await Node.Get<AnswerConsent>().ByTapAsync(talk.ContactId, asked.Id, asked.TermsHash, [ConsentItem.Name, ConsentItem.Contact]));
        return asked;
    }

    private async Task<IReadOnlyList<Entry>> AfterAsync(Conversation talk, ConsentRecord asked)
    {
        var entries = await EntriesAsync(talk.Id);
        var question = entries.First(entry => entry is { Kind: EntryKinds.Message } && entry.Body.Consent == asked.Id).Number;
        // The question itself may bring a link behind it.
        return [.. entries.Where(entry => entry.Number > question && entry.Body.Passage is null)];
    }

    private async Task<ConsentRecord> StandingAsync(Conversation talk) =>
        (await Node.Records.ReadAsync(session => Node.Get<ConsentRows>().OfConversationAsync(session, talk.Id))).Single(record => record.State == ConsentState.Asked);

    private async Task<ConsentRecord> ConsentAsync(ConsentRecord record) =>
        (await Nodes[^1].Records.ReadAsync(session => Nodes[^1].Get<ConsentRows>().FindAsync(session, record.Id)))!;

    private Task<(LiveConsent? Live, LiveCheck Check)> LiveAsync(ConsentRecord record, string recipient = Body, string? hash = null) =>
        Nodes[^1].Records.WriteAsync<(LiveConsent?, LiveCheck)>(session => LiveConsent.OfAsync(
            session, Nodes[^1].Get<ConsentRows>(), record.Id, recipient, Sheet, hash ?? HashOfSheet, Time.NowMs(), new ConsentSettings()));

    private Task<IReadOnlyList<ConsentRecord>> UncheckedAsync() => Node.Records.ReadAsync(session => Node.Get<ConsentRows>().WaitingAsync(session, ConversationsNode.Organisation));
}
