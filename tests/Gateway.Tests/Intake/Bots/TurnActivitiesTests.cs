using System.Text.Json;
using Gateway.Bots.Protocol;
using Gateway.Intake.Bots;
using Gateway.Intake.Bots.Own;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

public sealed class TurnActivitiesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Somebody_new_is_a_change_of_members_and_their_words()
    {
        var told = Told(BotTurnKind.Started, "こんばんは");
        Assert.Equal([ActivityTypes.ConversationUpdate, ActivityTypes.Message], told.Select(activity => activity.Type));
        // A bot greets whoever is not itself: it must find itself by the recipient's id.
        Assert.Equal([told[0].Recipient!.Id, told[0].From!.Id], told[0].MembersAdded!.Select(member => member.Id));
        Assert.Equal("こんばんは", told[1].Text);
    }

    [Theory]
    [InlineData(BotTurnKind.Started, null, "conversationUpdate")]
    [InlineData(BotTurnKind.Said, "はい", "message")]
    [InlineData(BotTurnKind.Taken, null, "event:accepted")]
    [InlineData(BotTurnKind.Closed, null, "event:completed,endOfConversation")]
    public void Each_turn_is_told_in_the_words_of_the_protocol(BotTurnKind what, string? said, string told) => Assert.Equal(
        told, string.Join(',', Told(what, said).Select(activity => activity.Type + (activity.Value is { } value ? ":" + value.GetProperty("state").GetString() : ""))));

    [Fact]
    public void A_bot_hears_that_nobody_came()
    {
        var turn = new BotTurn("org1", "0123456789abcdef0123456789abcdef", "line", "ja", 3, BotTurnKind.Closed, null, null, null) { Reached = false };
        var told = TurnActivities.Of(turn, "https://chat.example.jp/bots/org1", true, At);
        Assert.Equal(("failed", ActivityTypes.EndOfConversation), (told[0].Value!.Value.GetProperty("state").GetString(), told[1].Type));
    }

    [Fact]
    public void A_choice_is_told_as_what_the_bot_calls_it() => Assert.Equal("c2", Told(BotTurnKind.Said, "2", chosen: "c2")[0].Text);

    [Fact]
    public void Whoever_reads_it_finds_everything_that_a_channel_must_send_and_nothing_of_the_person()
    {
        var json = JsonSerializer.SerializeToElement(Told(BotTurnKind.Said, "はい")[0], ProtocolJson.Default.Activity);
        Assert.Equal(
            ["channelId", "conversation", "deliveryMode", "from", "id", "locale", "recipient", "serviceUrl", "text", "textFormat", "timestamp", "type"],
            json.EnumerateObject().Select(property => property.Name).Order());
        Assert.Equal("0123456789abcdef0123456789abcdef.3.1", json.GetProperty("id").GetString());
        Assert.Matches("^[A-Za-z0-9.-]+$", json.GetProperty("id").GetString()! + json.GetProperty("conversation").GetProperty("id").GetString() + json.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal(["id", "role"], json.GetProperty("from").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void A_repetition_is_the_same() => Assert.Equal(
        Told(BotTurnKind.Closed, null).Select(activity => activity.Id), Told(BotTurnKind.Closed, null).Select(activity => activity.Id));

    [Theory]
    [InlineData("line", "line")]
    [InlineData("sms", "sms")]
    [InlineData("chat", "webchat")]
    public void Channels_have_the_names_that_bots_know(string channel, string known) => Assert.Equal(known, Told(BotTurnKind.Said, "はい", channel: channel)[0].ChannelId);

    private static IReadOnlyList<Activity> Told(BotTurnKind what, string? said, string? chosen = null, string channel = "line") => TurnActivities.Of(
        new BotTurn("org1", "0123456789abcdef0123456789abcdef", channel, "ja", 3, what, said is null ? null : Redacted.Of(said), chosen, null), "https://chat.example.jp/bots/org1", true, At);
}
