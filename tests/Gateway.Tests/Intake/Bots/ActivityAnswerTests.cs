using System.Text;
using Gateway.Bots.Protocol;
using Gateway.Intake.Bots;
using Gateway.Intake.Bots.Own;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

/// <summary>What the SDK sends, as it was seen on the wire, in the words of the gateway.</summary>
public sealed class ActivityAnswerTests
{
    [Fact]
    public void Suggested_actions_are_choices()
    {
        var answer = Read("""
            {"type":"message","text":"よろしいですか?","inputHint":"expectingInput","serviceUrl":"x","channelId":"line","from":{"id":"bot"},"recipient":{"id":"u"},
             "suggestedActions":{"actions":[{"type":"imBack","title":"はい","value":"yes"},{"type":"imBack","value":"no"},{"type":"openUrl","title":"読む","value":"https://x.example"},{"type":"imBack","title":"その他"},null]}}
            """);
        Assert.Equal([("yes", "はい"), ("no", "no"), ("その他", "その他")], answer.Messages[0].Choices.Select(choice => (choice.Id, choice.Label)));
    }

    [Fact]
    public void What_was_offered_before_the_last_word_still_stands()
    {
        var answer = Read("""{"type":"message","text":"どれ?","suggestedActions":{"actions":[{"type":"imBack","title":"A","value":"A"}]}}""", """{"type":"message","text":"急ぎません"}""");
        Assert.Equal("A", Assert.Single(answer.Messages[^1].Choices).Id);
    }

    [Theory]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"trace","name":"x","value":{"a":1}}""")]
    [InlineData("""{"type":"delay","value":1000}""")]
    [InlineData("""{"type":"handoff"}""")]
    [InlineData("""{"type":"event","name":"something.else","value":[1]}""")]
    [InlineData("""{"type":"message","text":"  "}""")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.hero","content":{"buttons":7}}]}""")]
    [InlineData("""{"type":"aKindOfTomorrow","entities":{"x":1},"channelData":"x","value":null}""")]
    public void What_means_nothing_here_is_passed_over(string activity)
    {
        var answer = Read(activity);
        Assert.Empty(answer.Messages);
        Assert.False(answer.HandOff || answer.End);
    }

    [Theory]
    [InlineData("""{"Skill":"housing"}""", "Skill: housing")]
    [InlineData("\"家のこと\"", "家のこと")]
    [InlineData("null", null)]
    [InlineData("""{"a":{"b":1},"n":2}""", "n: 2")]
    public void A_hand_over_is_one_with_whatever_it_says(string value, string? summary)
    {
        var answer = Read($$$"""
            {"type":"event","name":"handoff.initiate","value":{{{value}}},"conversation":{"id":"c1"},"replyToId":"act-1",
             "attachments":[{"contentType":"application/json","name":"Transcript","content":{"activities":[{"type":"message","text":"…"}]}}],
             "entities":[],"relatesTo":{"activityId":"act-1","user":{"id":"u"},"bot":{"id":"b"},"conversation":{"id":"c1"},"channelId":"line","serviceUrl":"…"},
             "timestamp":"2026-11-21T02:45:14.180Z","localTimezone":"UTC"}
            """);
        Assert.True(answer.HandOff);
        Assert.Equal(summary, answer.Summary);
    }

    [Fact]
    public void Facts_are_an_event_of_texts() => Assert.Equal(
        "self", Assert.Single(Read("""{"type":"event","name":"facts","value":{"who":"self","nested":{"x":1},"list":[1]}}""").Facts).Value);

    [Fact]
    public void The_end_of_a_conversation_is_its_end() => Assert.True(Read("""{"type":"endOfConversation","code":"completedSuccessfully"}""").End);

    [Theory]
    [InlineData("", true)]
    [InlineData("\r\n", true)]
    [InlineData("{}", true)]
    [InlineData("""{"activities":null,"more":1}""", true)]
    [InlineData("""{"activities":[null]}""", true)]
    [InlineData("ok", false)]
    [InlineData("[]", false)]
    [InlineData("""{"activities":[{"type":7}]}""", false)]
    public void An_answer_without_activities_is_none_and_nonsense_is_known_as_such(string body, bool heard)
    {
        var reply = BotClient.Read(Encoding.UTF8.GetBytes(body));
        if (heard) Assert.Empty(Assert.IsType<BotReply.Heard>(reply).Activities);
        else Assert.IsType<BotReply.Broken>(reply);
    }

    private static BotAnswer Read(params string[] activities) => ActivityAnswer.Of(
        Assert.IsType<BotReply.Heard>(BotClient.Read(Encoding.UTF8.GetBytes("{\"activities\":[" + string.Join(',', activities) + "]}"))).Activities);
}
