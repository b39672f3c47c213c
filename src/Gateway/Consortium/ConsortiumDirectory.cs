using Gateway.Records;

namespace Gateway.Consortium;

/// <summary>Reads consortia.</summary>
public sealed class ConsortiumDirectory(IRecords records)
{
    /// <summary>A consortium; nothing when there is none with this id.</summary>
    public Task<ConsortiumRecord?> FindAsync(string id, CancellationToken cancel = default) => records.ReadAsync(session => ConsortiumRows.FindAsync(session, id), cancel);

    /// <summary>A consortium as one of its members sees it; nothing when the organisation was never named in it.</summary>
    public async Task<ConsortiumRecord?> FindAsync(string id, string organisation, CancellationToken cancel = default) =>
        await FindAsync(id, cancel) is { } found && found.Find(organisation) is not null ? found : null;

    /// <summary>Those in which an organisation was named, oldest first.</summary>
    public Task<IReadOnlyList<ConsortiumRecord>> OfAsync(string organisation, CancellationToken cancel = default) => records.ReadAsync<IReadOnlyList<ConsortiumRecord>>(async session =>
    {
        var found = new List<ConsortiumRecord>();
        foreach (var id in await ConsortiumRows.OfAsync(session, organisation))
        {
            if (await ConsortiumRows.FindAsync(session, id) is { } one) found.Add(one);
        }

        return found;
    }, cancel);
}

/// <summary>How an attempt to change a consortium ended.</summary>
public enum ConsortiumOutcome
{
    /// <summary>It is so now.</summary>
    Done,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>There is none, or the organisation has nothing to do with it.</summary>
    NotFound,

    /// <summary>Only the responsible body may do this.</summary>
    NotResponsible,

    /// <summary>What was sent cannot be used.</summary>
    Faulty,

    /// <summary>The agreement is another one than was read.</summary>
    Changed,

    /// <summary>A signature is missing.</summary>
    NotSigned,

    /// <summary>The organisation takes part in another consortium; it has to leave that first.</summary>
    Elsewhere,

    /// <summary>It was ended.</summary>
    Over,
}

/// <summary>How it ended, and how the consortium is now.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Consortium">As it is afterwards; nothing when there is none.</param>
/// <param name="Faults">With <see cref="ConsortiumOutcome.Faulty"/>: what.</param>
public sealed record ConsortiumAnswer(ConsortiumOutcome Outcome, ConsortiumRecord? Consortium = null, IReadOnlyList<ConsortiumFault>? Faults = null);
