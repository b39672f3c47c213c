using Gateway.Conversations;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task A_reply_sent_again_under_its_client_id_is_the_same_entry()
    {
        var conversation = await TalkingAsync();
        var clientId = NewId();
        var said = await AllAtOnceAsync(12, i => SayAsync(conversation.Id, "ここにいます", clientId, Nodes[i % NodeCount]));
        Assert.All(said, one => Assert.Equal(SpeakOutcome.Said, one.Outcome));
        Assert.Single(said.Select(one => one.Entry!.Number).Distinct());
        Assert.Single(await EntriesAsync(conversation.Id), entry => entry.ClientId == clientId);
        await SendAllAsync(conversation.Id);
        Assert.Single(Node.Line.Texts, texts => texts.Contains("ここにいます"));
        // Asked once more after it has left: the entry as it now stands, and nothing more to send.
        Assert.Equal(Deliveries.Sent, (await SayAsync(conversation.Id, "ここにいます", clientId)).Entry!.Delivery);
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM outbox"));
    }

    [Fact]
    public async Task Who_does_not_have_the_conversation_cannot_speak_in_it()
    {
        var conversation = await TalkingAsync();
        var other = await Node.Speak.SayAsync(conversation.Id, ConversationsNode.Minato, "みなと", NewId(), Redacted.Of("割り込み"));
        Assert.Equal((SpeakOutcome.NotYours, (Entry?)null), (other.Outcome, other.Entry));
        Assert.Equal(SpeakOutcome.NotYours, (await SayAsync(NewId(), "どこにもない")).Outcome);
        var waiting = await WaitingAsync("U2");
        Assert.Equal(SpeakOutcome.NotYours, (await SayAsync(waiting.Id, "まだ")).Outcome);
    }

    [Fact]
    public async Task Who_gave_the_conversation_back_cannot_speak_in_it_any_more()
    {
        var conversation = await TalkingAsync();
        await Node.Move.GiveBackAsync(conversation.Id, ConversationsNode.Aoi, 1, "given_back");
        Assert.Equal(SpeakOutcome.NotYours, (await SayAsync(conversation.Id, "遅れて届いた")).Outcome);
        await Node.Move.TakeAsync(conversation.Id, ConversationsNode.Minato, "みなと", fence: 2);
        Assert.Equal(SpeakOutcome.NotYours, (await SayAsync(conversation.Id, "もっと遅れて")).Outcome);
    }

    [Fact]
    public async Task A_closed_conversation_takes_no_reply_but_knows_its_old_ones()
    {
        var conversation = await TalkingAsync();
        var clientId = NewId();
        await SayAsync(conversation.Id, "またね", clientId);
        await CloseAsync(conversation.Id);
        Assert.Equal(SpeakOutcome.NotYours, (await SayAsync(conversation.Id, "もう一言")).Outcome);
        Assert.Equal(SpeakOutcome.Said, (await SayAsync(conversation.Id, "またね", clientId)).Outcome);
    }

    [Theory]
    [InlineData(ChannelNames.Line, "", SpeakOutcome.Empty)]
    [InlineData(ChannelNames.Line, " \n\t　", SpeakOutcome.Empty)]
    [InlineData(ChannelNames.Line, "20000", SpeakOutcome.Said)]
    [InlineData(ChannelNames.Line, "20001", SpeakOutcome.TooLong)]
    [InlineData(ChannelNames.Sms, "660", SpeakOutcome.Said)]
    [InlineData(ChannelNames.Sms, "661", SpeakOutcome.TooLong)]
    public async Task A_reply_has_something_in_it_and_fits(string channel, string text, SpeakOutcome outcome)
    {
        var conversation = await TalkingAsync(channel == ChannelNames.Sms ? "+819012345678" : "U1", channel);
        var before = (await FindAsync(conversation.Id)).LastNumber;
        if (int.TryParse(text, out var length)) text = new string('あ', length);
        Assert.Equal(outcome, (await SayAsync(conversation.Id, text)).Outcome);
        Assert.Equal(outcome == SpeakOutcome.Said ? before + 1 : before, (await FindAsync(conversation.Id)).LastNumber);
    }

    private async Task<Conversation?> CloseAsync(string id) => await Node.Move.CloseAsync(
        id, conversation => conversation.Stage == Stage.Talking, new Ending("closed", "talked", ConversationsNode.Aoi, "closed"));
}
