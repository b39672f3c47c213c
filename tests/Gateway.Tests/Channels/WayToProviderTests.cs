using System.Net;
using Gateway.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Channels;

/// <summary>Where a provider's name may lead, and where it may not.</summary>
public sealed class WayToProviderTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::10.0.0.1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2001:0:a00:1::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    public void A_name_of_a_provider_that_leads_into_a_private_network_is_not_followed(string address)
    {
        var (astray, good) = (IPAddress.Parse(address), IPAddress.Parse("147.92.128.1"));
        Assert.Empty(WayToProvider.Allowed("api.line.me", [astray]));
        Assert.Equal([good], WayToProvider.Allowed("API-DATA.LINE.ME.", [astray, good]));
        Assert.Empty(WayToProvider.Allowed("api.twilio.com", [astray]));
        Assert.Empty(WayToProvider.Allowed("komorebi.japan.communication.azure.com", [astray]));
    }

    [Theory]
    [InlineData("147.92.128.1")]
    [InlineData("172.32.0.1")]
    [InlineData("223.255.255.254")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:147.92.128.1")]
    [InlineData("64:ff9b::147.92.128.1")]
    public void The_internet_is_allowed(string address) => Assert.Single(WayToProvider.Allowed("api.line.me", [IPAddress.Parse(address)]));

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("sms.office.example")]
    [InlineData("notline.me")]
    public void Any_other_name_is_the_choice_of_whoever_wrote_the_settings(string host) => Assert.Single(WayToProvider.Allowed(host, [IPAddress.Parse("10.0.0.1")]));

    [Fact]
    public void Nobody_is_followed_and_nothing_is_remembered_on_the_way()
    {
        using var handler = new WayToProvider(NullLogger<WayToProvider>.Instance).Handler();
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
    }
}
