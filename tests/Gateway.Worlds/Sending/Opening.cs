using Gateway.Simulators;

namespace Gateway.Worlds.Sending;

/// <summary>What comes before every run.</summary>
public static class Opening
{
    /// <summary>Everybody writes for the first time, a few at once; returns when all are answered.</summary>
    public static async Task AllWriteAsync(Crowd crowd)
    {
        foreach (var group in Enumerable.Range(0, crowd.Size).Chunk(16))
        {
            foreach (var person in group)
                _ = crowd.SayAsync(person, TimeProvider.System.GetTimestamp(), CancellationToken.None);
            await crowd.AnsweredAsync();
        }
    }

    /// <summary>Waits until the first automatic answers have left, so that they are not measured.</summary>
    public static async Task QuietAsync(Outbox outbox)
    {
        for (var last = -1L; last != outbox.Log.Last;)
        {
            last = outbox.Log.Last;
            await Task.Delay(1000);
        }
    }
}
