using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Witnesses;

/// <summary>People of one organisation who talk with counsellors, each at a console that shows what comes; and in the end the oracle's word.</summary>
internal sealed class Talks : IAsyncDisposable
{
    /// <summary>The organisation whose people they are.</summary>
    public const string Organisation = "org1";

    private readonly Oracle _oracle;

    private Talks(Oracle oracle, Crowd people, IReadOnlyList<LoadConsole> consoles) => (_oracle, People, Consoles) = (oracle, people, consoles);

    /// <summary>Those who write.</summary>
    public Crowd People { get; }

    /// <summary>Those who answer.</summary>
    public IReadOnlyList<LoadConsole> Consoles { get; }

    /// <summary>How many counsellors so many people need.</summary>
    public static int ConsolesFor(int people) => (people + LoadConsole.Hands - 1) / LoadConsole.Hands;

    /// <summary>Everybody writes once and is taken.</summary>
    /// <param name="world">Where.</param>
    /// <param name="provider">Brings what they write.</param>
    /// <param name="oracle">Knows what they write.</param>
    /// <param name="people">How many.</param>
    /// <param name="ordered">Whether a person's next word waits until the one before was answered 2xx.</param>
    public static async Task<Talks> OpenAsync(LoadWorld world, Provider provider, Oracle oracle, int people, bool ordered = true)
    {
        var crowd = new Crowd(world.Line(Organisation), provider, oracle, 0, people, ordered);
        var talks = new Talks(oracle, crowd, await Desk.OpenAsync(world, Organisation, ConsolesFor(people), oracle));
        try
        {
            await Opening.AllWriteAsync(crowd);
            await Desk.TakeAllAsync(talks.Consoles, people);
            return talks;
        }
        catch
        {
            await talks.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the consoles have shown everything that was answered, or for so long; then compares oracle, records and consoles.</summary>
    public async Task<Verdict> JudgeAsync(TimeSpan patience)
    {
        await Until.IsTrueAsync(() => Enumerable.Range(0, _oracle.Words).All(word => !_oracle.IsAnswered(word) || _oracle.IsSeen(word)), patience);
        foreach (var console in Consoles)
            await console.ReadyAsync(TimeSpan.FromSeconds(30));
        return Verdict.Of(_oracle, await Desk.ReadAsync(Consoles));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Desk.CloseAsync(Consoles);
}
