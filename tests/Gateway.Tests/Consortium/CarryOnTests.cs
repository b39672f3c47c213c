using Gateway.Simulators.Line;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>応援: two organisations carry one person on together, with notes that stay at home.</summary>
public sealed class CarryOnTests
{
    private const string Yes = "ほかの団体にお願いする";
    private static readonly Dictionary<string, string> s_summary = new() { ["talked"] = "仕事をなくしたこと", ["agreed"] = "", ["open"] = "家賃のこと" };

    [Fact]
    public async Task A_summary_goes_home_with_the_person_and_the_partner_keeps_none()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        var talk = await TalkingAsync(houses, aki, phone);
        await aki.SendHomeAsync(talk.Id, s_summary);

        await houses.HostIsAsync(null);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("ここからは「", StringComparison.Ordinal) && text.Contains("順番は、そのままです", StringComparison.Ordinal));
        await aki.WaitForAsync(message => message.Target == "ConversationLeft");
        await Assert.ThrowsAnyAsync<Exception>(() => aki.EntriesAfterAsync(talk.Id, 0));
        Assert.DoesNotContain(aki.Received.After(0), message => message.Arguments.Any(argument => argument.GetRawText().Contains("家賃", StringComparison.Ordinal)));

        await using var mio = await houses.AvailableAsync("org1-person1");
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(talk.Id) is ["org1"], "in the queue at home alone");
        var again = (await mio.TakeNextAsync())!;
        var note = Assert.Single(await mio.EntriesAfterAsync(again.Id, 0), entry => entry.Kind == "note");
        Assert.Equal(("summary", "now", "家賃のこと"), (note.Stage, note.Reason, note.Facts!["open"]));
        Assert.Equal(["open", "talked"], note.Facts.Keys.Order());
        // To whom it was written stays with home: the person's own page and phone have never had it.
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("家賃", StringComparison.Ordinal));
        foreach (var trail in new[] { "org1", "org2" }) Assert.Contains("overflow.sent_home", await houses.TrailAsync(trail, talk.Id));
    }

    [Fact]
    public async Task For_the_next_shift_the_person_is_told_when_home_is_there_and_nobody_asks_about_a_third_house()
    {
        await using var houses = await TwoHouses.OpenAsync(3);
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        var talk = await TalkingAsync(houses, aki, phone);
        await using var third = await houses.AvailableAsync("org3-person1");
        await aki.SendHomeAsync(talk.Id, s_summary, later: true);

        await houses.HostIsAsync(null);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("続きは「", StringComparison.Ordinal) && text.Contains("一度お知らせします", StringComparison.Ordinal));
        await houses.Gateway.PassAsync(TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(10));
        Assert.Single(phone.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
        Assert.Equal(["org1"], await houses.QueuesOfAsync(talk.Id));

        await using var mio = await houses.AvailableAsync("org1-person1");
        Assert.Equal(talk.Id, (await mio.TakeNextAsync())!.Id);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("順番が来ました", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Home_takes_the_talk_over_for_a_hand_off_and_nobody_answers_in_between()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        await using var mio = await houses.ConsoleAsync("org1-person1");
        var phone = houses.Gateway.LinePhone();
        var talk = await TalkingAsync(houses, aki, phone);
        await Assert.ThrowsAnyAsync<Exception>(() => mio.TakeOverGuestAsync(talk.Id));
        await aki.AskHandoffAsync(talk.Id, new Dictionary<string, string> { ["kind"] = "self_reliance", ["area"] = "131041", ["words"] = "家賃が払えない" });
        var twice = await Assert.ThrowsAnyAsync<Exception>(() => aki.AskHandoffAsync(talk.Id, new Dictionary<string, string> { ["words"] = "もう一度" }));
        Assert.Contains("guest.stands_already", twice.Message, StringComparison.Ordinal);
        await houses.Gateway.EventuallyAsync(
            () => Task.FromResult(mio.Received.After(0).Any(message => message.Target == "QueueChanged" && message.Queue().Elsewhere is [{ AsksHandoff: true }])), "home sees the request");
        // The partner reads that it asked, and no word of it.
        var line = Assert.Single(await aki.EntriesAfterAsync(talk.Id, 0), entry => entry.Kind == "note");
        Assert.Equal(("handoff", null, null), (line.Stage, line.Facts, line.Name));
        Assert.DoesNotContain(aki.Received.After(0), message => message.Arguments.Any(argument => argument.GetRawText().Contains("家賃", StringComparison.Ordinal)));
        // The talk goes on meanwhile.
        await phone.SayAsync("まだ話せますか");
        await aki.SendAsync(talk.Id, "はい、ここにいます。");

        var asked = await mio.ReadHandoffAskedAsync(talk.Id);
        Assert.Equal("家賃が払えない", asked.GetProperty("parts").GetProperty("words").GetString());
        var mine = await mio.TakeOverGuestAsync(talk.Id);
        Assert.Equal("talking", mine.Stage);
        await aki.WaitForAsync(message => message.Target == "ConversationLeft");
        await Assert.ThrowsAnyAsync<Exception>(() => aki.SendAsync(talk.Id, "まだいます"));
        await houses.HearsAsync(() => phone.Received, text => text.Contains("ここからは、「", StringComparison.Ordinal));
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(talk.Id) is ["org1"], "held at home alone");
        await mio.SendAsync(talk.Id, "引きつぎました。");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("引きつぎました。", StringComparison.Ordinal));
        foreach (var trail in new[] { "org1", "org2" })
            Assert.Equal(["overflow.handoff_asked", "overflow.handoff_read", "conversation.taken_over"], (await houses.TrailAsync(trail, talk.Id)).Where(one => one.Contains("handoff", StringComparison.Ordinal) || one.EndsWith("over", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Home_says_that_it_cannot_and_the_partner_reads_it_in_the_talk()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        await using var mio = await houses.ConsoleAsync("org1-person1");
        var talk = await TalkingAsync(houses, aki, houses.Gateway.LinePhone());
        foreach (var wrong in new Dictionary<string, string>[] { new() { ["words"] = " " }, new() { ["words"] = "x", ["kind"] = "nonsense" }, new() { ["words"] = "x", ["area"] = "1" }, new() { ["words"] = "x", ["name"] = "y" } })
            Assert.Contains("guest.parts", (await Assert.ThrowsAnyAsync<Exception>(() => aki.AskHandoffAsync(talk.Id, wrong))).Message, StringComparison.Ordinal);
        await aki.AskHandoffAsync(talk.Id, new Dictionary<string, string> { ["words"] = "家賃が払えない" });
        await mio.AnswerHandoffAskedAsync(talk.Id, "later");
        var line = (await aki.EntriesAfterAsync(talk.Id, 0)).Last(entry => entry.Kind == "note");
        Assert.Equal(("answer", "later", null), (line.Stage, line.Reason, line.Name));
        await Assert.ThrowsAnyAsync<Exception>(() => mio.TakeOverGuestAsync(talk.Id));
        // And may ask again.
        await aki.AskHandoffAsync(talk.Id, new Dictionary<string, string> { ["words"] = "やはり今夜" });
    }

    [Fact]
    public async Task A_supervisor_at_home_has_somebody_back_who_waits_and_nobody_who_is_talked_with()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        await using var head = await houses.ConsoleAsync("org1-supervisor1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
        var id = (await houses.OpenConversationAsync())!.Id;
        var offered = (await aki.WaitForAsync(message => message.Target == "Offered")).Offer();
        await aki.AnswerOfferAsync(offered.OfferId, accept: true);
        Assert.Contains("guest.not_found", (await Assert.ThrowsAnyAsync<Exception>(() => head.FetchHomeAsync(id))).Message, StringComparison.Ordinal);
        Assert.Equal("org2", (await houses.OpenConversationAsync())!.Host);
    }

    private static async Task<HubConversation> TalkingAsync(TwoHouses houses, HubClient aki, LinePhone phone)
    {
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
        var offered = (await aki.WaitForAsync(message => message.Target == "Offered")).Offer();
        return (await aki.AnswerOfferAsync(offered.OfferId, accept: true))!;
    }
}
