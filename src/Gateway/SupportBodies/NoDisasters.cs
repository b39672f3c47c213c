using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.SupportBodies;

/// <summary>For a process that knows of no disasters: nothing is listed first, and none holds.</summary>
internal sealed class NoDisasters : IDisasterBodies
{
    /// <inheritdoc />
    public Task<IReadOnlySet<string>> FirstForAsync(Staff reader, AreaCode? home, string? conversation, CancellationToken cancel) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    /// <inheritdoc />
    public bool IsOver(string organisation, string disaster) => true;

    /// <inheritdoc />
    public Task<bool> IsOverAsync(RecordsSession session, string organisation, string disaster) => Task.FromResult(true);
}
