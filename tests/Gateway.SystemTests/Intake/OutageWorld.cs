using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;
using Xunit;

namespace Gateway.SystemTests.Intake;

/// <summary>Gateways on a PostgreSQL of their own, and people whose words are counted: what was answered 2xx must stand there.</summary>
public sealed class OutageWorld : IAsyncLifetime
{
    private const int People = 10;
    private const string Mark = "ことば";

    private readonly RunSetup _setup = new();
    private readonly int[] _said = new int[People];
    private readonly List<GatewayProcess> _nodes = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };
    private RedisServer? _redis;
    private SimulatorHost? _simulators;
    private ConversationsNode? _reader;
    private long _slowest;
    private int _number;
    private int _crowd;

    /// <summary>The database's server.</summary>
    public PostgresServer Postgres { get; private set; } = null!;

    /// <summary>The settings of every node.</summary>
    public Dictionary<string, string> Settings { get; private set; } = [];

    /// <summary>Where the spools lie.</summary>
    public string SpoolFolder => Path.Combine(_setup.Folder, "spool");

    /// <summary>The longest that a webhook has waited for its answer in the last talk.</summary>
    public TimeSpan Slowest => TimeSpan.FromMilliseconds(_slowest);

    public async ValueTask InitializeAsync()
    {
        Postgres = await PostgresServer.StartAsync(durable: true);
        _redis = await RedisServer.StartAsync();
        _simulators = await SimulatorHost.StartAsync(_setup.Line, _setup.Sms);
        Settings = _setup.Write(_simulators.Address);
        Settings["Gateway:Records:Engine"] = "Postgres";
        Settings["Gateway:Records:Postgres:Connection"] = await Postgres.NewDatabaseAsync();
        Settings["Gateway:Queue:Engine"] = "Redis";
        Settings["Gateway:Redis:Endpoints"] = _redis.Endpoint;
        Settings["Gateway:Redis:TimeoutMs"] = "10000";
        // Short on purpose: what an outage is here.
        Settings["Gateway:Records:TimeoutMs"] = "1500";
        Settings.Remove("Gateway:Records:Sqlite:File");
    }

    /// <summary>One gateway more.</summary>
    public async Task<GatewayProcess> StartAsync()
    {
        var node = await GatewayProcess.StartAsync(Settings);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Everybody says some words, one after another; every call must be answered 2xx.</summary>
    /// <param name="nodes">Each person's words go to one of them, or (in turns) each word to another one.</param>
    /// <param name="words">How many words each says.</param>
    /// <param name="inTurns">Whether a person's words go to all nodes in turns.</param>
    /// <param name="stop">The test's end.</param>
    public Task TalkAsync(IReadOnlyList<GatewayProcess> nodes, int words, bool inTurns, CancellationToken stop)
    {
        _slowest = 0;
        return Task.WhenAll(Enumerable.Range(0, People).Select(async person =>
        {
            for (var i = 0; i < words; i++) await SayAsync(nodes[(person + (inTurns ? i : 0)) % nodes.Count].Address, person, stop);
        }));
    }

    /// <summary>One word each of very many, fifteen from each person, as quickly as they are answered.</summary>
    public Task CrowdAsync(IReadOnlyList<GatewayProcess> nodes, int words, CancellationToken stop) => Parallel.ForEachAsync(
        Enumerable.Range(0, words), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = stop }, async (word, cancel) =>
        {
            Interlocked.Increment(ref _crowd);
            await PostAsync(nodes[word % nodes.Count].Address, UserId(1000 + (word % Math.Max(1, words / 15))), $"{Mark}{word}", cancel);
        });

    /// <summary>A figure of the records.</summary>
    public Task<long> CountAsync(string sql) => Reader.Records.ReadAsync(session => session.FindAsync<long>(sql));

    /// <summary>The status of a page.</summary>
    public async Task<HttpStatusCode> StatusAsync(GatewayProcess node, string path)
    {
        using var answer = await _http.GetAsync(new Uri(node.Address, path));
        return answer.StatusCode;
    }

    /// <summary>The files that hold words.</summary>
    public IReadOnlyList<string> SpoolFiles() => [.. Directory.EnumerateFiles(SpoolFolder, "*.spool", SearchOption.AllDirectories)];

    /// <summary>Files of the spools in which a text, a person or an account can be read.</summary>
    public IEnumerable<string> ReadableOnDisk() => SpoolFiles().Where(file =>
    {
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(file));
        return text.Contains(Mark, StringComparison.Ordinal) || text.Contains(UserId(0), StringComparison.Ordinal) || text.Contains("org1", StringComparison.Ordinal);
    });

    /// <summary>Waits until nothing is on its way any more.</summary>
    public async Task AllStoredAsync(TimeSpan limit, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        while (SpoolFiles().Count > 0 || await CountAsync("SELECT COUNT(*) FROM held_word") > 0 || await CountAsync("SELECT COUNT(*) FROM inbox") < _said.Sum() + _crowd)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < limit, "Not all words were stored in time:\n" + string.Join('\n', _nodes.Select(node => node.Process.LastLines)));
            await Task.Delay(100, stop);
        }
    }

    /// <summary>Every person's words stand once and in the order in which they were said.</summary>
    public async Task AssertOrderAsync()
    {
        for (var person = 0; person < People; person++)
        {
            var said = string.Join(' ', Enumerable.Range(1, _said[person]).Select(i => $"{Mark}{i}"));
            Assert.Equal(said, await WordsOfAsync(UserId(person)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Postgres?.Resume();
        foreach (var node in _nodes) await node.DisposeAsync();
        if (_reader is not null) await _reader.DisposeAsync();
        if (_simulators is not null) await _simulators.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        if (Postgres is not null) await Postgres.DisposeAsync();
        _http.Dispose();
        _setup.Dispose();
    }

    private ConversationsNode Reader => _reader ??= new ConversationsNode(
        Settings.Where(setting => setting.Key.StartsWith("Gateway:Records", StringComparison.Ordinal) || setting.Key.StartsWith("Gateway:Keys", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key, setting => (string?)setting.Value), new FakeTime());

    private static string UserId(int person) => string.Create(CultureInfo.InvariantCulture, $"U{person:x32}");

    private Task SayAsync(Uri node, int person, CancellationToken stop) => PostAsync(node, UserId(person), $"{Mark}{++_said[person]}", stop);

    private async Task PostAsync(Uri node, string user, string text, CancellationToken stop)
    {
        var account = _setup.Line[0];
        var number = Interlocked.Increment(ref _number);
        var body = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"destination":"{{{account.Destination}}}","events":[{"type":"message","mode":"active","timestamp":{{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}}},"webhookEventId":"01OUTAGE{{{number:000000000000000000}}}","deliveryContext":{"isRedelivery":false},"source":{"type":"user","userId":"{{{user}}}"},"replyToken":"{{{number:x32}}}","message":{"id":"{{{number}}}","type":"text","text":"{{{text}}}"}}]}
            """));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, $"/channels/line/{account.Account}/webhook")) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation(
            "x-line-signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(account.ChannelSecret), body)));
        var start = Stopwatch.GetTimestamp();
        using var answer = await _http.SendAsync(request, stop);
        var took = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        for (var seen = Interlocked.Read(ref _slowest); took > seen && Interlocked.CompareExchange(ref _slowest, took, seen) != seen; seen = Interlocked.Read(ref _slowest)) { }
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<string> WordsOfAsync(string user)
    {
        var account = $"line/{_setup.Line[0].Account}";
        var hash = Reader.Get<Contacts>().HashOf(account, Redacted.Of(user));
        return Reader.Records.ReadAsync(async session =>
        {
            if (await ConversationRows.NewestAsync(session, account, hash) is not { } conversation) return "";
            var entries = await Reader.Get<ConversationLog>().ReadAsync(session, conversation, after: 0, limit: 1000);
            return string.Join(' ', entries.Where(entry => entry.Author == Authors.Person).OrderBy(entry => entry.Number).Select(entry => entry.Body.Text));
        });
    }
}
