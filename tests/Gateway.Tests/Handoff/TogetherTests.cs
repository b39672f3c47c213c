using System.Net;
using Gateway.Conversations;
using Gateway.Handoff.Together;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>Three in one talk: the person on LINE, the counsellor, and the worker of the body that has taken them on.</summary>
public sealed class TogetherTests
{
    [Fact]
    public async Task The_worker_comes_with_the_person_s_yes_and_all_three_read_each_other_from_then_on()
    {
        await using var three = await TalkOfThree.AcceptedAsync();
        await three.SayAsync("このことは相談員さんだけに");
        Assert.Equal(InviteOutcome.Done, await three.AskAsync());
        var seat = await three.SeatAsync();
        var asked = await three.Phone.ReceivesAsync(text => text.Contains($"{seat.Code} はい", StringComparison.Ordinal));
        Assert.Contains("みなと野市 ふくし総合相談室", asked.Text, StringComparison.Ordinal);
        // Nobody comes before the person has said so.
        Assert.Equal(HttpStatusCode.NotFound, await three.SitAsync());
        await three.Phone.TapAsync($"{seat.Code} はい");
        await three.Phone.ReceivesAsync(text => text.Contains("名前と役割をお知らせします", StringComparison.Ordinal));
        Assert.Contains("会話へのお招き", (await three.World.MailAsync("desk@example.jp", 3)).Subject, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await three.SitAsync());
        await three.Phone.ReceivesAsync(text => text.Contains("たなか(相談支援員)さんが会話に入りました", StringComparison.Ordinal));

        await three.SayAsync("こんばんは");
        await three.ReplyAsync("たなかさんをご紹介します");
        Assert.Equal(HttpStatusCode.OK, await three.SpeakAsync("はじめまして。一緒に考えます。"));
        var counsellor = await three.Phone.ReceivesAsync(text => text.Contains("ご紹介します", StringComparison.Ordinal));
        Assert.StartsWith($"【相談員 {three.World.Counsellor.Name}】\n", counsellor.Text, StringComparison.Ordinal);
        var worker = await three.Phone.ReceivesAsync(text => text.Contains("はじめまして", StringComparison.Ordinal));
        Assert.Equal("【たなか・相談支援員】\nはじめまして。一緒に考えます。", worker.Text);

        // From the moment they came, and not a word of before; nor what the gateway tells the person or the counsellor.
        var read = await three.ReadAsync();
        Assert.Contains("こんばんは", read, StringComparison.Ordinal);
        Assert.Contains("ご紹介します", read, StringComparison.Ordinal);
        Assert.DoesNotContain("相談員さんだけに", read, StringComparison.Ordinal);
        Assert.DoesNotContain("住むところ", read, StringComparison.Ordinal);
        Assert.DoesNotContain("外れてもらう", read, StringComparison.Ordinal);
        var said = Assert.Single(await three.EntriesAsync(), entry => entry.Author == Authors.SupportBody);
        Assert.Equal(("たなか・相談支援員", EntryKinds.Message), (said.Body.Name, said.Kind));
        Assert.Equal(["ask", "agree", "sit"], await three.StepsAsync());
    }

    [Fact]
    public async Task A_yes_to_something_else_is_no_yes_and_a_no_changes_nothing()
    {
        await using var three = await TalkOfThree.AcceptedAsync();
        await three.AskAsync();
        var code = (await three.SeatAsync()).Code;
        await three.SayAsync("はい");
        await three.SayAsync(code == "27" ? "28 はい" : "27 はい");
        Assert.Equal(SeatState.Asked, (await three.SeatAsync()).State);
        Assert.Equal(InviteOutcome.OtherStands, await three.AskAsync());
        await three.SayAsync($"{code} いいえ");
        Assert.Equal((SeatState.Over, "decline"), ((await three.SeatAsync()).State, (await three.SeatAsync()).Why));
        Assert.Equal(HttpStatusCode.NotFound, await three.SitAsync());
        var talk = await three.TalkAsync();
        Assert.Equal((Stage.Talking, three.World.Counsellor.Id, null), (talk.Stage, talk.AssignedTo, talk.SeatId));
        // A late yes to what is over lets nobody in, and is answered so.
        await three.SayAsync($"{code} はい");
        await three.Phone.ReceivesAsync(text => text.Contains("だれも会話に入りません", StringComparison.Ordinal));

        // Asked once more at most, and only if the person brings it up.
        Assert.Equal(InviteOutcome.SaidNo, await three.AskAsync());
        Assert.Equal(InviteOutcome.Done, await three.AskAsync(again: true));
        await three.SayAsync($"{(await three.SeatAsync()).Code} いいえ");
        Assert.Equal(InviteOutcome.SaidNo, await three.AskAsync(again: true));
    }

