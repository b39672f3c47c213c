using System.Text;
using System.Text.Json;
using Gateway.Consortium.Overflow;
using Gateway.Consortium.Simulation;

namespace Gateway.Operations.Upkeep;

/// <summary>The command <c>overflow PLAN.json</c>: what rules between organisations would have done in a month.</summary>
public static class OverflowFile
{
    /// <summary>Simulates a month with and without sharing.</summary>
    public static UpkeepCommand Command { get; } = new(
        "overflow",
        """
        overflow PLAN.json [--log FILE.jsonl] [--decisions FILE.jsonl]

        Lives a month twice, without and with the rules by which organisations help each other out (docs/consortium.md), and tells how many
        were answered, how long people of each grade waited, how many hours nobody covered, and who helped whom. The function that decides
        is the one that decides in earnest. No records, keys or set-up file are needed. examples/consortium/month.json is such a plan.
          --log FILE        people of a month that was, one JSON object a line, in the order in which they wrote, instead of invented ones:
                            at (minutes after the plan's first midnight of Japan), home, grade (unknown, low, middle, high, urgent), age,
                            talkMinutes, leavesAfter, agrees
          --decisions FILE  writes every decision to ask or move somebody, with all its reasons, one JSON object a line
        """,
        ["--log", "--decisions"], [], RunAsync, Words: 1)
    { Needs = "It needs no settings." };

    private static async Task<int> RunAsync(CommandLine line)
    {
        if (line.Words is not [var file]) throw new UsageException("A plan is missing.");
        return await RunAsync(await File.ReadAllTextAsync(file), line.Options.GetValueOrDefault("--log"), line.Options.GetValueOrDefault("--decisions"), Console.Out, Console.Error);
    }

    internal static async Task<int> RunAsync(string text, string? log, string? decisions, TextWriter output, TextWriter errors)
    {
        MonthPlan plan;
        IReadOnlyList<PlannedPerson> people;
        try
        {
            plan = OverflowJson.Read<MonthPlan>(text);
            if (plan.Problems().ToList() is { Count: > 0 } problems) return await RefuseAsync(errors, string.Join('\n', problems));
            people = log is null ? InventPeople.Of(plan) : [.. (await File.ReadAllLinesAsync(log)).Where(line => line.Length > 0).Select(OverflowJson.Read<PlannedPerson>).OrderBy(person => person.At)];
        }
        catch (JsonException error)
        {
            return await RefuseAsync(errors, $"This is not the JSON that is expected: {error.Path}");
        }

        if (people.FirstOrDefault(person => plan.Members.All(member => member.Id != person.Home)) is { } stranger) return await RefuseAsync(errors, $"The plan has no member {stranger.Home}.");
        await output.WriteAsync(SimulateMonth.Run(plan, people, sharing: false).Table("Each alone"));
        await using var written = decisions is null ? null : new StreamWriter(decisions, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var shared = SimulateMonth.Run(plan, people, sharing: true, written is null ? null : (person, at, decision) => written.Write(OverflowJson.TextOf(new { at, person, decision }) + "\n"));
        await output.WriteAsync(shared.Table("Together"));
        return 0;
    }

    private static async Task<int> RefuseAsync(TextWriter errors, string why)
    {
        await errors.WriteLineAsync(why);
        return 1;
    }
}
