using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>One night at the help line こもれび, told from the outside: phones on one side, consoles on the other, a clock between.</summary>
public sealed class OneNightTests
{
    private const string Lonely = "はじめまして。学校で話す人がいなくて、お昼はトイレで食べてます。こんなことで相談していいのかな";
    private const string Evicted = "派遣切りで寮を出ろと言われました。今週で住むところがなくなります";
    private const string Hungry = "3日たべてない。あるのは水だけ";

    [Fact]
    public async Task Somebody_writes_at_two_in_the_morning_and_is_answered()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: true, capacity: 2);
        await night.EventuallyAsync(() => Task.FromResult(night.Shift() is { Present: 1 }), "the shift board knows that Aoi is there");

        // A girl writes on LINE. She is greeted at once, in one free answer, and learns her place.
        var girl = night.LinePhone();
        await girl.SayAsync(Lonely);
        var waiting = await girl.ReceivesAsync(text => text.Contains("1番目", StringComparison.Ordinal));
        Assert.Equal("reply", waiting.Kind);

        // The counsellor sees one person waiting, not a word of hers yet, and takes her.
        await aoi.WaitForAsync(message => message.Target == "QueueChanged" && message.Queue().Waiting == 1);
        var talk = Assert.IsType<HubConversation>(await aoi.TakeNextAsync());
        var read = await aoi.EntriesAfterAsync(talk.Id, 0);
        Assert.Equal(Lonely, Assert.Single(read, entry => entry.Author == "person").Text);
        Assert.Equal(Enumerable.Range(1, read.Count), read.Select(entry => (int)entry.Number));

        // They talk, live, both ways.
        await aoi.SendAsync(talk.Id, "話してくれてありがとう。お昼、ひとりなんですね。");
        await girl.ReceivesAsync(text => text.Contains("お昼、ひとりなんですね", StringComparison.Ordinal));
        await girl.SayAsync("うん");
        await aoi.WaitForAsync(message => message.Says(talk.Id, "うん"));

        // What was sent is said to be sent, because LINE accepted it.
        await night.EventuallyAsync(
            async () => (await aoi.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Author == "counsellor").All(entry => entry.Delivery == "sent"), "sent");

        // It ends with a kind word, and the next word opens a new conversation.
        await aoi.CloseAsync(talk.Id, "talked");
        await girl.ReceivesAsync(text => text.Contains("いつでもここに書いてください", StringComparison.Ordinal));
        await girl.SayAsync("きのうの話のつづき、いい?");
        await night.EventuallyAsync(async () => await aoi.TakeNextAsync() is { } again && again.Id != talk.Id, "a new conversation");
    }

    [Fact]
    public async Task Nobody_is_on_shift_and_the_person_still_keeps_their_place()
    {
        await using var night = await TestGateway.StartAsync();
        await night.EventuallyAsync(() => Task.FromResult(night.Shift() is { Present: 0 }), "the shift board knows that nobody is there");

        var man = night.SmsPhone();
        await man.SayAsync(Hungry);
        await man.ReceivesAsync(text => text.Contains("いまは相談員がおりません", StringComparison.Ordinal));
        Assert.Single(man.Received);

        // Hours later somebody comes, and he is there, with his words.
        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: true, capacity: 1);
        var offered = (await aoi.WaitForAsync(message => message.Target == "Offered")).Offer();
        var talk = await aoi.AnswerOfferAsync(offered.OfferId, accept: true);
        Assert.Equal(Hungry, (await aoi.EntriesAfterAsync(talk!.Id, 0))[0].Text);
    }

    [Fact]
    public async Task A_counsellor_s_laptop_dies_and_the_person_comes_first()
    {
        var clock = new FakeTime();
        await using var night = await TestGateway.StartAsync(time: clock);
        await using var ren = await night.ConsoleAsync(counsellor: 1);
        var aoi = await night.ConsoleAsync();

        var first = night.LinePhone();
        await first.SayAsync(Evicted);
        var talk = await TakenAsync(night, aoi);
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = night.LinePhone();
        await second.SayAsync(Lonely);

        // The laptop goes dark in the middle of a talk.
        await aoi.DropAsync();
        await night.PassAsync(TimeSpan.FromSeconds(40));
        await night.EventuallyAsync(
            () => Task.FromResult(first.Received.Any(item => item.Text.Contains("接続が切れました", StringComparison.Ordinal))), "she is told");

        // A colleague takes the next person: it is the first one, with the whole talk, before somebody who came later.
        var taken = await TakenAsync(night, ren);
        Assert.Equal(talk.Id, taken.Id);
        Assert.Equal(talk.ArrivedAt, taken.ArrivedAt);
        Assert.Contains(await ren.EntriesAfterAsync(taken.Id, 0), entry => entry.Text == Evicted);

        // The dead laptop wakes up and sends what was typed: refused, and nothing reaches the person.
        await aoi.ConnectAsync();
        var refused = await Assert.ThrowsAsync<HubRefusedException>(() => aoi.SendAsync(talk.Id, "お待たせしました"));
        Assert.Equal("conversation.not_found", refused.Code);
        Assert.DoesNotContain(first.Received, item => item.Text.Contains("お待たせしました", StringComparison.Ordinal));
        await aoi.DisposeAsync();
    }

    [Fact]
    public async Task Several_people_write_at_once_and_none_of_their_words_is_mixed_up()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: false, capacity: 3);
        var phones = new[] { night.LinePhone(), night.LinePhone(), night.LinePhone() };
        string[][] words = [.. phones.Select((_, i) => Enumerable.Range(0, 8).Select(n => $"{(char)('あ' + i)}{n}").ToArray())];

        await Task.WhenAll(phones.Select(async (phone, i) =>
        {
            foreach (var word in words[i]) await phone.SayAsync(word);
        }));

        foreach (var _ in phones)
        {
            var talk = await TakenAsync(night, aoi);
            var said = (await aoi.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Author == "person").Select(entry => entry.Text!).ToArray();
            Assert.Contains(words, expected => expected.SequenceEqual(said));
        }

        await Assert.ThrowsAsync<HubRefusedException>(() => aoi.TakeNextAsync());
    }

    [Fact]
    public async Task A_lost_reply_is_never_sent_twice_and_is_shown_as_what_it_is()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: false, capacity: 1);
        var woman = night.SmsPhone();
        await woman.SayAsync("妊娠したかもしれません。だれにも言えません。お金もありません");
        await woman.ReceivesAsync();
        var talk = await TakenAsync(night, aoi);

        // The provider takes the message, its answer is lost on the way, and its report is late.
        var number = night.Simulators.Sms(night.Setup.Sms[0].Account);
        number.Faults.Next(Fault.DropAfterAccepting);
        number.Reports.Hold = true;
        var clientId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        var sent = await aoi.SendAsync(talk.Id, "ここにいます。", clientId);
        Assert.Equal(sent.Number, (await aoi.SendAsync(talk.Id, "ここにいます。", clientId)).Number);
        await night.EventuallyAsync(
            async () => (await aoi.EntriesAfterAsync(talk.Id, 0)).Single(entry => entry.Number == sent.Number).Delivery == "uncertain", "uncertain");
        Assert.Single(woman.Received, item => item.Text == "ここにいます。");

        // The report says more than the lost answer, and still nothing is sent again.
        await number.Reports.ReleaseAsync();
        await night.EventuallyAsync(
            async () => (await aoi.EntriesAfterAsync(talk.Id, 0)).Last(entry => entry.Of == sent.Number) is { Delivery: "sent", Reason: "delivered" }, "delivered");
        Assert.Single(woman.Received, item => item.Text == "ここにいます。");
    }

    private static async Task<HubConversation> TakenAsync(TestGateway night, HubClient counsellor)
    {
        HubConversation? taken = null;
        await night.EventuallyAsync(async () => (taken = await counsellor.TakeNextAsync()) is not null, "somebody to take");
        return taken!;
    }
}
