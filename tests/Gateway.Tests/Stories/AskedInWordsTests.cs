using System.Text.Json.Nodes;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>Somebody is asked where they write and in the way they read, and answers there in a few signs.</summary>
public sealed class AskedInWordsTests
{
    private const string OfChildren = "いのちが";

    [Theory]
    [InlineData(false, "plain")]
    [InlineData(true, "plain")]
    [InlineData(false, "easy")]
    [InlineData(true, "easy")]
    [InlineData(false, "child")]
    [InlineData(true, "child")]
    public async Task They_read_what_would_go_and_how_to_answer_choose_by_number_and_take_it_back(bool sms, string way)
    {
        var (easy, child) = (way == "easy", way == "child");
        await using var night = await TakasNight.BeginAsync(sms, easy ? "やさしいにほんご" : null);
        var sheet = await night.Side.WriteAsync(night.Body);
        if (child) sheet = await night.Side.SaveAsync(sheet, new JsonObject { ["ageBand"] = new JsonObject { ["value"] = "12_15" } });
        var digits = await night.AskAsync(sheet);
        string[] lines = easy ? ["1 名前(よびな)", "2 連絡先", "3 困って いる こと", "4 体や 心の こと", "5 お金の こと", "6 住む ところ", "7 してほしい こと"]
            : ["1 名前(呼び名)", "2 連絡先", "3 困っていること", "4 体や心のこと", "5 お金のこと", "6 住まいのこと", "7 希望すること"];
        Assert.All(lines, line => Assert.Contains($"\n{line}\n", night.Question, StringComparison.Ordinal));
        Assert.Contains(easy ? "答えなくても いいです" : "答えなくてもかまいません", night.Question, StringComparison.Ordinal);
        Assert.Equal(child, night.Question.Contains(OfChildren, StringComparison.Ordinal));
        Assert.Contains($"「{digits} いいえ」", night.Question, StringComparison.Ordinal);
        // The page is offered beside it: for whom typing is the harder way.
        await night.HearsAsync(text => text.Contains("https://chat.example.jp/", StringComparison.Ordinal));

        await night.SayAsync($"{digits} 1 3");
        var understood = await night.HearsAsync(text => text.StartsWith("わかりました。みなと野くらしの自立相談センター", StringComparison.Ordinal));
        Assert.Contains(easy ? "名前(よびな)、困って いる こと\n" : "名前(呼び名)、困っていること\n", understood, StringComparison.Ordinal);
        Assert.Contains($"「{digits} 取り消し」", understood, StringComparison.Ordinal);
        await night.SayAsync($"{digits} 取り消し");
        await night.HearsAsync(text => text.StartsWith("取り消しました", StringComparison.Ordinal));
        await night.StateAsync("withdrawn");
    }
}
