using System.Text;
using Gateway.Channels.Line;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Channels.Line;

public sealed class LineEventsTests
{
    private static readonly LineAccount Account = new(
        "komorebi", "org-1", "U0123456789abcdef0123456789abcdef", Redacted.Of("secret"), null, new LineCredential.LongLived(Redacted.Of("token")));

    public static TheoryData<string, string> Table => new()
    {
        { "no-events", "" },
        { "message-text", "\"相談したいです\" token" },
        { "message-text-rich", "\"@All (heart) Good Morning!!\" token" },
        { "message-sticker", "unknown sticker token" },
        { "message-image", "unknown image token" },
        { "message-image-external", "unknown image token" },
        { "message-video", "unknown video token" },
        { "message-audio", "unknown audio token" },
        { "message-file", "unknown file token" },
        { "message-location", "unknown location token" },
        { "message-tomorrow", "unknown hologram token" },
        { "message-without-message", "unknown ? token" },
        { "message-standby", "\"別の窓口が応対中\"" },
        { "message-redelivered", "\"もう一度届いた\" token" },
        { "unsend", "withdrawal unsend" },
        { "follow", "follow token" },
        { "follow-unblocked", "follow token" },
        { "unfollow", "event unfollow" },
        { "postback", "unknown postback token" },
        { "account-link", "event accountLink token" },
        { "account-link-failed", "nobody" },
        { "video-play-complete", "event videoPlayComplete token" },
        { "beacon", "event beacon token" },
        { "membership", "event membership token" },
        { "bot-suspended", "nobody" },
        { "bot-resumed", "nobody" },
        { "module", "nobody" },
        { "activated", "event activated" },
        { "deactivated", "event deactivated" },
        { "delivery", "event delivery" },
        { "event-tomorrow", "event telepathy token" },
        { "group-join", "nobody token" },
        { "group-leave", "nobody" },
        { "group-member-joined", "nobody token" },
        { "group-member-left", "nobody" },
        { "group-message", "nobody token" },
        { "room-message", "nobody token" },
        { "source-tomorrow", "nobody token" },
        { "several-people", "\"A 一\" token / \"B 一\" token / event telepathy token / \"A 二\" token / unknown sticker token" },
        { "spoilt-neighbours", "nobody / nobody / nobody / nobody / nobody / nobody / nobody / unknown text / \"遠い未来\" / \"ことば\" / \"前\" token / \"後\" token" },
        { "text-emoji", "\"👩‍👩‍👧‍👦🏳️‍🌈 𠮷野家 が つらい😢\" token" },
        { "text-right-to-left", "\"\u202e逆さ\u202c \u2066עברית\u2069 العربية\" token" },
        { "text-zero-width", "\"死\u200bに\u200dた\ufeffい\u00ad\" token" },
        { "text-html", "\"<img src=x onerror=alert(1)> &lt;b&gt; \"'`{{7*7}}${7*7}\" token" },
        { "text-5000", "\"" + string.Concat(Enumerable.Repeat("助けて。", 1250)) + "\" token" },
        { "text-empty", "unknown text token" },
        { "text-control", "\"a<0>b<7><D><A><9>c<85><2028>\" token" },
        { "text-half-pair", "\"隣\" token / \"前<FFFD>後\" token" },
        { "text-invalid-utf8", "\"隣\" token / \"前<FFFD><FFFD>後\" token" },
        { "name-half-pair", "\"名前\" token / \"隣\" token" },
        { "byte-order-mark", "\"印のあと\" token / \"隣\" token" },
        { "deep-field", "\"深い\" token / \"隣\" token" },
        { "duplicate-names", "\"おわり\" token / \"隣\" token" },
    };

    public static TheoryData<string, string?> InWords => new()
    {
        { "message-sticker", "テキスト" },
        { "message-file", "日記.txt" },
        { "message-location", "my location\n〒160-0004 東京都新宿区四谷一丁目6番1号" },
        { "message-image", null },
        { "message-audio", null },
        { "message-tomorrow", null },
    };

    public static TheoryData<string> Broken => [.. Payload.Names("Line", broken: true)];

    [Theory]
    [MemberData(nameof(InWords))]
    public void What_is_no_text_is_told_in_words_where_it_has_some(string file, string? words) =>
        Assert.Equal(words, Assert.Single(LineEvents.Read(Account, Payload.Bytes("Line", file))!).Text?.Value);

    [Theory]
    [InlineData("""{"type":"sticker","keywords":["うれしい","","やった",7]}""", "うれしい、やった")]
    [InlineData("""{"type":"sticker","keywords":"うれしい"}""", null)]
    [InlineData("""{"type":"sticker","keywords":[],"text":""}""", null)]
    [InlineData("""{"type":"location","address":"東京都"}""", "東京都")]
    [InlineData("""{"type":"location","title":"","address":12}""", null)]
    public void Words_are_taken_where_there_are_any(string message, string? words) => Assert.Equal(words, One("message", $"\"message\":{message}").Text?.Value);

    [Fact]
    public void Long_words_are_cut_between_letters()
    {
        var words = One("message", $"\"message\":{{\"type\":\"file\",\"fileName\":\"{new string('a', 499)}😢{new string('b', 600)}\"}}").Text!.Value.Value;
        Assert.Equal(new string('a', 499), words);
    }

