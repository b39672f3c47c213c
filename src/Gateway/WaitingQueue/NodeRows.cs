using System.ComponentModel;
using System.Diagnostics;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>A gateway that runs on these records, or ran until it died.</summary>
/// <param name="Id">Made anew at each start; a later start has a larger one.</param>
/// <param name="Engine">Where its queue lives.</param>
/// <param name="Machine">The name of its machine.</param>
/// <param name="Kernel">Which start of that machine, and which of its lists of processes: two containers, or two machines of one name, differ in it.</param>
/// <param name="Process">Its process id there.</param>
/// <param name="ProcessStartedAt">When that process began, in milliseconds: process ids are used again.</param>
/// <param name="SeenAt">When it last said that it lives, in milliseconds.</param>
public sealed record NodeRow(string Id, string Engine, string Machine, string Kernel, long Process, long ProcessStartedAt, long SeenAt)
{
    private static string ThisKernel { get; } = FindKernel();

    /// <summary>Whether it keeps a queue that other gateways cannot see.</summary>
    public bool KeepsItsOwn => Engine == "InProcess";

    /// <summary>Whether its process lives; nothing when that cannot be seen from this machine.</summary>
    public bool? Lives()
    {
        if (Machine != Environment.MachineName || Kernel != ThisKernel) return null;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById((int)Process);
            // The system counts from its start; a clock that was set since then moves the answer a little.
            return Math.Abs(StartedAt(process) - ProcessStartedAt) < 3000;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    /// <summary>This process, at this start.</summary>
    public static NodeRow OfThisProcess(string id, string engine, long nowMs)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new NodeRow(id, engine, Environment.MachineName, ThisKernel, process.Id, StartedAt(process), nowMs);
    }

    // Empty where there is no such thing; the name of the machine has to do then.
    private static string FindKernel()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() + " " + File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name;
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static long StartedAt(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds();
}

/// <summary>The SQL of the gateways that run.</summary>
internal static class NodeRows
{
    /// <summary>Keeps others who start at this moment waiting until the commit.</summary>
    public static Task<string?> LockAsync(RecordsSession session) =>
        session.FindAsync<string>("SELECT id FROM gateway_node WHERE id = 'guard'" + session.ForUpdate);

    public static Task<IReadOnlyList<NodeRow>> AllAsync(RecordsSession session) => session.QueryAsync<NodeRow>(
        "SELECT id, engine, machine, kernel, process, process_started_at AS ProcessStartedAt, seen_at AS SeenAt FROM gateway_node WHERE id <> 'guard' ORDER BY id");

    /// <summary>Says that it lives. 0: somebody took it for dead.</summary>
    public static Task<int> SeenAsync(RecordsSession session, string id, long nowMs) =>
        session.ExecuteAsync("UPDATE gateway_node SET seen_at = @nowMs WHERE id = @id", new { id, nowMs });

    public static Task AddAsync(RecordsSession session, NodeRow row) => session.ExecuteAsync(
        """
        INSERT INTO gateway_node (id, engine, machine, kernel, process, process_started_at, seen_at)
        VALUES (@Id, @Engine, @Machine, @Kernel, @Process, @ProcessStartedAt, @SeenAt)
        """, row);

    public static Task RemoveAsync(RecordsSession session, string id) => session.ExecuteAsync("DELETE FROM gateway_node WHERE id = @id", new { id });
}
