using System.Globalization;
using Gateway.TestKit.Hub;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Pages;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Convergence;

/// <summary>Persons at web chat pages whose network is bad, and counsellors whose network is good.</summary>
internal sealed class PageTalks : IAsyncDisposable
{
    private readonly List<PersonsPage> _pages = [];
    private IReadOnlyList<LoadConsole> _consoles = [];
    private int _said;

    /// <summary>The pages, in the order of their networks.</summary>
    public IReadOnlyList<PersonsPage> Pages => _pages;

    /// <summary>Everybody says something and is taken.</summary>
    /// <param name="world">Where.</param>
    /// <param name="organisation">Whose entrance, and whose counsellors.</param>
    /// <param name="networks">One for each page.</param>
    /// <param name="oracle">Is asked nothing: pages carry no words of its kind.</param>
    public static async Task<PageTalks> OpenAsync(LoadWorld world, string organisation, IReadOnlyList<ClientNetwork> networks, Oracle oracle)
    {
        var talks = new PageTalks();
        try
        {
            talks._consoles = await Desk.OpenAsync(world, organisation, Math.Max(world.Nodes.Count, (networks.Count + LoadConsole.Hands - 1) / LoadConsole.Hands), oracle);
            var chat = world.Chat(organisation);
            foreach (var (index, network) in networks.Index())
            {
                talks._pages.Add(new PersonsPage(chat, [.. network.Addresses.Select(address => new Uri(address, chat.AbsolutePath))], index));
                await talks._pages[^1].BeginAsync("はじめまして");
            }
            await Desk.TakeAllAsync(talks._consoles, networks.Count);
            return talks;
        }
        catch
        {
            await talks.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every gateway at which a counsellor sits tells the queue.</summary>
    /// <exception cref="TimeoutException">It does not in time.</exception>
    public async Task QueueAnswersAsync(TimeSpan patience)
    {
        var start = TimeProvider.System.GetTimestamp();
        foreach (var console in _consoles)
        {
            while (await console.HeldAsync() is null)
            {
                if (TimeProvider.System.GetElapsedTime(start) > patience)
                    throw new TimeoutException("The queue did not come back.");
                await Task.Delay(50);
            }
        }
    }

    /// <summary>They talk, a few words a second together, until it is ended.</summary>
    public async Task TalkAsync(Random random, CancellationToken end)
    {
        while (!end.IsCancellationRequested && _pages.Count > 0)
        {
            var page = _pages[random.Next(_pages.Count)];
            var text = string.Create(CultureInfo.InvariantCulture, $"言葉{++_said}");
            var id = ChatVisitor.NewId();
            var byPerson = random.Next(4) == 0;
            // Under the same id until it is taken, as page and console do.
            while (!(byPerson ? await page.SayAsync(text, id) : await ReplyAsync(page, id, text)))
                await Task.Delay(200, CancellationToken.None);
            await Task.Delay(random.Next(100, 300), CancellationToken.None);
        }
    }

    /// <summary>Pages that do not show what the records have, after a while of patience.</summary>
    public async Task<int> DifferingAsync()
    {
        var differing = 0;
        foreach (var page in _pages)
        {
            var history = await HistoryAsync(page.Talk);
            if (!await Until.IsTrueAsync(() => page.Shown.Select(entry => (entry.Number, entry.Text)).SequenceEqual(history), TimeSpan.FromSeconds(20)))
                differing++;
        }
        return differing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
            await page.DisposeAsync();
        await Desk.CloseAsync(_consoles);
    }

    private LoadConsole ConsoleOf(string talk) => _consoles.First(console => console.Shown.Any(log => log.Id == talk));

    private async Task<bool> ReplyAsync(PersonsPage page, string id, string text)
    {
        try
        {
            return await ConsoleOf(page.Talk).CallAsync<HubEntry>("Send", page.Talk, id, text) is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<List<(long Number, string? Text)>> HistoryAsync(string talk)
    {
        var all = new List<HubEntry>();
        while (await ConsoleOf(talk).CallAsync<List<HubEntry>>("EntriesAfter", talk, all.Count > 0 ? all[^1].Number : 0) is { Count: > 0 } some)
            all.AddRange(some);
        return [.. all.Where(entry => entry.Kind == "message").Select(entry => (entry.Number, entry.Text))];
    }
}