    [Theory]
    [InlineData("unsend", "\"unsend\":{\"messageId\":\"325708\"}", InboundKind.Withdrawal, "unsend", "325708")]
    [InlineData("unsend", "\"unsend\":{\"messageId\":7}", InboundKind.Event, "unsend", null)]
    [InlineData("message", "\"message\":{\"type\":\"text\",\"text\":\"a\",\"id\":\"500000000000000001\"}", InboundKind.Message, "text", "500000000000000001")]
    [InlineData("follow", "\"follow\":{\"isUnblocked\":true}", InboundKind.Follow, "unblocked", null)]
    [InlineData("follow", "\"follow\":{\"isUnblocked\":\"true\"}", InboundKind.Follow, "follow", null)]
    [InlineData("follow", "\"x\":1", InboundKind.Follow, "follow", null)]
    public void A_message_is_known_by_the_providers_id(string type, string more, InboundKind kind, string what, string? id)
    {
        var read = One(type, more);
        Assert.Equal((kind, what, id), (read.Kind, read.What, read.MessageId));
    }

    [Theory]
    [InlineData("""{"type":"text","text":"a","quotedMessageId":"325708"}""", "325708")]
    [InlineData("""{"type":"sticker","quotedMessageId":"325708"}""", "325708")]
    [InlineData("""{"type":"text","text":"a","quotedMessageId":7}""", null)]
    [InlineData("""{"type":"text","text":"a","quotedMessageId":""}""", null)]
    [InlineData("""{"type":"text","text":"a"}""", null)]
    public void What_a_message_answers_is_known_by_the_providers_id(string message, string? quoted) =>
        Assert.Equal(quoted, One("message", $"\"message\":{message}").QuotedId);

    [Fact]
    public void An_event_of_a_chat_that_somebody_else_holds_says_so()
    {
        Assert.True(Assert.Single(LineEvents.Read(Account, Payload.Bytes("Line", "message-standby"))!).Standby);
        Assert.False(Assert.Single(LineEvents.Read(Account, Payload.Bytes("Line", "message-text"))!).Standby);
    }

    private static Inbound One(string type, string more) => Assert.Single(LineEvents.Read(
        Account, Encoding.UTF8.GetBytes($$"""{"events":[{"type":"{{type}}","webhookEventId":"01K","source":{"type":"user","userId":"U1"},{{more}}}]}"""))!);

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_kind_of_event_is_understood_or_kept_under_its_name(string file, string read)
    {
        var words = Payload.Visible(Payload.InWords(LineEvents.Read(Account, Payload.Bytes("Line", file))!));
        // Events of the same moment stay as LINE listed them.
        Assert.Equal(Sorted(read), Sorted(words));
    }

    [Fact]
    public void No_payload_file_is_left_out() =>
        Assert.Equal(Payload.Names("Line"), Table.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_webhook_is_nothing(string file) => Assert.Null(LineEvents.Read(Account, Payload.Bytes("Line", file)));

    [Fact]
    public void Events_come_in_the_order_of_their_time_and_stay_as_listed_within_a_moment()
    {
        var read = LineEvents.Read(Account, Payload.Bytes("Line", "several-people"))!;
        Assert.Equal([1790000000100, 1790000000200, 1790000000250, 1790000000300, 1790000000300], read.Select(one => one.SentAt!.Value));
        Assert.Equal(["\"A 二\" token", "unknown sticker token"], read.TakeLast(2).Select(one => Payload.InWords([one])));
    }

    [Fact]
    public void An_event_says_whose_it_is_and_when_it_was()
    {
        var one = Assert.Single(LineEvents.Read(Account, Payload.Bytes("Line", "message-text"))!);
        Assert.Equal(("org-1", "line", "line/komorebi"), (one.Organisation, one.Channel, one.ChannelAccount));
        Assert.Equal("Uffffffffffffffffffffffffffffffff", one.Address.Value);
        Assert.Equal(1790000000000, one.SentAt);
        Assert.StartsWith("01KTESTWEBHOOKEVENTID", one.EventId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_none_and_an_id_that_is_none_are_left_out()
    {
        var read = LineEvents.Read(Account, Payload.Bytes("Line", "spoilt-neighbours"))!;
        Assert.All(read, one => Assert.True(one.SentAt is null || Utc.FromMs(one.SentAt.Value).Year == 2026));
        Assert.All(read, one => Assert.Matches("^[!-~]{1,200}$", one.EventId));
        Assert.Equal(read.Count, read.Select(one => one.EventId).Distinct().Count());
    }

    [Fact]
    public void An_event_without_an_id_is_known_again_by_its_bytes()
    {
        var bytes = Payload.Bytes("Line", "spoilt-neighbours");
        Assert.Equal(
            LineEvents.Read(Account, bytes)!.Select(one => one.EventId), LineEvents.Read(Account, bytes)!.Select(one => one.EventId));
    }

    private static List<string> Sorted(string words) => [.. words.Split(" / ").Order(StringComparer.Ordinal)];
}
