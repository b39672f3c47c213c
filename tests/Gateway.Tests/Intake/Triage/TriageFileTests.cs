using System.Text;
using System.Text.Json;
using Gateway.Intake.Triage;
using Gateway.Operations.Upkeep;
using Xunit;

namespace Gateway.Tests.Intake.Triage;

/// <summary>The command by which an organisation tries the triage on its own words.</summary>
public sealed class TriageFileTests
{
    [Fact]
    public async Task Each_line_is_answered_by_one_line_in_its_order()
    {
        var (code, output, errors) = await RunAsync(
            """
            {"id": "a", "text": "死にたい"}

            {"id": 7, "text": "もう飲んだ", "context": ["薬を60錠用意した"], "grade": "緊急"}
            {"id": "c", "text": "hello", "grade": "unknown", "more": true}
            {"id": "d", "text": "うん", "context": [{"author": "counsellor", "text": "死にたいですか"}], "grade": 0}
            """);
        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["\"a\"", "7", "\"c\"", "\"d\""], lines.Select(line => line.GetProperty("id").GetRawText()));
        Assert.Equal(["中", "緊急", "不明", "不明"], lines.Select(line => line.GetProperty("grade").GetString()));
        Assert.Equal(["希死念慮"], lines[0].GetProperty("categories").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal("words", lines[0].GetProperty("reasons")[0].GetProperty("rule").GetString());
        Assert.Contains("the same grade: 3 of 3", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("死にたい", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_cannot_be_used_is_named_and_the_others_are_done()
    {
        var (code, output, errors) = await RunAsync(
            """
            {"id": "a", "text": "死にたい"}
            {"id": "b", "text":
            {"id": "c"}
            {"id": "d", "text": "x", "grade": "とても高い"}
            {"id": "e", "text": "x", "context": "y"}
            [1]
            {"id": "f", "text": "\ud83d"}
            {"id": "g", "text": "こんにちは"}
            """);
        Assert.Equal(1, code);
        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All([2, 3, 4, 5, 6, 7], number => Assert.Contains($"line {number}: ", errors, StringComparison.Ordinal));
        Assert.Contains("6 of 8 lines", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("緊急", 4)]
    [InlineData("URGENT", 4)]
    [InlineData("高", 3)]
    [InlineData("middle", 2)]
    [InlineData("medium", 2)]
    [InlineData("1", 1)]
    [InlineData("不明", 0)]
    public void A_grade_has_several_names(string name, int grade) => Assert.Equal(grade, (int)GradeNames.Find(name)!.Value);

    [Fact]
    public void A_hyphen_is_a_word_of_the_command_line() => Assert.Equal(["-"], CommandLine.Parse(["-"], [], []).Words);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string lines)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        using var output = new MemoryStream();
        await using var errors = new StringWriter();
        var code = await TriageFile.RunAsync(new GradeWords(Lexicon.Public), input, output, errors);
        return (code, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }
}
