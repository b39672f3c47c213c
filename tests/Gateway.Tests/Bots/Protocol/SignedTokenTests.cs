using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Bots.Protocol;
using Xunit;

namespace Gateway.Tests.Bots.Protocol;

public sealed class SignedTokenTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);
    private readonly RSA _key = RSA.Create(2048);

    [Fact]
    public void What_was_signed_is_read_again() => Assert.Equal("bot-1", Read(Token())!.Appid);

    [Fact]
    public void A_token_for_somebody_else_of_somebody_else_or_of_another_time_is_none()
    {
        Assert.Null(SignedToken.Read(_key, Token(), "https://gateway/bots", "https://gateway/bots/org2", Now));
        Assert.Null(SignedToken.Read(_key, Token(), "https://evil/bots", "https://gateway/bots/org1", Now));
        Assert.Null(SignedToken.Read(_key, Token(), "https://gateway/bots", "https://gateway/bots/org1", Now.AddMinutes(10)));
        Assert.Null(SignedToken.Read(_key, Token(), "https://gateway/bots", "https://gateway/bots/org1", Now.AddMinutes(-2)));
        using var other = RSA.Create(2048);
        Assert.Null(SignedToken.Read(other, Token(), "https://gateway/bots", "https://gateway/bots/org1", Now));
    }

    [Fact]
    public void No_other_algorithm_is_believed_least_of_all_none()
    {
        var parts = Token().Split('.');
        var none = Base64Url.EncodeToString("""{"alg":"none","typ":"JWT","kid":"k"}"""u8);
        Assert.Null(Read($"{none}.{parts[1]}."));
        Assert.Null(Read($"{none}.{parts[1]}.{parts[2]}"));
        // With the public key as the secret of an HMAC.
        var head = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT","kid":"k"}"""u8);
        var signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes($"{head}.{parts[1]}"));
        Assert.Null(Read($"{head}.{parts[1]}.{Base64Url.EncodeToString(signature)}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.e30")]
    public void Nonsense_is_no_token(string token) => Assert.Null(Read(token));

    public void Dispose() => _key.Dispose();

    private string Token() => SignedToken.Sign(_key, "k", new TokenClaims(
        "https://gateway/bots", "https://gateway/bots/org1", Now.AddMinutes(-1).ToUnixTimeSeconds(), Now.AddMinutes(10).ToUnixTimeSeconds(), Appid: "bot-1"));

    private TokenClaims? Read(string token) => SignedToken.Read(_key, token, "https://gateway/bots", "https://gateway/bots/org1", Now);
}
