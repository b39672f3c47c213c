using Gateway.Faults.Files;
using Gateway.TestKit;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Everybody who can sign in asks for everybody's pictures and files, under every conversation.</summary>
public sealed class FilesExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g22-files";

    /// <inheritdoc/>
    public string Promise => "A picture or file is opened by the counsellor who has its person, under its own conversation, and by nobody else.";

    /// <inheritdoc/>
    public string Passes =>
        "Of every session with every conversation and every attachment only a counsellor's own are answered, each with its own bytes and the headers under which no "
        + "browser makes a page of it; of all others not one byte comes, nor of those given back or taken back, nor under ids that were changed; no two ids share a digit everywhere.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        List<FilesReport> reports = [];
        foreach (var engine in run.Engines)
        {
            var size = new SetupSize
            {
                Organisations = run.Pick(2, 3),
                Counsellors = 2,
                Supervisors = 1,
                Administrators = 1,
                Attachments = "all",
            };
            await using var world = await LoadWorld.StartAsync(new WorldPlan { Engine = engine, Size = size }, run.Say);
            reports.Add(await new FilesRun(world, engine, run.Say).RunAsync(run.Pick(2, 5)));
        }
        return new Findings(reports.Sum(report => report.Asked), reports.Sum(report => report.Leaked), reports);
    }

    private sealed record Findings(int Asked, int Leaked, IReadOnlyList<FilesReport> Engines) : IFindings
    {
        public bool Good => Asked > 0 && Engines.All(report => report.Good);
    }
}
