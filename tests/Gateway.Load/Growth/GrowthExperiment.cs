using System.Text.Json;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;
using Npgsql;

namespace Gateway.Load.Growth;

/// <summary>How far the records grow.</summary>
/// <param name="Conversations">Ended conversations in the records, at last; a thousand at first.</param>
/// <param name="Entries">Entries of the long conversation; the short one has ten.</param>
/// <param name="Samples">How often each thing is done.</param>
public sealed record GrowthOptions(int Conversations, int Entries, int Samples);

/// <summary>How long things take, in milliseconds, as a console or a phone sees them.</summary>
/// <param name="Conversations">Ended conversations in the records.</param>
/// <param name="AnswerMs">From a signed LINE webhook to its answer, 100 a second.</param>
/// <param name="SeenMs">From the webhook to the console.</param>
/// <param name="TakeMs">Taking the next person.</param>
/// <param name="ResumeMs">Everything that a console needs after it has connected, with five talks.</param>
/// <param name="ShortPageMs">The newest entries of a conversation with ten.</param>
/// <param name="LongPageMs">The last ten entries of the long conversation.</param>
/// <param name="LongFirstPageMs">Its first two hundred.</param>
/// <param name="DigestMs">What every console on a node is compared with each five seconds: one statement for its conversations.</param>
internal sealed record Grown(
    int Conversations, Spread AnswerMs, Spread SeenMs, Spread TakeMs, Spread ResumeMs, Spread ShortPageMs, Spread LongPageMs, Spread LongFirstPageMs, Spread DigestMs);

/// <summary>The same things at both sizes.</summary>
/// <param name="Options">The run.</param>
/// <param name="LoadBefore">The one-minute load average before.</param>
/// <param name="Few">With a thousand conversations.</param>
/// <param name="Many">With all.</param>
/// <param name="Ratios">The medians with all, as a multiple of those with few; the long page of the short one. At most 1.3 is aimed at.</param>
internal sealed record GrowthReport(GrowthOptions Options, double LoadBefore, Grown Few, Grown Many, IReadOnlyDictionary<string, double> Ratios);

/// <summary>Does the same things with a thousand conversations in the records and with very many.</summary>
internal sealed class GrowthExperiment
{
    private const string Organisation = "org1";
    private const int AtFirst = 1000;
    private const int Talks = 200;
    private const int Desks = 40;
    private const int WordsASecond = 100;
    private const int Short = 10;

    private readonly GrowthOptions _options;
    private readonly string _connection;
    private readonly Crowd _crowd;
    private readonly Oracle _oracle;
    private readonly LoadConsole _taker;
    private readonly LoadConsole _reader;
    private readonly LoadConsole _desk;
    private readonly string _short;
    private readonly string _long;

    private GrowthExperiment(
        GrowthOptions options, string connection, Crowd crowd, Oracle oracle, LoadConsole taker, LoadConsole reader, LoadConsole desk, string shortTalk, string longTalk)
    {
        (_options, _connection, _crowd, _oracle, _taker, _reader, _desk) = (options, connection, crowd, oracle, taker, reader, desk);
        (_short, _long) = (shortTalk, longTalk);
    }

