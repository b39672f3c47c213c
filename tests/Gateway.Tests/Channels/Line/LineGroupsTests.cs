using System.Text;
using Gateway.Channels.Line;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>Groups and rooms are refused politely: said once, left, and nothing of them is kept.</summary>
public sealed class LineGroupsTests
{
    public static TheoryData<string, string> Table => new()
    {
        { "group-join", "group C0123456789abcdef0123456789abcdef token" },
        { "group-message", "group C0123456789abcdef0123456789abcdef token" },
        { "room-message", "room R0123456789abcdef0123456789abcdef token" },
        { "group-leave", "" },
        { "message-text", "" },
        { "no-events", "" },
        { "source-tomorrow", "" },
        { "several-people", "" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_groups_of_a_call_are_found(string file, string found) => Assert.Equal(found, InWords(Payload.Bytes("Line", file)));

    [Theory]
    [InlineData("""{"type":"join","source":{"type":"group","groupId":"C1/../../message/push"}}""", "")]
    [InlineData("""{"type":"join","source":{"type":"group","groupId":""}}""", "")]
    [InlineData("""{"type":"join","source":{"type":"group"}}""", "")]
    [InlineData("""{"type":"join","source":{"type":"group","groupId":7}}""", "")]
    [InlineData("""{"type":"message","source":{"type":"group","groupId":"C1"}},{"type":"join","replyToken":"t","source":{"type":"group","groupId":"C1"}}""", "group C1 token")]
    [InlineData("""7,null,{"type":"join","source":{"type":"room","roomId":"R1"}}""", "room R1")]
    public void What_is_no_group_is_none(string events, string found) => Assert.Equal(found, InWords(Encoding.UTF8.GetBytes($$"""{"events":[{{events}}]}""")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_account_that_is_invited_says_why_it_goes_and_goes(bool isRoom)
    {
        await using var night = await TestGateway.StartAsync();
        var talk = await night.Simulators.Line(night.Setup.Line[0].Account).InviteAsync(isRoom);
        await night.EventuallyAsync(() => Task.FromResult(!talk.HasAccount), "left");
        var said = Assert.Single(talk.Received);
        Assert.Equal("reply", said.Kind);
        Assert.Contains("一対一", said.Text, StringComparison.Ordinal);
        Assert.Contains("one person at a time", said.Text, StringComparison.Ordinal);

        // What they go on saying is nobody's business here.
        await talk.SayAsync("だれだったの");
        var records = night.Services.GetRequiredService<IRecords>();
        Assert.Equal(0, await records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM conversation"), TestContext.Current.CancellationToken));
        Assert.Single(talk.Received);
    }

    [Fact]
    public async Task A_group_that_could_not_be_left_is_tried_again_with_its_next_event()
    {
        await using var night = await TestGateway.StartAsync();
        var line = night.Simulators.Line(night.Setup.Line[0].Account);
        line.Faults.Next(Fault.ServerError, times: 2);
        var talk = await line.InviteAsync();
        Assert.True(talk.HasAccount);
        await night.EventuallyAsync(
            async () =>
            {
                await talk.SayAsync("まだいるね");
                return !talk.HasAccount;
            }, "left");
    }

    private static string InWords(byte[] body) =>
        string.Join(" / ", LineGroups.Of(body).Select(group => $"{group.Kind} {group.Id}{(group.ReplyToken is null ? "" : " token")}"));
}
