using Gateway.TestKit;
using Gateway.TestKit.Nights;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.WaitingQueue;

/// <summary>One gateway on the embedded engines, in a folder of its own.</summary>
internal sealed class EmbeddedHouse : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-night-");

    private EmbeddedHouse()
    {
    }

    public NightHouse House { get; private set; } = null!;

    public static async Task<EmbeddedHouse> OpenAsync()
    {
        var embedded = new EmbeddedHouse();
        embedded.House = await NightHouse.OpenAsync(
            new Dictionary<string, string?>
            {
                ["Gateway:Records:Sqlite:File"] = Path.Combine(embedded._folder.FullName, "night.db"),
                ["Gateway:Keys:Directory"] = Path.Combine(embedded._folder.FullName, "keys"),
                ["Gateway:Keys:CreateForDevelopment"] = "true",
            }, nodes: 1, new FakeTime());
        return embedded;
    }

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
