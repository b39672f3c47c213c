using Gateway.Worlds;

namespace Gateway.Faults.Witnesses;

/// <summary>Waits for the senders of replies.</summary>
internal static class Drained
{
    // Longer than the longest pause between two tries.
    private const int Patience = 450;

    /// <summary>Waits until nothing is left to be sent, or for a minute and a half nothing has moved.</summary>
    /// <returns>How many replies still wait.</returns>
    public static async Task<long> LeavesAsync(LoadWorld world)
    {
        for (long tries = 0, before = long.MaxValue; ; tries++)
        {
            var waiting = await world.Records.CountAsync("SELECT COUNT(*) FROM outbox");
            if (waiting < before)
                (tries, before) = (0, waiting);
            if (waiting == 0 || tries == Patience)
                return waiting;
            await Task.Delay(200);
        }
    }
}
