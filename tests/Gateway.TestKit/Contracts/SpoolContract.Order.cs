using Gateway.Intake;
using Gateway.Intake.Spool;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class SpoolContract
{
    [Fact]
    public async Task A_word_that_waited_behind_one_that_failed_does_not_pass_it()
    {
        // The first hangs in the records, the second waits for it at the gate of this person; then the records fail, and are back at once.
        Node.Faulty.Break(RecordsFault.Hang);
        var first = Node.TakeAsync(Said("U1", "ひとつ"));
        var second = Node.TakeAsync(Said("U1", "ふたつ"));
        Assert.Equal(1, Node.Faulty.Hanging);
        Node.Faulty.Heal();
        Assert.Equal([Received.Spooled], await first);
        Assert.Equal([Received.Spooled], await second);
        await ComeToRestAsync();
        Assert.Equal("ひとつ ふたつ", await WordsOfAsync("U1"));
    }

    [Fact]
    public async Task Words_that_two_nodes_have_taken_stand_in_the_order_in_which_they_were_said()
    {
        Break(RecordsFault.Refuse);
        for (var i = 0; i < 12; i++) await Nodes[i % Nodes.Count].TakeAsync(Said("U1", $"{i}"), Said("U2", $"{i}"));
        await HealAsync();
        var inOrder = string.Join(' ', Enumerable.Range(0, 12));
        Assert.Equal(inOrder, await WordsOfAsync("U1"));
        Assert.Equal(inOrder, await WordsOfAsync("U2"));
    }

    [Fact]
    public async Task A_node_that_has_nothing_waits_for_one_that_still_holds_older_words()
    {
        Assert.SkipWhen(Nodes.Count < 2, "One node.");
        Break(RecordsFault.Refuse);
        await Node.TakeAsync(Said("U1", "ひとつ"));
        // The other node had no webhook in all that time: it notices by itself.
        await Nodes[1].Keep.KeepAsync(Stop);
        foreach (var node in Nodes) node.Faulty.Heal();
        await Nodes[1].Keep.KeepAsync(Stop);
        Assert.Equal([Received.Spooled], await Nodes[1].TakeAsync(Said("U1", "ふたつ")));
        await ComeToRestAsync();
        Assert.Equal("ひとつ ふたつ", await WordsOfAsync("U1"));
    }

    [Fact]
    public async Task While_older_words_are_on_their_way_a_newer_one_waits_behind_them_and_nobody_else_does()
    {
        Break(RecordsFault.Refuse);
        await Node.TakeAsync(Said("U1", "ひとつ"));
        foreach (var node in Nodes) node.Faulty.Heal();
        var other = Nodes[^1];
        // Landed and settled, but not taken into the conversation yet: the turn is somebody else's.
        await Node.Inside.Records.WriteAsync(
            session => session.ExecuteAsync("UPDATE spool_turn SET node = 'somebody', until = @until", new { until = long.MaxValue }), Stop);
        for (var i = 0; i < 6; i++)
        {
            foreach (var node in Nodes) await node.Keep.KeepAsync(Stop);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(Nodes, node => Assert.Equal(Course.CatchingUp, node.Watch.Course));
        Assert.Equal([Received.Spooled], await other.TakeAsync(Said("U1", "ふたつ")));
        Assert.Equal([Received.Stored], await other.TakeAsync(Said("U2", "わたし")));
        await Node.Inside.Records.WriteAsync(session => session.ExecuteAsync("UPDATE spool_turn SET until = 0"), Stop);
        await ComeToRestAsync();
        Assert.Equal("ひとつ ふたつ", await WordsOfAsync("U1"));
        Assert.Equal("わたし", await WordsOfAsync("U2"));
    }

    [Fact]
    public async Task Two_nodes_that_take_the_same_words_into_a_conversation_add_them_once_and_in_order()
    {
        Break(RecordsFault.Refuse);
        for (var i = 0; i < 8; i++) await Nodes[i % Nodes.Count].TakeAsync(Said("U1", $"{i}"));
        foreach (var node in Nodes) node.Faulty.Heal();
        foreach (var node in Nodes) await node.Inside.Get<LandSpool>().LandAsync(Stop);
        // Both believe that it is their turn, as after a pause longer than the turn.
        var batches = new List<Task<int>>();
        foreach (var node in Nodes)
        {
            await Node.Inside.Records.WriteAsync(session => session.ExecuteAsync("UPDATE spool_turn SET until = 0"), Stop);
            batches.Add(node.Inside.Get<AppendHeld>().AppendAsync(Stop));
        }

        await Task.WhenAll(batches);
        Assert.Equal("0 1 2 3 4 5 6 7", await WordsOfAsync("U1"));
    }

    [Fact]
    public async Task Words_that_come_all_through_outages_stand_in_order_each_once()
    {
        const int people = 5;
        const int rounds = 60;
        var random = new Random(7);
        for (var i = 0; i < rounds; i++)
        {
            var fault = (i / 10 % 3) switch { 0 => RecordsFault.None, 1 => RecordsFault.Refuse, _ => RecordsFault.None };
            foreach (var node in Nodes)
            {
                if (fault == RecordsFault.None) node.Faulty.Heal();
                else node.Faulty.Break(fault);
            }

            for (var person = 0; person < people; person++) await Nodes[random.Next(Nodes.Count)].TakeAsync(Said($"U{person}", $"{i}"));
            if (i % 3 == 0)
                foreach (var node in Nodes) await node.Keep.KeepAsync(Stop);
        }

        await HealAsync();
        for (var person = 0; person < people; person++) Assert.Equal(string.Join(' ', Enumerable.Range(0, rounds)), await WordsOfAsync($"U{person}"));
    }
}
