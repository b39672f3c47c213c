using Gateway.Records;
using Gateway.Records.Audit;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class RecordsContract
{
    [Fact]
    public async Task The_trail_is_numbered_without_a_gap_however_many_write_at_once()
    {
        var audit = new AuditTrail(Time);
        await AllAtOnceAsync(60, i => Nodes[i % NodeCount].WriteAsync(async session =>
        {
            await audit.AppendAsync(session, i % 4 == 0 ? "yoake" : "komorebi", "staff-1", "conversation.read", $"c-{i}", "after 0");
            return true;
        }));
        Assert.Equal(Enumerable.Range(1, 45).Select(n => (long)n), await NumbersAsync("komorebi"));
        Assert.Equal(Enumerable.Range(1, 15).Select(n => (long)n), await NumbersAsync("yoake"));
        Assert.Null(await FirstBrokenLineAsync());
    }

    [Fact]
    public async Task An_act_that_did_not_happen_has_no_line()
    {
        await TrailAsync(2);
        await Assert.ThrowsAsync<NotSupportedException>(() => Records.WriteAsync(async session =>
        {
            await new AuditTrail(Time).AppendAsync(session, "komorebi", "staff-1", "conversation.closed", "c-3");
            throw new NotSupportedException();
        }));
        await TrailAsync(1);
        Assert.Equal([1, 2, 3], await NumbersAsync("komorebi"));
        Assert.Null(await FirstBrokenLineAsync());
    }

    [Theory]
    [InlineData("UPDATE audit SET detail = 'nothing' WHERE number = 3")]
    [InlineData("DELETE FROM audit WHERE number = 3")]
    [InlineData("DELETE FROM audit")]
    public async Task The_trail_can_only_grow(string change)
    {
        await TrailAsync(5);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Records.WriteAsync(session => session.ExecuteAsync(change)));
        Assert.Equal(5, (await NumbersAsync("komorebi")).Count);
        Assert.Null(await FirstBrokenLineAsync());
    }

    [Theory]
    [InlineData(3, "UPDATE audit SET detail = 'nothing' WHERE number = 3")]
    [InlineData(3, "UPDATE audit SET actor = 'staff-2' WHERE number = 3")]
    [InlineData(3, "UPDATE audit SET at = at + 1 WHERE number = 3")]
    [InlineData(1, "UPDATE audit SET actor = actor || 'c', action = substr(action, 2) WHERE number = 1")]
    [InlineData(3, "DELETE FROM audit WHERE number = 3")]
    [InlineData(6, "DELETE FROM audit WHERE number = 6")]
    [InlineData(5, "DELETE FROM audit WHERE number > 4")]
    [InlineData(1, "DELETE FROM audit")]
    [InlineData(7, "DELETE FROM audit_head")]
    [InlineData(5, "DELETE FROM audit WHERE number > 4; DELETE FROM audit_head")]
    [InlineData(3, "DELETE FROM audit WHERE number = 3; UPDATE audit SET number = number + 100 WHERE number > 3; UPDATE audit SET number = number - 101 WHERE number > 100")]
    [InlineData(2, "UPDATE audit SET number = 100 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3; UPDATE audit SET number = 3 WHERE number = 100")]
    [InlineData(7, "INSERT INTO audit SELECT organisation, 7, at, actor, action, subject, detail, hash FROM audit WHERE number = 6")]
    [InlineData(7, "INSERT INTO audit SELECT organisation, 8, at, actor, action, subject, detail, hash FROM audit WHERE number = 6")]
    public async Task Who_changes_the_trail_behind_the_gateways_back_is_found(long line, string change)
    {
        await TrailAsync(6);
        await Records.WriteAsync(session => session.ExecuteAsync(TakeAuditTriggersAway));
        Assert.Null(await FirstBrokenLineAsync());
        await Records.WriteAsync(session => session.ExecuteAsync(change));
        Assert.Equal(line, await FirstBrokenLineAsync());
    }

    private async Task TrailAsync(int lines)
    {
        var audit = new AuditTrail(Time);
        for (var i = 1; i <= lines; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Records.WriteAsync(session => audit.AppendAsync(session, "komorebi", "staff-1", "conversation.read", $"c-{i}", $"after {i}"));
        }
    }

    private Task<IReadOnlyList<long>> NumbersAsync(string organisation) => Records.ReadAsync(session =>
        session.QueryAsync<long>("SELECT number FROM audit WHERE organisation = @organisation ORDER BY number", new { organisation }));

    private Task<long?> FirstBrokenLineAsync() => Nodes[^1].ReadAsync(session => AuditTrail.FirstBrokenLineAsync(session, "komorebi"));
}
