using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.ConsoleHub;

/// <summary>What a counsellor pastes by mistake is refused in words; it must not cost them the connection on which they talk.</summary>
public sealed class LongTextTests
{
    [Theory]
    [InlineData("a", 33 * 1024)]
    [InlineData("a", 1024 * 1024)]
    // The test's client spells each of these in six bytes, as JSON may.
    [InlineData("助", 350_000)]
    public async Task A_text_that_is_far_too_long_is_refused_and_the_connection_goes_on(string letter, int times)
    {
        await using var night = await TestGateway.StartAsync();
        await using var hub = await night.ConsoleAsync();
        await night.LinePhone().SayAsync("助けて");
        await hub.WaitForAsync(message => message.Target == "QueueChanged" && message.Arguments[0].GetProperty("waiting").GetInt32() == 1);
        var talk = Assert.IsType<HubConversation>(await hub.TakeNextAsync());
        var connection = hub.Disconnected;

        var refused = await Assert.ThrowsAsync<HubRefusedException>(() => hub.SendAsync(talk.Id, string.Concat(Enumerable.Repeat(letter, times))));

        Assert.Equal("message.too_long", refused.Code);
        Assert.Equal("ここにいます", (await hub.SendAsync(talk.Id, "ここにいます")).Text);
        Assert.False(connection.IsCompleted);
    }
}
