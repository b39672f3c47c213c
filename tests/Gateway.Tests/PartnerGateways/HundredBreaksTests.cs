using Gateway.Conversations;
using Gateway.Simulators.Line;
using Gateway.TestKit.Hub;
using Gateway.TestKit.PartnerGateways;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>
/// Two gateways with real front doors and databases, and a way between them that breaks a hundred times in the middle of talks: calls are lost, answers are lost, calls come twice, answers are forged. Both sides
/// speak at each break. The phone is one witness, the other gateway's log the other.
/// </summary>
public sealed class HundredBreaksTests
{
    private const int Breaks = 100;

    [Fact]
    public async Task Of_a_hundred_breaks_no_word_is_lost_or_twice_and_nobody_is_in_two_queues()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        await using var mio = await houses.Home.ConsoleAsync();
        var chance = new Random(20261122);
        var (said, refused, cutOff, sent) = (0, 0, 0, new List<(LinePhone Phone, string Text, bool ToldLost)>());
        var (phone, talk) = await houses.TalkingAsync(aki);
        for (var broken = 1; broken <= Breaks; broken++)
        {
            var fault = (WayFault)chance.Next(1, 5);
            // Some last until home gives up.
            var lasting = broken % 50 == 0;
            // What was said before one that lasts has arrived; what is said in it cannot.
            if (lasting) await houses.PassAsync(3);
            houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? lasting ? WayFault.CallLost : fault : WayFault.None;
            await phone.SayAsync($"相談{broken}");
            said++;
            try
            {
                await aki.SendAsync(talk.Id, $"返事{broken}");
                sent.Add((phone, $"返事{broken}", lasting));
            }
            catch (HubRefusedException)
            {
                refused++;
            }

            for (var second = 0; second < (lasting ? 100 : chance.Next(1, 4)); second++)
            {
                await houses.PassAsync(1);
                Assert.NotEqual((1, 1), await InHandsAsync(houses, talk.Id));
            }

            houses.Both.Way.Next = _ => WayFault.None;
            if (!lasting) continue;
            await houses.HearsAsync(phone, "もとの");
            cutOff++;
            Assert.Equal(Stage.Waiting, (await houses.OpenAtHomeAsync())!.Stage);
            // Home goes on with them, and somebody else comes.
            HubConversation? home = null;
            await houses.EventuallyAsync(async () => (home = await mio.TakeNextAsync()) is not null, "in the hands of home");
            Assert.Equal(50, (await mio.EntriesAfterAsync(home!.Id, 0)).Count(entry => entry.Text?.StartsWith("相談", StringComparison.Ordinal) == true));
            await mio.CloseAsync(home.Id);
            if (broken < Breaks) (phone, talk) = await houses.TalkingAsync(aki);
        }

        await houses.PassAsync(3);
        foreach (var (heard, text, toldLost) in sent)
            Assert.Equal((text, toldLost ? 0 : 1), (text, heard.Received.Count(item => item.Text.EndsWith(text, StringComparison.Ordinal))));
        Assert.Equal((Breaks, 0, 2), (said, refused, cutOff));
        Assert.Equal(0L, await houses.AtPartnerAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM guest_copy WHERE over IS NULL")));
    }

    // In the hands of somebody at home, and of somebody at the partner who may speak: never both.
    private static async Task<(int Home, int Partner)> InHandsAsync(StayHouses houses, string copy)
    {
        var partner = await houses.AtPartnerAsync(session => session.AnyAsync(
            "SELECT 1 FROM conversation v JOIN guest_copy g ON g.conversation_id = v.id WHERE v.id = @copy AND v.closed_at IS NULL AND v.host IS NOT NULL AND g.over IS NULL", new { copy }));
        var home = await houses.OpenAtHomeAsync() is { Host: null };
        return (home ? 1 : 0, partner ? 1 : 0);
    }
}
