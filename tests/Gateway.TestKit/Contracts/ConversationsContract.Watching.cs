using System.Collections.Concurrent;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task A_nudge_that_overtakes_another_at_the_beginning_of_a_watch_leaves_nothing_out()
    {
        var watching = await WatchingAsync();
        await SayAsync(watching.Conversation.Id, "一");
        await SayAsync(watching.Conversation.Id, "二");

        watching.Deliver(1);
        await watching.ShownAsync(2);
        watching.Deliver(0);
        await SayAsync(watching.Conversation.Id, "三");
        watching.Deliver(2);

        await watching.ShownAsync(3);
    }

    [Fact]
    public async Task A_first_nudge_that_is_lost_is_made_good_by_the_digest()
    {
        var watching = await WatchingAsync();
        await SayAsync(watching.Conversation.Id, "一");

        watching.Watch.Expect(watching.Conversation.Id, watching.Conversation.LastNumber + 1);

        await watching.ShownAsync(1);
    }

    private async Task<Watching> WatchingAsync()
    {
        var conversation = await TalkingAsync();
        return new Watching(Node, conversation);
    }

    /// <summary>A screen on another node than the one that commits: the test decides which nudges reach it, and when.</summary>
    private sealed class Watching
    {
        private readonly InProcessFeed _feed = new();
        private readonly List<EntriesCommitted> _nudges = [];
        private readonly ConcurrentQueue<long> _shown = [];

        public Watching(ConversationsNode node, Conversation conversation)
        {
            Conversation = conversation;
            node.Get<IFeed>().Subscribe<EntriesCommitted>(_nudges.Add);
            Watch = new ConversationWatch(_feed, node.Records, node.Get<ConversationLog>(), NullLogger<ConversationWatch>.Instance);
            Watch.Watch(conversation.Id, conversation.LastNumber, entries =>
            {
                foreach (var entry in entries) _shown.Enqueue(entry.Number);
            });
        }

        public Conversation Conversation { get; }

        public ConversationWatch Watch { get; }

        public void Deliver(int nudge) => _feed.Publish(_nudges[nudge]);

        // As many as have been said, each once and in order.
        public async Task ShownAsync(int count)
        {
            for (var tries = 0; _shown.Count < count && tries < 500; tries++) await Task.Delay(10);
            Assert.Equal(Enumerable.Range(1, count).Select(i => Conversation.LastNumber + i), _shown);
        }
    }
}
