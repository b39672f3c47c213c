using System.Net;
using System.Text.RegularExpressions;
using Gateway.Consent;
using Gateway.Handoff.Desk;
using Gateway.Handoff.Referrals;
using Gateway.Simulators;
using Gateway.TestKit.Handoff;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>What a support body lives through: a mail, a code, a page, two taps.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task A_body_gets_a_mail_that_says_nothing_of_the_person_opens_the_desk_with_a_code_and_takes_it_on()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (_, referral) = await world.OfferAsync();
        var letter = await world.MailAsync("desk@example.jp", 1);
        Assert.StartsWith("つなぎのご連絡(", letter.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("タカ", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(referral.Id, letter.Source, StringComparison.Ordinal);

        using var browser = world.Browser();
        var link = DeskWorld.LinkIn(letter);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/desk/referrals/{referral.Id}", world.Cancel)).StatusCode);
        Assert.Contains("確認番号を送る", await browser.GetStringAsync(link, world.Cancel), StringComparison.Ordinal);
        using (var sent = await browser.PostAsync($"{link}/code", null, world.Cancel)) Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var code = DeskWorld.CodeIn(await world.MailAsync("desk@example.jp", 2));
        using var opened = await DeskWorld.PostAsync(browser, link, ("code", code));
        var page = await opened.Content.ReadAsStringAsync(world.Cancel);
        Assert.EndsWith($"/desk/referrals/{referral.Id}", opened.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("タカ", page, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Secret, page, StringComparison.Ordinal);

        using var accepted = await DeskWorld.PostAsync(browser, $"/desk/referrals/{referral.Id}/accept", ("name", "たなか"));
        Assert.Contains("お受けいただきました", await accepted.Content.ReadAsStringAsync(world.Cancel), StringComparison.Ordinal);
        Assert.Equal(ReferralState.Accepted, (await world.FindAsync(referral)).State);
        Assert.Contains("つなぎ連携票", await browser.GetStringAsync($"/desk/referrals/{referral.Id}/print", world.Cancel), StringComparison.Ordinal);
        // A code opens one desk, once.
        using var other = world.Browser();
        Assert.Equal(HttpStatusCode.Forbidden, (await DeskWorld.PostAsync(other, link, ("code", code))).StatusCode);
        Assert.Empty(world.Gateway.LoggedErrors);
    }

    [Fact]
    public async Task A_link_alone_opens_nothing_and_five_wrong_codes_end_a_code()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        await world.OfferAsync();
        using var browser = world.Browser();
        var link = DeskWorld.LinkIn(await world.MailAsync("desk@example.jp", 1));
        using (await browser.PostAsync($"{link}/code", null, world.Cancel)) { }
        var code = DeskWorld.CodeIn(await world.MailAsync("desk@example.jp", 2));
        var wrong = code == "000000" ? "111111" : "000000";
        for (var tries = 0; tries < 5; tries++) Assert.Equal(HttpStatusCode.Forbidden, (await DeskWorld.PostAsync(browser, link, ("code", wrong))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await DeskWorld.PostAsync(browser, link, ("code", code))).StatusCode);

        // What is no link answers as one that is.
        var known = await browser.GetStringAsync(link, world.Cancel);
        var unknown = await browser.GetStringAsync("/desk/go/" + new string('A', 32), world.Cancel);
        Assert.Equal(Plain(known), Plain(unknown));
        using var sent = await browser.PostAsync("/desk/go/" + new string('A', 32) + "/code", null, world.Cancel);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
    }

    [Fact]
    public async Task Codes_are_few_and_so_are_tries_from_one_address()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail, ("Gateway:Desk:CodesPerHour", "2"), ("Gateway:Desk:AttemptsPerMinute", "6"));
        await world.OfferAsync();
        using var browser = world.Browser();
        var link = DeskWorld.LinkIn(await world.MailAsync("desk@example.jp", 1));
        for (var asked = 0; asked < 6; asked++) (await browser.PostAsync($"{link}/code", null, world.Cancel)).Dispose();
        using var refused = await browser.PostAsync($"{link}/code", null, world.Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await world.MailAsync("desk@example.jp", 3);
        await world.Gateway.EventuallyAsync(
            async () => await world.CountAsync("SELECT COUNT(*) FROM letter") == 0, "every letter is carried");
        Assert.Equal(3, mail.Received.Count);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_answer_for_a_body_and_another_bodys_hand_off_does_not_exist()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (_, referral) = await world.OfferAsync();
        using var browser = world.Browser();
        await world.EnterAsync(browser, "desk@example.jp");
        using var strange = new HttpRequestMessage(HttpMethod.Post, $"/desk/referrals/{referral.Id}/accept") { Content = new FormUrlEncodedContent([]) };
        strange.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var refused = await browser.SendAsync(strange, world.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/desk/referrals/019aa2f0-0000-7000-8000-000000000000", world.Cancel)).StatusCode);
        Assert.NotEqual(ReferralState.Accepted, (await world.FindAsync(referral)).State);
        using (await browser.PostAsync("/desk/leave", null, world.Cancel)) { }
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/desk", world.Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_body_is_told_when_it_was_taken_back_and_reads_it_no_more()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (talk, referral) = await world.OfferAsync();
        using var browser = world.Browser();
        await world.EnterAsync(browser, "desk@example.jp");
        await world.Gateway.Services.GetRequiredService<AnswerConsent>().WithdrawAsync(talk.ContactId, referral.ConsentId, world.Cancel);
        var page = await browser.GetStringAsync($"/desk/referrals/{referral.Id}", world.Cancel);
        Assert.Contains("もう読めません", page, StringComparison.Ordinal);
        Assert.DoesNotContain("タカ", page, StringComparison.Ordinal);
        Assert.Equal("つなぎの取り消しのご連絡", (await world.MailAsync("desk@example.jp", 3)).Subject);
    }

    [Fact]
    public async Task A_mail_that_nobody_takes_is_seen_by_the_counsellor()
    {
        await using var mail = MailServer.Start();
        mail.Refuses = _ => "550 no such mailbox";
        await using var world = await DeskWorld.StartAsync(mail);
        var (_, referral) = await world.OfferAsync();
        await world.Gateway.EventuallyAsync(async () => (await world.StepsAsync(referral)).Any(step => step.Kind == "unreached"), "the counsellor sees it");
        Assert.Equal(ReferralState.Offered, (await world.FindAsync(referral)).State);
    }

    [Fact]
    public void Every_text_of_the_desk_is_there_in_both_languages_with_the_same_places()
    {
        Assert.Equal(DeskWords.Keys("ja").Order(), DeskWords.Keys("en").Order());
        Assert.All(DeskWords.Keys("ja"), key => Assert.Equal(Places("ja", key), Places("en", key)));
    }

    private static string Places(string language, string key) => string.Join(' ', Regex.Matches(DeskWords.Text(language, key), @"\{[a-z]+\}").Select(match => match.Value).Distinct().Order());

    private static string Plain(string page) => Regex.Replace(page, "/desk/go/[^\"?/]+", "/desk/go/");
}
