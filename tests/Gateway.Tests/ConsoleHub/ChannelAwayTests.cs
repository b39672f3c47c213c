using System.Text.Json;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.ConsoleHub;

/// <summary>A provider that is down for a while: the counsellor reads it, what they write waits, and arrives by itself.</summary>
public sealed class ChannelAwayTests
{
    [Fact]
    public async Task What_is_written_while_LINE_is_down_waits_and_arrives_in_its_order_and_once()
    {
        await using var night = await TestGateway.StartAsync(time: new FakeTime());
        await using var desk = await night.ConsoleAsync();
        await desk.SetAvailabilityAsync(true, 3);
        var phones = Enumerable.Range(0, 3).Select(_ => night.LinePhone()).ToList();
        var talks = new List<string>();
        foreach (var phone in phones)
        {
            await phone.SayAsync("聞いてください");
            await night.EventuallyAsync(async () => await desk.TakeNextAsync() is { } talk && Add(talks, talk.Id), "taken");
        }

        var faults = night.Simulators.Line(night.Setup.Line[0].Account).Faults;
        await night.EventuallyAsync(() => Task.FromResult(phones.TrueForAll(phone => phone.Received.Count > 0)), "the first words have arrived");
        // LINE's free answer is too old by now, and what went well is long ago.
        night.Time!.Advance(TimeSpan.FromSeconds(60));
        // Until it has been noticed: how many calls that takes is not this test's business.
        faults.Next(Fault.DropBeforeAccepting, 1_000);
        foreach (var talk in talks)
        {
            await desk.SendAsync(talk, "読んでいます");
            await desk.SendAsync(talk, "ゆっくりで大丈夫です");
        }

        await ToldAsync(night, desk, message => Away(message) is ["line"]);
        Assert.Equal(["line"], (await desk.ResumeAsync()).ChannelsAway);
        faults.End();
        await ToldAsync(night, desk, message => Away(message) is []);
        await night.EventuallyAsync(() => Task.FromResult(phones.TrueForAll(phone => Words(phone).Count() >= 2)), "everything has arrived");
        Assert.All(phones, phone => Assert.Equal(["読んでいます", "ゆっくりで大丈夫です"], Words(phone)));
    }

    private static IEnumerable<string> Words(LinePhone phone) =>
        phone.Received.Select(one => one.Text).Where(text => text is "読んでいます" or "ゆっくりで大丈夫です");

    private static bool Add(List<string> talks, string id)
    {
        talks.Add(id);
        return true;
    }

    private static string[]? Away(HubMessage message) => message.Target == "ChannelsAway" ? message.Arguments[0].Deserialize<string[]>() : null;

    // A minute of the clock may pass until the provider is called again; it costs the test a fraction of a second.
    private static async Task ToldAsync(TestGateway night, HubClient desk, Func<HubMessage, bool> wanted)
    {
        var told = desk.WaitForAsync(wanted, TimeSpan.FromSeconds(60));
        while (!told.IsCompleted)
        {
            await night.PassAsync(TimeSpan.FromSeconds(1));
            // Whether a provider is away is counted within half a minute of the clock: it must not run away from calls that are under way.
            while (await IsCallingAsync(night)) await Task.Delay(TimeSpan.FromMilliseconds(3));
        }

        await told;
    }

    private static Task<bool> IsCallingAsync(TestGateway night) => night.Services.GetRequiredService<IRecords>().ReadAsync(
        session => session.AnyAsync("SELECT 1 FROM outbox WHERE state = 'sending' LIMIT 1"));
}
