using System.Net.WebSockets;
using System.Text;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Wires;
using Gateway.Worlds;

namespace Gateway.Faults.Witnesses;

/// <summary>A counsellor with two tabs who clicks twice and sends again whatever was not confirmed, as the console does: under the same id.</summary>
internal sealed class ClumsyCounsellor : IAsyncDisposable
{
    private readonly Tab[] _tabs;
    private readonly HubConversation[] _conversations;
    private readonly Random _random;
    private readonly List<string> _texts = [];
    private int _calls;
    private int _repeated;
    private int _otherwise;

    private ClumsyCounsellor(Tab[] tabs, HubConversation[] conversations, Random random) => (_tabs, _conversations, _random) = (tabs, conversations, random);

    /// <summary>Everything they sent.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Calls made for it.</summary>
    public int Calls => _calls;

    /// <summary>Texts that took more than one call.</summary>
    public int Repeated => _repeated;

    /// <summary>Calls that were answered with another entry than the first call of the same id.</summary>
    public int AnsweredOtherwise => _otherwise;

    /// <summary>Connections that were made anew.</summary>
    public int Reconnects => _tabs.Sum(tab => tab.Reconnects);

    /// <summary>Signs in, at two gateways if there are two, and takes so many people.</summary>
    public static async Task<ClumsyCounsellor> OpenAsync(
        LoadWorld world, IReadOnlyList<FaultyWire> wires, SetupPerson person, int index, int hands, Random random)
    {
        async Task<Tab> TabAsync(int tab) => new(await HubClient.ConnectAsync(
            new Uri("http://" + wires[(index + tab) % wires.Count].Endpoint), person.UserName, person.Password));
        Tab[] tabs = [await TabAsync(0), await TabAsync(1)];
        await tabs[0].Hub.SetAvailabilityAsync(false, hands);
        var taken = new List<HubConversation>();
        for (var tries = 0; taken.Count < hands; tries++)
        {
            if (tries == 600)
                throw new TimeoutException($"Nobody came for {person.UserName}.");
            if (await tabs[0].Hub.TakeNextAsync() is { } one)
                taken.Add(one);
            else
                await Task.Delay(50);
        }
        return new ClumsyCounsellor(tabs, [.. taken], random);
    }

    /// <summary>Writes so many texts in each conversation, in all of them at once; returns when every one is confirmed.</summary>
    public Task WriteAsync(int each) => Task.WhenAll(_conversations.Select(async conversation =>
    {
        for (var said = 0; said < each; said++)
        {
            await SayAsync(conversation.Id);
            await Task.Delay(Next(400));
        }
    }));

    /// <summary>Pastes a text that is too long and sends it; then says a word on the same connection.</summary>
    public async Task<TooLong> PasteAsync(string text)
    {
        var tab = _tabs[0];
        await tab.ReadyAsync();
        var before = tab.Hub.Disconnected;
        var said = "nothing";
        try
        {
            await tab.Hub.SendAsync(_conversations[0].Id, text);
            said = "taken";
        }
        catch (HubRefusedException refused)
        {
            said = refused.Code;
        }
        catch (IOException)
        {
            said = "the socket was closed";
        }
        await tab.ReadyAsync();
        await SayAsync(_conversations[0].Id);
        return new TooLong(Encoding.UTF8.GetByteCount(text), said, !before.IsCompleted);
    }

    /// <summary>All their conversations, from the records.</summary>
    public async Task<IReadOnlyList<HubEntry>> HistoryAsync()
    {
        var all = new List<HubEntry>();
        await _tabs[0].ReadyAsync();
        foreach (var conversation in _conversations)
        {
            for (var last = 0L; await _tabs[0].Hub.EntriesAfterAsync(conversation.Id, last) is { Count: > 0 } page; last = page[^1].Number)
                all.AddRange(page);
        }
        return all;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var tab in _tabs)
            await tab.DisposeAsync();
    }

    private async Task SayAsync(string conversation)
    {
        var text = SentReplies.NewText();
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        lock (_texts)
            _texts.Add(text);
        var way = Next(4);
        HubEntry? first = null;
        var calls = 0;
        while (first is null)
        {
            if (calls > 1_000)
                throw new TimeoutException($"A text was sent again and again and never confirmed: {string.Join(", ", _tabs.Select(tab => tab.Failure))}");
            // Once, by a double click, in two tabs at once, and in the other tab.
            Tab[] at = way switch { 0 => [_tabs[0]], 1 => [_tabs[0], _tabs[0]], 2 => _tabs, _ => [_tabs[1]] };
            calls += at.Length;
            foreach (var entry in (await Task.WhenAll(at.Select(tab => tab.TrySendAsync(conversation, text, id)))).OfType<HubEntry>())
            {
                first ??= entry;
                if (entry.Number != first.Number || entry.Text != text || entry.ClientId != id)
                    Interlocked.Increment(ref _otherwise);
            }
            way = 3 - way;
        }
        Interlocked.Add(ref _calls, calls);
        if (calls > 1)
            Interlocked.Increment(ref _repeated);
    }

    private int Next(int below)
    {
        lock (_texts)
            return _random.Next(below);
    }

    /// <summary>One connection that comes back.</summary>
    private sealed class Tab(HubClient hub) : IAsyncDisposable
    {
        private readonly SemaphoreSlim _one = new(1, 1);
        private volatile bool _silent;

        public HubClient Hub => hub;

        public int Reconnects { get; private set; }

        /// <summary>Why the last call was not answered with an entry.</summary>
        public string? Failure { get; private set; }

        /// <summary>The entry, or nothing when nobody knows what became of the call.</summary>
        public async Task<HubEntry?> TrySendAsync(string conversation, string text, string id)
        {
            try
            {
                await ReadyAsync();
                return await hub.SendAsync(conversation, text, id);
            }
            catch (HubRefusedException refused) when (refused.Code is "records.unavailable" or "gateway.failure")
            {
                Failure = refused.Code;
                await Task.Delay(100);
                return null;
            }
            catch (Exception lost) when (lost is IOException or TimeoutException)
            {
                Failure = $"{lost.GetType().Name}: {lost.InnerException?.Message ?? lost.Message}";
                // A connection that says nothing is as good as none.
                _silent |= lost is TimeoutException;
                // What sends may notice the loss before what reads: a moment later the connection is known to be gone.
                await Task.Delay(50);
                return null;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await hub.DisposeAsync();
            _one.Dispose();
        }

        /// <summary>Connects again if the connection was lost.</summary>
        public async Task ReadyAsync()
        {
            await _one.WaitAsync();
            try
            {
                for (; _silent || hub.Disconnected.IsCompleted; Reconnects++)
                {
                    try
                    {
                        await hub.ConnectAsync(TimeSpan.FromSeconds(2));
                        _silent = false;
                    }
                    catch (Exception notYet) when (notYet is WebSocketException or OperationCanceledException or InvalidOperationException)
                    {
                        await Task.Delay(100);
                    }
                }
            }
            finally
            {
                _one.Release();
            }
        }
    }
}

/// <summary>A text that is too long.</summary>
/// <param name="Bytes">Its length in UTF-8.</param>
/// <param name="Answer">The code of the refusal.</param>
/// <param name="SocketStayedOpen">Whether the same connection went on.</param>
internal sealed record TooLong(int Bytes, string Answer, bool SocketStayedOpen)
{
    /// <summary>Whether it was refused in words and nothing else.</summary>
    public bool Good => Answer == "message.too_long" && SocketStayedOpen;
}
