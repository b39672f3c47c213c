using Gateway.Intake;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Intake;

public sealed class MeasureTalksTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_lengths_of_talks_are_found_in_the_records_newest_first_and_silence_is_not_a_talk()
    {
        await using var gateway = await TestGateway.StartAsync();
        await using var console = await gateway.ConsoleAsync();
        await console.SetAvailabilityAsync(true, 3);
        var records = gateway.Services.GetRequiredService<IRecords>();
        foreach (var outcome in new[] { "talked", "silent", "talked" })
        {
            await gateway.LinePhone().SayAsync("こんばんは");
            HubConversation? talk = null;
            await gateway.EventuallyAsync(async () => (talk = await console.TakeNextAsync()) is not null, "somebody to talk with");
            await console.CloseAsync(talk!.Id);
            await records.WriteAsync(session => session.ExecuteAsync("UPDATE conversation SET outcome = @outcome, closed_at = taken_at + 600000 WHERE id = @Id", new { outcome, talk.Id }), Stop);
        }

        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal([600_000L, 600_000L], await records.ReadAsync(session => MeasureTalks.LengthsAsync(session, "org1", now.AddDays(-1)), Stop));
        Assert.Empty(await records.ReadAsync(session => MeasureTalks.LengthsAsync(session, "org1", now.AddMinutes(5)), Stop));
        Assert.Empty(await records.ReadAsync(session => MeasureTalks.LengthsAsync(session, "org2", now.AddDays(-1)), Stop));
    }
}
