using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Load;
using Gateway.Load.Backup;
using Gateway.Load.Connections;
using Gateway.Load.Floor;
using Gateway.Load.Grading;
using Gateway.Load.Growth;
using Gateway.Load.Night;
using Gateway.Load.Queue;
using Gateway.Load.Runs;
using Gateway.Worlds;

const string help =
    """
    Load against the built gateway, as real processes on this machine. JSON on stdout, progress on stderr.

      latency   signed LINE webhooks at a steady rate -> consoles: how long until the answer, how long until it is seen
                [--engine embedded|distributed] [--nodes 1] [--rate 100] [--seconds 30] [--warm-up 5]
                [--conversations 200] [--consoles 50]
      compare   latency on both engines by turns, and the ratios between them
                [--rounds 3] [--nodes 1] [--rate 100] [--seconds 15] [--warm-up 5] [--conversations 200] [--consoles 50]
      floor     the gateway on PostgreSQL and Redis against the least that a server of its kind does, by turns in one run:
                how long until a screen has a message, and the highest rate that is kept up with
                [--nodes 1] [--rate 300] [--seconds 15] [--rounds 3] [--conversations 200] [--consoles 50] [--no-highest]
      start     start of the built gateway to ready
                [--engine embedded|distributed|both] [--runs 10]
      backup    backup, check and restore of many conversations with the real program, on both engines
                [--conversations 100000] [--entries 10]
      queue     claims and joins on the waiting queue as fast as they go, beside a bare script; many organisations; many nodes;
                rebuilding 100,000 places from the records
                [--parts sizes,organisations,nodes,rebuilding] [--waiting 1000,1000000] [--claimers 64] [--staff 200]
                [--rounds 3] [--seconds 3]
      connections  many open pages of the web chat and many consoles at one gateway: memory, processor time, and words among them
                [--chats 10000] [--consoles 1000] [--seconds 10]
      triage    what grading a message costs, within this process
                [--rounds 20]
      growth    the same things with a thousand conversations in the records and with very many, and with a long one
                [--ended 1000000] [--entries 10000] [--samples 100]
      first     people who write for the first time, at a steady rate: how long until the guide's first answer is on their phone
                [--engine embedded|distributed] [--rate 10] [--seconds 30]
      alarm     people in danger, one after another on two gateways: how long from the webhook's 200 until each of two supervisors has the alarm
                [--alarms 300] [--rate 10]
      night     simulated nights with a surge, on a clock of their own: who waits how long by grade, under the gateway's order, first come first
                served, and by grade alone
                [--persons 500] [--counsellors 20] [--surge 2] [--nights 20] [--seed 20261121]

    Exit code: 0; 1 when something was lost, doubled, out of order or out of its place; 2 for wrong arguments;
    3 when the run could not be finished.
    """;

var json = new JsonSerializerOptions(JsonSerializerDefaults.Web)
{
    WriteIndented = true,
    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
};
if (args is [] or ["--help"] or ["-h"] or ["help"])
{
    await Console.Out.WriteLineAsync(help);
    return args.Length == 0 ? 2 : 0;
}

if (args is [FloorServer.Command, var address, var connection, var secret])
{
    await FloorServer.ServeAsync(address, connection, secret);
    return 0;
}

try
{
    var given = Arguments.Parse(args);
    var (report, good) = args[0] switch
    {
        "latency" => await LatencyAsync(given),
        "compare" => await CompareAsync(given),
        "floor" => (await FloorExperiment.RunAsync(Floor(given), Say), true),
        "start" => (await StartExperiment.RunAsync(given.Engines(), given.Whole("runs", 10, 1, 1000), Say), true),
        "backup" => (await BackupExperiment.RunAsync(given.Whole("conversations", 100_000, 200, 10_000_000), given.Whole("entries", 10, 1, 1000), Say), true),
        "queue" => await QueueAsync(given),
        "triage" => (await GradingExperiment.RunAsync("tests/Gateway.Tests/Intake/Triage/labelled.jsonl", given.Whole("rounds", 20, 1, 1000), Say), true),
        "growth" => (await GrowthExperiment.RunAsync(Growth(given), Say), true),
        "connections" => await ConnectionsAsync(given),
        "first" => await FirstAsync(given),
        "alarm" => await AlarmAsync(given),
        "night" => (await NightExperiment.RunAsync(Night(given), Say), true),
        _ => throw new ArgumentException($"There is no command {args[0]}."),
    };
    await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, json));
    return good ? 0 : 1;
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{help}");
    return 2;
}
catch (Exception failed) when (failed is InvalidOperationException or TimeoutException or IOException)
{
    await Console.Error.WriteLineAsync($"The run could not be finished: {failed.Message}");
    return 3;
}

