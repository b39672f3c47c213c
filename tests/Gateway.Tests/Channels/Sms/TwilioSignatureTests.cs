using Gateway.Channels.Sms;
using Gateway.Organisations;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Channels.Sms;

public sealed class TwilioSignatureTests
{
    private const string Token = "twilio-auth-token-0001";
    private const string Url = "https://gw.example.jp/hooks/twilio/sms?t=1";

    private static readonly KeyValuePair<string, string>[] Known =
    [
        new("AccountSid", "AC00000000000000000000000000000000"), new("ApiVersion", "2010-04-01"), new("Body", "こんにちは"), new("From", "+819012345678"),
        new("MessageSid", "SM00000000000000000000000000000001"), new("NumMedia", "0"), new("NumSegments", "1"),
        new("SmsMessageSid", "SM00000000000000000000000000000001"), new("SmsSid", "SM00000000000000000000000000000001"), new("SmsStatus", "received"),
        new("To", "+815012345678"),
    ];

    [Fact]
    public void A_known_call_has_the_known_signature() =>
        // Computed apart from this code.
        Assert.Equal("hP46Z47uBZ/ybBrj9d2+5J9Vf/E=", TwilioSignature.Of(Token, Url, Known));

    [Fact]
    public void The_order_in_which_parameters_come_does_not_matter()
    {
        var shuffled = Known.ToArray();
        new Random(1).Shuffle(shuffled);
        Assert.Equal("hP46Z47uBZ/ybBrj9d2+5J9Vf/E=", TwilioSignature.Of(Token, Url, shuffled));
    }

    [Fact]
    public void A_repeated_name_counts_once_for_each_different_value() => Assert.Equal(
        TwilioSignature.Of(Token, Url, [new("a", "1"), new("a", "2"), new("B", "x")]),
        TwilioSignature.Of(Token, Url, [new("a", "2"), new("B", "x"), new("a", "1"), new("a", "2")]));

    [Theory]
    [InlineData("https://gw.example.jp/a?b=1", "https://gw.example.jp/a?b=1 https://gw.example.jp:443/a?b=1")]
    [InlineData("https://gw.example.jp:443/a", "https://gw.example.jp:443/a https://gw.example.jp/a")]
    [InlineData("https://gw.example.jp:8443/a", "https://gw.example.jp:8443/a https://gw.example.jp/a")]
    [InlineData("http://127.0.0.1:5080/a", "http://127.0.0.1:5080/a http://127.0.0.1/a")]
    public void An_address_is_good_with_and_without_its_port(string url, string ways) => Assert.Equal(ways.Split(' '), TwilioSignature.WaysToWrite(url));

    [Fact]
    public void Two_tokens_are_good_while_one_is_being_changed()
    {
        Redacted<string>[] both = [Redacted.Of("new"), Redacted.Of("old")];
        Assert.True(TwilioSignature.IsGood(TwilioSignature.Of("new", Url, Known), both, Url, Known));
        Assert.True(TwilioSignature.IsGood(TwilioSignature.Of("old", Url, Known), both, Url, Known));
        Assert.False(TwilioSignature.IsGood(TwilioSignature.Of("older", Url, Known), both, Url, Known));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hP46Z47uBZ/ybBrj9d2+5J9Vf/E")]
    [InlineData("hP46Z47uBZ/ybBrj9d2+5J9Vf/F=")]
    [InlineData("hP46Z47uBZ/ybBrj9d2+5J9Vf/E= ")]
    [InlineData("HP46Z47uBZ/ybBrj9d2+5J9Vf/E=")]
    [InlineData("hP46Z47uBZ/ybBrj9d2+5J9Vf/E=hP46Z47uBZ/ybBrj9d2+5J9Vf/E=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Only_the_signature_itself_is_good(string? given) => Assert.False(TwilioSignature.IsGood(given, [Redacted.Of(Token)], Url, Known));

    [Theory]
    [InlineData("https://gw.example.jp", "https://gw.example.jp/channels/twilio/komorebi/status")]
    [InlineData("https://gw.example.jp/", "https://gw.example.jp/channels/twilio/komorebi/status")]
    [InlineData("https://example.jp/gateway/", "https://example.jp/gateway/channels/twilio/komorebi/status")]
    public void The_public_address_is_put_before_the_gateway_s_own_path(string address, string url) => Assert.Equal(
        url,
        new TwilioAccount("komorebi", "org-1", "+815000000001", new Uri("https://api.twilio.com"), "AC0", Redacted.Of(Token), null, new Uri(address)).PublicUrl("status"));
}
