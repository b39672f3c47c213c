using System.Net;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>
/// However a stay ends while the partner's counsellor talks: the screen loses it, and nothing of it is read or said from there any more. The clock stands still
/// meanwhile, so that it is the end itself that does it, and no timer.
/// </summary>
public sealed class LostAccessTests
{
    [Theory]
    [InlineData("given_back")]
    [InlineData("sent_home")]
    [InlineData("next_shift")]
    [InlineData("taken_over")]
    [InlineData("left")]
    [InlineData("taken_out")]
    [InlineData("ended")]
    [InlineData("closed")]
    public async Task The_partner_s_screen_loses_the_talk_at_once(string end)
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        await using var mio = await houses.ConsoleAsync("org1-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync("ほかの団体にお願いする");
        await houses.HostIsAsync("org2");
        var talk = (await aki.AnswerOfferAsync((await aki.WaitForAsync(message => message.Target == "Offered")).Offer().OfferId, accept: true))!;
        await aki.SendAsync(talk.Id, "こんばんは。");
        var words = new Dictionary<string, string> { ["words"] = "家賃のこと" };
        if (end == "taken_over") await aki.AskHandoffAsync(talk.Id, words);

        var since = TimeProvider.System.GetTimestamp();
        await (end switch
        {
            "given_back" => aki.ReturnAsync(talk.Id),
            "sent_home" => aki.SendHomeAsync(talk.Id, new Dictionary<string, string>()),
            "next_shift" => aki.SendHomeAsync(talk.Id, new Dictionary<string, string>(), later: true),
            "taken_over" => mio.TakeOverGuestAsync(talk.Id),
            "left" => houses.DoAsync("org2", HttpMethod.Post, "leave", new { }),
            "taken_out" => houses.DoAsync("org1", HttpMethod.Post, "leave", new { organisation = "org2" }),
            "ended" => houses.DoAsync("org1", HttpMethod.Post, "end", new { }),
            _ => aki.CloseAsync(talk.Id),
        });
        // Refused from the moment at which the end is in the records, whatever the screen shows.
        Assert.Equal("conversation.not_found", (await Assert.ThrowsAsync<HubRefusedException>(() => aki.SendAsync(talk.Id, "まだいますか"))).Code);
        Assert.Equal("conversation.not_found", (await Assert.ThrowsAsync<HubRefusedException>(() => aki.EntriesAfterAsync(talk.Id, 0))).Code);
        foreach (var address in new[] { "entries", "attachments/0123456789abcdef0123456789abcdef", "sheets" })
            Assert.Equal(HttpStatusCode.NotFound, (await aki.Http.GetAsync($"/api/conversations/{talk.Id}/{address}", TestContext.Current.CancellationToken)).StatusCode);
        var left = await aki.WaitForAsync(message => message.Target == "ConversationLeft" && message.Arguments[0].GetString() == talk.Id);
        TestContext.Current.TestOutputHelper?.WriteLine($"{end}: the screen lost it after {TimeProvider.System.GetElapsedTime(since, left.Timestamp).TotalMilliseconds:F0} ms");
        // What the person writes now is home's.
        var seen = aki.Received.Last;
        await phone.SayAsync("そこにいますか");
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(6));
        Assert.DoesNotContain(aki.Received.After(seen), message => message.AsEntries() is { } said && said.ConversationId == talk.Id);
        Assert.Empty((await aki.ResumeAsync()).Conversations);
    }
}
