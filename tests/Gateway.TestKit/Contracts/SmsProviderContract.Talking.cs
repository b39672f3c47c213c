using Gateway.Simulators;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class SmsProviderContract
{
    [Fact]
    public async Task Words_come_in_once_each_and_in_their_order()
    {
        var (phone, talk) = await TalkAsync();
        for (var i = 1; i <= 5; i++) Assert.True((await phone.SayAsync($"{i}通目", $"SM{i:00000000000000000000000000000000}")).First.Accepted);
        Assert.True((await phone.SayAsync("2通目", $"SM{2:00000000000000000000000000000000}")).First.Accepted);
        Number.Faults.DuplicateWebhooks();
        await phone.SayAsync("6通目");
        var said = (await Counsellor.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Author == "person").Select(entry => entry.Text);
        Assert.Equal(["相談したいです", "1通目", "2通目", "3通目", "4通目", "5通目", "6通目"], said);
    }

    [Fact]
    public async Task An_answer_goes_out_once_and_is_told_to_have_arrived()
    {
        var (phone, talk) = await TalkAsync();
        var said = await Counsellor.SendAsync(talk.Id, "話してくださって、ありがとうございます。😊 {~}");
        await phone.ReceivesAsync(text => text == "話してくださって、ありがとうございます。😊 {~}");
        await BecomesAsync(talk.Id, said.Number, "sent", "delivered");
        Assert.Equal(2, phone.Received.Count);
    }

    [Fact]
    public async Task A_recipient_that_the_provider_refuses_is_failed_and_not_tried_again()
    {
        var (phone, talk) = await TalkAsync();
        Number.Faults.Next(Fault.RecipientRefused);
        var refused = await Counsellor.SendAsync(talk.Id, "届かない");
        await BecomesAsync(talk.Id, refused.Number, "failed", "address");
        // The next reply is not held up by it.
        var next = await Counsellor.SendAsync(talk.Id, "届く");
        await BecomesAsync(talk.Id, next.Number, "sent", "delivered");
        Assert.DoesNotContain(phone.Received, item => item.Text == "届かない");
    }

    [Fact]
    public async Task A_phone_that_is_off_is_told_afterwards()
    {
        var (phone, talk) = await TalkAsync();
        phone.SetReachable(false);
        var said = await Counsellor.SendAsync(talk.Id, "ここにいます。");
        await BecomesAsync(talk.Id, said.Number, "failed", "unreachable");
    }

    [Fact]
    public async Task A_number_in_any_writing_is_the_same_person()
    {
        var (_, talk) = await TalkAsync("+819012345678");
        await Number.Phone("09012345678").SayAsync("国内の書き方");
        await Number.Phone("819012345678").SayAsync("プラスなし");
        await Number.Phone("０９０－１２３４－５６７８").SayAsync("全角");
        var said = (await Counsellor.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Author == "person").Select(entry => entry.Text);
        Assert.Equal(["相談したいです", "国内の書き方", "プラスなし", "全角"], said);
    }

    [Fact]
    public async Task A_sender_without_a_number_is_noted_and_answered_by_nobody()
    {
        Assert.True((await Number.Phone("KOMOREBI").SayAsync("宣伝")).First.Accepted);
        Assert.True((await Number.Phone("anonymous").SayAsync("非通知")).First.Accepted);
        Assert.Equal(0, Gateway.Simulators.Outbox.Log.Last);
        Assert.Null(await Counsellor.TakeNextAsync());
    }
}
