using System.Net;
using Gateway.Conversations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>In which language the page and the guide speak.</summary>
public sealed class LanguageTests
{
    // The script fills in the count of letters.
    private const string Unfilled = @"\{(?!count\})[a-z]+\}";

    public static TheoryData<string> Languages => [.. PersonLanguages.All.Select(language => language.Code)];

    [Fact]
    public async Task The_page_is_in_the_language_the_browser_asks_for_until_another_is_chosen()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        Assert.Contains("<html lang=\"ja\"", await browser.ReadAsync(), StringComparison.Ordinal);
        browser.Client.DefaultRequestHeaders.Add("Accept-Language", "vi-VN,vi;q=0.9,ja;q=0.1");
        var page = await browser.ReadAsync();
        Assert.Contains("<html lang=\"vi\"", page, StringComparison.Ordinal);
        Assert.Contains("Xin chào, đây là Komorebi", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ja\"", await browser.ReadAsync("?lang=ja"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"vi\"", await browser.ReadAsync("?lang=xx"), StringComparison.Ordinal);
        await browser.WriteAsync("chào");
        var (talk, entries) = Assert.Single(await house.ConversationsAsync());
        Assert.Equal("vi", talk.Language);
        Assert.Contains(entries, entry => entry.Body.Text?.StartsWith("Xin chào, đây là Komorebi", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task The_guide_follows_a_later_choice_made_on_our_page_and_on_no_other()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("Is someone there?");
        await OpenAsync("cross-site", "?lang=th");
        Assert.Equal("ja", Assert.Single(await house.ConversationsAsync()).Conversation.Language);
        await OpenAsync("same-origin", "?lang=en&large=1");
        var talk = Assert.Single(await house.ConversationsAsync()).Conversation;
        Assert.Equal("en", talk.Language);
        await house.App.Services.GetRequiredService<MoveConversation>().CloseAsync(
            talk.Id, _ => true, new Ending("closed", "talked", "aoi", "closed"), TestContext.Current.CancellationToken);
        var (_, entries) = Assert.Single(await house.ConversationsAsync());
        Assert.Contains(entries, entry => entry.Body.Text == new PersonTexts().Text("en", "closed"));

        async Task OpenAsync(string site, string query)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, browser.At(query));
            request.Headers.Add("Sec-Fetch-Site", site);
            (await browser.Client.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_state_can_be_shown_in_every_language(string language)
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var query = $"?lang={language}&furigana=1";
        var empty = await browser.ReadAsync(query);
        Assert.Contains($"<html lang=\"{language}\"", empty, StringComparison.Ordinal);
        Assert.Equal(PersonLanguages.IsJapanese(language), empty.Contains("<ruby>", StringComparison.Ordinal));
        Assert.DoesNotMatch(Unfilled, empty);
        await browser.PostAsync($"/messages{query}", new Dictionary<string, string>(await browser.FormAsync()) { ["text"] = "相談" });
        var waiting = await browser.ReadAsync(query);
        Assert.DoesNotMatch(Unfilled, waiting);
        // What the person wrote is theirs: no reading is put to it.
        Assert.Contains(">相談</p>", waiting, StringComparison.Ordinal);
        Assert.Contains("entry bot", waiting, StringComparison.Ordinal);
        Assert.DoesNotMatch(Unfilled, await browser.ReadAsync("/log" + query));
    }
}
