using System.Collections.Concurrent;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Emergencies;

/// <summary>How many supervisors and coordinators of an organisation are at a console, on whatever node. Asked anew after two seconds.</summary>
/// <remarks>The queue keeps somebody present for a while after their connection broke, so a supervisor who has just gone still counts for some seconds.</remarks>
public sealed class SupervisorsHere(IRecords records, IQueueEngine engine, TimeProvider time)
{
    private static readonly long s_fresh = TimeSpan.FromSeconds(2).Ms();
    private readonly ConcurrentDictionary<string, (long At, Here? Here)> _known = new();

    /// <summary>Who is there; nothing when it cannot be seen.</summary>
    public async Task<Here?> FindAsync(string organisation)
    {
        var now = time.NowMs();
        if (_known.TryGetValue(organisation, out var known) && now - known.At < s_fresh) return known.Here;
        var here = await AskAsync(organisation);
        _known[organisation] = (now, here);
        return here;
    }

    /// <summary>Somebody came or went: asks anew next time.</summary>
    public void Forget(string organisation) => _known.TryRemove(organisation, out _);

    private async Task<Here?> AskAsync(string organisation)
    {
        try
        {
            var present = (await engine.SnapshotAsync(organisation)).Staff.Where(staff => staff.Present).Select(staff => staff.StaffId).ToArray();
            if (present.Length == 0) return new Here(0, 0);
            var roles = await records.ReadAsync(session => session.QueryAsync<string>($"SELECT role FROM staff WHERE id {session.In(nameof(present))}", new { present }));
            return new Here(roles.Count(role => role == Roles.Supervisor), roles.Count(role => role == Roles.Coordinator));
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException or RecordsUnavailableException)
        {
            return null;
        }
    }
}

/// <summary>Who is at a console.</summary>
/// <param name="Supervisors">How many supervisors.</param>
/// <param name="Coordinators">How many coordinators.</param>
public sealed record Here(int Supervisors, int Coordinators);
