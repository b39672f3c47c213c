using Gateway.Intake.Spool;

namespace Gateway.Intake;

/// <summary>How the spool of this node stands: for readiness, metrics and alarms.</summary>
public sealed class SpoolGauge(RecordsWatch watch, SpoolOnDisk disk, KeepSpool keep)
{
    /// <summary>Whether the records do not answer and words go to the disk. Words are taken: the node is degraded, not down.</summary>
    public bool Spooling => watch.Course == Course.Away;

    /// <summary>Whether older words are still on their way into the records.</summary>
    public bool CatchingUp => watch.Course == Course.CatchingUp;

    /// <summary>Since when the records have not answered; nothing while they do.</summary>
    public DateTimeOffset? AwaySince => Primitives.Utc.FromMs(watch.AwaySince);

    /// <summary>Words on this node's disk.</summary>
    public long Spooled => disk.Count;

    /// <summary>Bytes they take.</summary>
    public long SpooledBytes => disk.Bytes;

    /// <summary>When the oldest of them was taken; nothing when there is none.</summary>
    public DateTimeOffset? OldestSpooledAt => Primitives.Utc.FromMs(disk.OldestAt);

    /// <summary>Words of all nodes that are in the records and not yet in their conversations, as last seen.</summary>
    public long Held => keep.Held;

    /// <summary>Words that could not be taken since the start, because the disk failed or the spool was full. Alarm: providers were told, some send again.</summary>
    public long Refused => disk.Refused;

    /// <summary>Damaged pieces on this node's disk, and held words that go into no conversation. Alarm: somebody must look at them.</summary>
    public long Aside => disk.Aside + keep.HeldAside;
}
