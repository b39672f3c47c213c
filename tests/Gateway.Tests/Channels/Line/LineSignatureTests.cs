using System.Text;
using Gateway.Channels.Line;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Channels.Line;

public sealed class LineSignatureTests
{
    // Computed apart from this code.
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Signature = "94lIexwJJhBAEvU5fHF/i4JXKbSzbpgGUoZUZlwge9Q=";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"destination":"U0123456789abcdef0123456789abcdef","events":[]}""");

    [Fact]
    public void A_known_body_has_the_known_signature() => Assert.True(LineSignature.IsGood(Body, Signature, [Redacted.Of(Secret)]));

    [Fact]
    public void While_a_secret_is_changed_both_are_good()
    {
        Assert.True(LineSignature.IsGood(Body, Signature, [Redacted.Of("the new one"), Redacted.Of(Secret)]));
        Assert.True(LineSignature.IsGood(Body, Signature, [Redacted.Of(Secret), Redacted.Of("the old one")]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("not base64!")]
    [InlineData("94lIexwJJhBAEvU5fHF/i4JXKbSzbpgGUoZUZlwge9=")]
    [InlineData("94lIexwJJhBAEvU5fHF/i4JXKbSzbpgGUoZUZlwge9Q=AAAA")]
    [InlineData("AAAA94lIexwJJhBAEvU5fHF/i4JXKbSzbpgGUoZUZlwge9Q=")]
    [InlineData("94lIexwJJhBAEvU5fHF/i4JXKbSzbpgGUoZUZlwgeQ==")]
    [InlineData("A4lIexwJJhBAEvU5fHF/i4JXKbSzbpgGUoZUZlwge9Q=")]
    public void Any_other_signature_is_refused(string? signature) => Assert.False(LineSignature.IsGood(Body, signature, [Redacted.Of(Secret)]));

    [Fact]
    public void Another_secret_another_body_or_no_secret_is_refused()
    {
        Assert.False(LineSignature.IsGood(Body, Signature, [Redacted.Of("another")]));
        Assert.False(LineSignature.IsGood([.. Body, (byte)' '], Signature, [Redacted.Of(Secret)]));
        Assert.False(LineSignature.IsGood(Body, Signature, []));
    }
}
