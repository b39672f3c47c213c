using System.Text.Json.Nodes;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.PartnerGateways;
using Gateway.PartnerGateways.Stays;
using Gateway.Simulators.Line;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>A partner that keeps the form of the agreement and not its sense: it accepts and is silent, accepts twice, closes without a word, floods, speaks of those who are gone.</summary>
public sealed class FaithlessPartnerTests
{
    [Fact]
    public async Task Whoever_is_taken_and_told_nothing_is_home_again_as_soon_as_whoever_is_not_taken()
    {
        await using var houses = await StayHouses.OpenAsync(charter => charter with { Rules = charter.Rules with { ReturnMinutes = 2 } });
        await using var aki = await houses.DeskAsync();
        var (phone, _) = await houses.TalkingAsync(aki);
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        await houses.PassInTouchAsync(100);
        Assert.Equal("hoshi", (await houses.OpenAtHomeAsync())!.Host);
        await houses.PassInTouchAsync(25);
        await IsHomeAsync(houses, phone, "no_answer");
    }

    [Fact]
    public async Task Whoever_was_answered_once_stays_however_long_it_is_quiet()
    {
        await using var houses = await StayHouses.OpenAsync(charter => charter with { Rules = charter.Rules with { ReturnMinutes = 1 } });
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        await houses.PassInTouchAsync(70);
        Assert.Equal(("hoshi", Stage.Talking), (await houses.OpenAtHomeAsync() is { } now ? now.Host : null, (await houses.OpenAtHomeAsync())!.Stage));
    }

