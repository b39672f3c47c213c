using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Faults;

const string help =
    """
    Faults, brought about on purpose in a world of real processes, and whether the promises hold. JSON on stdout, progress on stderr.

      list      every experiment: its name, its promise, when it passes
      all       every experiment                [--form short|long] [--seed 1] [--at-once 1]
      NAME      one experiment                  [--form short|long] [--seed 1] [--engine embedded|distributed] [--nodes N] [--seconds N]

    With --at-once N of them share the machine, but for those that count fractions of a second.
    The short form takes about twenty seconds; the long form is what docs/proofs.md shows.
    Exit code: 0; 1 when a promise was broken; 2 for wrong arguments; 3 when a run could not be finished.
    """;

var json = new JsonSerializerOptions(JsonSerializerDefaults.Web)
{
    WriteIndented = true,
    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
};
if (args is [] or ["--help"] or ["-h"] or ["help"])
{
    await Console.Out.WriteLineAsync(help);
    return args.Length == 0 ? 2 : 0;
}

try
{
    return args[0] switch
    {
        "list" when args.Length == 1 => await ListAsync(),
        "all" => await AllAsync(Arguments.Run(args.AsSpan(1), ["form", "seed", "at-once"], Say)),
        _ => await OneAsync(Contents.Named(args[0]), Arguments.Run(args.AsSpan(1), ["form", "seed", "engine", "nodes", "seconds"], Say)),
    };
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{help}");
    return 2;
}

async Task<int> ListAsync()
{
    await PrintAsync(Contents.Experiments.Select(experiment => new { experiment.Name, experiment.Promise, experiment.Passes }));
    return 0;
}

async Task<int> OneAsync(IExperiment experiment, ExperimentRun run)
{
    var report = await Report.OfAsync(experiment, run);
    await PrintAsync(report);
    return Code(ReportOfAll.Of([report]));
}

async Task<int> AllAsync(ExperimentRun run)
{
    var reports = new ConcurrentDictionary<IExperiment, Report>();
    async ValueTask OfAsync(IExperiment experiment) => reports[experiment] = await Report.OfAsync(experiment, run);

    foreach (var experiment in Contents.Experiments.Where(experiment => experiment.Alone))
        await OfAsync(experiment);
    await Parallel.ForEachAsync(
        Contents.Experiments.Where(experiment => !experiment.Alone), new ParallelOptions { MaxDegreeOfParallelism = run.AtOnce }, (experiment, _) => OfAsync(experiment));
    var all = ReportOfAll.Of([.. Contents.Experiments.Select(experiment => reports[experiment])]);
    await PrintAsync(all);
    return Code(all);
}

Task PrintAsync(object what) => Console.Out.WriteLineAsync(JsonSerializer.Serialize(what, json));

static int Code(ReportOfAll all) => all.Broken > 0 ? 1 : all.Unfinished > 0 ? 3 : 0;

static void Say(string what) =>
    Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetLocalNow():HH:mm:ss} {what}\n"));
