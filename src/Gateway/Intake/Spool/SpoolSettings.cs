using Gateway.Primitives;

namespace Gateway.Intake.Spool;

/// <summary>Where a node keeps words while the records are away, and how long it waits for the records.</summary>
public sealed class SpoolSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Spool";

    /// <summary>
    /// A folder on a disk of this machine that keeps what is flushed; made when missing. Each process takes a numbered folder of its
    /// own in it, so that several gateways on one machine may name the same one. Relative to the working folder.
    /// </summary>
    public string Folder { get; init; } = "data/spool";

    /// <summary>How long a webhook waits for the records before its words go to the spool. LINE gives two seconds in all.</summary>
    public int WaitMs { get; init; } = 1000;

    /// <summary>How much the spool of one node may hold, in MiB. When it is full, providers are told to send again later.</summary>
    public int MaxMb { get; init; } = 256;

    /// <summary>
    /// How long the nodes give each other, once the records are back, to bring in what they hold before any of it goes into a
    /// conversation. Not used with SQLite, where there is one node.
    /// </summary>
    public int SettleMs { get; init; } = 3000;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Folder)) yield return "Folder: a folder is needed";
        if (WaitMs is < 100 or > 1500) yield return "WaitMs: must be 100 to 1500";
        if (MaxMb is < 1 or > 65_536) yield return "MaxMb: must be 1 to 65536";
        if (SettleMs is < 0 or > 30_000) yield return "SettleMs: must be 0 to 30000";
    }
}
