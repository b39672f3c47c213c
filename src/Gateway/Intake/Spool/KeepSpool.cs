using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake.Spool;

/// <summary>
/// Looks every second whether the records answer and whether older words are on their way, and brings the spool in: land, let the
/// other nodes land, take the words into their conversations, then free the way.
/// </summary>
public sealed class KeepSpool(
    SpoolOnDisk disk, RecordsWatch watch, LandSpool land, AppendHeld append, IRecords records, RecordsSettings engine, SpoolSettings settings, SpoolNode node,
    TimeProvider time, ILogger<KeepSpool> log) : Rounds("spool", TimeSpan.FromSeconds(1), time, log)
{
    // A look that is late says less than a webhook that is: a busy machine is not an outage.
    private readonly TimeSpan _patience = TimeSpan.FromMilliseconds(2 * settings.WaitMs);
    private readonly TimeSpan _settle = TimeSpan.FromMilliseconds(engine.Engine == "Postgres" ? settings.SettleMs : 0);
    private bool _announced = true;
    private HeldNow _seen = new(0, 0, 0, 0);

    /// <summary>Held words of all nodes that are not in their conversations yet, as last seen.</summary>
    public long Held => _seen.Held;

    /// <summary>Held words that go into no conversation, as last seen.</summary>
    public long HeldAside => _seen.Aside;

    /// <summary>Looks once before anything is served: words that come at once must not pass older ones.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (disk.Count > 0) watch.CatchUp(afresh: true);
        await KeepAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop) => KeepAsync(stop);

    /// <summary>One round. Safe to repeat.</summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        if (!watch.Prepared)
        {
            watch.Trip();
            return;
        }

        try
        {
            // By a write: a primary that has become a standby answers reads. It tells the others that words may lie here.
            if (watch.Course == Course.Away) await AnnounceAsync(landed: false, stop).WaitAsync(_patience, stop);
            var seen = await LookAsync(stop);
            if (watch.Course == Course.Direct && seen is { Held: 0, Unsettled: 0 } && disk.Count == 0) return;
            watch.CatchUp();
            if (watch.EarlierAtRest) await BringInAsync(stop);
            else Wake();
        }
        catch (Exception error) when (error is RecordsUnavailableException or TimeoutException)
        {
            watch.Trip();
        }
    }

    private async Task BringInAsync(CancellationToken stop)
    {
        await land.LandAsync(stop);
        if (!watch.Settled)
        {
            await SettleAsync(stop);
            return;
        }

        // Only now: whoever put a word behind the others without looking has been answered.
        if (_announced) await records.WriteAsync(session => HeldRows.WithdrawAsync(session, node.Name, Time.NowMs()), stop);
        _announced = false;
        var taken = await append.AppendAsync(stop);
        var left = await LookAsync(stop);
        if (left is { Held: 0, Unsettled: 0 } && disk.Count == 0) watch.FollowSoon(() => disk.Count == 0);
        else if (taken > 0 || disk.Count > 0) Wake();
    }

    // Every node lands first and waits for the others. From then on it looks at each person by itself.
    private async Task SettleAsync(CancellationToken stop)
    {
        if (Time.NowMs() - watch.ReturnedAt >= _settle.Ms() && (await LookAsync(stop)).Landing == 0)
        {
            watch.Settle();
            Wake();
            return;
        }

        await AnnounceAsync(landed: true, stop);
    }

    private Task AnnounceAsync(bool landed, CancellationToken stop)
    {
        _announced = true;
        return records.WriteAsync(session => HeldRows.AnnounceAsync(session, node.Name, landed, Time.NowMs() + SpoolNode.Announced.Ms()), stop);
    }

    private async Task<HeldNow> LookAsync(CancellationToken stop) =>
        _seen = await records.ReadAsync(session => HeldRows.LookAsync(session, node.Name, Time.NowMs()), stop).WaitAsync(_patience, stop);
}
