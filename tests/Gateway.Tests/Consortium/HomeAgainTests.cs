using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>Nobody is stranded at a partner: whatever ends its part, the person is home at their old place, is told, and is not asked about it again.</summary>
public sealed class HomeAgainTests
{
    private const string Yes = "ほかの団体にお願いする";

    [Theory]
    [InlineData("no_answer")]
    [InlineData("nobody_there")]
    [InlineData("paused")]
    [InlineData("left")]
    [InlineData("ended")]
    [InlineData("person")]
    public async Task Who_waits_at_a_partner_is_home_again_at_the_old_place(string why)
    {
        await using var houses = await TwoHouses.OpenAsync();
        var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
        var there = (await houses.OpenConversationAsync())!;
        switch (why)
        {
            case "no_answer":
                await houses.Gateway.PassAsync(TimeSpan.FromMinutes(16), TimeSpan.FromSeconds(10));
                break;
            case "nobody_there":
                await aki.SetAvailabilityAsync(false);
                break;
            case "paused":
                await houses.DoAsync("org2", HttpMethod.Post, "pause", new { });
                break;
            case "left":
                await houses.DoAsync("org2", HttpMethod.Post, "leave", new { });
                break;
            case "ended":
                await houses.DoAsync("org1", HttpMethod.Post, "end", new { });
                break;
            default:
                await phone.SayAsync("このままここで待つ");
                break;
        }

        await houses.HostIsAsync(null);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("もとの順番のまま", StringComparison.Ordinal));
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(there.Id) is ["org1"], "in the queue at home alone");
        var place = (await houses.Engine.SnapshotAsync("org1")).Waiting.Single();
        Assert.Equal((there.ArrivedAt, there.Grade), (place.ArrivedAt, place.Grade));
        Assert.Equal(why, await houses.ReadAsync(session => session.FindAsync<string>("SELECT why FROM guest_stay")));
        await houses.Gateway.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        Assert.Single(phone.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
        await aki.DisposeAsync();
    }

    [Theory]
    [InlineData("given_back")]
    [InlineData("left")]
    [InlineData("vanished")]
    public async Task Who_talks_with_a_partner_s_counsellor_is_home_again_and_the_screen_loses_them(string why)
    {
        await using var houses = await TwoHouses.OpenAsync();
        var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
        var offered = (await aki.WaitForAsync(message => message.Target == "Offered")).Offer();
        var talk = (await aki.AnswerOfferAsync(offered.OfferId, accept: true))!;
        switch (why)
        {
            case "given_back":
                await aki.ReturnAsync(talk.Id);
                break;
            case "left":
                await houses.DoAsync("org2", HttpMethod.Post, "leave", new { });
                break;
            default:
                await aki.DropAsync();
                await houses.Gateway.PassAsync(TimeSpan.FromSeconds(60));
                break;
        }

        await houses.HostIsAsync(null);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("もとの順番のまま", StringComparison.Ordinal));
        if (why != "vanished")
        {
            await aki.WaitForAsync(message => message.Target == "ConversationLeft");
            await Assert.ThrowsAnyAsync<Exception>(() => aki.EntriesAfterAsync(talk.Id, 0));
            await Assert.ThrowsAnyAsync<Exception>(() => aki.SendAsync(talk.Id, "まだいますか"));
        }

        // The morning shift at home takes over, and has everything that was said.
        await using var mio = await houses.AvailableAsync("org1-person1");
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(talk.Id) is ["org1"], "in the queue at home alone");
        var again = await mio.TakeNextAsync();
        Assert.Equal(talk.Id, again!.Id);
        Assert.Contains(await mio.EntriesAfterAsync(talk.Id, 0), entry => entry.Text == "こんばんは");
    }

    [Fact]
    public async Task A_pause_lets_a_talk_come_to_its_end()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
        var offered = (await aki.WaitForAsync(message => message.Target == "Offered")).Offer();
        var talk = (await aki.AnswerOfferAsync(offered.OfferId, accept: true))!;
        await houses.DoAsync("org2", HttpMethod.Post, "pause", new { });
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(10));
        await aki.SendAsync(talk.Id, "つづけましょう");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("つづけましょう", StringComparison.Ordinal));
    }
}
