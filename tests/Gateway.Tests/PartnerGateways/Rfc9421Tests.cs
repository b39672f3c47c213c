using System.Security.Cryptography;
using System.Text;
using Gateway.Organisations;
using Gateway.PartnerGateways.Signatures;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>The text that is signed, and the signature, as the vectors of RFC 9421 (Appendix B) have them.</summary>
public sealed class Rfc9421Tests
{
    // B.1.3, test-key-ecc-p256: the public half.
    private const string Key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==";

    private const string Sha512 = "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:";

    // B.2.4
    private const string Parameters = ";created=1618884473;keyid=\"test-key-ecc-p256\"";
    private const string Signature = ":wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:";

    private static readonly SignedComponent[] Response =
        [new("\"@status\"", "200"), new("\"content-type\"", "application/json"), new("\"content-digest\"", Sha512), new("\"content-length\"", "23")];

    [Fact]
    public void The_text_of_B_2_4_is_made() => Assert.Equal(
        $"""
        "@status": 200
        "content-type": application/json
        "content-digest": {Sha512}
        "content-length": 23
        "@signature-params": ("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"
        """, SignatureBase.Of(Response, Parameters));

    [Fact]
    public void The_signature_of_B_2_4_is_good() => Assert.True(SignedExchange.IsGood(Public(), Response, Parameters, Signature));

    [Theory]
    [InlineData(";created=1618884474;keyid=\"test-key-ecc-p256\"", Signature)]
    [InlineData(Parameters, ":wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasg==:")]
    [InlineData(Parameters, "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==")]
    [InlineData(Parameters, ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==:")]
    [InlineData(Parameters, "::")]
    [InlineData(Parameters, "")]
    public void A_changed_one_is_not(string parameters, string signature) => Assert.False(SignedExchange.IsGood(Public(), Response, parameters, signature));

    // B.2.5 and B.2.6 are signed in other ways; the text that they sign is made in the same one.
    [Fact]
    public void The_texts_of_B_2_5_and_B_2_6_are_made()
    {
        SignedComponent[] one = [new("\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT"), new("\"@authority\"", "example.com"), new("\"content-type\"", "application/json")];
        var text = SignatureBase.Of(one, ";created=1618884473;keyid=\"test-shared-secret\"");
        // The shared secret of B.1.5, and the signature of B.2.5.
        var secret = Convert.FromBase64String("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");
        Assert.Equal("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=", Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text))));

        SignedComponent[] two = [new("\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT"), new("\"@method\"", "POST"), new("\"@path\"", "/foo"), new("\"@authority\"", "example.com"),
            new("\"content-type\"", "application/json"), new("\"content-length\"", "18")];
        Assert.EndsWith("(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"",
            SignatureBase.Of(two, ";created=1618884473;keyid=\"test-key-ed25519\""), StringComparison.Ordinal);
    }

    // RFC 9530, Appendix B: the body {"hello": "world"} and a line break.
    [Fact]
    public void The_digest_of_RFC_9530_is_made() =>
        Assert.Equal("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", ContentDigest.Of("{\"hello\": \"world\"}\n"u8));

    [Theory]
    [InlineData(";created=100;expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\"", true)]
    [InlineData(";tag=\"gateway-partner-v1\";keyid=\"key-1\";alg=\"ecdsa-p256-sha256\";nonce=\"0123456789abcdef\";expires=160;created=100", true)]
    [InlineData(";created=100;expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\"", false)]
    [InlineData(";created=100;expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"another\"", false)]
    [InlineData(";created=100;expires=160;nonce=\"0123456789abcdef\";alg=\"hmac-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\"", false)]
    [InlineData(";created=100;expires=160;nonce=\"short\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\"", false)]
    [InlineData(";created=100;created=101;expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\"", false)]
    [InlineData(";created=100;expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\";more=1", false)]
    [InlineData(";created=-1;expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\"", false)]
    [InlineData(";created=\"100\";expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\"", false)]
    [InlineData(";created=999999999999999;expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\"", false)]
    [InlineData(";created=100;expires=160;nonce=\"0123456789abcdef\";alg=\"ecdsa-p256-sha256\";keyid=\"key-1\";tag=\"gateway-partner-v1\", other=()", false)]
    [InlineData("", false)]
    public void Parameters_are_all_there_once_or_not_read(string text, bool read) => Assert.Equal(read, SignatureParameters.Read(text) is not null);

    [Fact]
    public void What_is_written_is_read()
    {
        var parameters = new SignatureParameters(100, 160, "0123456789abcdef", "komorebi-2026.1");
        Assert.Equal(parameters, SignatureParameters.Read(parameters.Text));
    }

    private static PartnerKey Public() => new("test-key-ecc-p256", Convert.FromBase64String(Key));
}
