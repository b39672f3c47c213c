using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Simulators.Line;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>共同の窓口, told from the outside: org1 runs the entrance, org2 is there for debts, org3 for everybody.</summary>
public sealed class CommonEntranceTests
{
    private const string Debt = "借金のこと";
    private const string Choose = "ほかの団体を選ぶ";

    [Fact]
    public async Task By_line_a_tap_leads_to_the_member_for_it_and_nothing_is_said_twice()
    {
        await using var houses = await OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        await using var nao = await houses.AvailableAsync("org3-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("相談したいです");
        var menu = await houses.HearsAsync(() => phone.Received, text => text.Contains("近いものを選ぶと", StringComparison.Ordinal));
        Assert.Contains("かくう よるのつながり", phone.Received[0].Text, StringComparison.Ordinal);
        Assert.Contains("相談室 org3", phone.Received[0].Text, StringComparison.Ordinal);
        Assert.Equal([Debt, "その他", "とばす", Choose, "順番待ちをやめる"], menu.Taps.Select(tap => tap.Label));
        var first = (await houses.OpenConversationAsync("org1"))!;
        Assert.Equal(Stage.Intake, first.Stage);
        Assert.Empty(await houses.QueuesOfAsync(first.Id));

        await phone.TapAsync(Debt);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("「相談室 org2」におつなぎします", StringComparison.Ordinal));
        var offered = await OfferedAsync(houses, aki);
        Assert.Null(await houses.OpenConversationAsync("org1"));
        var moved = (await houses.OpenConversationAsync("org2"))!;
        Assert.Equal((first.Id, first.OpenedAt, first.ChannelAccount), (moved.Id, moved.ArrivedAt, moved.ChannelAccount));
        Assert.Equal(["org2"], await houses.QueuesOfAsync(moved.Id));
        var talk = (await aki.AnswerOfferAsync(offered.OfferId, accept: true))!;
        Assert.Null(talk.GuestOf);
        Assert.Contains(await aki.EntriesAfterAsync(talk.Id, 0), entry => entry.Text == "相談したいです");
        await aki.SendAsync(talk.Id, "こんばんは。借金のことですね。");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("借金のことですね", StringComparison.Ordinal));
        await aki.CloseAsync(talk.Id);
        Assert.Equal(["conversation.routed"], (await houses.TrailAsync("org1", talk.Id)).Where(line => line != "conversation.graded"));
        Assert.Equal(["conversation.routed", "conversation.taken", "conversation.read", "conversation.closed"], await houses.TrailAsync("org2", talk.Id));

