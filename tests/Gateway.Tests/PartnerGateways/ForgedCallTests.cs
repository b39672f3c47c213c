using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.PartnerGateways.Signatures;
using Gateway.TestKit.PartnerGateways;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>A partner's gateway, or somebody who pretends to be one, that forges, replays or floods.</summary>
public sealed class ForgedCallTests(ForgedCallTests.House house) : IClassFixture<ForgedCallTests.House>
{
    private const string Address = "https://partner.test/partner-gateways/v1/exchange";

    private static readonly string s_body = $$"""{"version":1,"at":"{{DateTimeOffset.UnixEpoch:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}"}""";

    public sealed class House : IAsyncLifetime
    {
        public TwoGateways Two { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Two = await TwoGateways.StartAsync();

        public ValueTask DisposeAsync() => Two.DisposeAsync();
    }

    public static TheoryData<string, Func<TestCall, TestCall>, string> Forgeries() => new()
    {
        { "another body", call => call with { Body = Encoding.UTF8.GetBytes(s_body + " ") }, "partner.signature" },
        { "another body with its digest", call => (call with { Body = "{}"u8.ToArray() }).With("Content-Digest", ContentDigest.Of("{}"u8)), "partner.signature" },
        { "another query", call => call with { Target = Address + "?more=1" }, "partner.signature" },
        { "a changed signature", call => call.With("Signature", $"partner=:{Convert.ToBase64String(new byte[64])}:"), "partner.signature" },
        { "a later beginning", call => call.With("Signature-Input", call.Headers["Signature-Input"].Replace(";created=", ";created=1", StringComparison.Ordinal)), "partner.clocks_apart" },
        { "another nonce", call => call.With("Signature-Input", call.Headers["Signature-Input"].Replace(";nonce=\"", ";nonce=\"x", StringComparison.Ordinal)), "partner.signature" },
        { "a key that nobody knows", call => call.With("Signature-Input", call.Headers["Signature-Input"].Replace("home-1", "home-2", StringComparison.Ordinal)), "partner.unknown_key" },
        { "the key of the one that is called", call => call.With("Signature-Input", call.Headers["Signature-Input"].Replace("home-1", "partner-1", StringComparison.Ordinal)), "partner.unknown_key" },
        { "less is covered", call => call.With("Signature-Input", call.Headers["Signature-Input"].Replace(" \"content-digest\"", "", StringComparison.Ordinal)), "partner.not_signed" },
        { "a second signature", call => call.With("Signature-Input", call.Headers["Signature-Input"] + ", other=()"), "partner.not_signed" },
        { "no digest", call => call.With("Content-Digest", ""), "partner.signature" },
        { "no signature", call => call.With("Signature", ""), "partner.not_signed" },
        { "no parameters", call => call.With("Signature-Input", ""), "partner.not_signed" },
        { "nonsense", call => call.With("Signature-Input", new string(')', 4000)), "partner.not_signed" },
        { "another kind of body", call => call.With("Content-Type", "text/plain"), "partner.not_signed" },
        { "a large body", call => call with { Body = new byte[ExchangeDoorLimit + 1] }, "partner.too_large" },
    };

    [Theory, MemberData(nameof(Forgeries), DisableDiscoveryEnumeration = true)]
    public async Task What_was_not_signed_so_is_refused(string what, Func<TestCall, TestCall> forge, string code)
    {
        Assert.NotEmpty(what);
        Assert.Equal(code, await SendAsync(forge(Signed(s_body))));
    }

    [Fact]
    public async Task A_copy_is_known_for_one()
    {
        var call = Signed(s_body);
        Assert.Null(await SendAsync(call));
        Assert.Equal("partner.replayed", await SendAsync(call));
    }

    // Neither its body nor its signature is looked at: whoever keeps calls and sends them again costs next to nothing.
    [Fact]
    public async Task A_copy_and_an_old_call_are_refused_before_they_are_verified()
    {
        var call = Signed(s_body);
        Assert.Null(await SendAsync(call));
        Assert.Equal("partner.replayed", await SendAsync(Spoilt(call)));
        Assert.Equal("partner.clocks_apart", await SendAsync(Spoilt(Signed(s_body, later: -31))));
        Assert.Equal("partner.signature", await SendAsync(Spoilt(Signed(s_body))));

        static TestCall Spoilt(TestCall call) => (call with { Body = "{}"u8.ToArray() }).With("Signature", $"partner=:{Convert.ToBase64String(new byte[64])}:");
    }

    [Fact]
    public async Task Of_many_copies_at_once_one_is_taken()
    {
        var call = Signed(s_body);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(call)));
        Assert.Single(answers, answer => answer is null);
        Assert.All(answers, answer => Assert.True(answer is null or "partner.replayed"));
    }

    // A good call of the one, sent back to it: it signed it itself.
    [Fact]
    public async Task A_gateway_is_not_taken_in_by_its_own_calls() =>
        Assert.Equal("partner.unknown_key", await SendAsync(Signed(s_body) with { Target = "https://home.test/partner-gateways/v1/exchange" }));

    [Theory]
    [InlineData(-31, "partner.clocks_apart")]
    [InlineData(31, "partner.clocks_apart")]
    [InlineData(-25, null)]
    [InlineData(25, null)]
    public async Task What_was_signed_long_ago_or_is_yet_to_come_is_refused(int seconds, string? code) => Assert.Equal(code, await SendAsync(Signed(s_body, seconds)));

    [Fact]
    public async Task A_signature_that_shall_hold_for_ever_is_refused() => Assert.Equal("partner.clocks_apart", await SendAsync(Signed(s_body, holds: 3600)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"version\":2,\"at\":\"2026-11-22T00:00:00Z\"}")]
    [InlineData("{\"version\":\"1\",\"at\":\"2026-11-22T00:00:00Z\"}")]
    [InlineData("{\"version\":1,\"at\":\"yesterday\"}")]
    [InlineData("{\"version\":1}")]
    public async Task What_is_signed_and_says_nothing_is_refused(string body) => Assert.Equal("partner.broken", await SendAsync(Signed(body)));

    [Fact]
    public async Task A_field_that_a_newer_one_sends_is_passed_over() => Assert.Null(await SendAsync(Signed("{\"version\":1,\"at\":\"2026-11-22T00:00:00Z\",\"later\":[1]}")));

    private const int ExchangeDoorLimit = 256 * 1024;

    private TestCall Signed(string body, int later = 0, int holds = SignedExchange.HoldsSeconds) =>
        TestCall.SignedBy(house.Two.HomeKey, Encoding.UTF8.GetBytes(body), TimeProvider.System.GetUtcNow().AddSeconds(later), holds: holds);

    // The code of the refusal; nothing when it was taken.
    private async Task<string?> SendAsync(TestCall call)
    {
        using var answer = await house.Two.Way.DeliverAsync(call, TestContext.Current.CancellationToken);
        if (answer.StatusCode == HttpStatusCode.OK) return null;
        Assert.False(answer.Headers.Contains("Signature"));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString();
    }
}
