using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Introductions;
using Gateway.Handoff.Referrals;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task What_a_body_took_on_is_stopped_by_its_own_digits_after_the_days_of_the_yes()
    {
        var (talk, referral, yes) = await GoingOnAsync();
        await Node.Receive.ReceiveAsync(From("U1", $"{yes.Code} はい"));
        Assert.Equal(ConsentState.Expired, (await ConsentAsync(yes)).State);
        await Node.Receive.ReceiveAsync(From("U1", $"{yes.Code} 取り消し"));
        Assert.Equal((ConsentState.Withdrawn, ReferralState.Withdrawn), ((await ConsentAsync(yes)).State, (await MineAsync(referral)).State));
        Assert.Contains(await ToldAsync(talk), told => told.Contains("取り消しました", StringComparison.Ordinal));
        AssertGapless(await EntriesAsync(talk.Id));
    }

    [Fact]
    public async Task A_no_to_another_question_stops_nothing_of_what_goes_on()
    {
        var (talk, referral, yes) = await GoingOnAsync();
        // What is asked now has other digits.
        Assert.DoesNotContain(yes.Code, await Node.Records.WriteAsync<IReadOnlyList<string>>(async session =>
        {
            var codes = new List<string>();
            for (var asked = 0; asked < 500; asked++) codes.Add(await Node.Get<AskConsent>().NewCodeAsync(session, talk.ContactId));
            return codes;
        }));
        // And what was asked before that, by the same digits, is what a no answers.
        var (id, number) = await CardAsync();
        await Node.Receive.ReceiveAsync(From("U1", number));
        await Node.Records.WriteAsync(session => session.ExecuteAsync("UPDATE introduction SET code = @Code WHERE id = @id", new { id, yes.Code }));
        await Node.Receive.ReceiveAsync(From("U1", $"{yes.Code} いいえ"));
        Assert.Equal(IntroductionState.Hidden, (await Node.Records.ReadAsync(session => Node.Get<IntroductionRows>().FindAsync(session, id)))!.State);
        Assert.Equal((ConsentState.Expired, ReferralState.Accepted), ((await ConsentAsync(yes)).State, (await MineAsync(referral)).State));
    }

    // A body that took it on while the yes held, and goes on with it now that its days are over.
    private async Task<(Conversation Talk, Referral Referral, ConsentRecord Yes)> GoingOnAsync()
    {
        var (talk, referral, reader) = await OfferedAsync();
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().AcceptAsync(reader, referral.Id, Note()));
        Pass(TimeSpan.FromDays(30));
        await Nodes[^1].Hosted<ConsentTimers>().RunOnceAsync(CancellationToken.None);
        var yes = (await Node.Records.ReadAsync(session => Node.Get<ConsentRows>().FindAsync(session, referral.ConsentId)))!;
        Assert.Equal((ConsentState.Expired, ReferralState.Accepted), (yes.State, (await MineAsync(referral)).State));
        return (talk, referral, yes);
    }
}