    [Fact]
    public async Task Whoever_is_accepted_twice_is_taken_once()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var nobodyTakesThem = await houses.DeskAsync();
        var phone = await houses.SentAsync();
        var turn = 0;
        houses.Both.Way.Lie = Lies.OfStay(stay => stay["takenBy"] = turn++ % 2 == 0 ? "あき" : "べつの人");
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "taken");
        await houses.PassAsync(6);
        Assert.Equal(1L, await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM audit WHERE organisation = 'org1' AND action = 'conversation.taken'")));
        Assert.Equal(Stage.Talking, (await houses.OpenAtHomeAsync())!.Stage);
        Assert.Equal((0, 1), await houses.QueuesAsync());
        await phone.SayAsync("お話を終わりにする");
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is null, "they may go at any time");
    }

    [Fact]
    public async Task A_talk_in_which_nothing_was_said_is_not_over_for_the_person()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        await aki.CloseAsync(talk.Id);
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is { Host: null, Stage: Stage.Waiting }, "home again");
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("ありがとうございました", StringComparison.Ordinal));
        await IsHomeAsync(houses, phone, "given_back", NotBelieved.ClosedUnheard);
    }

    [Fact]
    public async Task A_talk_is_not_over_while_the_last_words_of_the_person_were_not_read()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        await houses.PassAsync(2);
        var read = await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT told FROM home_stay"));
        await phone.SayAsync("もうひとつだけ");
        houses.Both.Way.Lie = Lies.OfStay(stay => (stay["heard"], stay["over"], stay["outcome"]) = (read, "closed", "talked"));
        await houses.PassAsync(3);
        await IsHomeAsync(houses, phone, "given_back", NotBelieved.ClosedUnheard);
        await using var mio = await houses.Home.ConsoleAsync();
        HubConversation? home = null;
        await houses.EventuallyAsync(async () => (home = await mio.TakeNextAsync()) is not null, "taken at home");
        Assert.Contains(await mio.EntriesAfterAsync(home!.Id, 0), entry => entry.Text == "もうひとつだけ");
    }

    [Fact]
    public async Task A_flood_of_words_reaches_the_person_slowly_and_they_can_end_it()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        houses.Both.Way.Lie = Lies.OfStay(stay =>
        {
            // Every second a hundred more, each in its place; and the talk is over.
            var from = Heard(houses);
            stay["words"] = new JsonArray([.. Enumerable.Range(1, 100).Select(n => (JsonNode)Lies.Word(from + n, $"うそ{from + n}"))]);
            stay["over"] = "closed";
        });
        await houses.PassAsync(20);
        Assert.InRange(phone.Received.Count(item => item.Text.Contains("うそ", StringComparison.Ordinal)), 1, StayWords.AMinute);
        Assert.Equal(("hoshi", Stage.Talking), ((await houses.OpenAtHomeAsync())!.Host, (await houses.OpenAtHomeAsync())!.Stage));
        Assert.Contains($"hoshi: {NotBelieved.TooManyWords}", await NotedAsync(houses));
        await phone.SayAsync("お話を終わりにする");
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is null, "over");
        var told = await ToldAsync();
        await houses.PassAsync(5);
        Assert.Equal(told, await ToldAsync());

        Task<long> ToldAsync() => houses.AtHomeAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM entry WHERE author = 'counsellor'"));
    }

    [Fact]
    public async Task A_flood_of_long_words_is_counted_in_the_messages_of_the_channel()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var phone = houses.Home.SmsPhone();
        await phone.SayAsync("だれかいますか");
        await houses.EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text.Contains("お願いするときは「", StringComparison.Ordinal))), "asked");
        var asked = phone.Received.First(item => item.Text.Contains("お願いするときは「", StringComparison.Ordinal)).Text;
        await phone.SayAsync(asked[(asked.IndexOf("お願いするときは「", StringComparison.Ordinal) + "お願いするときは「".Length)..][..2] + " はい");
        await houses.EventuallyAsync(async () => await aki.TakeNextAsync() is not null, "taken at the partner");
        // Each is 29 messages by SMS, and five in the chat, to which they may have gone by now.
        houses.Both.Way.Lie = Lies.OfStay(stay => stay["words"] = new JsonArray([.. Enumerable.Range(1, 13).Select(n => (JsonNode)Lies.Word(n, new string('x', 19_000)))]));
        await houses.EventuallyAsync(async () => (await NotedAsync(houses)).Contains($"hoshi: {NotBelieved.TooManyWords}"), "noted");
        await houses.PassAsync(5);
        Assert.InRange(await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM entry WHERE author = 'counsellor'")), 2, StayWords.AMinute);
    }

    [Fact]
    public async Task A_word_of_somebody_without_a_name_who_gave_them_back_meanwhile_is_heard()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var nobodyTakesThem = await houses.DeskAsync();
        var phone = await houses.SentAsync();
        houses.Both.Way.Lie = Lies.OfStay(stay =>
        {
            var word = Lies.Word(1, "すこしだけ");
            word["name"] = "\u200B";
            (stay["words"], stay["over"]) = (new JsonArray(word), "given_back");
        });
        await houses.HearsAsync(phone, "すこしだけ");
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is { Host: null, Stage: Stage.Waiting }, "home again");
    }

    [Fact]
    public async Task In_disorder_twice_and_with_other_words_each_is_told_once_and_in_order()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var nobodyTakesThem = await houses.DeskAsync();
        var phone = await houses.SentAsync();
        houses.Both.Way.Lie = Lies.OfStay(stay => stay["words"] = new JsonArray(Lies.Word(3, "/さん"), Lies.Word(1, "/いち"), Lies.Word(1, "/べつのいち"), Lies.Word(2, "/に"), Lies.Word(4, "/し")));
        await houses.HearsAsync(phone, "/し");
        houses.Both.Way.Lie = Lies.OfStay(stay => stay["words"] = new JsonArray(Lies.Word(1, "/またべつの"), Lies.Word(2, "/またべつの"), Lies.Word(5, "/ご")));
        await houses.HearsAsync(phone, "/ご");
        string[] told = [.. phone.Received.Select(item => item.Text).Where(text => text.Contains("うその人", StringComparison.Ordinal)).Select(text => text[(text.LastIndexOf('/') + 1)..])];
        Assert.Equal(["いち", "に", "さん", "し", "ご"], told);
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_person_has_left_says_nothing_to_them()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        var (came, goes) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        houses.Both.Way.Rests = () =>
        {
            came.TrySetResult();
            return goes.Task;
        };
        houses.Both.Way.Lie = Lies.OfStay(stay => Lies.Say(stay, Lies.Word(Lies.LastOf(stay, Heard(houses)) + 1, "おそいことば")));
        await houses.EventuallyAsync(() => Task.FromResult(came.Task.IsCompleted), "an answer is on its way");
        await phone.SayAsync("お話を終わりにする");
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is null, "over");
        goes.SetResult();
        await houses.PassAsync(5);
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("おそいことば", StringComparison.Ordinal));
        await houses.EventuallyAsync(async () => await houses.QueuesAsync() == (0, 0), "in no queue");
    }

    [Fact]
    public async Task Of_whoever_is_home_again_a_partner_says_nothing_more_to_them_and_ends_nothing()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        await aki.SendHomeAsync(talk.Id, new Dictionary<string, string>());
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is { Host: null, Stage: Stage.Waiting }, "home again");
        // It never says that it has heard of the end.
        houses.Both.Way.Lie = Lies.OfStay(stay =>
        {
            Lies.Say(stay, Lies.Word(Heard(houses) + 1, "まだいます"));
            (stay["over"], stay["settled"], stay["takenBy"]) = ("closed", false, "あき");
        });
        await houses.PassAsync(20);
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("まだいます", StringComparison.Ordinal) || item.Text.Contains("ありがとうございました", StringComparison.Ordinal));
        Assert.Equal((null, Stage.Waiting), ((await houses.OpenAtHomeAsync())!.Host, (await houses.OpenAtHomeAsync())!.Stage));
        await houses.EventuallyAsync(async () => await houses.QueuesAsync() == (1, 0), "in home's queue, and gone from the partner's");
    }

    [Fact]
    public async Task Of_another_partners_people_it_says_nothing_that_counts()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, _) = await houses.TalkingAsync(aki);
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        var (id, heard) = (await houses.AtHomeAsync(session => session.FindAsync<string>("SELECT id FROM home_stay")), phone.Received.Count);
        var word = new StayWord(1, houses.Home.Time!.GetUtcNow(), StayAuthors.Counsellor, "うそ", "うその人");
        // Another partner, for a moment: under another id.
        await MoveDeskAsync("hoshi", "org1");
        var stays = houses.Home.Services.GetRequiredService<HomeStays>();
        await stays.RingAsync("org1", [new StayAlarm(id!, 1)], TestContext.Current.CancellationToken);
        await stays.TakeAsync("org1", [new StayAnswer(id!, 0) { Words = [word], Over = "closed" }], houses.Home.Time.GetUtcNow().ToUnixTimeMilliseconds(), TestContext.Current.CancellationToken);
        await MoveDeskAsync("org1", "hoshi");
        await houses.PassAsync(2);
        Assert.Equal(heard, phone.Received.Count);
        Assert.True(await houses.OpenAtHomeAsync() is { Host: "hoshi", Stage: Stage.Talking, Emergency: false });

        Task MoveDeskAsync(string from, string to) => houses.HomeRecords.WriteAsync(
            session => session.ExecuteAsync("UPDATE staff SET organisation = @to WHERE organisation = @from AND role = @PartnerGateway", new { from, to, Roles.PartnerGateway }), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_agreement_that_is_taken_back_in_the_middle_brings_everybody_home()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        houses.Both.Way.Lie = Lies.Of(answer => answer.Remove("takes"));
        await houses.PassAsync(20);
        await IsHomeAsync(houses, phone, "left");
        await Assert.ThrowsAsync<HubRefusedException>(() => aki.SendAsync(talk.Id, "まだいます"));
    }

    [Fact]
    public async Task Whoever_is_one_too_many_when_they_come_is_home_again_at_once()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        // Its set-up takes three at once; it says to take many.
        houses.Both.Way.Lie = Lies.Of(answer =>
        {
            if (answer["takes"] is JsonObject takes) takes["atOnce"] = 50;
            if (answer["availability"] is JsonObject there) (there["hands"], there["freeHands"], there["waiting"]) = (50, 50, 0);
        });
        await houses.PassAsync(12);
        List<LinePhone> phones = [];
        for (var n = 0; n < 4; n++) phones.Add(await houses.SentAsync());
        await houses.HearsAsync(phones[3], "もとの");
        Assert.Equal("refused", await houses.AtHomeAsync(session => session.FindAsync<string>("SELECT why FROM guest_stay WHERE ended_at IS NOT NULL")));
        await houses.EventuallyAsync(async () => await houses.QueuesAsync() == (1, 3), "one at home, three there");
    }

    /// <summary>What nobody can have: how many are there, and whom it takes.</summary>
    public static TheoryData<string, Action<JsonObject>> Boasts() => new()
    {
        { "more people than there are", answer => answer["availability"]!["onShift"] = 2_000_000_000 },
        { "fewer than none", answer => answer["availability"]!["onShift"] = -1 },
        { "hands without end", answer => answer["availability"]!["hands"] = int.MaxValue },
        { "more free hands than hands", answer => answer["availability"]!["freeHands"] = 9 },
        { "fewer waiting than none", answer => answer["availability"]!["waiting"] = -1 },
        { "takes fewer than none", answer => answer["takes"]!["atOnce"] = -1 },
        { "takes fewer than none in a day", answer => answer["takes"]!["perDay"] = -1 },
        { "a language that is none", answer => answer["takes"]!["languages"] = new JsonArray(null as JsonNode) },
        { "languages without end", answer => answer["takes"]!["languages"] = new JsonArray([.. Enumerable.Range(0, 60).Select(_ => (JsonNode)"ja")]) },
        { "an agreement without end", answer => answer["takes"]!["agreement"] = new string('a', 100_000) },
    };

    [Fact]
    public async Task Numbers_that_nobody_can_have_are_not_reckoned_with()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var watch = houses.Home.Services.GetRequiredService<WatchPartners>();
        foreach (var row in Boasts())
        {
            var (what, lie) = row.Data;
            houses.Both.Way.Lie = Lies.Of(lie);
            await watch.RunOnceAsync(TestContext.Current.CancellationToken);
            Assert.Equal((what, "answer_broken"), (what, houses.Home.Services.GetRequiredService<PartnerLinks>().Find("hoshi").Fault));
        }

        // Said for long enough, nobody is there for home's people; and nobody else's rules stand still for it.
        await houses.PassAsync(40);
        var phone = houses.Home.LinePhone();
        await phone.SayAsync("だれかいますか");
        await houses.PassAsync(10);
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
        houses.Both.Way.Lie = null;
        await houses.HearsAsync(phone, "お願いしますか");
    }

    internal static async Task<IReadOnlyList<string>> NotedAsync(StayHouses houses) =>
        await houses.AtHomeAsync(session => session.QueryAsync<string>("SELECT detail FROM audit WHERE action = 'overflow.not_believed' ORDER BY number"));

    private static long Heard(StayHouses houses) => Task.Run(() => houses.AtHomeAsync(session => session.FindAsync<long>("SELECT heard FROM home_stay ORDER BY id DESC LIMIT 1"))).GetAwaiter().GetResult();

    // Home, in one place, told so once, and on record.
    private static async Task IsHomeAsync(StayHouses houses, LinePhone phone, string why, string? noted = null)
    {
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is { Host: null, Stage: Stage.Waiting }, "home again");
        await houses.HearsAsync(phone, "もとの");
        await houses.EventuallyAsync(async () => await houses.QueuesAsync() == (1, 0), "in home's queue, and gone from the partner's");
        Assert.Equal(1, phone.Received.Count(item => item.Text.Contains("もとの", StringComparison.Ordinal)));
        Assert.Equal(why, await houses.AtHomeAsync(session => session.FindAsync<string>("SELECT why FROM guest_stay")));
        Assert.Equal(1L, await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM audit WHERE organisation = 'org1' AND action = 'conversation.returned' AND detail = @why", new { why })));
        if (noted is not null) Assert.Equal([$"hoshi: {noted}"], await NotedAsync(houses));
    }
}
