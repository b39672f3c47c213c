using System.Text.Json;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>応援, told from the outside: somebody waits at a closed desk, is asked, and is answered by a partner.</summary>
public sealed class AnsweredByPartnerTests
{
    private const string Yes = "ほかの団体にお願いする";
    private const string Stay = "このままここで待つ";

    [Fact]
    public async Task Nobody_is_there_and_the_person_is_asked_goes_to_the_partner_and_is_answered_there()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        await using var mio = await houses.ConsoleAsync("org1-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("だれかいますか");
        var asked = await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        Assert.Contains("不利になることはありません", asked.Text, StringComparison.Ordinal);
        var before = (await houses.OpenConversationAsync())!;
        Assert.Equal(["org1"], await houses.QueuesOfAsync(before.Id));
        // Nothing has crossed: the partner sees nobody.
        Assert.Null(await aki.TakeNextAsync());

        await phone.TapAsync(Yes);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("おつなぎします", StringComparison.Ordinal));
        await houses.HostIsAsync("org2");
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(before.Id) is ["org2"], "in the partner's queue alone");
        var moved = (await houses.OpenConversationAsync())!;
        Assert.Equal((before.ArrivedAt, before.Grade), (moved.ArrivedAt, moved.Grade));

        var offered = (await aki.WaitForAsync(message => message.Target == "Offered")).Offer();
        var talk = (await aki.AnswerOfferAsync(offered.OfferId, accept: true))!;
        Assert.NotNull(talk.GuestOf);
        await houses.Gateway.EventuallyAsync(
            () => Task.FromResult(mio.Received.After(0).Any(message => message.Target == "QueueChanged" && message.Queue().Elsewhere is [{ Talking: true }])), "home sees who answers");
        var read = await aki.EntriesAfterAsync(talk.Id, 0);
        Assert.Contains(read, entry => entry.Text == "だれかいますか");
        await aki.SendAsync(talk.Id, "こんばんは。お待たせしました。");
        var answer = await houses.HearsAsync(() => phone.Received, text => text.Contains("お待たせしました。", StringComparison.Ordinal));
        Assert.Contains("org2", answer.Text, StringComparison.Ordinal);

        // It ends, and with it everything that the partner's counsellor could see: within two seconds of the house's clock.
        await aki.CloseAsync(talk.Id);
        await aki.WaitForAsync(message => message.Target == "ConversationLeft");
        await Assert.ThrowsAnyAsync<Exception>(() => aki.EntriesAfterAsync(talk.Id, 0));
        foreach (var trail in new[] { "org1", "org2" })
            Assert.Equal(["conversation.lent", "conversation.taken", "conversation.read", "conversation.closed"], (await houses.TrailAsync(trail, talk.Id)).Where(line => !line.StartsWith("overflow.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_stays_keeps_their_place_and_is_not_asked_again_and_a_bare_yes_is_no_answer()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.SayAsync("はい");
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Null((await houses.OpenConversationAsync())!.Host);

        await phone.SayAsync(Stay);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("順番はそのままです", StringComparison.Ordinal) && text.Contains("わかりました", StringComparison.Ordinal));
        await houses.Gateway.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        Assert.Single(phone.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
        Assert.Equal(["org1"], await houses.QueuesOfAsync((await houses.OpenConversationAsync())!.Id));
    }

    [Fact]
    public async Task By_sms_two_digits_answer()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.SmsPhone();
        await phone.SayAsync("3日たべてない");
        var asked = await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        var code = asked.Text[(asked.Text.IndexOf("お願いするときは「", StringComparison.Ordinal) + "お願いするときは「".Length)..][..2];
        await phone.SayAsync(code + " はい");
        await houses.HostIsAsync("org2");
    }

    [Fact]
    public async Task A_partner_that_pauses_before_the_yes_gets_nobody_and_the_person_is_told_that_they_stay()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await houses.DoAsync("org2", HttpMethod.Post, "pause", new { });
        await phone.TapAsync(Yes);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いできませんでした", StringComparison.Ordinal));
        var now = (await houses.OpenConversationAsync())!;
        Assert.Null(now.Host);
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(now.Id) is ["org1"], "back in the queue at home");
    }

    [Fact]
    public async Task Who_was_set_aside_and_answers_late_is_at_their_place_again()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.SayAsync("知らせて");
        await using var mio = await houses.ConsoleAsync("org1-person1");
        await houses.Gateway.EventuallyAsync(async () => (await houses.OpenConversationAsync())!.TellTurn, "noted");
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(1));
        var talk = (await mio.TakeNextAsync())!;
        await houses.Gateway.Services.GetRequiredService<IRecords>().WriteAsync(
            session => session.ExecuteAsync("UPDATE conversation SET aside_from = 1 WHERE aside_from IS NOT NULL"), TestContext.Current.CancellationToken);
        await mio.SetAsideAsync(talk.Id);
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(talk.Id) is [], "offered to nobody");
        Assert.NotNull((await houses.OpenConversationAsync())!.AsideAt);

        await phone.SayAsync(Stay);
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(talk.Id) is ["org1"], "in the queue at home again");
        Assert.Null((await houses.OpenConversationAsync())!.AsideAt);
    }

    [Fact]
    public void A_partner_reads_the_talk_and_nothing_that_stays_at_home()
    {
        string[] shown = [EntryKinds.Message, EntryKinds.Unknown, EntryKinds.Attachment, EntryKinds.Delivery, EntryKinds.Withdrawn, EntryKinds.Erased];
        string[] home = [EntryKinds.Facts, EntryKinds.Consent, EntryKinds.Emergency, EntryKinds.Handoff, EntryKinds.Introduction, "of later days"];
        foreach (var kind in shown) Assert.Equal(Of(kind, new EntryBody(Text: "x", Name: "y")), Seen(Of(kind, new EntryBody(Text: "x", Name: "y"))));
        Entry[] withheld =
        [
            .. home.Select(kind => Of(kind, new EntryBody(Text: "x", Name: "y", Reason: "z"))), Of(EntryKinds.Message, new EntryBody(Text: "x", Consent: "c")),
            Of(EntryKinds.Message, new EntryBody(Text: "x", Seat: "s")), Of(EntryKinds.Message, new EntryBody(Text: "x", OwnWords: "o")),
            Of(EntryKinds.Message, new EntryBody(Text: "x", AtHome: true)), Of(EntryKinds.Note, new EntryBody(Stage: "summary", Name: "y", Facts: new Dictionary<string, string>())),
        ];
        foreach (var entry in withheld) Assert.Equal((7L, EntryKinds.Withheld, new EntryBody()), (Seen(entry).Number, Seen(entry).Kind, Seen(entry).Body));
        Assert.Equal(new EntryBody(Stage: "moved", Reason: "forward"), Seen(Of(EntryKinds.Stage, new EntryBody(Text: "x", Name: "y", Stage: "moved", Reason: "forward"))).Body);
        Assert.Equal(new EntryBody(Stage: "handed"), Seen(Of(EntryKinds.Stage, new EntryBody(Name: "y", Stage: "handed"))).Body);
        Assert.Equal(new EntryBody(Stage: "taken", Name: "y"), Seen(Of(EntryKinds.Stage, new EntryBody(Name: "y", Stage: "taken"))).Body);
        Assert.Equal(new EntryBody(Stage: "answer", Reason: "later"), Seen(Of(EntryKinds.Note, new EntryBody(Text: "x", Name: "y", Stage: "answer", Reason: "later"))).Body);
        Assert.Equal(new EntryBody(Reason: "staff"), Seen(Of(EntryKinds.Grade, new EntryBody(Text: "x", Name: "y", Reason: "staff"))).Body);

        static Entry Of(string kind, EntryBody body) => new(7, 0, kind, Authors.System, "staff", null, null, null, body);
        static Entry Seen(Entry entry) => ConversationAccess.ForPartner([entry])[0];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_told_their_age_is_offered_to_who_asks_for_it_where_the_members_share_that(bool shared)
    {
        await using var houses = await TwoHouses.OpenAsync(2, facts: shared);
        await houses.TermsAsync("org2", new MemberTerms { Gives = true, Takes = true, AgeFrom = 12, AgeTo = 24 });
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(4));
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
        var id = (await houses.OpenConversationAsync())!.Id;
        await houses.Gateway.Services.GetRequiredService<IRecords>().WriteAsync(async session => await houses.Gateway.Services.GetRequiredService<ConversationLog>().AppendAsync(
            session, (await ConversationRows.LockAsync(session, id))!,
            new NewEntry(EntryKinds.Facts, Authors.Bot, new EntryBody(Facts: new Dictionary<string, string> { ["age"] = "18-19" }))), TestContext.Current.CancellationToken);
        if (!shared)
        {
            await houses.Gateway.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(4));
            Assert.DoesNotContain(phone.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
            return;
        }

        var asked = await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        Assert.Contains("答えていただいたことで確かめました", asked.Text, StringComparison.Ordinal);
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
    }

    [Fact]
    public async Task An_old_button_says_nothing_about_a_new_partner()
    {
        await using var houses = await TwoHouses.OpenAsync(3);
        var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
        await aki.SetAvailabilityAsync(false);
        await houses.HostIsAsync(null);
        await using var third = await houses.AvailableAsync("org3-person1");
        await houses.Gateway.EventuallyAsync(() => Task.FromResult(phone.Received.Count(item => item.Text.Contains("お願いしますか", StringComparison.Ordinal)) == 2), "asked about the third house");

        // The button of the first question is still on their screen.
        await phone.SayAsync(Yes);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いできませんでした", StringComparison.Ordinal));
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Null((await houses.OpenConversationAsync())!.Host);
        var code = await houses.ReadAsync(session => session.FindAsync<string>("SELECT code FROM overflow_question WHERE partner = 'org3'"));
        await phone.SayAsync($"{Yes} {code}");
        await houses.HostIsAsync("org3");
        await aki.DisposeAsync();
    }

    [Fact]
    public async Task What_is_done_to_a_guest_stands_in_both_trails_and_an_emergency_is_home_s()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        await using var over = await houses.ConsoleAsync("org2-supervisor1");
        await using var head = await houses.ConsoleAsync("org1-supervisor1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await phone.TapAsync(Yes);
        await houses.HostIsAsync("org2");
        var offered = (await aki.WaitForAsync(message => message.Target == "Offered")).Offer();
        var talk = (await aki.AnswerOfferAsync(offered.OfferId, accept: true))!;
        await aki.InvokeAsync<JsonElement>("SetGrade", talk.Id, "high", "");
        foreach (var trail in new[] { "org1", "org2" }) Assert.Contains("conversation.graded", await houses.TrailAsync(trail, talk.Id));

        await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
        var alarm = (await head.WaitForAsync(message => message.Target == "EmergencyChanged")).Arguments[0];
        Assert.Contains("org2", alarm.GetProperty("partner").GetString(), StringComparison.Ordinal);
        var id = alarm.GetProperty("id").GetString()!;
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => aki.InvokeAsync<JsonElement>("SendCard", id, Guid.CreateVersion7().ToString()));
        Assert.Contains("emergency.at_home", refused.Message, StringComparison.Ordinal);
        Assert.Contains("guest.in_emergency", (await Assert.ThrowsAnyAsync<Exception>(() => aki.CloseAsync(talk.Id))).Message, StringComparison.Ordinal);
        // Home sends the card, and the step says into whose talk.
        await head.InvokeAsync<JsonElement>("SendCard", id, Guid.CreateVersion7().ToString());
        Assert.Equal("org2", await houses.ReadAsync(session => session.FindAsync<string>("SELECT code FROM emergency_step WHERE kind = 'card'")));
        Assert.Contains(await aki.EntriesAfterAsync(talk.Id, 0), entry => entry.Text?.Contains("119", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_cap_that_is_reached_between_question_and_yes_holds()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1", 2);
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いしますか", StringComparison.Ordinal));
        await houses.TermsAsync("org2", new MemberTerms { Gives = true, Takes = true, PerDay = 0 });
        await phone.TapAsync(Yes);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("お願いできませんでした", StringComparison.Ordinal));
        Assert.Null((await houses.OpenConversationAsync())!.Host);
    }
}
