using Gateway.Records;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class RecordsContract
{
    [Fact]
    public async Task Work_that_throws_leaves_nothing()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => Records.WriteAsync(async session =>
        {
            await AddAsync(session, "a");
            await AddAsync(session, "b");
            throw new NotSupportedException();
        }));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task A_failing_piece_of_work_does_not_spoil_its_neighbours()
    {
        // More than fit into one commit, so that failures stand at its beginning, in its middle and at its end.
        var kept = await AllAtOnceAsync(150, async i =>
        {
            try
            {
                await Nodes[i % NodeCount].WriteAsync(async session =>
                {
                    await AddAsync(session, $"{i:000}");
                    if (i % 3 == 0) throw new NotSupportedException();
                    if (i % 3 == 1) await session.ExecuteAsync("INSERT INTO no_such_table VALUES (1)");
                });
                return i;
            }
            catch (Exception error) when (error is NotSupportedException or System.Data.Common.DbException)
            {
                return -1;
            }
        });
        var expected = Enumerable.Range(0, 150).Where(i => i % 3 == 2).ToList();
        Assert.Equal(expected, kept.Where(i => i >= 0).Order());
        Assert.Equal(expected.Select(i => $"{i:000}"), await IdsAsync());
    }

    [Fact]
    public async Task What_follows_a_commit_runs_after_it_and_in_order()
    {
        List<string> order = [];
        Task<IReadOnlyList<string>>? seen = null;
        await Records.WriteAsync(async session =>
        {
            session.AfterCommit(() => seen = Task.Run(IdsAsync));
            session.AfterCommit(() => order.Add("first"));
            await AddAsync(session, "a");
            session.AfterCommit(() => order.Add("second"));
            Assert.Empty(order);
        });
        Assert.Equal(["first", "second"], order);
        Assert.Equal(["a"], await seen!);
    }

    [Fact]
    public async Task Nothing_follows_where_nothing_was_committed()
    {
        var followed = false;
        await Assert.ThrowsAsync<NotSupportedException>(() => Records.WriteAsync(session =>
        {
            session.AfterCommit(() => followed = true);
            throw new NotSupportedException();
        }));
        await Records.WriteAsync(session => AddAsync(session, "later"));
        Assert.False(followed);
    }

    [Fact]
    public async Task What_fails_after_a_commit_takes_nothing_back_and_stops_nobody()
    {
        var followed = false;
        Assert.Equal(1, await Records.WriteAsync(session =>
        {
            session.AfterCommit(() => throw new NotSupportedException("a screen that is gone"));
            session.AfterCommit(() => followed = true);
            return AddAsync(session, "a");
        }).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(followed);
        await Records.WriteAsync(session => AddAsync(session, "b")).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["a", "b"], await IdsAsync());
    }

    [Fact]
    public async Task Fifty_writers_count_to_fifty_and_nobody_is_locked_out()
    {
        await Records.WriteAsync(session => AddAsync(session, "counter"));
        var numbers = await AllAtOnceAsync(50, i => Nodes[i % NodeCount].WriteAsync(async session =>
        {
            var n = await session.FindAsync<long>("SELECT n FROM probe WHERE id = 'counter'" + session.ForUpdate) + 1;
            await session.ExecuteAsync("UPDATE probe SET n = @n WHERE id = 'counter'", new { n });
            return n;
        }));
        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), numbers.Order());
    }

    [Fact]
    public async Task Readers_are_not_locked_out_by_writers()
    {
        var writing = AllAtOnceAsync(40, i => Nodes[i % NodeCount].WriteAsync(session => AddAsync(session, $"{i}")));
        var reading = AllAtOnceAsync(40, i => Nodes[i % NodeCount].ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM probe")));
        Assert.All(await reading, count => Assert.InRange(count, 0, 40));
        await writing;
        Assert.Equal(40, (await IdsAsync()).Count);
    }

    [Fact]
    public async Task Two_who_add_the_same_at_once_end_in_one_row_and_neither_fails()
    {
        var found = await AllAtOnceAsync(24, i => Nodes[i % NodeCount].WriteAsync(async session =>
        {
            if (await session.FindAsync<string>("SELECT id FROM probe WHERE id = 'one'") is { } there) return there;
            await AddAsync(session, "one", i);
            return "one";
        }));
        Assert.All(found, id => Assert.Equal("one", id));
        Assert.Equal(["one"], await IdsAsync());
    }

    [Fact]
    public async Task A_reader_sees_what_is_committed_and_nothing_else()
    {
        var written = new TaskCompletionSource();
        var mayCommit = new TaskCompletionSource();
        var writing = Records.WriteAsync(async session =>
        {
            await AddAsync(session, "a");
            written.SetResult();
            await mayCommit.Task;
        });
        await written.Task;
        Assert.Empty(await IdsAsync());
        mayCommit.SetResult();
        await writing;
        Assert.Equal(["a"], await IdsAsync());
    }

    [Fact]
    public async Task Who_does_not_wait_any_more_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Records.WriteAsync(session => AddAsync(session, "a"), cancelled.Token));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task Bytes_come_back_as_they_went_in()
    {
        byte[] bytes = [0, 255, .. "言葉"u8, 0];
        await Records.WriteAsync(session => session.ExecuteAsync("INSERT INTO probe (id, n, bytes) VALUES ('b', 0, @bytes)", new { bytes }));
        Assert.Equal(bytes, await Nodes[^1].ReadAsync(session => session.FindAsync<byte[]>("SELECT bytes FROM probe WHERE id = 'b'")));
    }

    [Fact]
    public async Task A_condition_on_many_values_finds_all_of_them()
    {
        for (var i = 0; i < 5; i++) await Records.WriteAsync(session => AddAsync(session, $"{i}"));
        string[] ids = ["1", "3", "9"];
        Assert.Equal(["1", "3"], await Records.ReadAsync(session =>
            session.QueryAsync<string>($"SELECT id FROM probe WHERE id {session.In(nameof(ids))} ORDER BY id", new { ids })));
    }
}
