using System.Text.Json;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Intake;

/// <summary>Somebody who plays with the help line is kept at the door for a while, through the front door.</summary>
public sealed class BlockPersonTests : IAsyncLifetime
{
    private const int Supervisor = 2;
    private const string Sentence = "しばらくのあいだ、ここではお返事をお休みします";

    private readonly FakeTime _time = new();
    private TestGateway _night = null!;
    private HubClient _minato = null!;

    public async ValueTask InitializeAsync()
    {
        _night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 }, _time);
        _minato = await _night.ConsoleAsync(Supervisor);
    }

    public async ValueTask DisposeAsync()
    {
        await _minato.DisposeAsync();
        await _night.DisposeAsync();
    }

    [Fact]
    public async Task Their_words_are_kept_they_are_told_once_and_nobody_is_rung_up()
    {
        var phone = _night.LinePhone();
        await phone.SayAsync("ばーか");
        await BlockAsync(await WaitsAsync());
        await phone.ReceivesAsync(text => text.Contains(Sentence, StringComparison.Ordinal));
        await NobodyWaitsAsync();

        await phone.SayAsync("もしもし");
        await phone.SayAsync("おーい");
        await _night.EventuallyAsync(() => Task.FromResult(Told(phone) == 2), "told again with the new conversation");
        await _night.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, Told(phone));
        await NobodyWaitsAsync();

        // Let in again: the next word joins the queue, and whoever takes them reads what was said at the door.
        var block = Assert.Single(await BlocksAsync());
        Assert.Equal("同じいたずらが十回めのため", block.GetProperty("reason").GetString());
        await _minato.InvokeAsync<JsonElement>("LiftBlock", block.GetProperty("id").GetString()!);
        Assert.Empty(await BlocksAsync());
        await phone.SayAsync("ごめんなさい。ほんとうは話したいです");
        await using var aoi = await _night.ConsoleAsync();
        var talk = await _night.TakenByAsync(aoi);
        var words = (await aoi.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Author == "person").Select(entry => entry.Text);
        Assert.Equal(["もしもし", "おーい", "ごめんなさい。ほんとうは話したいです"], words);
    }

    [Fact]
    public async Task Words_of_danger_open_the_door_and_whoever_shows_danger_cannot_be_blocked()
    {
        var phone = _night.LinePhone();
        await phone.SayAsync("ばーか");
        await BlockAsync(await WaitsAsync());
        await NobodyWaitsAsync();
        await phone.SayAsync("もしもし");
        await phone.SayAsync("もう死にたい");
        var person = await WaitsAsync();
        Assert.Contains("block.in_danger", await RefusedAsync(_minato, person, 1, "理由"), StringComparison.Ordinal);
        Assert.Equal(1, (await _minato.ResumeAsync()).Queue!.Waiting);
    }

    [Fact]
    public async Task A_block_ends_by_itself()
    {
        var phone = _night.LinePhone();
        await phone.SayAsync("ばーか");
        await BlockAsync(await WaitsAsync());
        await NobodyWaitsAsync();
        _time.Advance(TimeSpan.FromHours(1));
        await phone.SayAsync("こんばんは");
        await WaitsAsync();
        Assert.Empty(await BlocksAsync());
    }

    [Fact]
    public async Task Only_that_person_is_kept_out_and_only_in_that_organisation()
    {
        await _night.LinePhone().SayAsync("ばーか");
        await BlockAsync(await WaitsAsync());
        await NobodyWaitsAsync();
        await _night.LinePhone().SayAsync("こんばんは");
        await WaitsAsync();
    }

    [Fact]
    public async Task A_block_needs_a_reason_a_time_and_a_supervisor()
    {
        await _night.LinePhone().SayAsync("ばーか");
        var person = await WaitsAsync();
        Assert.Contains("block.reason", await RefusedAsync(_minato, person, 1, " "), StringComparison.Ordinal);
        Assert.Contains("block.reason", await RefusedAsync(_minato, person, 1, new string('あ', 501)), StringComparison.Ordinal);
        Assert.Contains("block.hours", await RefusedAsync(_minato, person, 0, "理由"), StringComparison.Ordinal);
        Assert.Contains("block.hours", await RefusedAsync(_minato, person, 721, "理由"), StringComparison.Ordinal);
        Assert.Contains("conversation.not_found", await RefusedAsync(_minato, "nobody", 1, "理由"), StringComparison.Ordinal);
        await using var aoi = await _night.ConsoleAsync();
        await RefusedAsync(aoi, person, 1, "理由");
        await Assert.ThrowsAnyAsync<Exception>(() => aoi.InvokeAsync<JsonElement>("Blocks"));
        Assert.Equal(person, await WaitsAsync());
    }

    private static int Told(Gateway.Simulators.Line.LinePhone phone) => phone.Received.Count(item => item.Text.Contains(Sentence, StringComparison.Ordinal));

    private async Task<string> WaitsAsync()
    {
        string? waits = null;
        await _night.EventuallyAsync(async () => (waits = (await _minato.ResumeAsync()).Queue?.Places.SingleOrDefault()?.ConversationId) is not null, "somebody waits");
        return waits!;
    }

    private Task NobodyWaitsAsync() => _night.EventuallyAsync(async () => (await _minato.ResumeAsync()).Queue?.Waiting == 0, "nobody waits");

    private Task<JsonElement> BlockAsync(string conversationId) => _minato.InvokeAsync<JsonElement>("BlockPerson", conversationId, 1, "同じいたずらが十回めのため");

    private async Task<IReadOnlyList<JsonElement>> BlocksAsync() => [.. (await _minato.InvokeAsync<JsonElement>("Blocks")).EnumerateArray()];

    private static async Task<string> RefusedAsync(HubClient desk, string conversationId, int hours, string reason) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => desk.InvokeAsync<JsonElement>("BlockPerson", conversationId, hours, reason))).Message;
}
