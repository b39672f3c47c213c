using System.Text;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Telemetry;
using Gateway.Tests.Channels.WebChat;
using Xunit;

namespace Gateway.Tests.Operations.Telemetry;

/// <summary>A whole talk, and then every byte that went to the collector: nothing of the people may stand in it.</summary>
[Collection(nameof(Alone))]
public sealed class NothingPersonalTests
{
    private static readonly string[] Figures =
        ["gateway.webhook.calls", "gateway.webhook.duration", "gateway.claims", "gateway.deliveries", "gateway.records.duration", "gateway.console.connections"];

    private static readonly string[] Spans = ["webhook.line", "webhook.sms", "records.write", "screens.push", "outbox.send", "console.Send"];

    [Fact]
    public async Task A_talk_leaves_figures_and_traces_and_nothing_of_the_people()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var night = await TestGateway.StartAsync(null, null, null, ("Gateway:Telemetry:Endpoint", collector.Address.ToString()),
            ("Gateway:Telemetry:TracePercent", "100"), ("Gateway:Telemetry:IntervalSeconds", "1"));
        List<string> canaries = ["うそみたいな秘密", "返事の秘密", "SMSの秘密", "窓の秘密", "+819011112222"];
        await using (night)
        {
            await using var aoi = await night.ConsoleAsync();
            var person = night.Setup.People[0];
            canaries.AddRange([person.UserName, person.Name, night.Setup.People[1].Name]);
            await aoi.SetAvailabilityAsync(available: true, capacity: 3);
            var girl = night.LinePhone();
            canaries.Add(girl.UserId);
            await girl.SayAsync(canaries[0]);
            var man = night.SmsPhone(canaries[4]);
            await man.SayAsync(canaries[2]);
            using var browser = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
            await browser.WriteAsync(canaries[3]);
            for (var taken = 0; taken < 3;)
            {
                if (await aoi.TakeNextAsync() is not { } talk) continue;
                taken++;
                canaries.AddRange([talk.Id, talk.Label]);
                await aoi.SendAsync(talk.Id, canaries[1]);
                await night.EventuallyAsync(
                    async () => (await aoi.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Author == "counsellor").All(entry => entry.Delivery == "sent"), "sent");
                await aoi.CloseAsync(talk.Id, "talked");
            }

            canaries.Add((await aoi.ResumeAsync()).Me.Id);
            await night.EventuallyAsync(
                () => Task.FromResult(Says(collector.Metrics, "gateway.queue.waiting") && Says(collector.Traces, "outbox.send")), "the collector was told");
        }

        Assert.All(Figures, name => Assert.True(Says(collector.Metrics, name), name));
        Assert.All(Spans, name => Assert.True(Says(collector.Traces, name), name));
        Assert.All(canaries, canary =>
        {
            Assert.False(OtlpReceiver.Holds(collector.Metrics, canary), $"{canary} among the figures");
            Assert.False(OtlpReceiver.Holds(collector.Traces, canary), $"{canary} among the traces");
        });
    }

    private static bool Says(byte[] received, string name) => received.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0;
}

/// <summary>Tests during which no other gateway may run in this process: the collector would hear of both.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
