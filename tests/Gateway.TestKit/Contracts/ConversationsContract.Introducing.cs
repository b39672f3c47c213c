using Gateway.Conversations;
using Gateway.Handoff.Desk;
using Gateway.Handoff.Introductions;
using Gateway.Primitives;
using Gateway.SupportBodies;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task Of_two_browsers_that_type_a_card_at_the_same_moment_one_has_it()
    {
        var (_, number) = await CardAsync();
        var outcomes = await AllAtOnceAsync(8, which => Nodes[which % Nodes.Count].Get<TakeCard>().OpenAsync(
            ConversationsNode.Organisation, "chat/komorebi", [(byte)which, 1, 2], s_somewhere, null, number, default));
        Assert.Single(outcomes, CardOutcome.Opened);
        Assert.Equal(7, outcomes.Count(outcome => outcome == CardOutcome.Over));
        Assert.Equal(CardOutcome.Unknown, await Node.Get<TakeCard>().OpenAsync("other", "chat/komorebi", [1], s_somewhere, null, number, default));
    }

    [Fact]
    public async Task A_note_passes_into_the_talk_once_however_often_it_is_tapped_and_its_own_key_is_gone()
    {
        var (id, number) = await CardAsync();
        await Node.Receive.ReceiveAsync(From("U1", number));
        var talk = (await OfAsync("U1"))!;
        Assert.DoesNotContain(await EntriesAsync(talk.Id), entry => entry.Kind == EntryKinds.Introduction);
        var holder = Node.Get<Contacts>().HashOf("line/komorebi", Redacted.Of("U1"));
        var taps = await AllAtOnceAsync(8, which => Nodes[which % Nodes.Count].Get<TakeCard>().DecideAsync("line/komorebi", holder, talk.Id, id, which % 2 == 0, true, default));
        Assert.Single(taps, true);
        var entries = await EntriesAsync(talk.Id);
        AssertGapless(entries);
        Assert.InRange(entries.Count(entry => entry.Kind == EntryKinds.Introduction), 0, 1);
        var card = (await Node.Records.ReadAsync(session => Node.Get<IntroductionRows>().FindAsync(session, id)))!;
        Assert.Equal(entries.Any(entry => entry.Kind == EntryKinds.Introduction), card.State == IntroductionState.Shown);
        Assert.Null(card.Note);
        Assert.False(await Node.Records.ReadAsync(session => session.AnyAsync("SELECT 1 FROM sealing_key WHERE owner = @id", new { id })));
        // Somebody else's tap decides nothing.
        Assert.False(await Node.Get<TakeCard>().DecideAsync("line/komorebi", [1], null, id, true, true, default));
    }

    [Fact]
    public async Task A_body_that_was_taken_out_after_the_card_was_opened_tells_the_counsellor_nothing()
    {
        var (id, number) = await CardAsync();
        await Node.Receive.ReceiveAsync(From("U1", number));
        var card = (await Node.Records.ReadAsync(session => Node.Get<IntroductionRows>().FindAsync(session, id)))!;
        await Node.Get<ApproveBody>().DisableAsync(Minato, card.Body, "試し");
        Assert.False(await Node.Get<TakeCard>().DecideAsync(card.HolderAccount!, card.HolderHash!, card.ConversationId, id, true, true, default));
        await Node.Receive.ReceiveAsync(From("U1", $"{card.Code} はい"));
        Assert.DoesNotContain(await EntriesAsync(card.ConversationId!), entry => entry.Kind == EntryKinds.Introduction);
        Assert.Null(await Node.Records.ReadAsync(session => Node.Get<AnswerCard>().OwnWordsAsync(session, id)));
    }

    [Fact]
    public async Task Whoever_tries_numbers_is_told_so_nothing_is_looked_up_and_nothing_of_the_message_is_lost()
    {
        var (id, number) = await CardAsync();
        for (var tried = 0; tried < CardGuesses.OfPerson; tried++) await Node.Receive.ReceiveAsync(From("U1", $"99990000{tried:0000}"));
        // The right number now says no more than a wrong one.
        await Node.Receive.ReceiveAsync(From("U1", number));
        var talk = (await OfAsync("U1"))!;
        var entries = await EntriesAsync(talk.Id);
        Assert.Equal(Node.Get<PersonTexts>().Text("ja", "introduction.limited"), entries.Last(entry => entry.Author == Authors.Bot).Body.Text);
        Assert.Contains(entries, entry => entry.Author == Authors.Person && entry.Body.Text == number);
        Assert.Equal(IntroductionState.Written, (await Node.Records.ReadAsync(session => Node.Get<IntroductionRows>().FindAsync(session, id)))!.State);
        // Somebody else is not in their way, and after a day they are not either.
        Assert.Equal(CardOutcome.Unknown, await OpenAsync(7, "123412341234"));
        Time.Advance(TimeSpan.FromDays(1));
        var holder = Node.Get<Contacts>().HashOf("line/komorebi", Redacted.Of("U1"));
        Assert.Equal(CardOutcome.Opened, await Node.Get<TakeCard>().OpenAsync(ConversationsNode.Organisation, "line/komorebi", holder, s_somewhere, null, number, default));
    }

    [Fact]
    public async Task One_machine_that_makes_itself_many_browsers_is_stopped_on_all_nodes_and_nobody_else_is_in_its_way()
    {
        var (_, number) = await CardAsync();
        for (var who = 0; who < CardGuesses.OfCaller; who++) Assert.Equal(CardOutcome.Unknown, await OpenAsync((byte)who, $"99990000{who:0000}", "203.0.113.7"));
        Assert.Equal(CardOutcome.Limited, await OpenAsync(200, number, "203.0.113.7"));
        // A bystander has their card all the same; and their own number is no guess, also where they come from the same house.
        Assert.Equal(CardOutcome.Opened, await OpenAsync(201, number));
        Assert.Equal(CardOutcome.Opened, await OpenAsync(201, number, "203.0.113.7"));
        // Nothing of the address stands in the records.
        Assert.DoesNotContain("203.0.113.7", (await MissesAsync()).Select(caller => System.Text.Encoding.UTF8.GetString(caller)));

        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CardOutcome.Unknown, await OpenAsync(202, "999900009999", "203.0.113.7"));
        Time.Advance(TimeSpan.FromDays(1));
        await Node.Hosted<ForgetIntroductions>().RunOnceAsync(CancellationToken.None);
        Assert.Empty(await MissesAsync());
    }

    [Fact]
    public async Task A_crowd_that_tries_numbers_at_one_account_is_stopped_together_on_all_nodes()
    {
        var (_, number) = await CardAsync();
        await TriedAsync(CardGuesses.OfAccount - 1);
        Assert.Equal(CardOutcome.Unknown, await OpenAsync(199, "999900000000"));
        Assert.Equal(CardOutcome.Limited, await OpenAsync(200, number));
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CardOutcome.Opened, await OpenAsync(200, number));
        // Whoever holds their card has it also while nobody else is let through.
        await TriedAsync(CardGuesses.OfAccount);
        Assert.Equal(CardOutcome.Limited, await OpenAsync(198, number));
        Assert.Equal(CardOutcome.Opened, await OpenAsync(200, number));
    }

    [Fact]
    public async Task Whoever_is_forgotten_has_tried_no_number()
    {
        await CardAsync();
        await Node.Receive.ReceiveAsync(From("U1", "999900000000"));
        Assert.Single(await MissesAsync("holder"));
        await Node.Get<EraseWords>().PersonAsync((await OfAsync("U1"))!.ContactId, EraseWords.Asked);
        Assert.Empty(await MissesAsync("holder"));
    }

    private static readonly Redacted<string> s_somewhere = Redacted.Of("198.51.100.4");

    // Each from a place of its own.
    private async Task TriedAsync(int often) => Assert.Equal(often, await Node.Records.WriteAsync(session => session.ExecuteAsync(
        """
        WITH RECURSIVE tries (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM tries WHERE n < @often)
        INSERT INTO card_miss (account, holder, at) SELECT 'chat/komorebi', @Holder, @Now FROM tries
        """, new { often, Holder = new byte[] { 9 }, Now = Time.NowMs() })));

    private Task<IReadOnlyList<byte[]>> MissesAsync(string what = "caller") =>
        Node.Records.ReadAsync(session => session.QueryAsync<byte[]>($"SELECT {what} FROM card_miss WHERE {what} IS NOT NULL"));

    private Task<CardOutcome> OpenAsync(byte who, string number, string? from = null) => Nodes[who % Nodes.Count].Get<TakeCard>().OpenAsync(
        ConversationsNode.Organisation, "chat/komorebi", [who, 1, 2], from is null ? s_somewhere : Redacted.Of(from), null, number, default);

    private async Task<(string Id, string Number)> CardAsync()
    {
        var body = await RecipientAsync();
        await Node.Records.WriteAsync(async session =>
        {
            await IntroductionRows.OpenAsync(session, ConversationsNode.Organisation, body, Aoi.Id, Time.NowMs());
            return true;
        });
        var desk = new DeskSession([1], ConversationsNode.Organisation, body, DeskReaders.Desk, long.MaxValue);
        var (outcome, id) = await Node.Get<WriteIntroduction>().WriteAsync(
            desk, Redacted.Of(new IntroductionNote("山田(リンクワーカー)", "眠れないと話している", "夜に話を聞いてほしい", "面談で、口頭で")), "ja", asksAnswer: true, default);
        Assert.Equal(WriteOutcome.Done, outcome);
        return (id!, (await Node.Get<WriteIntroduction>().CardAsync(desk, id!, default))!.Value.Number);
    }
}
