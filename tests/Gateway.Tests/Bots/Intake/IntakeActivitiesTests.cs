using Gateway.Bots.Intake;
using Gateway.Bots.Protocol;
using Xunit;

namespace Gateway.Tests.Bots.Intake;

/// <summary>The same guide, spoken to by the Bot Framework protocol.</summary>
public sealed class IntakeActivitiesTests
{
    private static readonly IntakeTexts Texts = new();
    private static readonly IntakeActivities Guide = new(new IntakeScript(Texts), IntakePlan.Usual);

    [Fact]
    public void A_talk_over_the_protocol_says_what_the_script_says_and_hands_over_facts()
    {
        var (state, said) = Guide.Answer(null, new Activity { Type = ActivityTypes.ConversationUpdate });
        Assert.Null(state);
        Assert.Empty(said);

        (state, said) = Guide.Answer(state, Message("学校で話す人がいなくて"));
        Assert.Equal([Texts.Text("ja", "notice.a"), Texts.Text("ja", "notice.b"), null], said.Select(one => one.Text));
        Assert.Equal(("facts", Texts.NoticeVersion), (said[^1].Name, said[^1].Value!.Value.GetProperty("notice").GetString()));

        (state, said) = Guide.Answer(state, Message(said[1].SuggestedActions!.Actions![0].Value!.Value.GetString()!));
        Assert.Equal(Texts.Text("ja", "ask.reach"), said[0].Text);
        Assert.Equal("いつでも大丈夫", said[0].SuggestedActions!.Actions![0].Title);

        (state, said) = Guide.Answer(state, Message("夜がいい"));
        Assert.Equal("evening", said[^1].Value!.Value.GetProperty("safeContact").GetString());

        (state, said) = Guide.Answer(state, new Activity { Type = ActivityTypes.Event, Name = HandoffEvents.Status });
        Assert.Empty(said);
        Assert.True(state!.Held);
        Assert.Null(Guide.Answer(state, new Activity { Type = ActivityTypes.EndOfConversation }).State);
    }

    private static Activity Message(string text) => new() { Type = ActivityTypes.Message, Text = text, Id = "a", Locale = "ja", Conversation = new("c") };
}
