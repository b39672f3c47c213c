using Gateway.Intake;
using Gateway.Intake.Spool;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Intake.Spool;

public sealed class SpooledWordTests
{
    [Fact]
    public void Everything_that_a_provider_told_comes_back_but_the_stale_reply_token()
    {
        var inbound = new Inbound(
            "org-1", "line", "line/komorebi", Redacted.Of("U1"), "event-1", InboundKind.Message, Redacted.Of("はい"), "text", 1_790_000_000_000,
            Redacted.Of("token"), "ja", "m-1", Standby: true, QuotedId: "m-0", ConversationId: "c-1", LaterBy: 9, ReportId: "r-1");
        var word = new SpooledWord(inbound, 1_790_000_000_500, 7);
        Assert.Equal(word with { Inbound = inbound with { ReplyToken = null } }, SpooledWord.Of(word.ToBytes()));
        // A property that is added to an inbound must be added to its written form, or an outage loses it.
        Assert.Equal(18, typeof(Inbound).GetProperties().Length);
    }
}
