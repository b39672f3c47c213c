using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

public sealed class PrintSheetTests
{
    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void Whatever_is_shared_stands_on_the_page(string language) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomSheets(seed);
        var shared = random.Full().Only(random.Items());
        var page = WebUtility.HtmlDecode(new PrintSheet(shared, language).Page("/s.css"));
        // The kind of a body and its area are for machines; that nobody spoke of a guardian is no news.
        Assert.All(
            shared.Fields.Where(field => field.Key is not ("recipient.kind" or "recipient.areaCode" or "ack.state" or "ack.at" or "ack.by" or "mainTopic" or "topics" or "log" or "consulteeRelation" or "relationDetail" or "guardianContactAllowed") && field.Part != SheetPart.Answer),
            field => Assert.Contains(SheetWords.Of(language, field, shared.Content)!.Replace("\n", " ／ ", StringComparison.Ordinal), page, StringComparison.Ordinal));
        Assert.All(shared.Content.Situation.Topics, topic => Assert.Contains(SheetTexts.Code(language, topic), page, StringComparison.Ordinal));
    }));

    [Fact]
    public void What_somebody_wrote_never_becomes_markup()
    {
        var sheet = new Sheet { Person = new() { PreferredName = "<script>alert(1)</script>", Household = "\" onload=\"x" }, Situation = new() { Facts = "</main><img src=x>" } };
        var page = new PrintSheet(sheet.Only(ConsentItems.All), "ja").Page("/s.css");
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\" onload", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_no_script_no_style_of_its_own_and_nothing_foreign()
    {
        foreach (var shared in ExampleSheets.All.Values)
        {
            var page = new PrintSheet(shared, "ja").Page("/s.css");
            Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("http", page.Replace("https://chat.example.jp/consent", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        var style = System.Text.Encoding.UTF8.GetString(SheetPaper.Style.Content.Span);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_and_assessment_never_stand_in_one_box()
    {
        var page = new PrintSheet(ExampleSheets.All["home-lost-this-week"], "ja").Page("/s.css");
        Assert.True(page.IndexOf("class=\"facts\"", StringComparison.Ordinal) < page.IndexOf("class=\"assessment\"", StringComparison.Ordinal));
        Assert.Contains("見立て<span class=\"note\">つなぎ元の考え</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_matters_in_the_first_minute_comes_first()
    {
        var page = new PrintSheet(ExampleSheets.All["minor"], "ja").Page("/s.css");
        var order = new[] { "至急", "ゆき", "平日16–17時", "おかあさんに しられないように", "連絡してはいけない", "こもれび相談室", "事実", "見立て", "本人の同意" };
        Assert.Equal(order.Order(Comparer<string>.Create((a, b) => page.IndexOf(a, StringComparison.Ordinal).CompareTo(page.IndexOf(b, StringComparison.Ordinal)))), order);
    }

    [Fact]
    public void A_refusal_leaves_no_trace_on_the_page()
    {
        var page = new PrintSheet(ExampleSheets.All["few-items"], "ja").Page("/s.css");
        Assert.DoesNotContain("共有しない", page, StringComparison.Ordinal);
        Assert.DoesNotContain("000-0000-0013", page, StringComparison.Ordinal);
        Assert.Contains("お金、相談内容", new PrintSheet(ExampleSheets.All["regional-council"], "ja").Page("/s.css").Replace("相談内容、お金", "お金、相談内容", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();
}
