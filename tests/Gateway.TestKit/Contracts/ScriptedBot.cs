using System.Collections.Concurrent;
using Gateway.Intake.Bots;

namespace Gateway.TestKit.Contracts;

/// <summary>An intake bot that answers as the test says and keeps every turn. Without a script it says nothing.</summary>
public sealed class ScriptedBot : IIntakeBot
{
    private readonly ConcurrentQueue<Func<BotTurn, CancellationToken, Task<BotAnswer>>> _script = [];

    /// <summary>Every turn, in order, repetitions too.</summary>
    public ConcurrentQueue<BotTurn> Turns { get; } = [];

    /// <summary>What was said to it.</summary>
    public IReadOnlyList<string?> Heard => [.. Turns.Select(turn => turn.Said?.Value)];

    /// <summary>The next turn is answered like this.</summary>
    public void Then(BotAnswer answer) => ThenRun((_, _) => Task.FromResult(answer));

    /// <summary>The next turn is answered with a text, and choices under it.</summary>
    public void ThenSay(string text, params string[] labels) =>
        Then(new BotAnswer { Messages = [new BotMessage(text, [.. labels.Select((label, i) => new BotChoice($"c{i + 1}", label))])] });

    /// <summary>The next turn does this.</summary>
    public void ThenRun(Func<BotTurn, CancellationToken, Task<BotAnswer>> turn) => _script.Enqueue(turn);

    /// <summary>At the next turn it is away.</summary>
    public void ThenAway(bool again) => ThenRun((_, _) => throw new BotAwayException("test", again));

    /// <inheritdoc/>
    public Task<BotAnswer> TurnAsync(BotTurn turn, CancellationToken cancel)
    {
        Turns.Enqueue(turn);
        return _script.TryDequeue(out var scripted) ? scripted(turn, cancel) : Task.FromResult(new BotAnswer());
    }
}
