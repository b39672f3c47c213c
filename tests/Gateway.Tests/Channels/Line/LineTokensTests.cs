using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>Access tokens that LINE issues for a time: asked for, kept, renewed in time, replaced when they are refused.</summary>
public sealed class LineTokensTests
{
    private static readonly Ids s_ids = new(TimeProvider.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("stateless")]
    [InlineData("v2.1")]
    public async Task A_talk_goes_on_with_tokens_that_LINE_issues(string kind)
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { LineTokenKind = kind });
        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: true, capacity: 1);
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        var offered = await aoi.WaitForAsync(message => message.Target == "Offered");
        var talk = await aoi.AnswerOfferAsync(offered.Arguments[0].GetProperty("offerId").GetString()!, accept: true);
        await aoi.SendAsync(talk!.Id, "読みました");
        await girl.ReceivesAsync(text => text == "読みました");
        Assert.Equal(1, night.Simulators.Line(night.Setup.Line[0].Account).TokensIssued);
    }

    [Fact]
    public async Task Many_who_want_a_token_at_once_share_one_call()
    {
        await using var house = await LineHouse.StartAsync(LineHouse.Stateless);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PushAsync(house)));
        Assert.Equal(20, house.Outbox.Log.Last);
        Assert.Equal(1, house.Line.TokensIssued);
    }

    [Fact]
    public async Task A_token_of_fifteen_minutes_is_renewed_after_twelve()
    {
        await using var house = await LineHouse.StartAsync(LineHouse.Stateless);
        await PushAsync(house);
        house.Time.Advance(TimeSpan.FromMinutes(11));
        await PushAsync(house);
        Assert.Equal(1, house.Line.TokensIssued);
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SendOutcome.Sent>(await PushAsync(house));
        await EventuallyAsync(() => house.Line.TokensIssued == 2);
    }

    [Fact]
    public async Task While_a_renewal_fails_the_old_token_serves_as_long_as_it_lives()
    {
        await using var house = await LineHouse.StartAsync(LineHouse.Stateless);
        await PushAsync(house);
        house.Line.TokenFaults.Next(Fault.ServerError, times: 100);
        house.Time.Advance(TimeSpan.FromMinutes(13));
        Assert.IsType<SendOutcome.Sent>(await PushAsync(house));
        await EventuallyAsync(() => house.Logged.Contains(1604));
        house.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<SendOutcome.Unreachable>(await PushAsync(house));
        Assert.Equal(2, house.Outbox.Log.Last);
        Assert.Contains(1606, house.Logged);
    }

    [Fact]
    public async Task When_LINE_issues_tokens_again_replies_go_out_again()
    {
        await using var house = await LineHouse.StartAsync(LineHouse.Stateless);
        house.Line.TokenFaults.Next(Fault.DropBeforeAccepting);
        Assert.IsType<SendOutcome.Unreachable>(await PushAsync(house));
        // Nobody asks again at once: a LINE that is down is not helped by it.
        Assert.IsType<SendOutcome.Unreachable>(await PushAsync(house));
        Assert.Equal(0, house.Line.TokensIssued);
        house.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.IsType<SendOutcome.Sent>(await PushAsync(house));
        Assert.Equal([1606, 1607], house.Logged);
    }

    [Theory]
    [InlineData(Routes.Push)]
    [InlineData(Routes.Reply)]
    public async Task A_refused_token_is_replaced_and_the_message_arrives_once(string route)
    {
        await using var house = await LineHouse.StartAsync(LineHouse.Stateless);
        await PushAsync(house);
        house.Line.RevokeTokens();
        var phone = house.Line.Phone();
        var said = phone.Text("はじめまして");
        house.Line.Webhook = house.Settings.Api;
        await phone.SendAsync(said);
        var batch = Batch(phone.UserId, route) with { ReplyToken = Redacted.Of(said.ReplyToken!) };
        Assert.IsType<SendOutcome.Sent>(await house.Sender.SendAsync(batch, Stop));
        // The same call again: LINE knows it by the same retry key, a reply by its token.
        Assert.Equal(route == Routes.Push, await house.Sender.SendAsync(batch, Stop) is SendOutcome.Sent);
        Assert.Single(phone.Received);
        Assert.Equal(2, house.Line.TokensIssued);
    }

    [Fact]
    public async Task Credentials_that_LINE_refuses_are_told_once_and_nothing_is_sent()
    {
        await using var house = await LineHouse.StartAsync(LineHouse.Stateless, secret: "wrong");
        await house.Tokens.RunOnceAsync(Stop);
        Assert.IsType<SendOutcome.BadConfig>(await PushAsync(house));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SendOutcome.BadConfig>(await PushAsync(house));
        Assert.Equal([1605], house.Logged);
        Assert.Equal(0, house.Outbox.Log.Last);
    }

    [Fact]
    public async Task A_key_gives_tokens_of_the_life_that_was_chosen()
    {
        await using var house = await LineHouse.StartAsync(LineHouse.Keyed(TimeSpan.FromHours(24)));
        await PushAsync(house);
        house.Time.Advance(TimeSpan.FromHours(19));
        await PushAsync(house);
        Assert.Equal(1, house.Line.TokensIssued);
        house.Time.Advance(TimeSpan.FromHours(1));
        await PushAsync(house);
        await EventuallyAsync(() => house.Line.TokensIssued == 2);
    }

    [Fact]
    public async Task A_key_may_be_a_JWK()
    {
        using var key = RSA.Create(2048);
        await using var house = await LineHouse.StartAsync(LineHouse.Keyed(TimeSpan.FromHours(1), Jwk(key)));
        // LINE does not know this one: what matters here is that it could be signed with.
        Assert.IsType<SendOutcome.BadConfig>(await PushAsync(house));
        await using var strange = await LineHouse.StartAsync(LineHouse.Keyed(TimeSpan.FromHours(1), keyId: "nobody"));
        Assert.IsType<SendOutcome.BadConfig>(await PushAsync(strange));
    }

    [Fact]
    public void Both_forms_of_a_key_are_the_same_key()
    {
        using var key = RSA.Create(2048);
        foreach (var text in new[] { Jwk(key), key.ExportPkcs8PrivateKeyPem(), key.ExportRSAPrivateKeyPem(), "\n" + Jwk(key) })
        {
            var (read, problem) = LineSigningKey.Read(text);
            Assert.Null(problem);
            using (read) Assert.True(key.VerifyData("x"u8, read!.SignData("x"u8.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }

    [Fact]
    public void What_is_no_private_RSA_key_is_refused_in_words()
    {
        using var key = RSA.Create(2048);
        using var shortKey = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("too short", LineSigningKey.Read(shortKey.ExportPkcs8PrivateKeyPem()).Problem, StringComparison.Ordinal);
        string[] wrong =
        [
            "", "x", "{", "{}", """{"kty":"RSA","n":7}""", """{"kty":"RSA","n":"*","e":"AQAB","d":"*"}""", key.ExportSubjectPublicKeyInfoPem(), curve.ExportPkcs8PrivateKeyPem(),
            key.ExportEncryptedPkcs8PrivateKeyPem("passphrase", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)),
            Jwk(key).Replace("\"d\":", "\"x\":", StringComparison.Ordinal),
        ];
        Assert.All(wrong, text =>
        {
            var (read, problem) = LineSigningKey.Read(text);
            Assert.Null(read);
            Assert.StartsWith("is no private RSA key", problem, StringComparison.Ordinal);
        });
    }

    private static string Jwk(RSA key)
    {
        var parts = key.ExportParameters(includePrivateParameters: true);
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["kty"] = "RSA",
            ["alg"] = "RS256",
            ["n"] = Text(parts.Modulus),
            ["e"] = Text(parts.Exponent),
            ["d"] = Text(parts.D),
            ["p"] = Text(parts.P),
            ["q"] = Text(parts.Q),
            ["dp"] = Text(parts.DP),
            ["dq"] = Text(parts.DQ),
            ["qi"] = Text(parts.InverseQ),
        });

        // As some tools write it: without leading zeros.
        static string Text(byte[]? number) => Base64Url.EncodeToString(number.AsSpan().TrimStart((byte)0));
    }

    private static Task<SendOutcome> PushAsync(LineHouse house) => house.Sender.SendAsync(Batch(house.Line.Phone().UserId, Routes.Push), Stop);

    private static OutboundBatch Batch(string to, string route) => new(
        "line/komorebi", Redacted.Of(to), [Redacted.Of("はい")], s_ids.New(), route, null, 0);

    private static async Task EventuallyAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 500, "Not so in time.");
            await Task.Delay(10, Stop);
        }
    }
}
