using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>The person reads what would be passed on, on their own page and without a script; changes it, agrees or not, takes it back.</summary>
public sealed partial class AgreeTests
{
    [Fact]
    public async Task Nothing_is_switched_on_and_yes_and_no_stand_side_by_side()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        var talk = await pages.Browser.ReadAsync();
        Assert.Contains($"/chat/komorebi{await pages.AddressAsync()}\"", talk, StringComparison.Ordinal);
        var page = await pages.Browser.ReadAsync(await pages.AddressAsync());
        Assert.DoesNotContain("checked", page, StringComparison.Ordinal);
        Assert.Equal(AgreePages.Asked.Select(ConsentItems.CodeOf), Switch().Matches(page).Select(match => match.Groups[1].Value));
        Assert.Contains("みなと野市 ふくし総合相談室", page, StringComparison.Ordinal);
        Assert.Contains("家賃を3か月ためている &lt;b&gt;&amp;&lt;/b&gt;</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("ひとりで抱えている", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"field.situation.assessment\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("20代", page, StringComparison.Ordinal);
        Assert.Matches("value=\"agree\">[^<]+</button><button name=\"act\" value=\"decline\"", page);
        Assert.Contains("class=\"exit\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_they_change_and_switch_on_is_what_holds_and_one_tap_takes_it_back()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        var first = await pages.ConsentAsync();
        var answered = await pages.PostAsync($"/agree/{first.Id}",
        [
            .. await pages.TermsAsync(), new("field.situation.facts", "家賃を2か月ためている"), new("field.preferredName", "りく"), new("item", "name"), new("item", "story"), new("act", "agree"),
        ]);
        Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        var given = await pages.ConsentAsync();
        Assert.NotEqual(first.Id, given.Id);
        Assert.Equal((2 + 1, true, "家賃を2か月ためている"), ((int)(await pages.NewestAsync()).Number, (await pages.NewestAsync()).IsByPerson, (await pages.NewestAsync()).Sheet.Situation.Facts));
        Assert.Equal((ConsentState.Given, first.Code, ConsentMethods.Tap), (given.State, given.Code, given.Answer!.Method));
        // Of whom it is not known that they are of age, a second person looks first.
        Assert.Equal(LiveCheck.Live, (await pages.LiveAsync()).Check);
        Assert.Equal([ConsentItem.Name, ConsentItem.Story], (await pages.LiveAsync()).Items);

        // The old line in the talk leads to the new page, which is the receipt now.
        Assert.EndsWith($"/agree/{given.Id}", (await pages.Browser.GetAsync($"/agree/{first.Id}")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        var receipt = await pages.Browser.ReadAsync($"/agree/{given.Id}");
        Assert.Contains("家賃を2か月ためている", receipt, StringComparison.Ordinal);
        Assert.DoesNotContain("夜に眠れない", receipt, StringComparison.Ordinal);
        var file = JsonNode.Parse(await pages.Browser.ReadAsync($"/agree/{given.Id}/receipt"))!;
        Assert.Equal(["name", "story"], file["purposes"]![0]!["agreed"]!.AsArray().Select(item => (string)item!["item"]!));
        Assert.DoesNotContain("家賃を2か月", file.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await pages.PostAsync($"/agree/{given.Id}/withdraw", [])).StatusCode);
        Assert.Equal((ConsentState.Withdrawn, LiveCheck.NotGiven), ((await pages.ConsentAsync()).State, (await pages.LiveAsync()).Check));
        Assert.Contains("取り消しました", await pages.Browser.ReadAsync($"/agree/{given.Id}"), StringComparison.Ordinal);
        Assert.Contains("まだ何も伝えていません", await pages.Browser.ReadAsync("/agree"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_changes_nothing_and_asks_for_nothing()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        await pages.PostAsync(await pages.AddressAsync(), [.. await pages.TermsAsync(), new("item", "name"), new("field.situation.facts", "ちがう文"), new("act", "decline")]);
        Assert.Equal(ConsentState.Declined, (await pages.ConsentAsync()).State);
        Assert.Equal(2, (await pages.NewestAsync()).Number);
        Assert.Equal(Stage.Talking, (await house.ConversationsAsync())[0].Conversation.Stage);
        Assert.Equal(AskSheetOutcome.SaidNo, (await pages.AskAsync()).Outcome);
    }

    [Fact]
    public async Task A_yes_with_nothing_on_is_asked_back_with_the_words_still_there()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        var answer = await pages.PostAsync(await pages.AddressAsync(), [.. await pages.TermsAsync(), new("field.health", "もう眠れるようになった"), new("act", "agree")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("もう眠れるようになった", page, StringComparison.Ordinal);
        Assert.Equal((ConsentState.Asked, 2L), ((await pages.ConsentAsync()).State, (await pages.NewestAsync()).Number));

        var tooLong = await pages.PostAsync(await pages.AddressAsync(), [.. await pages.TermsAsync(), new("field.health", new string('あ', 121)), new("item", "health"), new("act", "agree")]);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        Assert.Matches("aria-invalid=\"true\"", await tooLong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((ConsentState.Asked, 2L), ((await pages.ConsentAsync()).State, (await pages.NewestAsync()).Number));
    }

    [Fact]
    public async Task A_sheet_that_was_changed_meanwhile_is_read_again_before_it_is_agreed_to()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        var (address, terms) = (await pages.AddressAsync(), await pages.TermsAsync());
        await pages.WrittenAsync(2, new() { ["health"] = new(JsonValue.Create("薬をのんでいる")) });
        var late = await pages.PostAsync(address, [.. terms, new("item", "health"), new("act", "agree")]);
        Assert.Contains("changed=1", late.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal((ConsentState.Lapsed, LiveCheck.NotGiven), ((await pages.ConsentAsync()).State, (await pages.LiveAsync()).Check));
        Assert.Contains("内容が変わった", await pages.Browser.ReadAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_tabs_the_first_answer_counts_and_the_other_shows_it()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        var (address, terms) = (await pages.AddressAsync(), await pages.TermsAsync());
        await pages.PostAsync(address, [.. terms, new("item", "name"), new("act", "agree")]);
        foreach (var other in new KeyValuePair<string, string>[][] { [new("item", "health"), new("act", "agree")], [new("act", "decline")], [new("field.situation.facts", "ちがう文"), new("act", "save")] })
        {
            var late = await pages.PostAsync(address, [.. terms, .. other]);
            Assert.Contains("changed=1", late.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        // The same once more, from a tab that was slow, says nothing new.
        await pages.PostAsync(address, [.. terms, new("item", "name"), new("act", "agree")]);
        Assert.Equal((ConsentState.Given, 2L), ((await pages.ConsentAsync()).State, (await pages.NewestAsync()).Number));
        Assert.Equal([ConsentItem.Name], (await pages.LiveAsync()).Items);
        Assert.Contains("伝えていいと答えました", await pages.Browser.ReadAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_changed_texts_are_saved_as_their_own_revision_and_the_question_stands_for_it()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        await pages.PostAsync(await pages.AddressAsync(), [.. await pages.TermsAsync(), new("field.situation.facts", "自分で直した"), new("field.situation.assessment", "こっそり"), new("act", "save")]);
        var newest = await pages.NewestAsync();
        Assert.Equal((3L, "自分で直した", "ひとりで抱えている"), (newest.Number, newest.Sheet.Situation.Facts, newest.Sheet.Situation.Assessment));
        Assert.Equal((ConsentState.Asked, newest.ContentHash), ((await pages.ConsentAsync()).State, (await pages.ConsentAsync()).Terms.DocumentHash));
        await pages.PostAsync(await pages.AddressAsync(), [.. await pages.TermsAsync(), new("item", "story"), new("act", "agree")]);
        Assert.Equal([ConsentItem.Story], (await pages.LiveAsync()).Items);
    }

    [Fact]
    public async Task Somebody_elses_question_is_as_one_that_never_was()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        using var stranger = house.Browser();
        await stranger.WriteAsync("はじめまして");
        var address = await pages.AddressAsync();
        foreach (var path in new[] { address, $"{address}/receipt", "/agree/none" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).StatusCode);
        var answer = await stranger.Client.PostAsync(
            stranger.At(address), new FormUrlEncodedContent([.. await pages.TermsAsync(), new("item", "name"), new("act", "agree")]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var nobody = house.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync("/agree")).StatusCode);
        Assert.Equal(ConsentState.Asked, (await pages.ConsentAsync()).State);
        Assert.DoesNotContain("りく", await stranger.ReadAsync("/agree"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_words_are_erased_by_their_time_the_yes_can_still_be_taken_back()
    {
        await using var house = await ChatHouse.OpenAsync(AgreePages.Settings);
        using var pages = await AgreePages.AskedAsync(house);
        await pages.PostAsync(await pages.AddressAsync(), [.. await pages.TermsAsync(), new("item", "name"), new("act", "agree")]);
        await house.App.Services.GetRequiredService<EraseWords>().ConversationAsync(pages.ConversationId, "retention", TestContext.Current.CancellationToken);
        var page = await pages.Browser.ReadAsync(await pages.AddressAsync());
        Assert.Contains("中の文は残っていません", page, StringComparison.Ordinal);
        Assert.DoesNotContain("りく", page, StringComparison.Ordinal);
        await pages.PostAsync($"{await pages.AddressAsync()}/withdraw", []);
        Assert.Equal(ConsentState.Withdrawn, (await pages.ConsentAsync()).State);
    }

    [GeneratedRegex("name=\"item\" value=\"([a-z_]+)\"")]
    private static partial Regex Switch();
}
