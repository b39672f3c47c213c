using System.Text.Json;
using Gateway.TestKit.Hub;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Joining;

/// <summary>Two counsellors hand one person to and fro, each at another gateway; words and replies fall into every step of it.</summary>
/// <param name="consoles">The two, each with the gateway at which it sits.</param>
/// <param name="people">Whose words fall; the first of them is handed to and fro.</param>
/// <param name="random">When they fall.</param>
/// <param name="report">Is told of everything.</param>
internal sealed class TakeoverRun(IReadOnlyList<(Joiner Joiner, int Node)> consoles, Crowd people, Random random, JoinReport report)
{
    private static readonly string[] Steps = ["8 before Return", "8 during Return", "9 while waiting", "9 during TakeNext", "9 after TakeNext"];

    private readonly List<Task> _answers = [];

    /// <summary>Hands the person over so many times.</summary>
    public async Task RunAsync(int rounds)
    {
        await SayAsync();
        for (var round = 0; round < rounds; round++)
            await RoundAsync(round);
    }

    private async Task RoundAsync(int round)
    {
        var (one, other) = (consoles[round % 2], consoles[(round + 1) % 2]);
        var step = random.Next(Steps.Length);
        report.Fell(Steps[step]);
        await using var socket = await one.Joiner.ConnectAsync(one.Node, new Dictionary<string, long>());
        await socket.InvokeAsync("Resume");
        await socket.InvokeAsync("SetAvailability", false, LoadConsole.Hands);
        var talk = await TakeAsync(socket);
        var first = await JoinAsync(one, socket, talk, 0);

        await socket.InvokeAsync("Send", talk, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), "はい。");
        await using var next = await other.Joiner.ConnectAsync(other.Node, new Dictionary<string, long> { [talk] = 0 });
        await next.InvokeAsync("Resume");
        await next.InvokeAsync("SetAvailability", false, LoadConsole.Hands);
        Fall(step, 0);
        var returning = socket.InvokeAsync("Return", talk);
        Fall(step, 1);
        await returning;
        Fall(step, 2);
        var taking = TakeAsync(next);
        Fall(step, 3);
        await taking;
        Fall(step, 4);
        other.Joiner.LogOf(talk).Fetch(await Joiner.FetchAsync(next, talk, 0));
        await Task.WhenAll(_answers);
        await report.JudgeAsync(other.Joiner.LogOf(talk), () => Joiner.FetchAsync(next, talk, 0));
        // Whoever took over has it in the history; whoever gave it back need not have been told of it by an entry.
        var gone = other.Joiner.LogOf(talk).State().Last(entry => entry is { Kind: "stage", Stage: "returned" }).Number;
        // What the gateway itself tells the person about it comes with that very entry.
        report.Leaked(first.State().Count(entry => entry.Number > gone && entry.Author is ("person" or "counsellor")));
        if (round % 2 == 0)
            await next.InvokeAsync("Return", talk);
        else
            await EndAsync(other.Joiner, next, talk);
    }

    // The end is an event too; whoever writes then is somebody new.
    private async Task EndAsync(Joiner joiner, HubSocket socket, string talk)
    {
        await socket.InvokeAsync("Close", talk, "talked");
        await report.JudgeAsync(joiner.LogOf(talk), () => Joiner.FetchAsync(socket, talk, 0));
        await SayAsync();
    }

    private static async Task<JoinedLog> JoinAsync((Joiner Joiner, int Node) console, HubSocket socket, string talk, long known)
    {
        var log = console.Joiner.Keep(talk, known);
        log.Fetch(await Joiner.FetchAsync(socket, talk, known));
        return log;
    }

    private void Fall(int chosen, int step)
    {
        if (chosen == step)
            _answers.Add(SayAsync());
    }

    private static async Task<string> TakeAsync(HubSocket socket)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            var taken = (await socket.InvokeAsync("TakeNext")) is { ValueKind: JsonValueKind.Object } one ? one.Deserialize<HubConversation>(JsonSerializerOptions.Web) : null;
            if (taken is not null)
                return taken.Id;
            await Task.Delay(25);
        }
        throw new TimeoutException("The person did not come back into the queue.");
    }

    private Task SayAsync() => people.SayAsync(0, TimeProvider.System.GetTimestamp(), CancellationToken.None);
}
