using System.Net;
using Gateway.PartnerGateways;
using Gateway.TestKit.PartnerGateways;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>A partner's gateway that floods, and somebody who pretends to be one.</summary>
public sealed class FloodTests
{
    [Fact]
    public async Task Beyond_the_limits_nothing_is_looked_at()
    {
        await using var two = await TwoGateways.StartAsync();
        // Signed: as many as a partner may, and not many more (its own gateway asks now and then).
        var taken = 0;
        for (var i = 0; i < CallLimits.OfPartner + 10; i++) taken += await SendAsync(two, TestCall.SignedBy(two.HomeKey, "{\"version\":1,\"at\":\"2026-11-22T00:00:00Z\"}"u8.ToArray(), TimeProvider.System.GetUtcNow())) == HttpStatusCode.OK ? 1 : 0;
        Assert.InRange(taken, CallLimits.OfPartner - 10, CallLimits.OfPartner);
        // Unsigned: refused without a look at anything.
        var call = new TestCall("POST", "https://partner.test/partner-gateways/v1/exchange", new Dictionary<string, string> { ["Content-Type"] = "application/json" }, []);
        var last = HttpStatusCode.OK;
        for (var i = 0; i < CallLimits.FromAddress; i++) last = await SendAsync(two, call);
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static async Task<HttpStatusCode> SendAsync(TwoGateways two, TestCall call)
    {
        using var answer = await two.Way.DeliverAsync(call, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
