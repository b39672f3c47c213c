using System.Security.Cryptography;
using Gateway.Organisations;
using Gateway.Organisations.SetupFile;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class PartnerGatewaySetupTests
{
    private const string Good = "id: hoshi, name: 星の会, address: 'https://hoshi.example.jp/', ourAddress: 'https://komorebi.example.jp', signingKey: 'env:OURS', signingKeyId: komorebi-1";

    private static readonly ECDsa s_ours = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa s_theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa s_other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private static readonly string s_keys = $"keys: [{{ keyId: hoshi-1, publicKey: '{Public(s_theirs)}' }}]";

    [Fact]
    public void A_partner_is_read_with_its_keys()
    {
        var partner = Assert.Single(Read($"[{{ {Good}, {s_keys} }}]").Directory.PartnerGateways);
        Assert.Equal(("hoshi", "komorebi", "https://hoshi.example.jp", "https://komorebi.example.jp"), (partner.Id, partner.Organisation, partner.Address, partner.OurAddress));
        Assert.Equal("hoshi-1", Assert.Single(partner.Keys).Id);
        using var key = partner.OpenSigningKey();
        Assert.Equal(s_ours.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        Assert.DoesNotContain("PRIVATE", partner.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whom_an_organisation_takes_is_read_and_nobody_where_it_does_not_say()
    {
        Assert.Null(Assert.Single(Read($"[{{ {Good}, {s_keys} }}]").Directory.PartnerGateways).Takes);
        var (least, more) = (Takes($"agreement: {s_print}"), Takes($"agreement: {s_print}, atOnce: 7, perDay: 100, languages: [ja, en]"));
        Assert.Equal((s_print, 3, 20, "ja"), (least.Agreement, least.AtOnce, least.PerDay, string.Join(' ', least.Languages)));
        Assert.Equal((7, 100, "ja en"), (more.AtOnce, more.PerDay, string.Join(' ', more.Languages)));
    }

    [Fact]
    public void A_partner_is_an_organisation_elsewhere_to_which_only_its_own_partners_people_go()
    {
        var directory = Read($"[{{ {Good}, {s_keys} }}]").Directory;
        Assert.Equal((true, "星の会"), (directory.FindOrganisation("hoshi")!.Elsewhere, directory.FindOrganisation("hoshi")!.Name));
        Assert.DoesNotContain(directory.Organisations, organisation => organisation.Id == "hoshi");
        Assert.True(directory.Reaches("komorebi", "hoshi"));
        Assert.False(directory.Reaches("yoake", "hoshi"));
        Assert.True(directory.Reaches("yoake", "komorebi"));
    }

    private static readonly string s_print = new('a', 64);

    private static PartnerTakes Takes(string takes) => Assert.Single(Read($"[{{ {Good}, {s_keys}, takes: {{ {takes} }} }}]").Directory.PartnerGateways).Takes!;

    public static TheoryData<string, string> Wrong() => new()
    {
        { $"{Good}, {s_keys}, takes: {{ atOnce: 3 }}", "takes.agreement (line 4): is missing" },
        { $"{Good}, {s_keys}, takes: {{ agreement: {new string('A', 64)} }}", "takes.agreement (line 4): must be the fingerprint" },
        { $"{Good}, {s_keys}, takes: {{ agreement: {new string('a', 64)}, atOnce: 51 }}", "takes.atOnce (line 4): must be a number from 1 to 50" },
        { $"{Good}, {s_keys}, takes: {{ agreement: {new string('a', 64)}, perDay: 10001 }}", "takes.perDay (line 4): must be a number from 1 to 10000" },
        { $"{Good}, {s_keys}, takes: {{ agreement: {new string('a', 64)}, languages: [日本語] }}", "takes.languages[0] (line 4): must be the short code" },
        { $"{Good.Replace("https://hoshi", "http://hoshi", StringComparison.Ordinal)}, {s_keys}", "address (line 4): must be an address beginning with https://" },
        { $"{Good.Replace("https://hoshi.example.jp/", "https://komorebi.example.jp", StringComparison.Ordinal)}, {s_keys}", "address (line 4): is our own address" },
        { $"{Good.Replace("https://komorebi.example.jp", "https://komorebi.example.jp?x=1", StringComparison.Ordinal)}, {s_keys}", "ourAddress (line 4): must be an address beginning with https://" },
        { $"{Good.Replace("env:OURS", "env:NONE", StringComparison.Ordinal)}, {s_keys}", "signingKey (line 4): there is no environment variable" },
        { $"{Good.Replace("env:OURS", "env:P384", StringComparison.Ordinal)}, {s_keys}", "signingKey (line 4): is no private key on the curve P-256" },
        { $"{Good.Replace("env:OURS", "env:PUBLIC", StringComparison.Ordinal)}, {s_keys}", "signingKey (line 4): is no private key on the curve P-256" },
        { $"{Good.Replace("komorebi-1", "k 1", StringComparison.Ordinal)}, {s_keys}", "signingKeyId (line 4): must be 4 to 60 letters" },
        { $"{Good.Replace("id: hoshi", "id: komorebi", StringComparison.Ordinal)}, {s_keys}", "id (line 4): is the id of an organisation of this gateway" },
        { Good, "keys (line 4): must hold the partner's key" },
        { $"{Good}, keys: [{{ keyId: hoshi-1, publicKey: '{Public(s_ours)}' }}]", "keys[0].publicKey (line 4): is the public half of our own signingKey" },
        { $"{Good}, keys: [{{ keyId: hoshi-1, publicKey: '{Public(s_other)}' }}]", "keys[0].publicKey (line 4): must be a public key on the curve P-256" },
        { $"{Good}, keys: [{{ keyId: hoshi-1, publicKey: '{Convert.ToBase64String(s_theirs.ExportPkcs8PrivateKey())}' }}]", "keys[0].publicKey (line 4): must be a public key on the curve P-256" },
        { $"{Good}, keys: [{{ keyId: hoshi-1, publicKey: '{Public(s_theirs)}' }}, {{ keyId: hoshi-1, publicKey: '{Public(s_theirs)}' }}]", "keys[1].keyId (line 4): is used already" },
        { $"{Good}, {s_keys}, colour: red", "colour (line 4): there is no such key" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_with_its_place(string partner, string problem) =>
        Assert.Contains(Read($"[{{ {partner} }}]").Problems.Select(found => found.ToString()), found => found.StartsWith("organisations[0].partnerGateways[0]." + problem, StringComparison.Ordinal));

    private static string Public(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static SetupReading Read(string partners) => SetupReading.FromText(
        $"""
        organisations:
          - id: komorebi
            name: こもれび
            partnerGateways: {partners}
            people: []
        """,
        new SecretSources(name => name switch
        {
            "OURS" => s_ours.ExportPkcs8PrivateKeyPem(),
            "P384" => s_other.ExportPkcs8PrivateKeyPem(),
            "PUBLIC" => s_ours.ExportSubjectPublicKeyInfoPem(),
            _ => null,
        }, "."));
}
