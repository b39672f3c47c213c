using System.Net;
using Gateway.Handoff.Introductions;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>A link worker sends somebody to the line: with their yes, by a card, and nothing happens in their place.</summary>
public sealed class IntroductionTests
{
    [Fact]
    public async Task Nobody_reads_it_but_the_person_who_lets_it_through_and_the_body_hears_that_they_came_because_they_agreed()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (number, _) = await world.WriteAsync();
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM conversation"));

        using var browser = world.Browser();
        Assert.Contains("紹介のカードをお持ちの方", await browser.GetStringAsync($"/chat/{world.Gateway.Setup.Chat[0]}", world.Cancel), StringComparison.Ordinal);
        // As a phone types it: wide digits, no strokes.
        var (_, page) = await world.TypeAsync(browser, string.Concat(number.Where(char.IsAsciiDigit).Select(digit => (char)(digit + 0xFEE0))));
        Assert.Contains("みなと野市 ふくし総合相談室からのご紹介ですね", page, StringComparison.Ordinal);
        Assert.Contains(IntroductionWorld.Why, page, StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM conversation"));

        await world.DecideAsync(browser, page, "show", tell: true);
        Assert.Contains("まで使えます", await ListAsync(world), StringComparison.Ordinal);
        await world.SayAsync(browser, "こんばんは");
        var entries = await world.TakenAsync();
        var note = Assert.Single(entries, entry => entry.Kind == "introduction");
        Assert.Contains(IntroductionWorld.Why, note.Text, StringComparison.Ordinal);
        Assert.Equal("みなと野市 ふくし総合相談室", note.Name);
        Assert.Contains("に来られました", await ListAsync(world), StringComparison.Ordinal);
        // It stands in the talk, under the talk's key, and nowhere else.
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM introduction WHERE note_sealed IS NOT NULL"));
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM sealing_key k JOIN introduction i ON i.id = k.owner"));
    }

    [Fact]
    public async Task What_is_left_out_is_gone_and_the_body_cannot_tell_who_came_from_who_did_not()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (number, card) = await world.WriteAsync();
        var (other, _) = await world.WriteAsync();
        using var browser = world.Browser();
        var (_, page) = await world.TypeAsync(browser, number);
        var talk = await world.DecideAsync(browser, page, "hide");
        Assert.DoesNotContain(IntroductionWorld.Why, talk, StringComparison.Ordinal);
        await world.SayAsync(browser, "こんばんは");
        Assert.DoesNotContain(await world.TakenAsync(), entry => entry.Kind == "introduction" || (entry.Text ?? "").Contains("紹介", StringComparison.Ordinal));

