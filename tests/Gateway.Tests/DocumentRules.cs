using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests;

/// <summary>Keeps the documents true where a machine can: what they name exists, and every setting stands in them.</summary>
public sealed partial class DocumentRules
{
    public static TheoryData<string> Documents() =>
    [
        .. new[] { "README.md", "README.ja.md", "CONTRIBUTING.md", "SECURITY.md" },
        .. Directory.EnumerateFiles(Path.Combine(Root, "infra"), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)),
    ];

    [Theory, MemberData(nameof(Documents))]
    public void Every_path_that_a_document_names_exists(string document)
    {
        var text = File.ReadAllText(Path.Combine(Root, document));
        var folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        var links = Link().Matches(text).Select(match => Path.Combine(folder, match.Groups[1].Value));
        var paths = SourcePath().Matches(text).Select(match => Path.Combine(Root, match.Groups[1].Value));
        Assert.DoesNotContain(links.Concat(paths), path => !Exists(path));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    public void Every_setting_stands_in_the_table_with_its_default(string document)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, document));
        Assert.All(Settings(), setting =>
        {
            var row = Assert.Single(lines, line => line.StartsWith($"| `{setting.Key}` |", StringComparison.Ordinal));
            if (setting.Default.Length > 0) Assert.Contains($"`{setting.Default}`", row, StringComparison.Ordinal);
        });
        Assert.Equal(Settings().Count(), lines.Count(line => line.StartsWith("| `Gateway:", StringComparison.Ordinal)));
    }

    private static string Root { get; } = FindRoot();

    private static IEnumerable<(string Key, string Default)> Settings() => typeof(ISettings).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISettings)))
        .SelectMany(type => Of((string)type.GetProperty("Section", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!, Activator.CreateInstance(type)!));

    private static IEnumerable<(string Key, string Default)> Of(string section, object settings) => settings.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType.Name.EndsWith("Settings", StringComparison.Ordinal)
            ? Of($"{section}:{property.Name}", property.GetValue(settings)!)
            : [($"{section}:{property.Name}", Text(property.GetValue(settings)))]);

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Uri address => address.OriginalString,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // "Contract*.cs" stands for several files.
    private static bool Exists(string path) => path.Contains('*', StringComparison.Ordinal)
        ? Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)).Any()
        : File.Exists(path) || Directory.Exists(path);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|docs|examples|infra|bots)/[\w./*-]+)`")]
    private static partial Regex SourcePath();
}
