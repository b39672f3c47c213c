using System.Text;
using Gateway.Conversations;
using Gateway.Conversations.Attachments;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.Simulators;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task A_picture_is_announced_at_once_fetched_sealed_and_opened_by_its_counsellor_alone()
    {
        var talking = await TalkingAsync();
        var announced = await SendsAsync("m-1");
        Assert.Equal((EntryKinds.Unknown, "image", AttachmentStates.Waiting), (announced.Kind, announced.Body.What, announced.Body.Attachment!.State));
        Assert.Matches("^[0-9a-f]{32}$", announced.Body.Attachment.Id);

        await FetchAllAsync();
        Assert.Equal(new FetchOrder("line/komorebi", "m-1", "image"), Assert.Single(Node.Provider.Calls));
        var told = (await EntriesAsync(talking.Id))[^1];
        Assert.Equal((EntryKinds.Attachment, Authors.System, announced.Number), (told.Kind, told.Author, told.Body.Of!.Value));
        Assert.Equal((AttachmentStates.Here, "image/png", 32L, 24L), (told.Body.Attachment!.State, told.Body.Attachment.Type, told.Body.Attachment.Width, told.Body.Attachment.Height));

        var bytes = await OpenAsync(talking.Id, announced);
        Assert.Equal(told.Body.Attachment.Size, bytes!.Length);
        Assert.Equal("PNG", Encoding.ASCII.GetString(bytes[1..4]));
        await foreach (var stored in EverythingStoredAsync())
        {
            Assert.Equal(-1, stored.AsSpan().IndexOf(bytes.AsSpan(0, 32)));
            Assert.Equal(-1, stored.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes.AsSpan(0, 32)))));
        }

        Assert.Null(await OpenAsync(talking.Id, announced, ConversationsNode.Minato));
        Assert.Equal([$"entry {announced.Number}"], await Node.Records.ReadAsync(session => session.QueryAsync<string>("SELECT detail FROM audit WHERE action = 'attachment.read'")));
    }

    [Fact]
    public async Task An_attachment_of_another_conversation_does_not_exist()
    {
        var mine = await TalkingAsync("U1");
        await SendsAsync("m-1", "U1");
        var other = await TalkingAsync("U2");
        var theirs = await SendsAsync("m-2", "U2");
        await FetchAllAsync();
        Assert.NotNull(await OpenAsync(other.Id, theirs));
        Assert.Null(await OpenAsync(mine.Id, theirs));
        Assert.Null(await Node.Get<ConversationAccess>().OpenAsync(ConversationsNode.Aoi, mine.Id, "../" + theirs.Body.Attachment!.Id));
    }

    [Fact]
    public async Task A_large_file_is_kept_in_parts_and_comes_back_whole()
    {
        var talking = await TalkingAsync();
        var file = new byte[1024 * 1024];
        new Random(4).NextBytes(file);
        "%PDF-1.7\n"u8.CopyTo(file);
        Node.Provider.ThenGive(file);
        var announced = await SendsAsync("m-1", kind: AttachmentKinds.File);
        await FetchAllAsync();
        Assert.Equal(("application/pdf", (long)file.Length), ((await StateAsync(talking.Id)).Type, (await StateAsync(talking.Id)).Size));
        Assert.Equal(file, await OpenAsync(talking.Id, announced));
        Assert.Equal(2, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM attachment_part")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_larger_than_allowed_is_not_kept_whether_its_length_is_told_or_not(bool isTold)
    {
        var talking = await TalkingAsync();
        var file = new byte[(1024 * 1024) + 1];
        "%PDF-"u8.CopyTo(file);
        if (isTold) Node.Provider.ThenGive(file);
        else Node.Provider.Then(ScriptedSource.Found(file, null));
        await SendsAsync("m-1", kind: AttachmentKinds.File);
        await FetchAllAsync();
        Assert.Equal(AttachmentStates.TooLarge, (await StateAsync(talking.Id)).State);
        Assert.Equal(0, await PartsAsync());
    }

    [Fact]
    public async Task A_try_that_breaks_off_in_the_middle_leaves_nothing_and_the_next_one_succeeds()
    {
        var talking = await TalkingAsync();
        var file = new byte[700_000];
        "%PDF-"u8.CopyTo(file);
        Node.Provider.ThenGive(file, length: 1_000_000);
        Node.Provider.Then(new FetchOutcome.Unreachable());
        Node.Provider.ThenGive(file);
        var announced = await SendsAsync("m-1", kind: AttachmentKinds.File);
        await FetchAllAsync();
        Assert.Equal(0, await PartsAsync());
        Assert.Null(await OpenAsync(talking.Id, announced));
        await FetchAllAsync();
        Assert.Single(Node.Provider.Calls);
        Pass(TimeSpan.FromSeconds(1));
        await FetchAllAsync();
        Pass(TimeSpan.FromSeconds(2));
        await FetchAllAsync();
        Assert.Equal(3, Node.Provider.Calls.Count);
        Assert.Equal(file, await OpenAsync(talking.Id, announced));
    }

    [Fact]
    public async Task Two_nodes_fetch_it_once()
    {
        var talking = await TalkingAsync();
        await SendsAsync("m-1");
        var id = Assert.Single(await DueAsync());
        await AllAtOnceAsync(6, i => Nodes[i % Nodes.Count].Get<FetchAttachments>().FetchAsync(id, CancellationToken.None));
        Assert.Single(Nodes.SelectMany(node => node.Provider.Calls));
        Assert.Single(await EntriesAsync(talking.Id), entry => entry.Kind == EntryKinds.Attachment);
    }

    [Fact]
    public async Task When_a_node_dies_while_fetching_another_one_fetches_after_its_lease_and_a_late_answer_counts_for_nothing()
    {
        var talking = await TalkingAsync();
        var (asked, answer) = HeldUp();
        var announced = await SendsAsync("m-1");
        var id = Assert.Single(await DueAsync());
        var slow = Node.Get<FetchAttachments>().FetchAsync(id, CancellationToken.None);
        await asked;
        Assert.False(await Nodes[^1].Get<FetchAttachments>().FetchAsync(id, CancellationToken.None));
        Pass(TimeSpan.FromMinutes(3));
        await FetchAllAsync();
        var kept = await OpenAsync(talking.Id, announced);
        Assert.NotNull(kept);

        answer.SetResult(ScriptedSource.Found(DrawnPicture.Png(8, 8), null));
        await slow;
        Assert.Equal(kept, await OpenAsync(talking.Id, announced));
        Assert.Single(await EntriesAsync(talking.Id), entry => entry.Kind == EntryKinds.Attachment);
    }

    [Fact]
    public async Task A_late_answer_does_not_end_what_a_newer_try_goes_on_with()
    {
        var talking = await TalkingAsync();
        var (asked, answer) = HeldUp();
        var announced = await SendsAsync("m-1");
        var slow = Node.Get<FetchAttachments>().FetchAsync(Assert.Single(await DueAsync()), CancellationToken.None);
        await asked;
        Pass(TimeSpan.FromMinutes(3));
        Node.Provider.Then(new FetchOutcome.Unreachable());
        await FetchAllAsync();

        answer.SetResult(new FetchOutcome.Gone());
        await slow;
        Assert.DoesNotContain(await EntriesAsync(talking.Id), entry => entry.Kind == EntryKinds.Attachment);
        Pass(TimeSpan.FromSeconds(5));
        await FetchAllAsync();
        Assert.NotNull(await OpenAsync(talking.Id, announced));
    }

    [Fact]
    public async Task A_picture_that_came_whole_is_here_at_once_and_fetched_from_nowhere()
    {
        var talking = await TalkingAsync("web-1", ChannelNames.Chat);
        var picture = BarePicture.Of(DrawnPicture.Png(900, 700)).Picture!;
        await Node.Receive.ReceiveAsync(From("web-1", null, InboundKind.Unknown, channel: ChannelNames.Chat, what: AttachmentKinds.Image) with
        {
            Attachment = new SentAttachment(AttachmentKinds.Image, picture.Bytes.Length) { Picture = picture },
        });
        var sent = (await EntriesAsync(talking.Id)).Single(entry => entry.Body.Attachment is not null);
        Assert.Equal((AttachmentStates.Here, 900L), (sent.Body.Attachment!.State, sent.Body.Attachment.Width));
        Assert.Empty(await DueAsync());
        Assert.Equal(picture.Bytes, await OpenAsync(talking.Id, sent));
    }

    [Fact]
    public async Task What_the_provider_does_not_have_any_more_is_told()
    {
        var talking = await TalkingAsync();
        Node.Provider.Then(new FetchOutcome.Gone());
        await SendsAsync("m-1");
        await FetchAllAsync();
        Assert.Equal(AttachmentStates.Gone, (await StateAsync(talking.Id)).State);
        Assert.Empty(await DueAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_person_takes_back_is_gone_even_while_it_is_being_fetched(bool isUnderWay)
    {
        var talking = await TalkingAsync();
        if (isUnderWay)
        {
            Node.Provider.ThenRun(async _ =>
            {
                await TakesBackAsync("m-1");
                return ScriptedSource.Found(DrawnPicture.Png(8, 8), null);
            });
        }

        var announced = await SendsAsync("m-1");
        await FetchAllAsync();
        if (!isUnderWay) await TakesBackAsync("m-1");
        Assert.Equal((0L, 0L), (await PartsAsync(), await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM attachment"))));
        Assert.Null(await OpenAsync(talking.Id, announced));
        var entries = await EntriesAsync(talking.Id);
        AssertGapless(entries);
        Assert.Null(Assert.Single(entries, entry => entry.Kind == EntryKinds.Withdrawn).Body.Attachment);
        Assert.Empty(Node.Errors);
    }

    [Fact]
    public async Task An_erased_conversation_has_no_attachments_and_fetches_none()
    {
        var talking = await TalkingAsync();
        var here = await SendsAsync("m-1");
        await FetchAllAsync();
        await SendsAsync("m-2");
        await Node.Get<EraseWords>().ConversationAsync(talking.Id, "asked");
        await FetchAllAsync();
        Assert.Single(Node.Provider.Calls);
        Assert.Equal((0L, 0L), (await PartsAsync(), await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM attachment"))));
        Assert.Null(await OpenAsync(talking.Id, here));
    }

    private async Task<Entry> SendsAsync(string messageId, string person = "U1", string kind = AttachmentKinds.Image, SentAttachment? sent = null)
    {
        var inbound = From(person, null, InboundKind.Unknown, what: kind) with { MessageId = messageId, Attachment = sent ?? new SentAttachment(kind) };
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(inbound));
        return (await EntriesAsync((await OfAsync(person))!.Id)).Last(entry => entry is { Author: Authors.Person, Body.Attachment: not null });
    }

    // The next call is under way once it was asked for, and ends when the test says.
    private (Task Asked, TaskCompletionSource<FetchOutcome> Answer) HeldUp()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<FetchOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        Node.Provider.ThenRun(_ =>
        {
            asked.SetResult();
            return answer.Task;
        });
        return (asked.Task, answer);
    }

    private Task<IReadOnlyList<string>> DueAsync() => Node.Records.ReadAsync(session => session.QueryAsync<string>(
        "SELECT id FROM attachment WHERE state = 'waiting' AND due_at <= @now ORDER BY created_at", new { now = Time.NowMs() }));

    private async Task FetchAllAsync()
    {
        foreach (var id in await DueAsync()) await Node.Get<FetchAttachments>().FetchAsync(id, CancellationToken.None);
    }

    private async Task<Attachment> StateAsync(string conversationId) =>
        (await EntriesAsync(conversationId)).Last(entry => entry.Kind == EntryKinds.Attachment).Body.Attachment!;

    private Task<long> PartsAsync() => Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM attachment_part"));

    private async Task<byte[]?> OpenAsync(string conversationId, Entry announced, string staffId = ConversationsNode.Aoi)
    {
        if (await Nodes[^1].Get<ConversationAccess>().OpenAsync(staffId, conversationId, announced.Body.Attachment!.Id!) is not { } open) return null;
        using var whole = new MemoryStream();
        await open.WriteToAsync(whole, CancellationToken.None);
        return whole.ToArray();
    }
}
