using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Disasters;

/// <summary>What holds now, as this node knows it: read every ten seconds and at once after a change made here, and never in the way of a webhook.</summary>
public sealed class DisasterBoard(IRecords records, TimeProvider time, ILogger<DisasterBoard> log) : Rounds("disasters", TimeSpan.FromSeconds(10), time, log)
{
    private volatile IReadOnlyList<Disaster> _known = [];

    /// <summary>What holds now, for whomever.</summary>
    public IEnumerable<Disaster> Holding => _known.Where(one => one.HoldsAt(Time.GetUtcNow()));

    /// <summary>What holds for an organisation now.</summary>
    public IEnumerable<Disaster> Of(string organisation) => Holding.Where(one => one.Organisation == organisation);

    /// <summary>What somebody is told, in their language; nothing where nothing concerns them.</summary>
    /// <param name="organisation">To whom they write.</param>
    /// <param name="language">In which language they read.</param>
    /// <param name="area">The prefecture that they told; nothing while they told none.</param>
    public string? WordsFor(string organisation, string language, string? area) =>
        string.Join('\n', Of(organisation).Where(one => one.Concerns(area)).Select(one => one.Plan.In(language)).Distinct()) is { Length: > 0 } words ? words : null;

    /// <summary>Reads anew.</summary>
    public async Task ReadAsync(CancellationToken stop = default) => _known = await records.ReadAsync(session => DisasterRows.HoldingAsync(session, Time.NowMs()), stop);

    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop) => ReadAsync(stop);
}
