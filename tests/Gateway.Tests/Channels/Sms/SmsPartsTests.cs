using System.Text.Json;
using Gateway.Channels.Sms;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Channels.Sms;

public sealed class SmsPartsTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly PersonTexts Texts = new();

    /// <summary>The table that the console's counting is tested with, too.</summary>
    public static TheoryData<string, string, int, int> Cases()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        var file = File.ReadAllText(Path.Combine(folder, "src", "console", "src", "features", "conversation", "smsParts.cases.json"));
        var data = new TheoryData<string, string, int, int>();
        foreach (var one in JsonSerializer.Deserialize<Case[]>(file, Web)!) data.Add(one.About, one.Text, one.Times, one.Parts);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_text_takes_so_many_parts(string about, string text, int times, int parts)
    {
        Assert.NotEmpty(about);
        Assert.Equal(parts, SmsParts.Of(string.Concat(Enumerable.Repeat(text, times))).Count);
    }

    [Fact]
    public void Half_a_pair_counts_as_one() => Assert.Equal(1, SmsParts.Of(new string('\uD83D', 70)).Count);

    /// <summary>Beyond 70 letters some carriers show two messages, and the organisation pays for two.</summary>
    [Theory]
    [InlineData("sms.first")]
    [InlineData("sms.afterHours")]
    [InlineData("stopped")]
    public void The_first_words_over_sms_are_one_part(string key)
    {
        Assert.Equal(1, SmsParts.Of(Texts.Text("ja", key, ("organisation", "NPO法人 こもれび相談室"), ("position", "12"))).Count);
        var english = SmsParts.Of(Texts.Text("en", key, ("organisation", "Komorebi Counselling (NPO)"), ("position", "12")));
        Assert.Equal((1, true), (english.Count, english.Gsm));
    }

    [Fact]
    public void No_text_for_sms_asks_somebody_to_open_a_link() => Assert.All(
        Texts.Languages.SelectMany(language => Texts.Keys(language).Where(key => key.StartsWith("sms.", StringComparison.Ordinal) || key == "stopped").Select(key => Texts.Text(language, key))),
        text => Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase));

    private sealed record Case(string About, string Text, int Times, int Parts);
}
