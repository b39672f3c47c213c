namespace Gateway.Worlds.Consoles;

/// <summary>All consoles of an organisation.</summary>
public static class Desk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Opens so many consoles, spread over the gateways.</summary>
    public static async Task<IReadOnlyList<LoadConsole>> OpenAsync(
        LoadWorld world, string organisation, int count, Oracle oracle, Action<LoadConsole>? prepare = null)
    {
        var nodes = world.Addresses;
        var consoles = world.People(organisation).Take(count).Select((person, index) => new LoadConsole(person, nodes, index % nodes.Count, oracle)).ToList();
        foreach (var console in consoles)
            prepare?.Invoke(console);
        // Each sign-in costs a slow password hash: more at once only wait for each other.
        await Parallel.ForEachAsync(consoles, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (console, _) => await console.StartAsync());
        return consoles;
    }

    /// <summary>Takes so many people who wait, each console as many as the others.</summary>
    /// <exception cref="InvalidOperationException">Not all could be taken.</exception>
    public static async Task TakeAllAsync(IReadOnlyList<LoadConsole> consoles, int people)
    {
        var missing = await Task.WhenAll(consoles.Select((console, index) =>
            TakeAsync(console, (people / consoles.Count) + (index < people % consoles.Count ? 1 : 0))));
        if (missing.Sum() > 0)
            throw new InvalidOperationException($"{missing.Sum()} of {people} people could not be taken.");
    }

    // Nobody may be there yet: a word is answered before the queue knows of the person. Or all reach at once and the records are
    // busy: then a counsellor looks whom they have, and tries again.
    private static async Task<int> TakeAsync(LoadConsole console, int share)
    {
        var start = TimeProvider.System.GetTimestamp();
        var held = 0;
        while (held < share && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            try
            {
                if (await console.TakeNextAsync() is not null)
                    held++;
                else
                    await Task.Delay(100);
            }
            catch (IOException)
            {
                await Task.Delay(200);
                held = await console.HeldAsync() ?? held;
            }
        }
        return Math.Max(0, share - held);
    }

    /// <summary>What each console shows of its conversations, and what the records have.</summary>
    public static async Task<IReadOnlyList<Compared>> ReadAsync(IEnumerable<LoadConsole> consoles, Func<ShownLog, bool>? which = null)
    {
        var all = new List<Compared>();
        foreach (var console in consoles)
        {
            foreach (var log in console.Shown.Where(log => which?.Invoke(log) ?? true))
                all.Add(await ReadAsync(console, log));
        }
        return all;
    }

    // What has just been committed, that an automatic answer was sent for example, may still be on its way to the screen.
    private static async Task<Compared> ReadAsync(LoadConsole console, ShownLog log)
    {
        for (var patience = 50; ; patience--)
        {
            try
            {
                var history = await console.HistoryAsync(log.Id);
                var shown = log.Entries;
                if (patience == 0 || shown.Count == history.Count)
                    return new Compared(log.Id, shown, history, log.PushedAgain, log.Changed);
            }
            catch (IOException) when (patience > 0)
            {
                // The records have only just come back. The console in the browser asks again too.
            }
            await Task.Delay(200);
        }
    }

    /// <summary>Closes all consoles.</summary>
    public static async Task CloseAsync(IEnumerable<LoadConsole> consoles)
    {
        foreach (var console in consoles)
            await console.DisposeAsync();
    }
}

/// <summary>One conversation on a screen and in the records.</summary>
/// <param name="Id">Which.</param>
/// <param name="Shown">What the console shows, in the order of numbers.</param>
/// <param name="History">What the records have.</param>
/// <param name="PushedAgain">Entries that were pushed a second time on one connection, or after a later one.</param>
/// <param name="Changed">Entries that came under a number which had other content before.</param>
public sealed record Compared(string Id, IReadOnlyList<ShownEntry> Shown, IReadOnlyList<ShownEntry> History, int PushedAgain, int Changed);
