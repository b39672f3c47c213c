using System.Net;
using System.Text.Json.Nodes;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>What people do in the middle of a hand-off, by mistake or on purpose: nothing leaves that was not agreed to, and nobody hears anything that is not so.</summary>
public sealed class HandoffGoesWrongTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_yes_to_what_the_counsellor_asked_meanwhile_passes_nothing_on()
    {
        await using var night = await TakasNight.BeginAsync();
        var (_, digits) = await night.AskAsync();
        await night.Counsellor.SendAsync(night.Talk.Id, "今夜は、寝るところがありますか");
        foreach (var words in new[] { "はい", "うん", "OK", "はい、同意します", $"{digits}歳です", $"{digits}時に電話がほしい", "1 3" })
        {
            await night.Phone.SayAsync(words);
            await night.Counsellor.HearsAsync(night.Talk.Id, entry => entry.Text == words);
        }

        Assert.Equal("asked", (string?)(await night.Side.QuestionAsync())["state"]);
        Assert.Equal("referral.not_now", (await night.Side.TrySendAsync()).Code);
        await night.Phone.SayAsync($"{digits} 1 3");
        await night.StateAsync("given");
        Assert.Equal(["name", "story"], (await night.Side.QuestionAsync())["agreed"]!.AsArray().Select(item => (string)item!));
        Assert.Empty(night.Mail.Received);
    }

    [Fact]
    public async Task A_sheet_that_was_changed_after_asking_is_asked_about_anew()
    {
        await using var night = await TakasNight.BeginAsync();
        var (sheet, old) = await night.AskAsync();
        sheet = await night.Side.SaveAsync(sheet, new JsonObject { ["economy"] = new JsonObject { ["value"] = "所持金 約1万円。借金がある" } });
        await night.StateAsync("lapsed");
        await night.Phone.SayAsync($"{old} はい");
        await night.Phone.ReceivesAsync(text => text.Contains("その質問は、もう終わっています", StringComparison.Ordinal));
        Assert.Equal("referral.not_now", (await night.Side.TrySendAsync()).Code);

        var (digits, seen) = (await night.AskAsync(sheet), night.Gateway.Simulators.Outbox.Log.Last);
        await night.Phone.SayAsync($"{old} はい");
        await night.Phone.ReceivesAsync(text => text.Contains("その質問は、もう終わっています", StringComparison.Ordinal), after: seen);
        Assert.Equal("asked", (string?)(await night.Side.QuestionAsync())["state"]);
        await night.Phone.SayAsync($"{digits} はい");
        await night.StateAsync("given");
        // Between the yes and the sending it counts just as much.
        await night.Side.SaveAsync(sheet, new JsonObject { ["economy"] = new JsonObject { ["value"] = "所持金なし" } });
        await night.StateAsync("lapsed");
        Assert.Equal("referral.not_now", (await night.Side.TrySendAsync()).Code);
        Assert.Empty(night.Mail.Received);
    }

    [Fact]
    public async Task The_digits_mean_nothing_from_another_phone_or_on_another_channel()
    {
        await using var night = await TakasNight.BeginAsync();
        var (_, digits) = await night.AskAsync();
        var (other, sms) = (night.Gateway.LinePhone(), night.Gateway.SmsPhone());
        await other.SayAsync($"{digits} はい");
        await sms.SayAsync($"{digits} はい");
        await other.ReceivesAsync();
        await sms.ReceivesAsync();
        Assert.DoesNotContain(other.Received.Concat(sms.Received), item => item.Text.Contains("みなと野くらし", StringComparison.Ordinal));
        Assert.Equal("asked", (string?)(await night.Side.QuestionAsync())["state"]);
    }

    [Fact]
    public async Task A_talk_that_ended_in_the_middle_is_no_answer_and_the_answer_may_still_come()
    {
        await using var night = await TakasNight.BeginAsync();
        var (_, digits) = await night.AskAsync();
        await night.Counsellor.CloseAsync(night.Talk.Id);
        Assert.Equal("asked", await night.HandoffAsync());
        await night.Phone.SayAsync($"{digits} はい");
        await night.Phone.ReceivesAsync(text => text.StartsWith("わかりました。みなと野くらしの自立相談センターに伝えるのは", StringComparison.Ordinal));
        Assert.Equal("agreed", await night.HandoffAsync());
        Assert.Empty(night.Mail.Received);
        await night.Phone.SayAsync($"{digits} 取り消し");
        await night.Phone.ReceivesAsync(text => text.StartsWith("取り消しました", StringComparison.Ordinal));
        Assert.Equal("withdrawn", await night.HandoffAsync());
    }

    [Fact]
    public async Task To_a_body_that_was_taken_out_after_the_yes_nothing_goes()
    {
        await using var night = await TakasNight.BeginAsync();
        var (_, digits) = await night.AskAsync();
        await night.Phone.SayAsync($"{digits} はい");
        await night.StateAsync("given");
        await night.DisableBodyAsync();
        Assert.Equal((HttpStatusCode.Conflict, "body.not_a_recipient"), await night.Side.TrySendAsync());
        Assert.Empty(night.Mail.Received);
    }

    [Fact]
    public async Task A_body_that_was_taken_out_with_its_desk_open_reads_and_answers_no_more()
    {
        await using var night = await TakasNight.BeginAsync();
        var (browser, address, _) = await night.AtTheDeskAsync();
        using var __ = browser;
        Assert.Contains("タカ", await browser.GetStringAsync(address, Cancel), StringComparison.Ordinal);
        await night.DisableBodyAsync();
        var page = await browser.GetAsync(address, Cancel);
        Assert.DoesNotContain("タカ", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{address}/print", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await DeskWorld.PostAsync(browser, $"{address}/accept")).StatusCode);
        Assert.Equal("seen", await night.HandoffAsync());
        // Its old link sends no code any more, and does not say so.
        var letters = night.Mail.Received.Count;
        var link = DeskWorld.LinkIn(night.Mail.Received[0]);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync($"{link}/code", null, Cancel)).StatusCode);
        Assert.Equal(letters, night.Mail.Received.Count);
    }

    [Fact]
    public async Task What_a_body_answers_after_it_was_taken_back_counts_for_nothing_and_nobody_hears_of_it()
    {
        await using var night = await TakasNight.BeginAsync();
        var (browser, address, digits) = await night.AtTheDeskAsync();
        using var _ = browser;
        await night.Phone.SayAsync($"{digits} 取り消し");
        await night.Phone.ReceivesAsync(text => text.StartsWith("取り消しました", StringComparison.Ordinal));
        foreach (var (act, fields) in new (string, (string, string)[])[] { ("accept", []), ("connect", [("way", "chat")]), ("finish", [("outcome", "started")]), ("question", [("text", "いつ")]), ("decline", [("reason", "full")]) })
        {
            using var answer = await DeskWorld.PostAsync(browser, $"{address}/{act}", fields);
            Assert.EndsWith("said=late", answer.RequestMessage!.RequestUri!.Query, StringComparison.Ordinal);
            Assert.DoesNotContain("タカ", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal("withdrawn", await night.HandoffAsync());
        Assert.DoesNotContain(night.Phone.Received, item => item.Text.Contains("お手伝いします", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_tabs_at_the_desk_the_first_counts()
    {
        await using var night = await TakasNight.BeginAsync();
        var (browser, address, _) = await night.AtTheDeskAsync();
        using var __ = browser;
        using var declined = await DeskWorld.PostAsync(browser, $"{address}/decline", ("reason", "full"));
        Assert.EndsWith("said=sure", declined.RequestMessage!.RequestUri!.Query, StringComparison.Ordinal);
        // The other tab still shows the letter with its button.
        using var accepted = await DeskWorld.PostAsync(browser, $"{address}/accept");
        Assert.EndsWith("said=late", accepted.RequestMessage!.RequestUri!.Query, StringComparison.Ordinal);
        Assert.Equal("returned", await night.HandoffAsync());
        await night.Phone.ReceivesAsync(text => text.Contains("あなたのせいではありません", StringComparison.Ordinal));
        Assert.DoesNotContain(night.Phone.Received, item => item.Text.Contains("お手伝いします", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forwarded_link_leads_to_the_bodys_own_mailbox_and_never_to_who_has_it()
    {
        await using var night = await TakasNight.BeginAsync();
        var (browser, address, _) = await night.AtTheDeskAsync();
        using var __ = browser;
        using var stranger = night.Browser();
        var link = DeskWorld.LinkIn(night.Mail.Received[0]);
        Assert.DoesNotContain("タカ", await stranger.GetStringAsync(link, Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(address, Cancel)).StatusCode);
        var before = night.Mail.Log.Last;
        using (await stranger.PostAsync($"{link}/code", null, Cancel)) { }
        Assert.Equal("desk@example.jp", (await night.Mail.Log.FirstAsync(_ => true, after: before)).To);
        Assert.Equal(HttpStatusCode.Forbidden, (await DeskWorld.PostAsync(stranger, link, ("code", DeskWorld.CodeIn(night.Mail.Received[1])))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{address}/print", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await DeskWorld.PostAsync(stranger, $"{address}/accept")).StatusCode);
        Assert.Equal("seen", await night.HandoffAsync());
    }
}
