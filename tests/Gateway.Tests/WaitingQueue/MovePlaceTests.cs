using System.Text.Json;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.WaitingQueue;

/// <summary>A supervisor moves somebody who waits, through the front door.</summary>
public sealed class MovePlaceTests
{
    private const int Supervisor = 2;

    [Fact]
    public async Task Whom_a_supervisor_moves_is_next_and_the_counsellor_reads_why()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 }, new FakeTime());
        await using var minato = await night.ConsoleAsync(Supervisor);
        var first = await ComesAsync(night, minato, waiting: 1);
        night.Time!.Advance(TimeSpan.FromMinutes(5));
        var second = await ComesAsync(night, minato, waiting: 2);

        await MoveAsync(minato, second, forward: true, " 未成年で、夜道にひとりでいるため ");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is [var next, _] && next == (second, true), "moved");
        await MoveAsync(minato, second, forward: true, "もう一度");
        await MoveAsync(minato, second, forward: false, "家に帰れたため");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is [var next, _] && next == (first, false), "moved back");
        await MoveAsync(minato, second, forward: true, "やはり先に");

        await night.EventuallyAsync(async () => await InOrderAsync(minato) is [var next, _] && next == (second, true), "moved again");
        await using var aoi = await night.ConsoleAsync();
        var talk = await night.TakenByAsync(aoi);
        Assert.Equal(second, talk.Id);
        var moves = (await aoi.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Stage == "moved").ToList();
        Assert.Equal(
            [("forward", "未成年で、夜道にひとりでいるため"), ("own_place", "家に帰れたため"), ("forward", "やはり先に")],
            moves.Select(entry => (entry.Reason!, entry.Text!)));
        Assert.All(moves, entry => Assert.Equal((night.Setup.People[Supervisor].Name, "system"), (entry.Name, entry.Author)));
    }

    [Fact]
    public async Task A_move_needs_a_reason_somebody_who_waits_and_a_supervisor()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 });
        await using var minato = await night.ConsoleAsync(Supervisor);
        await using var aoi = await night.ConsoleAsync();
        var person = await ComesAsync(night, minato, waiting: 1);
        Assert.Contains("place.reason:", await RefusedAsync(minato, person, " "), StringComparison.Ordinal);
        Assert.Contains("place.reason_too_long", await RefusedAsync(minato, person, new string('あ', 501)), StringComparison.Ordinal);
        Assert.Contains("place.not_waiting", await RefusedAsync(minato, "no such person", "理由"), StringComparison.Ordinal);
        await RefusedAsync(aoi, person, "理由");
        Assert.Equal((person, false), Assert.Single(await InOrderAsync(minato)));
        await night.TakenByAsync(aoi);
        Assert.Contains("place.not_waiting", await RefusedAsync(minato, person, "理由"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_of_another_organisation_moves_nobody()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Organisations = 2, Supervisors = 1 });
        var strange = Enumerable.Range(0, night.Setup.People.Count).Single(i => night.Setup.People[i] is { Role: "supervisor", Organisation: "org2" });
        await using var minato = await night.ConsoleAsync(Supervisor);
        await using var other = await night.ConsoleAsync(strange);
        var person = await ComesAsync(night, minato, waiting: 1);
        Assert.Contains("place.not_waiting", await RefusedAsync(other, person, "理由"), StringComparison.Ordinal);
        Assert.Equal((person, false), Assert.Single(await InOrderAsync(minato)));
    }

    private static async Task<string> ComesAsync(TestGateway night, HubClient desk, int waiting)
    {
        var before = (await InOrderAsync(desk)).Select(place => place.Id).ToHashSet();
        await night.LinePhone().SayAsync("こんばんは");
        await night.EventuallyAsync(async () => (await InOrderAsync(desk)).Count == waiting, "waits");
        return (await InOrderAsync(desk)).Single(place => !before.Contains(place.Id)).Id;
    }

    private static async Task<IReadOnlyList<(string Id, bool Moved)>> InOrderAsync(HubClient desk) =>
        [.. (await desk.ResumeAsync()).Queue?.Places.Select(place => (place.ConversationId, place.Moved)) ?? []];

    private static Task<JsonElement> MoveAsync(HubClient desk, string conversationId, bool forward, string reason) =>
        desk.InvokeAsync<JsonElement>("MovePlace", conversationId, forward, reason);

    private static async Task<string> RefusedAsync(HubClient desk, string conversationId, string reason) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => MoveAsync(desk, conversationId, forward: true, reason))).Message;
}
