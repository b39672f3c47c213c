using Gateway.Conversations.Feed;
using Gateway.TestKit.Contracts;

namespace Gateway.Tests.Conversations.Feed;

public sealed class InProcessFeedTests : FeedContract
{
    protected override (IFeed First, IFeed Second) Open()
    {
        var feed = new InProcessFeed();
        return (feed, feed);
    }

    protected override Task StartAsync() => Task.CompletedTask;
}
