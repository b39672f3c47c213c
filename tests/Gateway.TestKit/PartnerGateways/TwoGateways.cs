using System.Net;
using System.Security.Cryptography;
using Gateway.PartnerGateways;
using Gateway.PartnerGateways.Signatures;
using Gateway.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.TestKit.PartnerGateways;

/// <summary>Two gateways, each run by an organisation of its own, and the way between them, which the test may break.</summary>
public sealed class TwoGateways : IAsyncDisposable
{
    private readonly ECDsa _homeKey;
    private readonly ECDsa _partnerKey;

    private TwoGateways(TestGateway home, TestGateway partner, ECDsa homeKey, ECDsa partnerKey, BreakableWay way) =>
        (Home, Partner, _homeKey, _partnerKey, Way) = (home, partner, homeKey, partnerKey, way);

    /// <summary>The one, found under <c>https://home.test</c>. It calls the other <c>hoshi</c>.</summary>
    public TestGateway Home { get; }

    /// <summary>The other, found under <c>https://partner.test</c>. It calls the first <c>tsuki</c>.</summary>
    public TestGateway Partner { get; }

    /// <summary>What is between them.</summary>
    public BreakableWay Way { get; }

    /// <summary>With what the first one signs.</summary>
    public ECDsa HomeKey => _homeKey;

    /// <summary>Starts both.</summary>
    /// <param name="partnerTime">The clock of the second one; the real one when not given.</param>
    /// <param name="size">How large each is.</param>
    /// <param name="homeTime">The clock of the first one; the real one when not given.</param>
    /// <param name="agree">Once the first one runs: by the fingerprint of which agreement the second one takes its people; nothing: it takes nobody.</param>
    public static async Task<TwoGateways> StartAsync(FakeTime? partnerTime = null, SetupSize? size = null, FakeTime? homeTime = null, Func<TestGateway, Task<string>>? agree = null)
    {
        var (homeKey, partnerKey) = (ECDsa.Create(ECCurve.NamedCurves.nistP256), ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var way = new BreakableWay();
        var keys = Directory.CreateTempSubdirectory("gateway-partner-keys-").FullName;
        way.Keys = keys;
        var usual = size ?? new SetupSize { Supervisors = 1 };
        var home = await TestGateway.StartAsync(usual with { PartnerGateways = Yaml("hoshi", "https://partner.test", "https://home.test", KeyFile(keys, "home", homeKey), "home-1", ("partner-1", partnerKey)) }, homeTime, Through(way));
        way.Gateways["home.test"] = home.Address;
        var yaml = Yaml("tsuki", "https://home.test", "https://partner.test", KeyFile(keys, "partner", partnerKey), "partner-1", ("home-1", homeKey));
        if (agree is not null) yaml = yaml.Replace("{ id: tsuki,", $"{{ id: tsuki, takes: {{ agreement: {await agree(home)} }},", StringComparison.Ordinal);
        var partner = await TestGateway.StartAsync(usual with { PartnerGateways = yaml }, partnerTime, Through(way));
        way.Gateways["partner.test"] = partner.Address;
        way.SignsAsPartner = (body, callSignature) => SignedAnswer(partnerKey, body, callSignature, (partnerTime ?? TimeProvider.System).GetUtcNow());
        return new TwoGateways(home, partner, homeKey, partnerKey, way);
    }

    /// <summary>One partner, as the set-up file has it.</summary>
    public static string Yaml(string id, string address, string ourAddress, string keyFile, string keyId, params (string Id, ECDsa Key)[] keys) =>
        $"[{{ id: {id}, name: {id}の会, address: '{address}', ourAddress: '{ourAddress}', signingKey: 'file:{keyFile}', signingKeyId: {keyId}, keys: [{string.Join(", ", keys.Select(key => $"{{ keyId: {key.Id}, publicKey: '{Convert.ToBase64String(key.Key.ExportSubjectPublicKeyInfo())}' }}"))}] }}]";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Home.DisposeAsync();
        await Partner.DisposeAsync();
        Way.Dispose();
        _homeKey.Dispose();
        _partnerKey.Dispose();
        Directory.Delete(Way.Keys, recursive: true);
    }

    private static HttpResponseMessage SignedAnswer(ECDsa key, byte[] body, string callSignature, DateTimeOffset at)
    {
        var digest = ContentDigest.Of(body);
        var (components, now) = (SignedExchange.OfAnswer(digest, callSignature), at.ToUnixTimeSeconds());
        var parameters = new SignatureParameters(now, now + SignedExchange.HoldsSeconds, Ids.NewSecret(), "partner-1");
        return new TestAnswer(HttpStatusCode.OK, new Dictionary<string, string>
        {
            ["Content-Type"] = SignedExchange.ContentType,
            ["Content-Digest"] = digest,
            ["Signature-Input"] = SignedExchange.InputOf(components, parameters),
            ["Signature"] = $"{SignedExchange.Label}={SignedExchange.Sign(key, components, parameters.Text)}",
        }, body).Message();
    }

    private static Action<IServiceCollection> Through(BreakableWay way) =>
        services => services.AddHttpClient(CallPartner.Client).ConfigurePrimaryHttpMessageHandler(() => new WayIn(way));

    private static string KeyFile(string folder, string name, ECDsa key)
    {
        var file = Path.Combine(folder, name + ".pem");
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        return file;
    }
}
