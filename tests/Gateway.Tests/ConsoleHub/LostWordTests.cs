using Gateway.Records;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.ConsoleHub;

/// <summary>The word that a conversation has changed hands may be lost. The desks find out by themselves.</summary>
public sealed class LostWordTests : IAsyncLifetime
{
    private TestGateway _night = null!;
    private HubClient _first = null!;
    private HubClient _second = null!;

    public async ValueTask InitializeAsync()
    {
        _night = await TestGateway.StartAsync(time: new FakeTime());
        (_first, _second) = (await _night.ConsoleAsync(0), await _night.ConsoleAsync(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _night.DisposeAsync();
    }

    [Fact]
    public async Task A_person_whom_a_desk_has_taken_unheard_appears_on_it()
    {
        await _night.LinePhone().SayAsync("助けて");
        await ToldAsync(_first, message => message.Target == "QueueChanged" && message.Queue().Waiting == 1);
        var id = await OnlyAsync();
        await UnheardAsync("stage = 'talking', fence = 1, taken_at = opened_at, assigned_to = (SELECT id FROM staff WHERE user_name = 'org1-person1')");
        await ToldAsync(_first, message => message.Target == "ConversationChanged" && message.Arguments[0].GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task A_person_whom_somebody_else_has_by_now_leaves_the_desk_and_is_not_heard_there_any_more()
    {
        var phone = _night.LinePhone();
        var id = await TakenAsync(phone);
        await UnheardAsync("fence = fence + 1, assigned_to = (SELECT id FROM staff WHERE user_name = 'org1-person2')");
        await ToldAsync(_first, message => Left(message, id, "returned"));
        await ToldAsync(_second, message => message.Target == "ConversationChanged" && message.Arguments[0].GetProperty("id").GetString() == id);
        await phone.SayAsync("ひみつ");
        await _second.WaitForAsync(message => message.Says(id, "ひみつ"));
        Assert.DoesNotContain(_first.Received.After(0), message => message.Says(id, "ひみつ"));
    }

    [Fact]
    public async Task A_talk_that_ended_unheard_is_told_once_and_stays_to_be_read()
    {
        var id = await TakenAsync(_night.LinePhone());
        await UnheardAsync("stage = 'closed', closed_at = heard_at, due_at = NULL, outcome = 'left'");
        await ToldAsync(_first, message => Left(message, id, "closed"));
        await _night.PassAsync(TimeSpan.FromSeconds(12));
        Assert.Single(_first.Received.After(0), message => Left(message, id, "closed"));
        Assert.NotEmpty(await _first.EntriesAfterAsync(id, 0));
    }

    private async Task<string> TakenAsync(LinePhone phone)
    {
        await phone.SayAsync("助けて");
        await ToldAsync(_first, message => message.Target == "QueueChanged" && message.Queue().Waiting == 1);
        var talk = Assert.IsType<HubConversation>(await _first.TakeNextAsync());
        await _first.EntriesAfterAsync(talk.Id, 0);
        return talk.Id;
    }

    // As if another node had done it and its word had not come: the records say it, and nobody is told.
    private Task<int> UnheardAsync(string change) => _night.Services.GetRequiredService<IRecords>().WriteAsync(
        session => session.ExecuteAsync($"UPDATE conversation SET {change}"), TestContext.Current.CancellationToken);

    private Task<string> OnlyAsync() => _night.Services.GetRequiredService<IRecords>().ReadAsync(
        async session => (await session.FindAsync<string>("SELECT id FROM conversation"))!, TestContext.Current.CancellationToken);

    private async Task ToldAsync(HubClient console, Func<HubMessage, bool> wanted)
    {
        var told = console.WaitForAsync(wanted, TimeSpan.FromSeconds(30));
        await _night.EventuallyAsync(() => Task.FromResult(told.IsCompleted), "the desk is told");
        await told;
    }

    private static bool Left(HubMessage message, string id, string reason) =>
        message.Target == "ConversationLeft" && message.Arguments[0].GetString() == id && message.Arguments[1].GetString() == reason;
}
