using Gateway.SystemTests;
using Gateway.SystemTests.Browser;
using Gateway.TestKit.Processes;

[assembly: Xunit.AssemblyFixture(typeof(SharedServers))]

namespace Gateway.SystemTests;

/// <summary>Ends what the tests of a run share, when the last of them is over.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Chromium.EndSharedAsync();
        await PostgresServer.EndSharedAsync();
    }
}