    /// <summary>Runs it on a world of its own.</summary>
    public static async Task<GrowthReport> RunAsync(GrowthOptions options, Action<string> say)
    {
        var load = MachineMeter.LoadAverage();
        await using var world = await LoadWorld.StartAsync(Engine.Distributed, 1, new SetupSize { Counsellors = Desks + 2 }, say);
        var connection = world.Settings["Gateway:Records:Postgres:Connection"];
        var records = new GrownRecords(connection, Organisation);
        await records.AddAsync(0, AtFirst);
        var oracle = new Oracle(Talks + 3 + Short + options.Entries + (2 * WordsASecond * 4));
        using var provider = new Provider(world.Line(Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(20));
        var desk = await Desk.OpenAsync(world, Organisation, Desks + 2, oracle);
        try
        {
            var pair = new Crowd(world.Line(Organisation), provider, oracle, 1000, 2, ordered: false);
            await Opening.AllWriteAsync(pair);
            await Desk.TakeAllAsync([desk[1]], 2);
            say($"{options.Entries} words in one conversation");
            await SpeakAsync(pair, 0, Short);
            await SpeakAsync(pair, 1, options.Entries);
            await Until.TrueAsync(() => Enumerable.Range(0, oracle.Words).All(oracle.IsSeen), TimeSpan.FromSeconds(20), "all of it is shown");
            var talks = desk[1].Shown.OrderBy(log => log.Last).Select(log => log.Id).ToList();

            var crowd = new Crowd(world.Line(Organisation), provider, oracle, 0, Talks);
            await Opening.AllWriteAsync(crowd);
            await Desk.TakeAllAsync([.. desk.Skip(2)], Talks);
            // Somebody is left who waits.
            await Opening.AllWriteAsync(new Crowd(world.Line(Organisation), provider, oracle, 2000, 1));
            await Opening.QuietAsync(world.Outbox);
            await GrownRecords.SettleAsync(world.Records);

            var run = new GrowthExperiment(options, connection, crowd, oracle, desk[0], desk[1], desk[2], talks[0], talks[1]);
            var few = await run.MeasureAsync(AtFirst);
            say($"{few}");
            say($"{options.Conversations} conversations by COPY");
            await records.AddAsync(AtFirst, options.Conversations);
            await GrownRecords.SettleAsync(world.Records);
            var many = await run.MeasureAsync(options.Conversations);
            say($"{many}");
            return new GrowthReport(options, load, few, many, Ratios(few, many));
        }
        finally
        {
            await Desk.CloseAsync(desk);
        }
    }

    private static Dictionary<string, double> Ratios(Grown few, Grown many) => new Dictionary<string, double>
    {
        ["answer"] = Ratio(many.AnswerMs, few.AnswerMs),
        ["seen"] = Ratio(many.SeenMs, few.SeenMs),
        ["take"] = Ratio(many.TakeMs, few.TakeMs),
        ["resume"] = Ratio(many.ResumeMs, few.ResumeMs),
        ["longPageOfShort"] = Ratio(many.LongPageMs, many.ShortPageMs),
        ["digest"] = Ratio(many.DigestMs, few.DigestMs),
    };

    private static double Ratio(Spread one, Spread other) => Math.Round(one.P50 / other.P50, 2);

    private static async Task SpeakAsync(Crowd crowd, int person, int words)
    {
        foreach (var some in Enumerable.Range(0, words).Chunk(64))
        {
            await Task.WhenAll(some.Select(_ => crowd.SayAsync(person, TimeProvider.System.GetTimestamp(), CancellationToken.None)));
        }
    }

    private async Task<Grown> MeasureAsync(int conversations)
    {
        await WordsAsync(1);
        var first = _oracle.Words;
        await WordsAsync(3);
        var after = _oracle.Words;
        await using var open = new NpgsqlConnection(_connection + ";Pooling=false");
        await open.OpenAsync();
        var mine = await MineAsync(open);
        var last = _reader.Shown.First(log => log.Id == _long).Last;
        return new Grown(
            conversations, _oracle.Answers(first, after), _oracle.Sights(first, after), await TakesAsync(),
            await TimesAsync(() => _desk.CallAsync<HubResumed>("Resume")),
            await TimesAsync(() => _reader.CallAsync<JsonElement>("EntriesAfter", _short, 0)),
            await TimesAsync(() => _reader.CallAsync<JsonElement>("EntriesAfter", _long, last - Short)),
            await TimesAsync(() => _reader.CallAsync<JsonElement>("EntriesAfter", _long, 0)),
            await TimesAsync(() => DigestAsync(open, mine)));
    }

    private async Task WordsAsync(int seconds)
    {
        await new OpenLoop(_crowd, WordsASecond).RunAsync(WordsASecond * seconds, CancellationToken.None, CancellationToken.None);
        await _crowd.AnsweredAsync();
        await Until.IsTrueAsync(() => Enumerable.Range(0, _oracle.Words).All(_oracle.IsSeen), TimeSpan.FromSeconds(10));
    }

    // Taken, and given back to wait again; only the taking is timed.
    private async Task<Spread> TakesAsync()
    {
        var took = new List<double>();
        for (var i = 0; i < _options.Samples; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            var taken = await _taker.CallAsync<HubConversation>("TakeNext") ?? throw new InvalidOperationException("Nobody waits.");
            took.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            await _taker.CallAsync<JsonElement>("Return", taken.Id);
        }
        return Spread.Of(took);
    }

    private async Task<Spread> TimesAsync(Func<Task> call)
    {
        var took = new List<double>();
        for (var i = 0; i < _options.Samples; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await call();
            took.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }
        return Spread.Of(took);
    }

    private static async Task<string[]> MineAsync(NpgsqlConnection open)
    {
        await using var command = new NpgsqlCommand("SELECT array_agg(id) FROM conversation WHERE stage = 'talking'", open);
        return (string[])(await command.ExecuteScalarAsync())!;
    }

    private static async Task DigestAsync(NpgsqlConnection open, string[] ids)
    {
        await using var command = new NpgsqlCommand("SELECT id, stage, assigned_to, last_number FROM conversation WHERE id = ANY($1)", open) { Parameters = { new() { Value = ids } } };
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            // Read to the end, as the gateway does.
        }
    }
}