        var list = await ListAsync(world);
        Assert.Equal(2, list.Split("まで使えます").Length - 1);
        Assert.DoesNotContain("来られました", list, StringComparison.Ordinal);
        // Nor by the card itself, which still shows its number.
        Assert.Contains(number, await world.Worker.GetStringAsync(card, world.Cancel), StringComparison.Ordinal);
        using var third = world.Browser();
        var used = await world.TypeAsync(third, number);
        await world.Worker.PostAsync($"/desk/introductions/{await IdOfAsync(world, other)}/take-back", null, world.Cancel);
        var takenBack = await world.TypeAsync(third, other);
        Assert.Equal(HttpStatusCode.Gone, used.Status);
        Assert.Contains("このカードは使えません", used.Page, StringComparison.Ordinal);
        Assert.Equal(used.Status, takenBack.Status);
        Assert.Equal(Told(used.Page), Told(takenBack.Page));
    }

    [Fact]
    public async Task Whoever_decides_nothing_is_talked_with_and_can_still_decide_later()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (number, _) = await world.WriteAsync(asksAnswer: false);
        using var browser = world.Browser();
        var (_, page) = await world.TypeAsync(browser, number);
        Assert.DoesNotContain("name=\"tell\"", page, StringComparison.Ordinal);
        Assert.Contains("からのご紹介ですね", await world.SayAsync(browser, "こんばんは"), StringComparison.Ordinal);
        Assert.DoesNotContain(await world.TakenAsync(), entry => entry.Kind == "introduction");
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM introduction WHERE note_sealed IS NOT NULL"));
        Assert.Contains("紹介した人が書いたことを、相談員に見せます。", await world.DecideAsync(browser, page, "show", tell: true), StringComparison.Ordinal);
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM entry WHERE kind = 'introduction'"));
        // The body did not ask, so nothing is told, whatever a form says.
        Assert.DoesNotContain("来られました", await ListAsync(world), StringComparison.Ordinal);
        // Decided once.
        await world.DecideAsync(browser, page, "hide");
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM introduction WHERE state = 3"));
    }

    [Fact]
    public async Task On_a_phone_the_note_stands_below_the_question_and_in_no_log()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (number, _) = await world.WriteAsync();
        var phone = world.Gateway.LinePhone();
        await phone.SayAsync(number);
        var asked = await phone.ReceivesAsync(text => text.Contains("紹介のカードですね", StringComparison.Ordinal));
        Assert.Contains(IntroductionWorld.Why, asked.Text, StringComparison.Ordinal);
        var code = System.Text.RegularExpressions.Regex.Match(asked.Text, "「([0-9]{2}) はい」").Groups[1].Value;
        Assert.DoesNotContain(await world.TakenAsync(), entry => (entry.Text ?? "").Contains(IntroductionWorld.Why, StringComparison.Ordinal));

        await phone.SayAsync($"{code} 1");
        await phone.ReceivesAsync(text => text.StartsWith("紹介した人が書いたことを", StringComparison.Ordinal));
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM entry WHERE kind = 'introduction'"));
        Assert.Contains("に来られました", await ListAsync(world), StringComparison.Ordinal);

        // A second phone with the same number, and a number that is none.
        var sms = world.Gateway.SmsPhone();
        await sms.SayAsync(number);
        await sms.ReceivesAsync(text => text.Contains("このカードは使えません", StringComparison.Ordinal));
        await sms.SayAsync("000000000000");
        await sms.ReceivesAsync(text => text.Contains("見つかりません", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_let_through_before_the_first_word_is_read_though_the_card_was_taken_back_since()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (number, _) = await world.WriteAsync();
        using var browser = world.Browser();
        var (_, page) = await world.TypeAsync(browser, number);
        await world.DecideAsync(browser, page, "show");
        using (await world.Worker.PostAsync($"/desk/introductions/{await IdOfAsync(world, number)}/take-back", null, world.Cancel)) { }
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM introduction WHERE state = 3 AND note_sealed IS NOT NULL AND taken_back_at IS NOT NULL AND conversation_id IS NULL"));
        await world.SayAsync(browser, "こんばんは");
        Assert.Single(await world.TakenAsync(), entry => entry.Kind == "introduction");
    }

    [Fact]
    public async Task On_the_page_nobody_is_asked_to_agree_to_words_that_they_do_not_see()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (number, _) = await world.WriteAsync();
        using var browser = world.Browser();
        var talk = await world.SayAsync(browser, number);
        Assert.Contains("いちばんうえから", talk, StringComparison.Ordinal);
        Assert.Contains("からのご紹介ですね", talk, StringComparison.Ordinal);
        Assert.DoesNotContain("はい」", talk, StringComparison.Ordinal);
        Assert.DoesNotContain(await world.TakenAsync(), entry => entry.Kind == "introduction");
    }

    [Fact]
    public async Task A_body_that_is_shut_out_and_a_card_past_its_day_lead_nowhere_and_everybody_can_talk_all_the_same()
    {
        var time = new FakeTime();
        await using var world = await IntroductionWorld.OpenAsync(time);
        var (first, _) = await world.WriteAsync();
        var (second, _) = await world.WriteAsync();
        using var browser = world.Browser();
        var (_, page) = await world.TypeAsync(browser, first);
        using (await world.Keeper.DeleteAsync($"/api/bodies/{world.Body}/way-in", world.Cancel)) { }
        Assert.Equal(HttpStatusCode.NotFound, (await world.Worker.GetAsync("/desk/introductions", world.Cancel)).StatusCode);
        await world.DecideAsync(browser, page, "show");
        await world.SayAsync(browser, "こんばんは");
        Assert.DoesNotContain(await world.TakenAsync(), entry => entry.Kind == "introduction");

        using (await world.Keeper.PutAsync($"/api/bodies/{world.Body}/way-in", null, world.Cancel)) { }
        time.Advance(TimeSpan.FromDays(15));
        using var later = world.Browser();
        Assert.Equal(HttpStatusCode.Gone, (await world.TypeAsync(later, second)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.TypeAsync(later, "123456789012")).Status);
        await world.Gateway.EventuallyAsync(async () => await world.CountAsync("SELECT COUNT(*) FROM introduction WHERE note_sealed IS NOT NULL") == 0, "notes past their day are gone");
    }

    [Fact]
    public async Task Without_the_persons_yes_or_with_too_long_a_text_no_card_is_made_and_no_word_is_lost()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        using var refused = await DeskWorld.PostAsync(world.Worker, "/desk/introductions", ("from", "山田"), ("why", "眠れない"), ("wish", "話したい"), ("yes", "口頭で"), ("language", "ja"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("眠れない", await refused.Content.ReadAsStringAsync(world.Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM introduction"));
        using var stranger = world.Browser();
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/desk/introductions", world.Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("4829-1037-5562", "482910375562")]
    [InlineData("４８２９ １０３７ ５５６２", "482910375562")]
    [InlineData("482910375562", "482910375562")]
    [InlineData("09012345678", null)]
    [InlineData("番号は482910375562です", null)]
    [InlineData("4829103755621", null)]
    [InlineData(null, null)]
    public void A_number_is_known_however_it_is_typed_and_only_alone(string? text, string? number) => Assert.Equal(number, CardNumber.In(text));

    private static Task<string> ListAsync(IntroductionWorld world) => world.Worker.GetStringAsync("/desk/introductions", world.Cancel);

    private static async Task<string> IdOfAsync(IntroductionWorld world, string number)
    {
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(await ListAsync(world), "/desk/introductions/([0-9a-f-]{36})"))
        {
            if ((await world.Worker.GetStringAsync(match.Value, world.Cancel)).Contains(number, StringComparison.Ordinal)) return match.Groups[1].Value;
        }

        throw new InvalidOperationException("No such card.");
    }

    private static string Told(string page) => System.Text.RegularExpressions.Regex.Match(page, "id=\"card-problem\">([^<]*)").Groups[1].Value;
}
