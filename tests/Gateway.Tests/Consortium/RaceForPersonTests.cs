using Gateway.Conversations;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>An offer at home, a hand at home and a partner, all at the same moment: one counsellor has the person, and they are in one queue.</summary>
public sealed class RaceForPersonTests
{
    [Fact]
    public async Task Home_and_partner_reach_for_the_same_people_and_nobody_is_with_two()
    {
        await using var houses = await TwoHouses.OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1", 5);
        await using var ben = await houses.AvailableAsync("org2-person2", 5);
        var phones = Enumerable.Range(0, 6).Select(_ => houses.Gateway.LinePhone()).ToList();
        foreach (var phone in phones) await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => [.. phones.SelectMany(phone => phone.Received)], text => text.Contains("お願いしますか", StringComparison.Ordinal));
        // Now the morning shift at home comes, while they say yes.
        await using var mio = await houses.AvailableAsync("org1-person1", 5);
        await using var nao = await houses.ConsoleAsync("org1-person2");
        List<Task> all = [];
        foreach (var phone in phones)
        {
            if (phone.Received.Any(item => item.Text.Contains("お願いしますか", StringComparison.Ordinal))) all.Add(phone.SayAsync("ほかの団体にお願いする"));
            all.Add(TryAsync(mio));
            all.Add(TryAsync(aki));
            all.Add(TryAsync(nao));
            all.Add(TryAsync(ben));
        }

        await Task.WhenAll(all);
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(15));
        var ids = await houses.ReadAsync(session => session.QueryAsync<string>("SELECT id FROM conversation ORDER BY id"));
        Assert.Equal(phones.Count, ids.Count);
        foreach (var id in ids)
        {
            var now = (await houses.ReadAsync(session => ConversationRows.FindAsync(session, id)))!;
            Assert.Equal([now.Answering], await houses.QueuesOfAsync(id));
            if (now.Stage != Stage.Talking) continue;
            var staff = await houses.ReadAsync(session => session.FindAsync<string>("SELECT organisation FROM staff WHERE id = @AssignedTo", now));
            Assert.Equal(now.Answering, staff);
        }
    }

    private static async Task TryAsync(HubClient console)
    {
        try
        {
            await console.TakeNextAsync();
        }
        catch (HubRefusedException)
        {
            // Their hands are full.
        }
    }
}