        // They come again: nothing is asked, and they are where they were.
        await phone.SayAsync("また来ました");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("前にお話しした「相談室 org2」", StringComparison.Ordinal));
        await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync("org2") is { Stage: Stage.Waiting }, "waits there again");
    }

    [Fact]
    public async Task Who_writes_on_or_is_silent_is_routed_by_what_is_known()
    {
        await using var houses = await OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        await using var nao = await houses.AvailableAsync("org3-person1", capacity: 5);
        var (talkative, silent) = (houses.Gateway.LinePhone(), houses.Gateway.LinePhone());
        await talkative.SayAsync("こんばんは");
        await silent.SayAsync("こんばんは");
        await talkative.SayAsync("だれにも言えなくて");
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(talkative.Received, item => item.Text.Contains("におつなぎします。ここからは", StringComparison.Ordinal));
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(15));
        await houses.HearsAsync(() => talkative.Received, text => text.Contains("「相談室 org3」におつなぎします", StringComparison.Ordinal));
        Assert.DoesNotContain(silent.Received, item => item.Text.Contains("におつなぎします。ここからは", StringComparison.Ordinal));
        await houses.Gateway.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5));
        await houses.HearsAsync(() => silent.Received, text => text.Contains("「相談室 org3」におつなぎします", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_danger_nobody_is_asked_anything_and_whoever_can_answers()
    {
        await using var houses = await OpenAsync();
        await using var nao = await houses.AvailableAsync("org3-person1");
        var phone = houses.Gateway.SmsPhone();
        await phone.SayAsync("3日たべてない。あるのは水だけ");
        await OfferedAsync(houses, nao);
        var conversation = (await houses.OpenConversationAsync("org3"))!;
        Assert.True(conversation.Grade >= Grade.High);
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains(Debt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_danger_at_night_they_read_in_their_language_who_has_their_words_and_last_whom_to_call()
    {
        await using var houses = await OpenAsync(guide: "everywhere");
        var (phone, sms) = (houses.Gateway.LinePhone(), houses.Gateway.SmsPhone());
        await phone.SayAsync("I want to kill myself tonight");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("119 (ambulance)", StringComparison.Ordinal));
        string[] said = [.. phone.Received.Select(item => item.Text)];
        Assert.Contains("Invented Night Network", said[0], StringComparison.Ordinal);
        Assert.StartsWith("What you say stays confidential", said[1], StringComparison.Ordinal);
        Assert.StartsWith("“Counselling org1” keeps what you wrote", said[2], StringComparison.Ordinal);
        Assert.StartsWith("There is no counsellor here right now", said[3], StringComparison.Ordinal);
        Assert.Equal(5, said.Length);
        Assert.DoesNotContain(phone.Received[^1].Taps, tap => tap.Label == "Choose another");

        // No number is asked for where nothing has one.
        await sms.SayAsync("I want to kill myself tonight");
        await houses.HearsAsync(() => sms.Received, text => text.Contains("no counsellor is here right now", StringComparison.Ordinal));
        Assert.DoesNotContain(sms.Received, item => item.Text.Contains("number", StringComparison.Ordinal));

        // On the page the numbers stand unfolded.
        using var page = new ChatBrowser(new Uri(houses.Gateway.Address, "/chat/org1-chat1"));
        Assert.DoesNotContain("class=\"emergency\" open", await page.ReadAsync(), StringComparison.Ordinal);
        using var written = await page.WriteAsync("今夜死にます");
        await houses.Gateway.EventuallyAsync(async () => (await page.ReadAsync()).Contains("class=\"emergency\" open", StringComparison.Ordinal), "unfolded");
    }

    [Fact]
    public async Task By_sms_a_number_answers_and_where_nobody_is_there_the_responsible_body_has_them()
    {
        await using var houses = await OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var (one, two) = (houses.Gateway.SmsPhone(), houses.Gateway.SmsPhone("+819000000002"));
        await one.SayAsync("こんばんは");
        var menu = await houses.HearsAsync(() => one.Received, text => text.Contains("1: " + Debt, StringComparison.Ordinal));
        Assert.Contains("かくう よるのつながり", menu.Text, StringComparison.Ordinal);
        await one.SayAsync("1");
        await houses.HearsAsync(() => one.Received, text => text.Contains("相談室 org2", StringComparison.Ordinal));
        await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync("org2") is { Stage: Stage.Waiting }, "at org2");

        await two.SayAsync("こんばんは");
        await houses.HearsAsync(() => two.Received, text => text.Contains("2: その他", StringComparison.Ordinal));
        await two.SayAsync("2");
        await houses.HearsAsync(() => two.Received, text => text.Contains("相談室 org1", StringComparison.Ordinal) && text.Contains("いまは相談員がおりません", StringComparison.Ordinal));
        Assert.Equal(["org1"], await houses.QueuesOfAsync((await houses.OpenConversationAsync("org1"))!.Id));
    }

    [Fact]
    public async Task Who_wants_another_member_says_so_and_one_that_pauses_strands_nobody()
    {
        await using var houses = await OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        // Somebody is there, and their hands are full: whoever comes waits.
        await using var nao = await houses.AvailableAsync("org3-person1");
        var (first, phone) = (houses.Gateway.LinePhone(), houses.Gateway.LinePhone());
        await first.SayAsync("こんばんは");
        await houses.HearsAsync(() => first.Received, text => text.Contains("近いものを選ぶと", StringComparison.Ordinal));
        await first.TapAsync("とばす");
        await nao.AnswerOfferAsync((await OfferedAsync(houses, nao)).OfferId, accept: true);
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("近いものを選ぶと", StringComparison.Ordinal));
        await phone.TapAsync("とばす");
        await houses.Gateway.EventuallyAsync(async () => await WaitingAsync(houses, "org3") is not null, "waits at org3");
        var waits = (await WaitingAsync(houses, "org3"))!;

        await phone.SayAsync(Choose);
        var list = await houses.HearsAsync(() => phone.Received, text => text.Contains("どの団体がよいですか", StringComparison.Ordinal));
        Assert.Equal(["相談室 org1", "相談室 org2"], list.Taps.Take(2).Select(tap => tap.Label));
        await phone.TapAsync("相談室 org2");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("「相談室 org2」におつなぎします", StringComparison.Ordinal));
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(waits) is ["org2"], "in the queue of org2 alone");

        await houses.DoAsync("org2", HttpMethod.Post, "pause", new { });
        await houses.HearsAsync(() => phone.Received, text => text.Contains("「相談室 org2」は、いまお返事できなくなりました", StringComparison.Ordinal));
        await houses.Gateway.EventuallyAsync(async () => await houses.QueuesOfAsync(waits) is [not "org2"], "in another queue, and in no other");
    }

    [Fact]
    public async Task Whom_the_responsible_body_keeps_at_the_door_another_member_answers()
    {
        await using var houses = await OpenAsync();
        var phone = houses.Gateway.LinePhone();
        await using (var org1 = await houses.AvailableAsync("org1-person1"))
        {
            await phone.SayAsync("こんばんは");
            await houses.HearsAsync(() => phone.Received, text => text.Contains("近いものを選ぶと", StringComparison.Ordinal));
            await phone.TapAsync("とばす");
            var talk = (await org1.AnswerOfferAsync((await OfferedAsync(houses, org1)).OfferId, accept: true))!;
            await using var supervisor = await houses.ConsoleAsync("org1-supervisor1");
            await supervisor.InvokeAsync<JsonElement>("BlockPerson", talk.Id, 24, "同じいたずらが十回めのため");
        }

        // Nobody else is there: they are told so once.
        int Told() => phone.Received.Count(item => item.Text.Contains("ここではお返事をお休みします", StringComparison.Ordinal));
        await houses.Gateway.EventuallyAsync(() => Task.FromResult(Told() == 1), "blocked");
        var before = Told();
        await phone.SayAsync("なんで");
        await houses.Gateway.EventuallyAsync(() => Task.FromResult(Told() == before + 1), "told");
        await phone.SayAsync("ねえ");
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
        Assert.Equal(before + 1, Told());
        Assert.Equal(Stage.Intake, (await houses.OpenConversationAsync("org1"))!.Stage);

        // And their next word finds whoever is there by then.
        await using var nao = await houses.AvailableAsync("org3-person1");
        await phone.SayAsync("だれかいますか");
        await AskedAsync(houses, phone, 2);
        await phone.TapAsync("とばす");
        await OfferedAsync(houses, nao);
    }

    [Fact]
    public async Task By_sms_a_number_chooses_a_member_only_as_the_next_word_and_only_for_a_while()
    {
        await using var houses = await OpenAsync();
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.SmsPhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("3: とばす", StringComparison.Ordinal));
        await phone.SayAsync("3");
        await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync("org1") is { Stage: Stage.Waiting }, "waits at org1");

        async Task OfferedListAsync(int times)
        {
            await phone.SayAsync(Choose);
            await houses.Gateway.EventuallyAsync(() => Task.FromResult(phone.Received.Count(item => item.Text.Contains("1: 相談室 org2", StringComparison.Ordinal)) == times), "offered");
        }

        await OfferedListAsync(1);
        await phone.SayAsync("きょうは何人待っていますか");
        await phone.SayAsync("1");
        await OfferedListAsync(2);
        await houses.Gateway.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(10));
        await phone.SayAsync("1");
        await houses.Gateway.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
        Assert.NotNull(await houses.OpenConversationAsync("org1"));
        await OfferedListAsync(3);
        await phone.SayAsync("1");
        await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync("org2") is not null, "at org2");
    }

    [Fact]
    public async Task The_guide_of_one_member_ends_where_another_one_answers_and_that_ones_begins()
    {
        await using var houses = await OpenAsync(guide: "everywhere");
        await using var aki = await houses.AvailableAsync("org2-person1");
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("近いものを選ぶと", StringComparison.Ordinal));
        await phone.TapAsync("とばす");
        await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync("org1") is { Stage: Stage.Waiting }, "waits at org1");
        var id = (await houses.OpenConversationAsync("org1"))!.Id;
        Task<string?> GuideAsync() => houses.ReadAsync(session => session.FindAsync<string>("SELECT alias FROM bot_talk WHERE conversation_id = @id", new { id }));
        string? first = null;
        await houses.Gateway.EventuallyAsync(async () => (first = await GuideAsync()) is not null, "the guide of org1 has begun");

        await phone.SayAsync(Choose);
        await houses.HearsAsync(() => phone.Received, text => text.Contains("どの団体がよいですか", StringComparison.Ordinal));
        await phone.TapAsync("相談室 org2");
        await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync("org2") is not null, "at org2");
        var second = await GuideAsync();
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        // What was passed over at the entrance is not asked again by anybody.
        Assert.Single(phone.Received, item => item.Text.Contains("近いものはありますか", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disaster_mode_of_the_member_is_told_with_the_place_and_on_the_page()
    {
        await using var houses = await OpenAsync();
        await using var nao = await houses.AvailableAsync("org3-person1");
        await using (var keeper = await houses.ConsoleAsync("org3-coordinator1"))
        {
            var plan = new DisasterPlan
            {
                Name = "能登の地震",
                Words = new Dictionary<string, string> { ["ja"] = "地震で電話がつながりにくい", ["en"] = "The telephone lines are busy after the earthquake." },
                Reason = "震度6",
                EndsAt = houses.Gateway.Time!.GetUtcNow().AddHours(2),
                Factor = 2,
                Everybody = true,
                Areas = [],
            };
            using var begun = await keeper.Http.PostAsJsonAsync("/api/disasters", plan, TestContext.Current.CancellationToken);
            Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var phone = houses.Gateway.SmsPhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("3: とばす", StringComparison.Ordinal));
        await phone.SayAsync("3");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("相談室 org3", StringComparison.Ordinal) && text.Contains("地震で電話がつながりにくい", StringComparison.Ordinal));

        using var page = new ChatBrowser(new Uri(houses.Gateway.Address, "/chat/org1-chat1"));
        Assert.DoesNotContain("地震で", await page.ReadAsync(), StringComparison.Ordinal);
        using (await page.WriteAsync("こんばんは")) await page.ReadAsync("/log");
        using var answered = await page.WriteAsync("とばす");
        await houses.Gateway.EventuallyAsync(async () => (await page.ReadAsync()).Contains("地震で電話がつながりにくい", StringComparison.Ordinal), "told at the top");
    }

    [Fact]
    public async Task Whoever_comes_again_is_asked_where_only_their_answers_are_missing()
    {
        await using var houses = await OpenAsync();
        var phone = houses.Gateway.LinePhone();
        await using (var nao = await houses.AvailableAsync("org3-person1"))
        {
            await phone.SayAsync("こんばんは");
            await houses.HearsAsync(() => phone.Received, text => text.Contains("近いものを選ぶと", StringComparison.Ordinal));
            await phone.TapAsync("とばす");
            var talk = (await nao.AnswerOfferAsync((await OfferedAsync(houses, nao)).OfferId, accept: true))!;
            await nao.CloseAsync(talk.Id);
            await nao.SetAvailabilityAsync(false, 1);
        }

        // Whom they know is not there; whoever is there is there for debts, and nobody has asked them yet what it is about.
        await using var aki = await houses.AvailableAsync("org2-person1");
        await phone.SayAsync("また来ました");
        await AskedAsync(houses, phone, 2);
        await phone.TapAsync(Debt);
        await OfferedAsync(houses, aki);
    }

    [Fact]
    public async Task The_page_says_whose_it_is_before_a_word_is_written_and_the_guide_goes_on_with_what_was_told()
    {
        await using var houses = await OpenAsync(guide: "everywhere");
        await using var aki = await houses.ConsoleAsync("org2-person1");
        await aki.SetAvailabilityAsync(true, 1);
        using var page = new ChatBrowser(new Uri(houses.Gateway.Address, "/chat/org1-chat1"));
        var before = await page.ReadAsync();
        Assert.Contains("かくう よるのつながり", before, StringComparison.Ordinal);
        Assert.Contains("<li><bdi>相談室 org1</bdi></li><li><bdi>相談室 org2</bdi></li><li><bdi>相談室 org3</bdi></li>", before, StringComparison.Ordinal);
        var known = await houses.Gateway.Http.GetStringAsync($"/consortium/{houses.Consortium}?lang=en", TestContext.Current.CancellationToken);
        Assert.Contains("The common entrance", known, StringComparison.Ordinal);
        Assert.Contains("href=\"/chat/org1-chat1\"", known, StringComparison.Ordinal);
        using (await page.WriteAsync("お金のことで"))
            Assert.Contains("近いものを選ぶと", await page.ReadAsync("/log"), StringComparison.Ordinal);
        using var answered = await page.WriteAsync(Debt);
        var seen = "";
        await houses.Gateway.EventuallyAsync(async () => (seen = await page.ReadAsync("/log")).Contains("「相談室 org2」", StringComparison.Ordinal), "routed");
        var talk = (await houses.OpenConversationAsync("org2"))!;
        var told = await houses.ReadAsync(session => session.QueryAsync<string>("SELECT kind FROM entry WHERE conversation_id = @Id AND kind = 'facts'", new { talk.Id }));
        Assert.NotEmpty(told);
        // Asked once: the member's guide does not ask for the topic again.
        Assert.Equal(2, seen.Split("近いものはありますか").Length);
    }

    [Fact]
    public async Task A_consortium_that_has_ended_leaves_an_ordinary_account()
    {
        await using var houses = await OpenAsync();
        var phone = houses.Gateway.LinePhone();
        await phone.SayAsync("こんばんは");
        await houses.HearsAsync(() => phone.Received, text => text.Contains("近いものを選ぶと", StringComparison.Ordinal));
        await houses.DoAsync("org1", HttpMethod.Post, "end", new { });
        await phone.TapAsync(Debt);
        // Who stood in the menu is the responsible body's.
        await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync("org1") is { Stage: Stage.Waiting }, "waits at org1");
        var other = houses.Gateway.LinePhone();
        await other.SayAsync("こんばんは");
        await houses.HearsAsync(() => other.Received, text => text.Contains("相談室 org1です", StringComparison.Ordinal));
    }

    private static async Task<TwoHouses> OpenAsync(string guide = "none")
    {
        var houses = await TwoHouses.OpenAsync(3, new MemberTerms { Takes = true }, facts: true, common: true, guide: guide);
        await houses.TermsAsync("org2", new MemberTerms { Takes = true, Topics = ["debt"] });
        return houses;
    }

    private static async Task<HubOffer> OfferedAsync(TwoHouses houses, HubClient desk)
    {
        await houses.Gateway.EventuallyAsync(() => Task.FromResult(desk.Received.After(0).Any(message => message.Target == "Offered")), "offered");
        return (await desk.WaitForAsync(message => message.Target == "Offered")).Offer();
    }

    // So many times they were asked what it is about.
    private static Task AskedAsync(TwoHouses houses, LinePhone phone, int times) => houses.Gateway.EventuallyAsync(
        () => Task.FromResult(phone.Received.Count(item => item.Text.Contains("近いものはありますか", StringComparison.Ordinal)) == times), "asked");

    private static Task<string?> WaitingAsync(TwoHouses houses, string organisation) => houses.ReadAsync(session =>
        session.FindAsync<string>("SELECT id FROM conversation WHERE organisation = @organisation AND stage = 'waiting' AND closed_at IS NULL", new { organisation }));
}
