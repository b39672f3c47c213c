using Gateway.Intake.Triage;
using Xunit;

namespace Gateway.Tests.Intake.Triage;

/// <summary>The words are data: they are whole, they have categories that exist, and no public file names a way to die.</summary>
public sealed class LexiconTests
{
    [Fact]
    public void Twelve_languages_are_spoken()
    {
        var languages = LexiconFile.ReadAll().Select(file => file.Language).Order();
        Assert.Equal(["en", "es", "id", "ja", "ko", "ne", "pt", "th", "tl", "vi", "zh"], languages);
    }

    [Fact]
    public void Every_category_of_the_lexicon_and_of_the_rules_exists()
    {
        var named = LexiconFile.ReadAll().SelectMany(file => file.Groups).Select(group => group.Category).Concat(Rules.All.Select(rule => rule.Category)).OfType<string>();
        Assert.All(named.Distinct(), name => Assert.NotNull(Category.Find(name)));
    }

    [Fact]
    public void No_public_word_is_a_way_to_die() =>
        Assert.DoesNotContain(LexiconFile.ReadAll().SelectMany(file => file.Groups), group => group.Sign == Sign.Method);

    [Fact]
    public void Every_rule_stands_in_the_document()
    {
        var document = File.ReadAllText(Path.Combine(Root(), "docs", "triage.md"));
        string[] others = ["words", "outside-at-night", "too-little", "nothing-found", "disguised", "other-person", "cut-short", SetAside.Idiom, SetAside.Trifle, SetAside.Denied, SetAside.Over, SetAside.Story];
        Assert.All(Rules.All.Select(rule => rule.Id).Concat(others), id => Assert.Contains($"`{id}`", document, StringComparison.Ordinal));
        Assert.Contains($"Version {Lexicon.Version}", document, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
