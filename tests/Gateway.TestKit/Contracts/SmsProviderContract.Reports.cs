using Gateway.Simulators;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class SmsProviderContract
{
    [Fact]
    public async Task A_call_without_an_answer_is_uncertain_and_never_made_again_until_a_report_clears_it_up()
    {
        var (phone, talk) = await TalkAsync();
        Number.Reports.Hold = true;
        Number.Faults.Next(Fault.DropAfterAccepting);
        var said = await Counsellor.SendAsync(talk.Id, "ここにいます。");
        await BecomesAsync(talk.Id, said.Number, "uncertain", "unanswered");
        var later = await Counsellor.SendAsync(talk.Id, "ゆっくりで大丈夫です。");
        await BecomesAsync(talk.Id, later.Number, "sent", null);
        Assert.Single(phone.Received, item => item.Text == "ここにいます。");

        await Number.Reports.ReleaseAsync();
        await BecomesAsync(talk.Id, said.Number, "sent", "delivered");
        Assert.Single(phone.Received, item => item.Text == "ここにいます。");
    }

    [Fact]
    public async Task Reports_that_come_late_twice_and_in_the_wrong_order_take_nothing_back()
    {
        var (_, talk) = await TalkAsync();
        await Gateway.EventuallyAsync(() => Task.FromResult(Number.Reports.Sent.Last > 0), "the first words are reported");
        Number.Reports.Hold = true;
        var said = await Counsellor.SendAsync(talk.Id, "お昼、ひとりなんですね。");
        await BecomesAsync(talk.Id, said.Number, "sent", null);
        await Gateway.EventuallyAsync(() => Task.FromResult(Number.Reports.Held > 0), "a report");
        await Number.Reports.ReleaseAsync(newestFirst: true, copies: 3);
        var about = (await Counsellor.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Kind == "delivery" && entry.Of == said.Number);
        Assert.Equal([("sent", null), ("sent", "delivered")], about.Select(entry => (entry.Delivery, entry.Reason)));
        Assert.All(await Task.WhenAll(Number.Reports.Sent.After(0)), report => Assert.True(report.First.Accepted));
    }

    [Fact]
    public async Task A_report_that_is_faster_than_the_answer_is_not_forgotten()
    {
        var (_, talk) = await TalkAsync();
        Number.Faults.AnswerDelay = TimeSpan.FromMilliseconds(700);
        var said = await Counsellor.SendAsync(talk.Id, "はい。");
        await BecomesAsync(talk.Id, said.Number, "sent", "delivered");
        Number.Faults.AnswerDelay = TimeSpan.Zero;
        // The next one is called after this one's answer was written down.
        await BecomesAsync(talk.Id, (await Counsellor.SendAsync(talk.Id, "聞いています。")).Number, "sent", "delivered");
        Assert.Equal(("sent", "delivered"), await StateOfAsync(talk.Id, said.Number));
    }

    [Fact]
    public async Task A_report_that_brings_nothing_of_ours_back_is_found_by_the_providers_own_id_however_fast_it_is()
    {
        var (phone, talk) = await TalkAsync();
        Number.Reports.WithoutReference = true;
        var said = await Counsellor.SendAsync(talk.Id, "ここにいます。");
        await BecomesAsync(talk.Id, said.Number, "sent", "delivered");
        Number.Faults.AnswerDelay = TimeSpan.FromMilliseconds(700);
        var fast = await Counsellor.SendAsync(talk.Id, "はい。");
        await BecomesAsync(talk.Id, fast.Number, "sent", "delivered");
        Assert.Equal(["ここにいます。", "はい。"], phone.Received.TakeLast(2).Select(item => item.Text));
    }

    [Fact]
    public async Task A_report_after_the_end_of_the_talk_is_written_down_there()
    {
        var (phone, talk) = await TalkAsync();
        Number.Reports.Hold = true;
        await Counsellor.SendAsync(talk.Id, "また明日。");
        await phone.ReceivesAsync(text => text == "また明日。");
        await Counsellor.CloseAsync(talk.Id);
        await phone.ReceivesAsync(text => text.Contains("いつでも", StringComparison.Ordinal));
        await Gateway.EventuallyAsync(() => Task.FromResult(Number.Reports.Held >= 2), "reports");
        await Number.Reports.ReleaseAsync();
        Assert.All(await Task.WhenAll(Number.Reports.Sent.After(0)), report => Assert.True(report.First.Accepted));
    }
}
