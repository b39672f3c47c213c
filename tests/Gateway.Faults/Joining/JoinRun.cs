using Gateway.TestKit.Hub;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Joining;

/// <summary>One counsellor's joins: each time a word falls into the join of each conversation, at another step and through another gateway.</summary>
/// <param name="joiner">Who joins.</param>
/// <param name="people">Whose words fall.</param>
/// <param name="talks">The conversations, each with its person's place in the crowd.</param>
/// <param name="nodes">How many gateways there are.</param>
/// <param name="random">Which step, which gateway.</param>
/// <param name="report">Is told of everything.</param>
internal sealed class JoinRun(Joiner joiner, Crowd people, IReadOnlyDictionary<string, int> talks, int nodes, Random random, JoinReport report)
{
    private static readonly string[] Steps =
        ["1 before connect", "2 while connecting", "3 after connect", "4 during Resume", "5 after Resume", "6 during EntriesAfter", "7 after EntriesAfter"];

    private readonly Dictionary<string, long> _known = talks.ToDictionary(talk => talk.Key, _ => 0L);

    /// <summary>Joins so many times.</summary>
    public async Task RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
            await RoundAsync(round);
    }

    private async Task RoundAsync(int round)
    {
        var falls = talks.Keys.ToDictionary(talk => talk, _ => random.Next(Steps.Length));
        var answers = new List<Task>();
        void Fall(int step, params IEnumerable<string> into)
        {
            foreach (var talk in into.Where(talk => falls[talk] == step))
            {
                report.Fell(Steps[step]);
                answers.Add(SayAsync(talks[talk]));
                // And often a second one on its heels, which may take the other way.
                if (random.Next(2) == 0)
                    answers.Add(SayAsync(talks[talk]));
            }
        }
        // Now and then from the beginning, as a console does that was opened anew.
        var known = _known.ToDictionary(talk => talk.Key, talk => round % 10 == 9 ? 0 : talk.Value);

        Fall(0, talks.Keys);
        var connecting = joiner.ConnectAsync(random.Next(nodes), known);
        Fall(1, talks.Keys);
        await using var socket = await connecting;
        Fall(2, talks.Keys);
        var resuming = socket.InvokeAsync("Resume");
        Fall(3, talks.Keys);
        await resuming;
        Fall(4, talks.Keys);
        foreach (var talk in talks.Keys)
        {
            var fetching = Joiner.FetchAsync(socket, talk, known[talk]);
            Fall(5, talk);
            joiner.LogOf(talk).Fetch(await fetching);
            Fall(6, talk);
        }
        await Task.WhenAll(answers);
        foreach (var talk in talks.Keys)
            await JudgeAsync(socket, talk, known[talk]);
        // Every other connection is lost without a word, while something is on its way.
        if (random.Next(2) == 0)
            _ = SayAsync(talks[talks.Keys.First()]);
    }

    private async Task JudgeAsync(HubSocket socket, string talk, long known)
    {
        var log = joiner.LogOf(talk);
        await report.JudgeAsync(log, () => Joiner.FetchAsync(socket, talk, known));
        _known[talk] = log.State() is [.., HubEntry last] ? last.Number : known;
    }

    private Task SayAsync(int person)
    {
        lock (people)
            return people.SayAsync(person, TimeProvider.System.GetTimestamp(), CancellationToken.None);
    }
}
