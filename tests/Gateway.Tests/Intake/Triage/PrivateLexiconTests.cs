using Gateway.Conversations;
using Gateway.Intake.Triage;
using Xunit;

namespace Gateway.Tests.Intake.Triage;

/// <summary>An operator's own words: used like the public ones, checked at the start, and never printed.</summary>
public sealed class PrivateLexiconTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"words-{Guid.CreateVersion7():N}.txt");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_private_word_raises_alone_a_little_and_with_a_wish_more()
    {
        File.WriteAllText(_file, "# ours\n\nmethod ja ほげほげ\nnow ja ふがふがした\n");
        Assert.Empty(new TriageSettings { PrivateLexicon = _file }.Problems());
        var words = new GradeWords(Lexicon.With(_file));
        Assert.Equal(Grade.Middle, words.Of("ほげほげのことが気になる").Grade);
        Assert.Equal(Grade.High, words.Of("死にたい。ほげほげする").Grade);
        Assert.Equal(Grade.Urgent, words.Of("さっきふがふがした").Grade);
        Assert.Equal(Grade.Low, new GradeWords(Lexicon.Public).Of("ほげほげのことが気になる").Grade);
    }

    [Fact]
    public void A_place_of_ones_own_counts_with_a_wish_and_says_nothing_alone()
    {
        File.WriteAllText(_file, "place ja ほげほげ峠\n");
        var words = new GradeWords(Lexicon.With(_file));
        Assert.Equal(Grade.Urgent, words.Of("いまほげほげ峠にいる。死にたい").Grade);
        Assert.Equal(Grade.Low, words.Of("ほげほげ峠の写真をとりました").Grade);
    }

    [Theory]
    [InlineData("method ja", "line 2: needs a sign, a language and the words")]
    [InlineData("methods ja ほげ", "line 2: there is no sign methods")]
    [InlineData("method jp ほげ", "line 2: there is no language jp")]
    [InlineData("method ja ほ", "line 2: the words must have two letters at least")]
    public void A_line_that_cannot_be_used_is_named(string line, string problem)
    {
        File.WriteAllText(_file, $"# ours\n{line}\n");
        Assert.StartsWith("PrivateLexicon: " + problem, Assert.Single(new TriageSettings { PrivateLexicon = _file }.Problems()), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Lexicon.With(_file));
    }

    [Fact]
    public void A_file_that_is_not_there_is_said() =>
        Assert.StartsWith("PrivateLexicon: the file cannot be read", Assert.Single(new TriageSettings { PrivateLexicon = _file + ".none" }.Problems()), StringComparison.Ordinal);
}
