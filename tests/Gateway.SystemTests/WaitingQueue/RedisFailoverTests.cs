using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.SystemTests.WaitingQueue;

/// <summary>A primary and a replica, both known to the gateways: whoever is primary is found, and the other is never believed.</summary>
public sealed class RedisFailoverTests : IAsyncLifetime
{
    private const string Organisation = "komorebi";

    // How quickly a new primary is found is measured elsewhere, by g07; here it is found at all.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FakeTime _time = new();
    private RedisServer _first = null!;
    private RedisServer _second = null!;
    private RedisNode _a = null!;
    private RedisNode _b = null!;

    public async ValueTask InitializeAsync()
    {
        (_first, _second) = (await RedisServer.StartAsync(), await RedisServer.StartAsync());
        await _second.FollowAsync(_first);
        (_a, _b) = (Node(), Node());
        Assert.True(await _a.Queue.RebuildAsync(Organisation, [Person(1), Person(2)], []));
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task A_failover_is_followed_within_seconds_and_the_replicas_memory_is_not_believed()
    {
        await using var feeds = await Feeds.OpenAsync(_a, _b);
        await feeds.ReachAsync();
        await TakeAsync(_b);
        await _first.Kill9Async();
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _a.Queue.TickAsync(Organisation));
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _b.Queue.SnapshotAsync(Organisation));

