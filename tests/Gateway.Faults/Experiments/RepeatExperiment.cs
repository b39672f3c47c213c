using System.Globalization;
using Gateway.Faults.Witnesses;
using Gateway.Simulators.Webhooks;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>A person says the same word five times; the provider brings old events once more, at once and seven days later.</summary>
public sealed class RepeatExperiment : IExperiment
{
    private const string First = "こんばんは";
    private const string Same = "はい";
    private const int Times = 5;
    private static readonly TimeSpan Later = TimeSpan.FromDays(7);
    private static readonly string[] Channels = ["line", "sms", "chat"];

    /// <inheritdoc/>
    public string Name => "g05-repeat";

    /// <inheritdoc/>
    public string Promise => "The same words said again are shown again; the same event brought again, however late, changes nothing.";

    /// <inheritdoc/>
    public string Passes =>
        "On LINE, SMS and web chat: five times the same text within two seconds is shown five times; copies of these events at once and "
        + "after seven days add 0 rows and open 0 conversations; a new word after seven days opens one.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var rounds = run.Pick(1, 5);
        var series = new List<Round>();
        foreach (var engine in run.Engines)
        {
            var nodes = engine == Engine.Embedded ? 1 : run.Nodes ?? 1;
            await using var world = await LoadWorld.StartAsync(engine, nodes, new SetupSize { SmsNumbers = 1 }, run.Say);
            for (var round = 0; round < rounds; round++)
            {
                // Whoever writes next must find nobody waiting from the round before.
                if (round > 0)
                    await EndAllAsync(world);
                series.Add(await RoundAsync(world, engine, round, run.Say));
            }
        }
        return new Findings(series);
    }

    private static async Task<Round> RoundAsync(LoadWorld world, Engine engine, int round, Action<string> say)
    {
        using var visitor = new ChatVisitor(world.Chat(Talks.Organisation));
        var phone = world.Line(Talks.Organisation).Phone();
        var mobile = world.Sms(Talks.Organisation).Phone(string.Create(CultureInfo.InvariantCulture, $"+819012{round:000000}"));
        // What a channel can bring once more: each word has its event, and brings the same one at every call.
        Func<Task<bool>> Line(string text)
        {
            var said = phone.Text(text);
            return async () => Accepted(await phone.SendAsync(said));
        }
        Func<Task<bool>> Sms(string text)
        {
            var id = "Incoming_" + ChatVisitor.NewId();
            return async () => Accepted(await mobile.SayAsync(text, id));
        }
        Func<Task<bool>> Chat(string text)
        {
            var id = ChatVisitor.NewId();
            return () => visitor.SayAsync(text, id);
        }
        Func<string, Func<Task<bool>>>[] channels = [Line, Sms, Chat];

        var before = (Words: await world.Records.CountWordsAsync(), Conversations: await world.Records.CountConversationsAsync());
        var brought = channels.Select(channel => channel(First)).ToList();
        await BringAsync(brought);
        var person = world.People(Talks.Organisation)[0];
        await using var hub = await HubClient.ConnectAsync(world.Nodes[0].Address, person.UserName, person.Password);
        var talks = await TakeAsync(hub, channels.Length);

        say("the same word five times");
        var start = TimeProvider.System.GetTimestamp();
        var honest = channels.Select(channel => Enumerable.Range(0, Times).Select(_ => channel(Same)).ToList()).ToList();
        await Task.WhenAll(honest.Select(BringAsync));
        var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        brought.AddRange(honest.SelectMany(words => words));
        await BringAsync(brought);
        var shown = await ShownAsync(hub, talks);
        var words = await world.Records.CountWordsAsync() - before.Words;

        say("seven days later");
        await EndAllAsync(world);
        await BringAsync(brought);
        var late = (Words: await world.Records.CountWordsAsync() - before.Words - words, Conversations: await world.Records.CountConversationsAsync() - before.Conversations - channels.Length);
        await BringAsync([.. channels.Select(channel => channel(Same))]);
        var opened = await world.Records.CountConversationsAsync() - before.Conversations - channels.Length - late.Conversations;
        return new Round(engine, brought.Count, Math.Round(took, 2), shown, words, late.Words, late.Conversations, opened);
    }

    private static bool Accepted(WebhookDelivery delivery) => delivery.First.Accepted;

    // A busy machine may be too slow for the gateway's own limits; the provider would come again too.
    private static async Task BringAsync(IEnumerable<Func<Task<bool>>> words)
    {
        foreach (var word in words)
        {
            for (var tries = 0; !await word(); tries++)
            {
                if (tries == 50)
                    throw new TimeoutException("A word was not taken.");
                await Task.Delay(200);
            }
        }
    }

    private static async Task<IReadOnlyList<HubConversation>> TakeAsync(HubClient hub, int people)
    {
        await hub.ResumeAsync();
        await hub.SetAvailabilityAsync(false, 5);
        var taken = new List<HubConversation>();
        for (var tries = 0; taken.Count < people; tries++)
        {
            if (tries == 200)
                throw new TimeoutException("Not everybody came into the queue.");
            if (await hub.TakeNextAsync() is { } one)
                taken.Add(one);
            else
                await Task.Delay(50);
        }
        return taken;
    }

    /// <summary>How often the same word was pushed to the console, by channel.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> ShownAsync(HubClient hub, IReadOnlyList<HubConversation> talks)
    {
        int Pushed(HubConversation talk) => hub.Received.After(0).Select(message => message.AsEntries()).OfType<(string ConversationId, IReadOnlyList<HubEntry> Entries)>()
            .Where(said => said.ConversationId == talk.Id).Sum(said => said.Entries.Count(entry => entry is { Author: "person", Text: Same }));
        await Until.IsTrueAsync(() => talks.All(talk => Pushed(talk) >= Times), TimeSpan.FromSeconds(10));
        return talks.ToDictionary(talk => talk.Channel, Pushed);
    }

    // The clock of the machine cannot be turned; what the gateways remember can be made older, and what they have in memory is taken.
    private static async Task AgeAsync(LoadWorld world)
    {
        foreach (var node in world.Nodes)
            await node.Kill9Async();
        var past = (long)Later.TotalMilliseconds;
        foreach (var sql in new[]
        {
            $"UPDATE inbox SET at = at - {past}",
            $"UPDATE entry SET at = at - {past}, sent_at = sent_at - {past}",
            $"UPDATE outbox SET due_at = due_at - {past}, created_at = created_at - {past}",
            $"UPDATE conversation SET opened_at = opened_at - {past}, heard_at = heard_at - {past}, due_at = due_at - {past}, due_minute = due_minute - {past / 60_000}, arrived_at = arrived_at - {past}, taken_at = taken_at - {past}",
        })
            await world.Records.ChangeAsync(sql);
        foreach (var node in world.Nodes)
            await node.RestartAsync();
    }

    private static async Task EndAllAsync(LoadWorld world)
    {
        await AgeAsync(world);
        for (var tries = 0; await world.Records.CountAsync("SELECT COUNT(*) FROM conversation WHERE closed_at IS NULL") > 0; tries++)
        {
            if (tries == 300)
                throw new TimeoutException("A conversation without a word for seven days has not ended.");
            await Task.Delay(100);
        }
    }

    /// <param name="Engine">The engines.</param>
    /// <param name="Events">Events, each brought at least three times.</param>
    /// <param name="FiveTimesInSeconds">How long the same word five times took, on all channels.</param>
    /// <param name="ShownTimes">How often a console was shown the same word, by channel.</param>
    /// <param name="Messages">Rows for all events.</param>
    /// <param name="LateRows">Further rows after seven days.</param>
    /// <param name="LateConversations">Further conversations by copies after seven days.</param>
    /// <param name="OpenedByNewWords">Conversations opened by words that really were new then.</param>
    private sealed record Round(
        Engine Engine, int Events, double FiveTimesInSeconds, IReadOnlyDictionary<string, int> ShownTimes, long Messages, long LateRows,
        long LateConversations, long OpenedByNewWords)
    {
        public bool Good => ShownTimes.Count == Channels.Length && ShownTimes.Values.All(times => times == Times)
            && Messages == Events && LateRows == 0 && LateConversations == 0 && OpenedByNewWords == Channels.Length;
    }

    private sealed record Findings(IReadOnlyList<Round> Rounds) : IFindings
    {
        public bool Good => Rounds.All(round => round.Good);
    }
}
