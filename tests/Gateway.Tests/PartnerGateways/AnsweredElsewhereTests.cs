using Gateway.Conversations;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>応援 between two gateways, told from the outside: somebody waits at the one and is answered at the other.</summary>
public sealed class AnsweredElsewhereTests
{
    [Fact]
    public async Task Somebody_who_agreed_is_answered_by_the_partners_gateway_and_nothing_stays_there()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        Assert.Equal("tsukiの会", talk.GuestOf);
        Assert.Equal("line", talk.Channel);
        Assert.Contains(await aki.EntriesAfterAsync(talk.Id, 0), entry => entry.Text == "だれかいますか");
        var home = (await houses.OpenAtHomeAsync())!;
        Assert.Equal("hoshi", home.Host);
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");

        await aki.SendAsync(talk.Id, "こんばんは。お待たせしました。");
        await houses.HearsAsync(phone, "お待たせしました。");
        var answer = phone.Received.Last(item => item.Text.Contains("お待たせしました。", StringComparison.Ordinal));
        Assert.Contains("hoshiの会", answer.Text, StringComparison.Ordinal);
        await phone.SayAsync("ねむれません");
        await houses.EventuallyAsync(async () => (await aki.EntriesAfterAsync(talk.Id, 0)).Any(entry => entry.Text == "ねむれません"), "the answer is read at the partner");
        await houses.EventuallyAsync(async () => (await aki.EntriesAfterAsync(talk.Id, 0)).Any(entry => entry is { Text: "こんばんは。お待たせしました。", Delivery: "sent" }), "the counsellor sees that it arrived");

        await aki.CloseAsync(talk.Id);
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is null, "it is over at home");
        await houses.EventuallyAsync(async () => await houses.AtPartnerAsync(session => session.AnyAsync("SELECT 1 FROM guest_copy WHERE erased = 1 AND settled = 1")), "settled and erased");
        await houses.AtPartnerAsync(async session =>
        {
            var copy = (await ConversationRows.FindAsync(session, talk.Id))!;
            Assert.True(copy.IsErased);
            Assert.False(await session.AnyAsync("SELECT 1 FROM sealing_key WHERE owner = @ContactId", new { copy.ContactId }));
            return true;
        });
        Assert.Equal(1, phone.Received.Count(item => item.Text.Contains("お待たせしました。", StringComparison.Ordinal)));
        Assert.Equal((0, 0), await houses.QueuesAsync());
    }

    [Fact]
    public async Task No_more_come_in_a_day_than_the_partner_has_said()
    {
        await using var houses = await StayHouses.OpenAsync(takes: ", perDay: 1");
        await using var aki = await houses.DeskAsync();
        await houses.SentAsync();
        var second = houses.Home.LinePhone();
        await second.SayAsync("だれかいますか");
        await houses.PassInTouchAsync(20);
        Assert.DoesNotContain(second.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
        await houses.EventuallyAsync(async () => await houses.QueuesAsync() == (1, 1), "one waits there, and the other here");
    }
}
