using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Conversations.Passages;
using Gateway.Primitives;
using Gateway.Records;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    private const string Page = "chat/komorebi";

    [Fact]
    public async Task Of_all_who_open_a_link_at_once_on_any_node_one_gets_the_talk()
    {
        var talk = await TalkingAsync();
        var link = await LinkAsync(talk);
        var browsers = Enumerable.Range(0, 12).Select(_ => Redacted.Of(Ids.NewSecret())).ToList();
        var outcomes = await AllAtOnceAsync(12, i => Nodes[i % NodeCount].Get<OpenPassage>().OpenAsync(Page, link, null, browsers[i]));
        Assert.Single(outcomes, OpenOutcome.Opened);
        Assert.Equal(11, outcomes.Count(outcome => outcome == OpenOutcome.Used));
        Assert.Single(await EntriesAsync(talk.Id), entry => entry.Body.Stage == PassageStages.OnPage);
        AssertGapless(await EntriesAsync(talk.Id));
    }

    [Fact]
    public async Task Words_go_where_the_person_is_and_nowhere_else()
    {
        var talk = await TalkingAsync();
        var link = await LinkAsync(talk);
        var browser = Redacted.Of(Ids.NewSecret());
        Assert.Equal(OpenOutcome.Opened, await Nodes[^1].Get<OpenPassage>().OpenAsync(Page, link, null, browser));
        await SendAllAsync(talk.Id);
        var before = Node.Line.Calls.Count;
        Assert.Equal(Deliveries.Sent, (await SayAsync(talk.Id, "ページだけのことば", node: Nodes[^1])).Entry!.Delivery);
        await Node.Receive.ReceiveAsync(From(browser.Value, "ページから", channel: ChannelNames.Chat));
        await SendAllAsync(talk.Id);
        Assert.Equal(before, Node.Line.Calls.Count);
        Assert.Contains(await EntriesAsync(talk.Id), entry => entry is { Author: Authors.Person, Body.Text: "ページから" });

        // By whichever node it comes, and however that one remembered the talk, a word on LINE leads back.
        await AllAtOnceAsync(6, i => Nodes[i % NodeCount].Receive.ReceiveAsync(From("U1", $"LINEから {i}")));
        Assert.Null((await FindAsync(talk.Id)).PassageId);
        Assert.Single(await EntriesAsync(talk.Id), entry => entry.Body.Stage == PassageStages.OffPage);
        await SayAsync(talk.Id, "LINEだけのことば");
        await SendAllAsync(talk.Id);
        Assert.Contains("LINEだけのことば", Node.Line.Texts.SelectMany(texts => texts));
        Assert.DoesNotContain("ページだけのことば", Node.Line.Texts.SelectMany(texts => texts));
        Assert.Equal(OpenOutcome.Used, await Node.Get<OpenPassage>().OpenAsync(Page, link, null, Redacted.Of(Ids.NewSecret())));
        AssertGapless(await EntriesAsync(talk.Id));
    }

    [Fact]
    public async Task To_open_a_link_and_to_write_on_LINE_at_once_ends_in_one_place()
    {
        for (var round = 0; round < 8; round++)
        {
            var person = $"race{round}";
            var talk = await TalkingAsync(person);
            var link = await LinkAsync(talk);
            await Task.WhenAll(
                Task.Run(() => Node.Get<OpenPassage>().OpenAsync(Page, link, null, Redacted.Of(Ids.NewSecret()))),
                Task.Run(() => Nodes[^1].Receive.ReceiveAsync(From(person, "同時に"))));
            var entries = await EntriesAsync(talk.Id);
            var word = entries.Single(entry => entry.Body.Text == "同時に").Number;
            var opened = entries.Single(entry => entry.Body.Stage == PassageStages.OnPage).Number;
            Assert.Equal(word < opened, (await FindAsync(talk.Id)).PassageId is not null);
            AssertGapless(entries);
        }
    }

    [Fact]
    public async Task Of_all_nodes_that_see_something_unread_on_a_page_one_tells_its_person_and_once()
    {
        var talk = await TalkingAsync();
        var (browser, account) = (Redacted.Of(Ids.NewSecret()), "line/komorebi");
        Assert.Equal(OpenOutcome.Opened, await Node.Get<OpenPassage>().OpenAsync(Page, await LinkAsync(talk), null, browser));
        await SendAllAsync(talk.Id);
        var said = (await SayAsync(talk.Id, "ページに立つことば")).Entry!;
        Assert.Empty(await Node.Get<TellOfNews>().DueAsync(account));
        Pass(TimeSpan.FromSeconds(61));
        Assert.Equal([talk.Id], await Nodes[^1].Get<TellOfNews>().DueAsync(account));
        Assert.Empty(await Node.Get<TellOfNews>().DueAsync("line/elsewhere"));
        var told = await AllAtOnceAsync(8, i => Nodes[i % NodeCount].Get<TellOfNews>().TellAsync(talk.Id));
        Assert.Single(told, one => one);
        await SendAllAsync(talk.Id);
        Assert.Single(Node.Line.Texts.SelectMany(texts => texts), text => text.StartsWith("新しいお知らせがあります", StringComparison.Ordinal));

        // Not again until they were back; a page that says less than it said before was back all the same.
        await SayAsync(talk.Id, "もうひとつ");
        Pass(TimeSpan.FromSeconds(61));
        Assert.False(await Node.Get<TellOfNews>().TellAsync(talk.Id));
        await SeenAsync(1_000_000);
        Assert.Empty(await Node.Get<TellOfNews>().DueAsync(account));
        await SeenAsync(said.Number);
        Assert.Equal([talk.Id], await Node.Get<TellOfNews>().DueAsync(account));
        await SeenAsync((await FindAsync(talk.Id)).LastNumber);
        Assert.Empty(await Node.Get<TellOfNews>().DueAsync(account));
        AssertGapless(await EntriesAsync(talk.Id));

        Task SeenAsync(long number) => Node.Records.WriteAsync(
            session => PassageRows.NoteSeenAsync(session, Page, Node.Get<Contacts>().HashOf(Page, browser), number));
    }

    [Fact]
    public async Task News_of_a_page_are_told_as_its_person_said_that_they_can_be_reached_safely()
    {
        var talk = await TalkingAsync();
        Assert.Equal(OpenOutcome.Opened, await Node.Get<OpenPassage>().OpenAsync(Page, await LinkAsync(talk), null, Redacted.Of(Ids.NewSecret())));
        await SendAllAsync(talk.Id);
        await SayAsync(talk.Id, "ページに立つことば");
        Pass(TimeSpan.FromSeconds(61));
        // It is 22 o'clock in Japan.
        await ToldAsync(talk.Id, "daytime");
        Assert.False(await Node.Get<TellOfNews>().TellAsync(talk.Id));
        await ToldAsync(talk.Id, SafeReach.Seen);
        var before = Node.Line.Texts.Count;
        Assert.True(await Node.Get<TellOfNews>().TellAsync(talk.Id));
        await SendAllAsync(talk.Id);
        Assert.Equal([Node.Get<PersonTexts>().Text("ja", "neutral")], Node.Line.Texts.Skip(before).SelectMany(texts => texts));
    }

    private async Task<Redacted<string>> LinkAsync(Conversation talk)
    {
        Assert.Equal(OfferOutcome.Offered, await Node.Get<OfferPassage>().ByCounsellorAsync(talk.Id, ConversationsNode.Aoi));
        await SendAllAsync(talk.Id);
        return Redacted.Of(Node.Line.Texts[^1][^1].Split("/go/")[^1]);
    }
}
