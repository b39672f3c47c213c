using static Gateway.WaitingQueue.Redis.QueueLibrary;

namespace Gateway.WaitingQueue.Redis;

/// <summary>Fills one organisation's queue in pieces, so that Redis is never held up: the last step alone makes it count.</summary>
/// <param name="calls">The way to Redis.</param>
/// <param name="organisation">Whose queue.</param>
/// <param name="epoch">The id of this filling.</param>
internal sealed class FillQueue(QueueCalls calls, string organisation, string epoch)
{
    // The longest pause between two pieces; longer means that the node which fills has died.
    private const string LeaseMs = "10000";
    private const int AtOnce = 1000;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(25);

    private readonly HashSet<string> _added = [];
    private readonly List<HeldPlace> _held = [];

    /// <summary>False when the queue is alive, or another node has filled it meanwhile.</summary>
    public async Task<bool> FromAsync(IAsyncEnumerable<QueueFilling> pages)
    {
        if (!await BeginAsync()) return false;
        await foreach (var page in pages)
        {
            _held.AddRange(page.Held);
            var places = page.Waiting.Where(place => _added.Add(place.ConversationId)).ToList();
            var before = _added.Count - places.Count;
            foreach (var some in places.Chunk(AtOnce))
            {
                await AskAsync("AddFill", [Text(before), .. some.SelectMany(place => new[] { place.ConversationId, PackedPlace.Pack(place) })]);
                before += some.Length;
            }
        }

        return await AskAsync(
            "EndFill",
            [
                Text(_added.Count), epoch,
                .. _held.SelectMany(held => new[] { held.Place.ConversationId, PackedPlace.Pack(held.Place), held.StaffId, Text(held.Fence) }),
            ]) == "rebuilt";
    }

    private async Task<bool> BeginAsync()
    {
        while (true)
        {
            switch (await AskAsync("BeginFill", []))
            {
                case "alive": return false;
                case "begun": return true;
                // By this machine's own clock, as the lease runs by Redis's.
                default: await Task.Delay(LookAgain, TimeProvider.System); break;
            }
        }
    }

    private Task<string> AskAsync(string step, string[] values) => calls.AskAloneAsync(organisation, step, [epoch, LeaseMs, .. values]);
}