    [Fact]
    public async Task One_word_of_the_person_has_the_worker_leave_at_once()
    {
        await using var three = await TalkOfThree.TogetherAsync();
        await three.SpeakAsync("こんばんは");
        await three.Phone.ReceivesAsync(text => text.Contains("こんばんは", StringComparison.Ordinal));
        await three.Phone.TapAsync($"{(await three.SeatAsync()).Code} いいえ");
        Assert.Null(await three.ReadAsync());
        Assert.Equal(HttpStatusCode.NotFound, await three.SpeakAsync("待ってください"));
        await three.Phone.ReceivesAsync(text => text.Contains("会話から外れました", StringComparison.Ordinal));
        Assert.Equal((SeatState.Over, "remove"), ((await three.SeatAsync()).State, (await three.SeatAsync()).Why));
        Assert.Null((await three.TalkAsync()).SeatId);
        Assert.DoesNotContain(await three.EntriesAsync(), entry => entry.Body.Text == "待ってください");
        // What the counsellor says is for two again.
        await three.ReplyAsync("ここからはまた二人です");
        Assert.Null((await three.EntriesAsync()).Last(entry => entry.Author == Authors.Counsellor).Body.Label);
    }

    [Fact]
    public async Task Only_the_counsellor_who_has_the_talk_asks_and_only_once_the_body_has_taken_it_on()
    {
        await using var three = await TalkOfThree.AcceptedAsync();
        var stranger = three.World.Counsellor with { Id = "somebody-else" };
        Assert.Equal(InviteOutcome.NotYours, await three.Invite.AskAsync(stranger, three.TalkId, three.Referral.Id, false, three.World.Cancel));
        Assert.Equal(InviteOutcome.NotYours, await three.Invite.AskAsync(three.World.Counsellor, three.TalkId, "019aa2f0-0000-7000-8000-000000000000", false, three.World.Cancel));
        Assert.Empty(await three.Invite.OfConversationAsync(stranger, three.TalkId, three.World.Cancel));
        Assert.Equal(three.Referral.Id, Assert.Single(await three.Invite.PossibleAsync(three.World.Counsellor, three.TalkId, three.World.Cancel)).Id);
        Assert.Equal(InviteOutcome.Done, await three.AskAsync());
        Assert.False(await three.Invite.EndAsync(stranger, (await three.SeatAsync()).Id, three.World.Cancel));
        Assert.True(await three.Invite.EndAsync(three.World.Counsellor, (await three.SeatAsync()).Id, three.World.Cancel));
        Assert.Equal("takeback", (await three.SeatAsync()).Why);
        Assert.Equal(SeatState.Over, (await three.SeatAsync()).State);
    }

    [Fact]
    public async Task The_worker_gives_a_name_and_a_role_and_says_a_thing_once()
    {
        await using var three = await TalkOfThree.AcceptedAsync();
        await three.AskAsync();
        await three.SayAsync($"{(await three.SeatAsync()).Code} はい");
        Assert.NotEqual(SeatState.Taken, (await three.SeatAsync()).State);
        await three.SitAsync(role: " ");
        await three.SitAsync(name: new string('あ', SeatNames.Longest + 1));
        Assert.Equal(SeatState.Agreed, (await three.SeatAsync()).State);
        await three.SitAsync(name: "た】\nなか");
        Assert.Equal("たなか・相談支援員", (await three.SeatAsync()).Who.Label);
        const string client = "019aa2f0-0000-7000-8000-000000000001";
        await three.SpeakAsync("一度だけ", client);
        await three.SpeakAsync("一度だけ", client);
        Assert.Equal(HttpStatusCode.BadRequest, await three.SpeakAsync(new string('な', 1001)));
        Assert.Single(await three.EntriesAsync(), entry => entry.Author == Authors.SupportBody);
        // The page keeps to itself, and takes nothing from elsewhere.
        using var page = await three.Desk.GetAsync($"/desk/talks/{(await three.SeatAsync()).Id}", three.World.Cancel);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var other = three.World.Browser();
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/desk/talks/{(await three.SeatAsync()).Id}/log", three.World.Cancel)).StatusCode);
    }
}
