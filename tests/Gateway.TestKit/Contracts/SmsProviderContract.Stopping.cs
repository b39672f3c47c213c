using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class SmsProviderContract
{
    [Theory]
    [InlineData("停止")]
    [InlineData("　配信停止。")]
    public async Task A_word_to_stop_ends_the_talk_with_one_message_and_nothing_after_it(string word)
    {
        var (phone, talk) = await TalkAsync();
        var before = phone.Received.Count;
        await phone.SayAsync(word);
        await Counsellor.WaitForAsync(message => message.Target == "ConversationLeft" && message.Arguments[1].GetString() == "ended_by_person");
        await phone.ReceivesAsync(text => text.Contains("もうお送りしません", StringComparison.Ordinal));
        Assert.Equal("conversation.not_found", (await Assert.ThrowsAsync<HubRefusedException>(() => Counsellor.SendAsync(talk.Id, "待って"))).Code);
        // Said once more, it is not answered once more.
        Assert.True((await phone.SayAsync("停止")).First.Accepted);
        Assert.Equal(before + 1, phone.Received.Count);

        await phone.SayAsync("やっぱり話したいです");
        await phone.ReceivesAsync(text => text.Contains("番目", StringComparison.Ordinal) || text.Contains("順番", StringComparison.Ordinal), after: Gateway.Simulators.Outbox.Log.Last - 1);
        await Gateway.EventuallyAsync(async () => await Counsellor.TakeNextAsync() is { } again && again.Id != talk.Id, "a new conversation");
    }

    [Fact]
    public async Task Who_waits_and_says_stop_has_left_the_queue()
    {
        var phone = Number.Phone("+819011112222");
        await phone.SayAsync("こんばんは");
        await phone.ReceivesAsync();
        await phone.SayAsync("やめる");
        await phone.ReceivesAsync(text => text.Contains("もうお送りしません", StringComparison.Ordinal));
        await Gateway.EventuallyAsync(async () => (await Counsellor.ResumeAsync()).Queue?.Waiting == 0, "nobody waits");
        Assert.Equal(2, phone.Received.Count);
    }

    [Fact]
    public async Task What_was_still_to_be_sent_is_not_sent_after_the_word()
    {
        var (phone, talk) = await TalkAsync();
        Number.Faults.AnswerDelay = TimeSpan.FromMilliseconds(600);
        await Counsellor.SendAsync(talk.Id, "一つ目");
        await phone.ReceivesAsync(text => text == "一つ目");
        await Counsellor.SendAsync(talk.Id, "二つ目");
        await phone.SayAsync("停止");
        Number.Faults.AnswerDelay = TimeSpan.Zero;
        await phone.ReceivesAsync(text => text.Contains("もうお送りしません", StringComparison.Ordinal));
        Assert.DoesNotContain(phone.Received, item => item.Text == "二つ目");
    }

    [Fact]
    public async Task A_sentence_with_the_word_in_it_is_a_sentence()
    {
        var (phone, talk) = await TalkAsync();
        await phone.SayAsync("もう全部停止したい");
        await phone.SayAsync("やめて");
        await phone.SayAsync("I want to stop");
        var said = (await Counsellor.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Author == "person").Select(entry => entry.Text);
        Assert.Equal(["相談したいです", "もう全部停止したい", "やめて", "I want to stop"], said);
        Assert.Equal("talking", Assert.Single((await Counsellor.ResumeAsync()).Conversations).Stage);
    }

    [Fact]
    public async Task Whoever_has_stopped_at_the_provider_is_reached_again_after_start()
    {
        var (phone, _) = await TalkAsync();
        await phone.SayAsync("STOP");
        await Counsellor.WaitForAsync(message => message.Target == "ConversationLeft");
        // The provider itself lets nothing through; the counsellor of the next talk sees why.
        await phone.SayAsync("まだいますか");
        HubConversation? talk = null;
        await Gateway.EventuallyAsync(async () => (talk = await Counsellor.TakeNextAsync()) is not null, "a new conversation");
        var blocked = await Counsellor.SendAsync(talk!.Id, "います。");
        await BecomesAsync(talk.Id, blocked.Number, "failed", "opted_out");
        Assert.DoesNotContain(phone.Received, item => item.Text == "います。");

        await phone.SayAsync("START");
        var heard = await Counsellor.SendAsync(talk.Id, "おかえりなさい。");
        await BecomesAsync(talk.Id, heard.Number, "sent", "delivered");
    }
}