        await _second.PromoteAsync();
        await LostAsync(_a);
        await LostAsync(_b);
        Assert.True(await _a.Queue.RebuildAsync(Organisation, [Person(2), Person(1)], []));
        Assert.Equal([Person(1), Person(2)], (await _b.Queue.SnapshotAsync(Organisation)).Waiting);
        await feeds.ReachAsync();
    }

    [Fact]
    public async Task A_primary_that_comes_back_as_a_replica_disturbs_nobody()
    {
        await _first.Kill9Async();
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _a.Queue.TickAsync(Organisation));
        await _second.PromoteAsync();
        await LostAsync(_a);
        Assert.True(await _a.Queue.RebuildAsync(Organisation, [Person(1)], []));

        await _first.RestartAsync();
        await _first.FollowAsync(_second);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(7))
        {
            Assert.Equal([Person(1)], (await _a.Queue.SnapshotAsync(Organisation)).Waiting);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_primary_that_is_made_a_replica_is_unavailable_and_the_new_one_is_found()
    {
        await TakeAsync(_a);
        await _second.PromoteAsync();
        await _first.FollowAsync(_second);
        var watch = Stopwatch.StartNew();
        while (!await RebuiltAsync(_a))
        {
            Assert.True(watch.Elapsed < Patience, "The new primary was not found in time.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Person(1), (await TakeAsync(_a)).Claim!.Place);
    }

    [Fact]
    public async Task Two_primaries_are_one_to_all_gateways()
    {
        await _first.Kill9Async();
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _a.Queue.TickAsync(Organisation));
        await _second.PromoteAsync();
        await LostAsync(_a);
        Assert.True(await _a.Queue.RebuildAsync(Organisation, [Person(1)], []));
        await _first.RestartAsync();

        // Nobody told the old one to follow. Whichever is chosen, all choose the same one before long.
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await RebuildIfLostAsync(_a);
                await RebuildIfLostAsync(_b);
                await _a.Queue.JoinAsync(Person((int)watch.ElapsedMilliseconds + 10));
                var (a, b) = ((await _a.Queue.SnapshotAsync(Organisation)).Waiting, (await _b.Queue.SnapshotAsync(Organisation)).Waiting);
                if (watch.Elapsed > TimeSpan.FromSeconds(8) && a.SequenceEqual(b)) return;
            }
            catch (Exception choosing) when (choosing is QueueUnavailableException or QueueEpochLostException)
            {
                // While they choose, no answer is an honest answer; two queues would not be.
            }

            Assert.True(watch.Elapsed < Patience, "The gateways keep two queues.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Over_tls_only_a_server_with_a_known_authority_is_believed()
    {
        using var folder = new TlsFolder();
        var port = FreePort.Find();
        await using var server = await RedisServer.StartAsync(
            "--tls-port", port.ToString(CultureInfo.InvariantCulture), "--tls-cert-file", folder.Certificate, "--tls-key-file", folder.Key,
            "--tls-ca-cert-file", folder.Authority, "--tls-auth-clients", "no");
        var known = new RedisSettings { Endpoints = $"localhost:{port}", Tls = true, TlsAuthorityFile = folder.Authority, TimeoutMs = 10_000 };
        Assert.Empty(known.Problems());
        Assert.True(await AnswersAsync(known));
        Assert.False(await AnswersAsync(new RedisSettings { Endpoints = $"localhost:{port}", Tls = true }));
        Assert.False(await AnswersAsync(new RedisSettings { Endpoints = $"127.0.0.1:{port}", Tls = true, TlsAuthorityFile = folder.Authority }));
        Assert.False(await AnswersAsync(new RedisSettings { Endpoints = $"localhost:{port}" }));
    }

    private static async Task<bool> AnswersAsync(RedisSettings settings)
    {
        await using var link = new RedisLink(settings, NullLogger<RedisLink>.Instance);
        return await link.AnswersAsync();
    }

    private RedisNode Node() => new(RedisNode.Open(RedisNode.Impatient, _first, _second), _time, new QueueSettings());

    private static Task<TakeResult> TakeAsync(RedisNode node) => node.Queue.TakeNextAsync(Organisation, "aki", new Ids(TimeProvider.System).New());

    private static async Task<bool> RebuiltAsync(RedisNode node)
    {
        try
        {
            return await node.Queue.RebuildAsync(Organisation, [Person(1)], []);
        }
        catch (QueueUnavailableException)
        {
            return false;
        }
    }

    private static async Task RebuildIfLostAsync(RedisNode node)
    {
        try
        {
            await node.Queue.SnapshotAsync(Organisation);
        }
        catch (Exception lost) when (lost is QueueEpochLostException or QueueUnavailableException)
        {
            await node.Queue.RebuildAsync(Organisation, [Person(1)], []);
        }
    }

    private static async Task LostAsync(RedisNode node)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await TakeAsync(node);
            }
            catch (QueueEpochLostException)
            {
                return;
            }
            catch (QueueUnavailableException)
            {
                // Nobody is primary yet, as this node sees it.
            }

            Assert.True(watch.Elapsed < Patience, "The new primary was not found in time.");
            await Task.Delay(50);
        }
    }

    private static QueuePlace Person(int number) => new($"c{number}", Organisation, $"K-{number}", "sms", Grade.Unknown, 1_795_000_000_000 + number, false);

    /// <summary>The feeds of two gateways, and whether the one hears the other.</summary>
    private sealed class Feeds(RedisFeed from, RedisFeed to) : IAsyncDisposable
    {
        private volatile int _heard;

        public static async Task<Feeds> OpenAsync(RedisNode a, RedisNode b)
        {
            var ids = new Ids(TimeProvider.System);
            var feeds = new Feeds(new RedisFeed(a.Link, ids, NullLogger<RedisFeed>.Instance), new RedisFeed(b.Link, ids, NullLogger<RedisFeed>.Instance));
            await feeds.StartAsync();
            return feeds;
        }

        public async Task ReachAsync()
        {
            var before = _heard;
            var watch = Stopwatch.StartNew();
            while (_heard == before)
            {
                from.Publish(new QueueChanged(Organisation));
                Assert.True(watch.Elapsed < Patience, "Signals do not reach the other gateway.");
                await Task.Delay(50);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await from.StopAsync(CancellationToken.None);
            await to.StopAsync(CancellationToken.None);
        }

        private async Task StartAsync()
        {
            to.Subscribe<QueueChanged>(_ => Interlocked.Increment(ref _heard));
            await from.StartAsync(CancellationToken.None);
            await to.StartAsync(CancellationToken.None);
        }
    }

    /// <summary>An authority made for one test, and a certificate for localhost from it.</summary>
    private sealed class TlsFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-tls-");

        public TlsFolder()
        {
            using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var authority = new CertificateRequest("CN=authority of a test", authorityKey, HashAlgorithmName.SHA256);
            authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            var now = TimeProvider.System.GetUtcNow();
            using var signed = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            server.CertificateExtensions.Add(names.Build());
            using var certificate = server.Create(signed, now.AddDays(-1), now.AddHours(12), [1, 2, 3, 4]);
            File.WriteAllText(Authority, signed.ExportCertificatePem());
            File.WriteAllText(Certificate, certificate.ExportCertificatePem());
            File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        }

        public string Authority => Path.Combine(_folder.FullName, "authority.pem");

        public string Certificate => Path.Combine(_folder.FullName, "server.pem");

        public string Key => Path.Combine(_folder.FullName, "server.key");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
