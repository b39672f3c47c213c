using Gateway.Handoff.Referrals;
using Xunit;

namespace Gateway.TestKit.Contracts;

// Several bodies are asked at once; one of them gets it.
public abstract partial class ConversationsContract
{
    [Fact]
    public async Task Of_two_bodies_that_accept_at_the_same_instant_one_has_it_and_the_other_reads_nothing_more()
    {
        for (var race = 0; race < 3; race++)
        {
            var (talk, all) = await TogetherAsync($"U{race + 1}", 3);
            var outcomes = await Task.WhenAll(all.Take(2).Select((one, place) => Nodes[place % Nodes.Count].Get<AnswerReferral>().AcceptAsync(one.Reader, one.Referral.Id, Note())));
            Assert.Equal([ReferralOutcome.Done, ReferralOutcome.NotNow], outcomes.Order());
            var states = await Task.WhenAll(all.Select(async one => await MineAsync(one.Referral)));
            Assert.Single(states, one => one.State == ReferralState.Accepted);
            Assert.Equal(2, states.Count(one => one is { State: ReferralState.Ended, Outcome: ReferralOutcomes.Taken, DueAt: null }));
            foreach (var (reader, referral) in all)
            {
                var (now, _, sheet) = (await Node.Get<AnswerReferral>().OpenAsync(reader, referral.Id))!.Value;
                Assert.Equal(now.State == ReferralState.Accepted, sheet is not null);
            }

            Assert.Equal(2, (await ToldAsync(talk)).Count(text => text.Contains("お願いは取り下げました", StringComparison.Ordinal)));
            AssertGapless(await EntriesAsync(talk.Id));
        }

        Assert.Equal(3, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM sealing_key WHERE owner LIKE '%.sheet'")));
    }

    [Fact]
    public async Task While_another_of_them_still_thinks_about_it_nobody_else_is_asked_and_after_the_last_one_the_next_is()
    {
        var (talk, all) = await TogetherAsync("U1", 2);
        var (next, waiting) = await AgreedTooAsync(talk, 9, entry => entry with { NameKana = "ツギ" });
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().DeclineAsync(all[0].Reader, all[0].Referral.Id, "full", Note()));
        Assert.Equal((ReferralState.Offered, ReferralState.Agreed), ((await MineAsync(all[1].Referral)).State, (await MineAsync(waiting)).State));
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().DeclineAsync(all[1].Reader, all[1].Referral.Id, "full", Note()));
        Assert.Equal(ReferralState.Offered, (await MineAsync(waiting)).State);
        Assert.NotNull((await Node.Get<AnswerReferral>().OpenAsync(new BodyReader(ConversationsNode.Organisation, next), waiting.Id))!.Value.Sheet);
    }

    [Fact]
    public async Task Only_what_one_person_agreed_to_goes_out_together_and_what_was_offered_alone_stays_beside_it()
    {
        var (talk, alone, reader) = await OfferedAsync();
        var (_, first) = await AgreedTooAsync(talk, 1);
        var (_, asked) = await AgreedTooAsync(talk, 2, left: ReferralState.Asked);
        var together = Node.Get<OfferTogether>();
        Assert.Null(await together.OfferAsync(Aoi, [first.Id]));
        Assert.Null(await together.OfferAsync(Aoi, [first.Id, first.Id]));
        Assert.Null(await together.OfferAsync(Ren, [first.Id, asked.Id]));
        Assert.Equal([ReferralOutcome.Done, ReferralOutcome.NotNow], (await together.OfferAsync(Aoi, [first.Id, asked.Id]))!.Select(one => one.Outcome));
        Assert.Equal(ReferralState.Asked, (await MineAsync(asked)).State);
        Assert.Equal(ReferralOutcome.Done, await Node.Get<AnswerReferral>().AcceptAsync(reader, alone.Id, Note()));
        Assert.Equal(ReferralState.Offered, (await MineAsync(first)).State);
    }

    private async Task<(Conversations.Conversation Talk, IReadOnlyList<(BodyReader Reader, Referral Referral)> All)> TogetherAsync(string person, int bodies)
    {
        var talk = await TalkingAsync(person);
        var all = new List<(BodyReader Reader, Referral Referral)>();
        for (var number = 0; number < bodies; number++)
        {
            var (body, referral) = await AgreedTooAsync(talk, int.Parse($"{person[1..]}{number}", System.Globalization.CultureInfo.InvariantCulture));
            all.Add((new BodyReader(ConversationsNode.Organisation, body), referral));
        }

        Assert.All((await Node.Get<OfferTogether>().OfferAsync(Aoi, [.. all.Select(one => one.Referral.Id)]))!, one => Assert.Equal(ReferralOutcome.Done, one.Outcome));
        return (talk, all);
    }
}
