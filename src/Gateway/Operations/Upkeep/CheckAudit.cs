using System.Globalization;
using Gateway.Records.Audit;
using Gateway.Records.Backup;

namespace Gateway.Operations.Upkeep;

/// <summary>The command <c>audit check</c>.</summary>
public static class CheckAudit
{
    /// <summary>Reads every audit trail from its beginning.</summary>
    public static UpkeepCommand Command { get; } = new(
        "audit check",
        """
        audit check

        Reads the audit trail of every organisation from its first line and compares each hash with the line before.
        Says for each how many lines it has, or the first line that does not fit (exit code 1).
        """,
        [], [], RunAsync);

    private static async Task<int> RunAsync(CommandLine line)
    {
        await using var services = UpkeepCommand.Open(line);
        // Lines are added meanwhile: the trail and its head must be of the same moment.
        var trails = await ActivatorUtilities.CreateInstance<OneMoment>(services).ReadAsync(async session =>
        {
            var all = new List<(string Organisation, long Lines, long? Broken)>();
            foreach (var (organisation, lines) in await session.QueryAsync<(string Organisation, long Lines)>(
                "SELECT organisation, COUNT(*) FROM audit GROUP BY organisation ORDER BY organisation"))
                all.Add((organisation, lines, await AuditTrail.FirstBrokenLineAsync(session, organisation)));
            return all;
        });
        foreach (var (organisation, lines, broken) in trails)
        {
            var found = broken is { } number
                ? string.Create(CultureInfo.InvariantCulture, $"BROKEN at line {number}: it or one before it was changed, added or taken away")
                : "whole";
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{organisation}: {lines} lines, {found}"));
        }

        return trails.Exists(trail => trail.Broken is not null) ? 1 : 0;
    }
}
