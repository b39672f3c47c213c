using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Channels.WebChat;
using Gateway.Conversations;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>What a person writes, through the front door and without a script.</summary>
public sealed class WordsTests
{
    [Fact]
    public async Task Without_a_script_words_go_in_and_stand_on_the_page()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        Assert.Contains("こんにちは。こもれび相談室です。", await browser.ReadAsync(), StringComparison.Ordinal);
        Assert.Empty(browser.Cookies.GetAllCookies());

        var answer = await browser.WriteAsync("だれとも話してないので、声の出し方を忘れそう");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/chat/komorebi#newest", answer.Headers.Location!.ToString());
        var cookie = Assert.Single(browser.Cookies.GetAllCookies());
        Assert.True(cookie.HttpOnly);
        Assert.Equal("/chat/komorebi", cookie.Path);
        Assert.Equal(DateTime.MinValue, cookie.Expires);

        var page = await browser.ReadAsync();
        Assert.Contains("だれとも話してないので、声の出し方を忘れそう", page, StringComparison.Ordinal);
        Assert.Contains("data-stage=\"waiting\"", page, StringComparison.Ordinal);
        Assert.Contains("<noscript><iframe", page, StringComparison.Ordinal);
        var log = await browser.ReadAsync("/log");
        Assert.Contains("だれとも話してないので、声の出し方を忘れそう", log, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\" content=\"10\"", log, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", await browser.ReadAsync("/log?still=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_again_is_one_message()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var form = new Dictionary<string, string>(await browser.FormAsync()) { ["text"] = "はい" };
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/messages", form)).StatusCode);
        Assert.Equal(["はい"], await house.WordsAsync());
    }

