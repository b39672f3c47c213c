using Gateway.Intake;
using Gateway.Intake.Spool;
using Gateway.Records;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class SpoolContract
{
    [Theory]
    [InlineData(RecordsFault.Refuse)]
    [InlineData(RecordsFault.ReadOnly)]
    [InlineData(RecordsFault.Hang)]
    [InlineData(RecordsFault.CommitAndHang)]
    public async Task A_word_that_comes_while_the_records_are_away_is_kept_and_stands_once_in_its_conversation(RecordsFault fault)
    {
        Break(fault);
        Assert.Equal([Received.Spooled], await Node.TakeAsync(Said("U1", "ひとつ")));
        Assert.Equal(Course.Away, Node.Watch.Course);
        Assert.Equal(1, Node.Gauge.Spooled);
        Assert.Equal(Time.GetUtcNow(), Node.Gauge.OldestSpooledAt);
        if (fault is RecordsFault.Refuse or RecordsFault.ReadOnly)
        {
            var since = Node.Gauge.AwaySince;
            Time.Advance(TimeSpan.FromSeconds(1));
            await Node.Keep.KeepAsync(Stop);
            Assert.Equal(since, Node.Gauge.AwaySince);
        }

        await HealAsync();
        Assert.Equal("ひとつ", await WordsOfAsync("U1"));
        Assert.Equal((0, 0), (Node.Gauge.Spooled, Node.Gauge.SpooledBytes));
        Assert.Equal(0, await CountAsync("held_word"));
        Assert.Null(Node.Gauge.OldestSpooledAt);
    }

    [Fact]
    public async Task After_one_that_waited_in_vain_nobody_waits()
    {
        Break(RecordsFault.Hang);
        await Node.TakeAsync(Said("U1", "ひとつ"));
        Assert.Equal(1, Node.Faulty.Hanging);
        for (var i = 0; i < 20; i++) Assert.Equal([Received.Spooled], await Node.TakeAsync(Said($"U{i}", "つぎ")));
        Assert.Equal(1, Node.Faulty.Hanging);
        await HealAsync();
        Assert.Equal("ひとつ つぎ", await WordsOfAsync("U1"));
    }

    [Fact]
    public async Task Nothing_that_lies_on_the_disk_can_be_read()
    {
        Break(RecordsFault.Refuse);
        await Node.TakeAsync(Said("U-canary-address", "canary-words", "canary-event"));
        Assert.NotEqual("", Disk());
        Assert.DoesNotContain("canary", Disk(), StringComparison.Ordinal);
        Assert.DoesNotContain("komorebi", Disk(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_one_call_and_of_one_moment_stay_in_their_order()
    {
        Break(RecordsFault.Hang);
        var first = Said("U1", "一");
        Inbound[] call = [first, first with { EventId = "a", Text = Primitives.Redacted.Of("二") }, first with { EventId = "b", Text = Primitives.Redacted.Of("三") }];
        Assert.Equal([Received.Spooled, Received.Spooled, Received.Spooled], await Node.TakeAsync(call));
        await HealAsync();
        Assert.Equal("一 二 三", await WordsOfAsync("U1"));
    }

    [Fact]
    public async Task A_second_copy_in_the_spool_is_one_word()
    {
        Break(RecordsFault.Refuse);
        var word = Said("U1", "ひとつ");
        await Node.TakeAsync(word);
        await Nodes[^1].TakeAsync(word);
        await Node.TakeAsync(word, word);
        await HealAsync();
        Assert.Equal("ひとつ", await WordsOfAsync("U1"));
        Assert.Equal([Received.Repeated], await Node.TakeAsync(word));
    }

    [Fact]
    public async Task A_full_spool_says_that_nothing_is_known_to_be_stored()
    {
        Break(RecordsFault.Refuse);
        var large = new string('あ', 100_000);
        var taken = 0;
        // The contract's spools hold one MiB.
        var refused = await Assert.ThrowsAsync<RecordsUnavailableException>(async () =>
        {
            while (taken < 10)
            {
                await Node.TakeAsync(Said("U1", large));
                taken++;
            }
        });
        Assert.IsType<IOException>(refused.InnerException, exactMatch: false);
        Assert.InRange(taken, 1, 9);
        Assert.Equal(1, Node.Gauge.Refused);
        Node.Inside.Errors.Clear();
        await HealAsync();
        Assert.Equal(taken, (await WordsOfAsync("U1")).Split(' ').Length);
    }

    [Fact]
    public async Task A_word_that_fits_no_conversation_is_put_aside_and_stops_nobody()
    {
        Break(RecordsFault.Refuse);
        await Node.TakeAsync(Said("U1", "ひとつ"));
        await Node.TakeAsync(Said("U2", "だれの", organisation: "no-such-organisation"));
        await Node.TakeAsync(Said("U2", "つぎ"), Said("U1", "ふたつ"));
        await HealAsync();
        Assert.Equal("ひとつ ふたつ", await WordsOfAsync("U1"));
        Assert.Equal("つぎ", await WordsOfAsync("U2"));
        Assert.Equal(1, await CountAsync("held_word"));
        Assert.Equal(1, Node.Gauge.Aside);
        Assert.Contains(Node.Inside.Errors, line => line.Contains("held_word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_process_left_behind_goes_first_when_it_starts_again()
    {
        Break(RecordsFault.Refuse);
        await Node.TakeAsync(Said("U1", "ひとつ"), Said("U1", "ふたつ"));
        await EndAsync(Node);
        var again = Open();
        Assert.Equal(2, again.Gauge.Spooled);
        // It has not looked yet: what comes now must not pass what lies there.
        Assert.Equal([Received.Spooled], await again.TakeAsync(Said("U1", "みっつ")));
        foreach (var node in Nodes.Skip(1)) node.Faulty.Heal();
        await ComeToRestAsync();
        Assert.Equal("ひとつ ふたつ みっつ", await WordsOfAsync("U1"));
        Assert.Equal([Received.Stored], await again.TakeAsync(Said("U1", "よっつ")));
    }
}
