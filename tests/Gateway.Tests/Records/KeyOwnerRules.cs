using System.Text.RegularExpressions;
using Gateway.Records.Backup;
using Xunit;

namespace Gateway.Tests.Records;

/// <summary>A restore drops the keys that belong to no row it knows: whoever gives rows keys of their own must be known to it.</summary>
public sealed partial class KeyOwnerRules
{
    public static TheoryData<string> Givers => [.. Directory.EnumerateFiles(Repository.PathOf("src/Gateway"), "*.cs", SearchOption.AllDirectories)
        .Where(file => Inserted(file).Contains("sealing_key")).Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Givers))]
    public void A_table_with_keys_of_its_own_is_named_for_the_restore(string file) =>
        Assert.Contains(Inserted(Repository.PathOf(file)), table => KeyOwners.All.Any(owner => owner.Table == table));

    [Fact]
    public void Whose_keys_they_are_has_a_fate_in_a_backup() =>
        Assert.Subset(BackupTables.All.Select(row => row.Table).ToHashSet(), KeyOwners.All.Select(owner => owner.Table).ToHashSet());

    private static HashSet<string> Inserted(string file) => Insert.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).ToHashSet();

    [GeneratedRegex("INSERT INTO ([a-z_]+)")]
    private static partial Regex Insert { get; }
}