    [Fact]
    public async Task The_same_words_said_again_are_two_messages()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        for (var i = 0; i < 5; i++) await browser.WriteAsync("はい");
        Assert.Equal(5, (await house.WordsAsync()).Count);
    }

    [Fact]
    public async Task An_old_form_with_new_words_loses_nothing()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var form = await browser.FormAsync();
        await browser.PostAsync("/messages", new Dictionary<string, string>(form) { ["text"] = "一つめ" });
        await browser.PostAsync("/messages", new Dictionary<string, string>(form) { ["text"] = "二つめ" });
        Assert.Equal(["一つめ", "二つめ"], await house.WordsAsync());
    }

    [Fact]
    public async Task A_double_click_on_the_very_first_message_is_one_person_who_finds_their_talk_again()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var first = house.Browser();
        using var second = house.Browser();
        var form = new Dictionary<string, string>(await first.FormAsync()) { ["text"] = "はじめまして" };
        await Task.WhenAll(first.PostAsync("/messages", form), second.PostAsync("/messages", form));
        Assert.Single(await house.ConversationsAsync());
        Assert.Equal(["はじめまして"], await house.WordsAsync());
        // Whichever answer the browser took, its cookie opens the talk.
        foreach (var browser in new[] { first, second }) Assert.Contains("はじめまして", await browser.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_browsers_are_two_people_and_see_nothing_of_each_other()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var one = house.Browser();
        using var other = house.Browser();
        await one.WriteAsync("ひとりめの言葉");
        await other.WriteAsync("ふたりめの言葉");
        Assert.Equal(2, (await house.ConversationsAsync()).Count);
        Assert.DoesNotContain("ひとりめの言葉", await other.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5000, HttpStatusCode.SeeOther)]
    [InlineData(5001, HttpStatusCode.BadRequest)]
    public async Task Five_thousand_characters_are_the_limit_and_the_text_stays_in_its_field(int length, HttpStatusCode expected)
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        // A form sends a line end as two characters; the person typed one.
        var text = new string('あ', length - 2) + "\r\n" + "い";
        var answer = await browser.WriteAsync(text);
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.SeeOther) return;
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(new string('あ', length - 2) + "&#xA;い</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("5,001文字", page, StringComparison.Ordinal);
        Assert.Empty(await house.ConversationsAsync());
        Assert.Empty(browser.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task Nothing_written_is_answered_gently()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        foreach (var text in new[] { "", " \r\n　\t" })
        {
            var answer = await browser.WriteAsync(text);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("ひとことでも大丈夫です。", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Empty(await house.ConversationsAsync());
    }

    [Fact]
    public async Task Too_large_a_request_is_refused_before_it_is_read()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var answer = await browser.WriteAsync(new string('a', TakeWords.LargestBody));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("何回かに分けて", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_a_form_is_refused()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var answer = await browser.Client.PostAsJsonAsync(browser.At("/messages"), new { text = "x" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        // A form cannot hold it, no browser sends it.
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.WriteAsync("a\0b")).StatusCode);
        Assert.Empty(await house.ConversationsAsync());
    }

    /// <summary>Each is sent as a form in parts, and is none.</summary>
    public static TheoryData<string> BrokenParts() => ["", "--b", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ncut in the mid", "--c--\r\n", "--b\r\nx"];

    [Theory, MemberData(nameof(BrokenParts))]
    public async Task A_form_in_parts_that_ends_in_the_middle_is_refused_and_is_no_fault_of_ours(string body)
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        foreach (var act in new[] { "/messages", "/leave", "/go/AAAA", "/back", "/pictures" })
        {
            using var content = new StringContent(body);
            content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
            var answer = await browser.Client.PostAsync(browser.At(act), content, TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode < 500, $"{act}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Another_sites_page_cannot_write_in_a_persons_name()
    {
        await using var house = await ChatHouse.OpenAsync();
        (string Header, string Value, bool Allowed)[] calls =
        [
            ("Sec-Fetch-Site", "cross-site", false), ("Sec-Fetch-Site", "same-site", false), ("Origin", "https://elsewhere.example", false),
            ("Origin", "null", false), ("Origin", house.Page.GetLeftPart(UriPartial.Authority), true), ("Sec-Fetch-Site", "same-origin", true),
            ("Sec-Fetch-Site", "none", true),
        ];
        foreach (var (header, value, allowed) in calls)
        {
            using var browser = house.Browser();
            foreach (var path in new[] { "/messages", "/leave", "/typing", "/seen", "/exit" })
            {
                var form = new Dictionary<string, string>(await browser.FormAsync()) { ["text"] = "x" };
                var answer = await browser.PostAsync(path, form, json: false, (header, value));
                Assert.Equal(allowed, answer.StatusCode != HttpStatusCode.Forbidden);
            }
        }

        Assert.Equal(calls.Count(call => call.Allowed), (await house.ConversationsAsync()).Count);
    }

    [Fact]
    public async Task A_script_hears_where_its_words_went_and_its_page_finds_them_again()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var form = new Dictionary<string, string>(await browser.FormAsync()) { ["text"] = "はい" };
        var answer = await browser.PostAsync("/messages", form, json: true);
        var (conversation, entries) = Assert.Single(await house.ConversationsAsync());
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(conversation.Id, said.GetProperty("talk").GetString());
        Assert.StartsWith(form["clientId"], entries[0].ClientId, StringComparison.Ordinal);

        var empty = await browser.PostAsync("/messages", new Dictionary<string, string>(form) { ["text"] = "" }, json: true);
        Assert.Equal("application/problem+json", empty.Content.Headers.ContentType!.MediaType);
        var problem = await empty.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("chat.empty", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task While_the_records_are_away_nothing_is_called_sent_and_the_words_stay()
    {
        await using var house = await ChatHouse.OpenAsync();
        house.MayLogErrors = true;
        using var browser = house.Browser();
        var form = new Dictionary<string, string>(await browser.FormAsync()) { ["text"] = "消えないでほしい言葉" };
        string again;
        await using (var other = new SqliteConnection($"Data Source={house.Database};Pooling=False"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var answer = await browser.PostAsync("/messages", form);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            again = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("消えないでほしい言葉</textarea>", again, StringComparison.Ordinal);
        Assert.Contains("まだ送れていません", again, StringComparison.Ordinal);
        Assert.Equal(form["clientId"], ChatBrowser.FieldsOf(again)["clientId"]);

        var fields = new Dictionary<string, string>(ChatBrowser.FieldsOf(again)) { ["text"] = form["text"] };
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/messages", fields)).StatusCode);
        Assert.Equal(["消えないでほしい言葉"], await house.WordsAsync());
    }

    [Fact]
    public async Task Who_sends_very_much_is_asked_kindly_to_wait_and_keeps_their_words()
    {
        await using var house = await ChatHouse.OpenAsync("--Gateway:Channels:WebChat:MessagesPerMinute=5");
        using var browser = house.Browser();
        HttpResponseMessage answer;
        var sent = 0;
        do
        {
            answer = await browser.WriteAsync($"言葉 {sent++}");
        }
        while (answer.StatusCode == HttpStatusCode.SeeOther && sent < 20);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains($"言葉 {sent - 1}</textarea>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var other = house.Browser();
        Assert.Equal(HttpStatusCode.SeeOther, (await other.WriteAsync("べつの人")).StatusCode);
    }

    [Fact]
    public async Task The_person_is_spoken_to_in_the_language_of_the_page()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var form = new Dictionary<string, string>(await browser.FormAsync("?lang=en")) { ["text"] = "hello" };
        var answer = await browser.PostAsync("/messages?lang=en&large=1", form);
        Assert.Equal("/chat/komorebi?lang=en&large=1#newest", answer.Headers.Location!.ToString());
        var (conversation, entries) = Assert.Single(await house.ConversationsAsync());
        Assert.Equal("en", conversation.Language);
        Assert.Contains(entries, entry => entry.Author == Authors.Bot && entry.Body.Text!.StartsWith("Hello, this is Komorebi.", StringComparison.Ordinal));
    }
}
