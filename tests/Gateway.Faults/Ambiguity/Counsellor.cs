using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;

namespace Gateway.Faults.Ambiguity;

/// <summary>A counsellor with a console at every gateway, so that what one of them cannot tell is heard from another.</summary>
internal sealed class Counsellor : IAsyncDisposable
{
    private readonly List<HubClient> _consoles = [];

    /// <summary>Signs in everywhere and takes so many people who wait.</summary>
    public static async Task<Counsellor> BeginAsync(LoadWorld world, SetupPerson person)
    {
        var counsellor = new Counsellor();
        foreach (var node in world.Addresses)
        {
            var console = await HubClient.ConnectAsync(node, person.UserName, person.Password);
            counsellor._consoles.Add(console);
            await console.ResumeAsync();
        }
        await counsellor._consoles[0].SetAvailabilityAsync(false, 5);
        return counsellor;
    }

    /// <summary>The console at this gateway.</summary>
    public HubClient At(int node) => _consoles[node];

    /// <summary>Takes somebody who waits; the queue may not know of them yet.</summary>
    /// <exception cref="TimeoutException">Nobody came.</exception>
    public async Task<HubConversation> TakeAsync()
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await _consoles[0].TakeNextAsync() is { } taken)
                return taken;
            await Task.Delay(50);
        }
        throw new TimeoutException("Nobody came into the queue.");
    }

    /// <summary>Comes back to a gateway that was away.</summary>
    public async Task ReturnAsync(int node)
    {
        await _consoles[node].ConnectAsync();
        await _consoles[node].ResumeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var console in _consoles)
            await console.DisposeAsync();
    }
}
