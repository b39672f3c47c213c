using System.Globalization;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Desk;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Together;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task A_worker_reads_and_speaks_from_the_yes_on_and_not_a_word_comes_after_the_consent_was_taken_back()
    {
        var (talk, referral, desk, seat) = await SeatedAsync();
        await Node.Receive.ReceiveAsync(From("U1", "あとからのことば"));
        var read = (await Nodes[^1].Get<SitInTalk>().ReadAsync(desk, seat.Id, default))!;
        Assert.Equal(["あとからのことば"], read.Entries.Where(entry => entry.Author == Authors.Person).Select(entry => entry.Body.Text));
        Assert.Null(await Node.Get<SitInTalk>().ReadAsync(desk with { TokenHash = [9, 9, 9] }, seat.Id, default));
        Assert.Null(await Node.Get<SitInTalk>().ReadAsync(desk with { Body = "other" }, seat.Id, default));

        // The worker writes as fast as they can, and the person takes it back meanwhile, on another node.
        var speaking = Task.Run(async () =>
        {
            var said = 0;
            while (said < 300 && await Nodes[^1].Get<SitInTalk>().SayAsync(desk, seat.Id, Node.Get<Ids>().New(), Redacted.Of($"{said}"), default) == SitOutcome.Done) said++;
            return said;
        }, TestContext.Current.CancellationToken);
        var heard = false;
        while (!heard) heard = (await EntriesAsync(talk.Id)).Any(entry => entry.Author == Authors.SupportBody);
        Assert.Equal(AnswerOutcome.Taken, await Node.Get<AnswerConsent>().WithdrawAsync(talk.ContactId, referral.ConsentId));
        var words = await speaking;
        var entries = await EntriesAsync(talk.Id);
        AssertGapless(entries);
        var stopped = Assert.Single(entries, entry => entry.Body.Stage == "seat_stop").Number;
        Assert.All(entries.Where(entry => entry.Author == Authors.SupportBody), entry => Assert.True(entry.Number < stopped));
        Assert.Equal(
            Enumerable.Range(0, words).Select(number => number.ToString(CultureInfo.InvariantCulture)), entries.Where(entry => entry.Author == Authors.SupportBody).Select(entry => entry.Body.Text));
        Assert.Null(await Node.Get<SitInTalk>().ReadAsync(desk, seat.Id, default));
    }

    [Fact]
    public async Task Two_desks_never_sit_in_one_seat()
    {
        var (_, _, desk, seat) = await SeatedAsync();
        var other = desk with { TokenHash = [7, 7, 7] };
        await OpenDeskAsync(other);
        Assert.Equal(SitOutcome.Done, await Nodes[^1].Get<SitInTalk>().SitAsync(other, seat.Id, "いしい", "副担当", default));
        Assert.Null(await Node.Get<SitInTalk>().ReadAsync(desk, seat.Id, default));
        Assert.Equal(SitOutcome.NotThere, await Node.Get<SitInTalk>().SayAsync(desk, seat.Id, Node.Get<Ids>().New(), Redacted.Of("まだいます"), default));
        Assert.Equal("いしい・副担当", (await Node.Get<SitInTalk>().ReadAsync(other, seat.Id, default))!.Seat.Who.Label);
    }

    [Fact]
    public async Task Handed_over_it_comes_back_to_the_queue_when_the_worker_is_gone()
    {
        var (talk, _, desk, seat) = await SeatedAsync();
        Assert.Equal(HandOverOutcome.Done, await Node.Get<InviteWorker>().HandOverAsync(Aoi, seat.Id));
        Assert.Equal(Stage.Handed, (await Node.Records.ReadAsync(session => ConversationRows.FindAsync(session, talk.Id)))!.Stage);
        Assert.Equal(SpeakOutcome.NotYours, (await Nodes[^1].Get<SpeakToPerson>().SayAsync(talk.Id, Aoi.Id, Aoi.Name, Node.Get<Ids>().New(), Redacted.Of("まだ"))).Outcome);
        await Node.Records.WriteAsync(session => session.ExecuteAsync("DELETE FROM desk_session"));
        foreach (var node in Nodes) await node.Hosted<SeatKeeper>().RunOnceAsync(default);
        var now = (await Node.Records.ReadAsync(session => ConversationRows.FindAsync(session, talk.Id)))!;
        Assert.Equal((Stage.Waiting, null, talk.ArrivedAt, null), (now.Stage, now.SeatId, now.ArrivedAt, now.AssignedTo));
        Assert.Null(await Node.Get<SitInTalk>().ReadAsync(desk, seat.Id, default));
        AssertGapless(await EntriesAsync(talk.Id));
    }

    private async Task<(Conversation Talk, Referral Referral, DeskSession Desk, Seat Seat)> SeatedAsync()
    {
        var (talk, referral, reader) = await OfferedAsync();
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().AcceptAsync(reader, referral.Id, Note()));
        Assert.Equal(InviteOutcome.Done, await Node.Get<InviteWorker>().AskAsync(Aoi, talk.Id, referral.Id, again: false));
        var seat = (await Node.Get<InviteWorker>().OfConversationAsync(Aoi, talk.Id))[^1];
        var desk = new DeskSession([1, 2, 3], reader.Organisation, reader.Body, DeskReaders.Desk, 0);
        await OpenDeskAsync(desk);
        Assert.Equal(SitOutcome.NotThere, await Node.Get<SitInTalk>().SitAsync(desk, seat.Id, "たなか", "相談支援員", default));
        Assert.True(await Nodes[^1].Get<AnswerSeat>().ByTapAsync(talk.ContactId, seat.Id, yes: true));
        Assert.False(await Nodes[^1].Get<AnswerSeat>().ByTapAsync("somebody-else", seat.Id, yes: false));
        Assert.Equal(SitOutcome.Done, await Node.Get<SitInTalk>().SitAsync(desk, seat.Id, "たなか", "相談支援員", default));
        return (talk, referral, desk, seat);
    }

    private Task<int> OpenDeskAsync(DeskSession desk) => Node.Records.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO desk_session (token_hash, organisation, body, reader, until) VALUES (@TokenHash, @Organisation, @Body, @Reader, @Until)",
        new { desk.TokenHash, desk.Organisation, desk.Body, desk.Reader, Until = long.MaxValue / 2 }));
}
