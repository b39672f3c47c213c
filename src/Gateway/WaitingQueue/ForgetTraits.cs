using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>Every hour: what those said of themselves who work here no more is deleted, with its keys.</summary>
public sealed class ForgetTraits(IRecords records, TimeProvider time, ILogger<ForgetTraits> log) : Rounds("traits of who has left", TimeSpan.FromHours(1), time, log)
{
    private const string Gone = "staff_id IN (SELECT id FROM staff WHERE disabled = 1)";

    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop) => records.WriteAsync(session => session.ExecuteAsync(
        $"""
        DELETE FROM sealing_key WHERE owner IN (SELECT 'traits-' || staff_id FROM staff_traits WHERE {Gone});
        DELETE FROM staff_traits WHERE {Gone}
        """, new { }), stop);
}