static async Task<(object, bool)> LatencyAsync(Arguments given)
{
    var report = await LatencyExperiment.RunAsync(Latency(given, given.Engine(), 30), Say);
    return (report, report.Good);
}

static async Task<(object, bool)> CompareAsync(Arguments given)
{
    var rounds = given.Whole("rounds", 3, 1, 20);
    var report = await CompareExperiment.RunAsync(engine => Latency(given, engine, 15), rounds, Say);
    return (report, report.Good);
}

static async Task<(object, bool)> QueueAsync(Arguments given)
{
    var report = await QueueExperiment.RunAsync(Queue(given), Say);
    return (report, report.Good);
}

static async Task<(object, bool)> FirstAsync(Arguments given)
{
    var report = await FirstAnswerExperiment.RunAsync(given.Engine(), given.Whole("rate", 10, 1, 1000), given.Whole("seconds", 30, 1, 600), Say);
    return (report, report.Unanswered == 0);
}

static async Task<(object, bool)> AlarmAsync(Arguments given)
{
    var report = await AlarmExperiment.RunAsync(given.Whole("alarms", 300, 1, 10_000), given.Whole("rate", 10, 1, 1000), Say);
    return (report, report.Missing == 0);
}

static async Task<(object, bool)> ConnectionsAsync(Arguments given)
{
    var report = await ConnectionsExperiment.RunAsync(
        new ConnectionsOptions(given.Whole("chats", 10_000, 10, 50_000), given.Whole("consoles", 1000, 60, 5000), given.Whole("seconds", 10, 1, 600)), Say);
    return (report, report is { Lost: 0, Ended: 0 });
}

static LatencyOptions Latency(Arguments given, Engine engine, int seconds) => new()
{
    Engine = engine,
    Nodes = given.Whole("nodes", 1, 1, 8),
    Rate = given.Whole("rate", 100, 1, 5000),
    Seconds = given.Whole("seconds", seconds, 1, 3600),
    WarmUpSeconds = given.Whole("warm-up", 5, 0, 600),
    Conversations = given.Whole("conversations", 200, 1, 2000),
    Consoles = given.Whole("consoles", 50, 1, 500),
};

static FloorOptions Floor(Arguments given) => new()
{
    Nodes = given.Whole("nodes", 1, 1, 8),
    Rate = given.Whole("rate", 300, 1, 5000),
    Seconds = given.Whole("seconds", 15, 1, 600),
    Rounds = given.Whole("rounds", 3, 1, 50),
    Conversations = given.Whole("conversations", 200, 1, 2000),
    Consoles = given.Whole("consoles", 50, 1, 500),
    FindHighest = !given.Flag("no-highest"),
};

static GrowthOptions Growth(Arguments given) => new(
    given.Whole("ended", 1_000_000, 2000, 10_000_000), given.Whole("entries", 10_000, 300, 100_000), given.Whole("samples", 100, 10, 10_000));

static NightOptions Night(Arguments given) => new(
    given.Whole("persons", 500, 10, 100_000), given.Whole("counsellors", 20, 1, 1000), given.Whole("surge", 2, 1, 10), given.Whole("nights", 20, 1, 1000),
    given.Whole("seed", 20261121, 0, int.MaxValue));

static QueueOptions Queue(Arguments given) => new(
    given.Words("parts", ["sizes", "organisations", "nodes", "rebuilding"]),
    given.Wholes("waiting", [1000, 1_000_000], 100, 5_000_000), given.Whole("claimers", 64, 1, 1000), given.Whole("staff", 200, 1, 10_000),
    given.Whole("rounds", 3, 1, 20), given.Whole("seconds", 3, 1, 600));

static void Say(string what) =>
    Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetLocalNow():HH:mm:ss} {what}\n"));
