using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;

namespace Gateway.Faults.Witnesses;

/// <summary>A counsellor with several tabs, at different gateways, who writes in them and reads by number in a further one.</summary>
internal sealed class CounsellorDesk : IAsyncDisposable
{
    private readonly HubClient _reading;

    private CounsellorDesk(IReadOnlyList<string> conversations, IReadOnlyList<HubClient> tabs, HubClient reading)
    {
        (Conversations, Tabs, _reading) = (conversations, tabs, reading);
        Reader = new NumberReader(reading, conversations);
    }

    /// <summary>Whom they have.</summary>
    public IReadOnlyList<string> Conversations { get; }

    /// <summary>Where they write.</summary>
    public IReadOnlyList<HubClient> Tabs { get; }

    /// <summary>Reads all of it.</summary>
    public NumberReader Reader { get; }

    /// <summary>Opens the tabs.</summary>
    /// <param name="world">Where.</param>
    /// <param name="person">Who.</param>
    /// <param name="home">The gateway of the first tab, from 0; the others go on by turns.</param>
    /// <param name="console">Shows whom they have.</param>
    /// <param name="tabs">How many to write in.</param>
    public static async Task<CounsellorDesk> OpenAsync(LoadWorld world, SetupPerson person, int home, LoadConsole console, int tabs)
    {
        var hubs = new List<HubClient>();
        for (var tab = 0; tab <= tabs; tab++)
            hubs.Add(await HubClient.ConnectAsync(world.Addresses[(home + tab) % world.Addresses.Count], person.UserName, person.Password));
        return new CounsellorDesk([.. console.Shown.Select(log => log.Id)], hubs[..tabs], hubs[tabs]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var tab in Tabs)
            await tab.DisposeAsync();
        await _reading.DisposeAsync();
    }
}
