using System.Text;
using Gateway.Organisations;
using Gateway.PartnerGateways;
using Gateway.PartnerGateways.Signatures;
using Gateway.PartnerGateways.Stays;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>The published examples are what the contract says: whoever writes another program can check theirs by them. They were signed apart from this code.</summary>
public sealed class PublishedExampleTests
{
    private static readonly byte[] s_key = Convert.FromBase64String("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==");

    [Fact]
    public void The_call_holds()
    {
        var (fields, body) = Read("call.http");
        var components = SignedExchange.OfCall("https://gateway.yoake.example" + ExchangeJson.Path, fields["Content-Digest"]);
        Assert.Equal(ContentDigest.Of(body), fields["Content-Digest"]);
        Assert.True(IsGood(fields, components, "komorebi-2026"));
        Assert.NotNull(ExchangeJson.Read<ExchangeCall>(body));
        // What the document shows as signed is what was signed.
        var shown = SignatureBase.Of(components, SignedExchange.ParametersOf(fields["Signature-Input"], components)!);
        Assert.Contains(shown, File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats", "partner-gateway.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_holds()
    {
        var (fields, body) = Read("answer.http");
        var components = SignedExchange.OfAnswer(fields["Content-Digest"], SignedExchange.SignatureOf(Read("call.http").Fields["Signature"])!);
        Assert.Equal(ContentDigest.Of(body), fields["Content-Digest"]);
        Assert.True(IsGood(fields, components, "yoake-2026"));
        Assert.Equal(new Availability(2, 4, 1, 0), ExchangeJson.Read<ExchangeAnswer>(body)!.Availability);
    }

    [Fact]
    public void The_stay_holds_and_can_be_used()
    {
        var (fields, body) = Read("stay-call.http");
        Assert.Equal(ContentDigest.Of(body), fields["Content-Digest"]);
        Assert.True(IsGood(fields, SignedExchange.OfCall("https://gateway.yoake.example" + ExchangeJson.Path, fields["Content-Digest"]), "komorebi-2026"));
        var call = ExchangeJson.Read<ExchangeCall>(body)!;
        Assert.True(CheckStays.AreNamed(call.Stays));
        Assert.All(call.Stays!, stay => Assert.True(CheckStays.IsUsable(stay)));
        var (answered, answer) = Read("stay-answer.http");
        Assert.Equal(ContentDigest.Of(answer), answered["Content-Digest"]);
        Assert.True(IsGood(answered, SignedExchange.OfAnswer(answered["Content-Digest"], SignedExchange.SignatureOf(fields["Signature"])!), "yoake-2026"));
        var read = ExchangeJson.Read<ExchangeAnswer>(answer)!;
        Assert.True(CheckStays.IsUsable(read.Stays![0], 4000));
        Assert.Equal(read.Takes!.Agreement, call.Stays![0].Offer!.Agreement);
        Assert.Equal(["", "こんばんは。お待たせしました。"], read.Stays[0].Words.Select(word => word.Text));
        // As the gateway itself would write them.
        Assert.Equal(Encoding.UTF8.GetString(answer), Encoding.UTF8.GetString(ExchangeJson.Write(read)));
    }

    private static bool IsGood(Dictionary<string, string> fields, IReadOnlyList<SignedComponent> components, string keyId)
    {
        var text = SignedExchange.ParametersOf(fields["Signature-Input"], components);
        Assert.Equal(keyId, SignatureParameters.Read(text!)!.KeyId);
        return SignedExchange.IsGood(new PartnerKey(keyId, s_key), components, text!, SignedExchange.SignatureOf(fields["Signature"])!);
    }

    private static (Dictionary<string, string> Fields, byte[] Body) Read(string name)
    {
        var parts = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats", "examples", "partner-gateway", name)).Split("\n\n", 2);
        return (parts[0].Split('\n')[1..].Select(line => line.Split(": ", 2)).ToDictionary(field => field[0], field => field[1]), Encoding.UTF8.GetBytes(parts[1].TrimEnd('\n')));
    }
}
