using Gateway.Records.Sealing;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Records;

public sealed class KeyFolderTests : IDisposable
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("gateway-keys-");
    private readonly FakeTime _time = new();

    private string Folder => Path.Combine(_temp.FullName, "keys");

    [Fact]
    public void A_new_folder_is_fine_and_readable_by_its_owner_alone()
    {
        KeyFolder.Create(Folder, _time.GetUtcNow());
        Assert.Empty(KeyFolder.Problems(Folder));
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.GetFiles(Folder)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("no folder", "there is no folder")]
    [InlineData("no master", "holds no master-")]
    [InlineData("no lookup", "holds no lookup.key")]
    [InlineData("short master", "is not 32 bytes in Base64")]
    [InlineData("spoilt lookup", "lookup.key is not 32 bytes in Base64")]
    [InlineData("open to others", "can be read by others (chmod 600)")]
    public void Every_problem_of_the_folder_is_named(string what, string problem)
    {
        KeyFolder.Create(Folder, _time.GetUtcNow());
        var master = Directory.GetFiles(Folder, "master-*.key").Single();
        var lookup = Path.Combine(Folder, "lookup.key");
        switch (what)
        {
            case "no folder": Directory.Delete(Folder, recursive: true); break;
            case "no master": File.Delete(master); break;
            case "no lookup": File.Delete(lookup); break;
            case "short master": File.WriteAllText(master, Convert.ToBase64String(new byte[31])); break;
            case "spoilt lookup": File.WriteAllText(lookup, "これは鍵ではない"); break;
            default:
                if (OperatingSystem.IsWindows()) return;
                File.SetUnixFileMode(lookup, UnixFileMode.UserRead | UnixFileMode.GroupRead);
                break;
        }

        Assert.Contains(problem, Assert.Single(KeyFolder.Problems(Folder)), StringComparison.Ordinal);
        Assert.Contains(problem, Assert.Single(new KeySettings { Directory = Folder }.Problems()), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => KeyFolder.Read(Folder));
    }

    [Fact]
    public async Task A_key_is_there_whole_or_not_at_all()
    {
        KeyFolder.Create(Folder, _time.GetUtcNow());
        var making = Task.Run(() =>
        {
            for (var i = 1; i <= 200; i++) KeyFolder.Create(Folder, _time.GetUtcNow().AddSeconds(i));
        }, TestContext.Current.CancellationToken);
        while (!making.IsCompleted) Assert.Empty(KeyFolder.Problems(Folder));
        await making;
        Assert.All(Directory.GetFiles(Folder), file => Assert.EndsWith(".key", file, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_is_never_written_over()
    {
        KeyFolder.Create(Folder, _time.GetUtcNow());
        var next = KeyFolder.Create(Folder, _time.GetUtcNow());
        var before = File.ReadAllText(next);
        Assert.ThrowsAny<IOException>(() => KeyFolder.Create(Folder, _time.GetUtcNow()));
        Assert.Equal(before, File.ReadAllText(next));
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void A_further_key_opens_first_and_seals_when_that_is_said()
    {
        var settings = new KeySettings { Directory = Folder };
        Assert.Throws<InvalidOperationException>(() => KeyFolder.Use(Folder));
        Assert.True(KeyFolder.Seals(KeyFolder.Create(Folder, _time.GetUtcNow())));
        var before = new Vault(settings, _time).Current;
        Assert.False(KeyFolder.Seals(KeyFolder.Create(Folder, _time.GetUtcNow().AddSeconds(1))));
        var opens = new Vault(settings, _time);
        Assert.Equal((before, 2), (opens.Current, opens.Masters.Count()));

        Assert.True(KeyFolder.Seals(KeyFolder.Use(Folder)));
        var seals = new Vault(settings, _time);
        Assert.NotEqual(before, seals.Current);
        Assert.True(seals.Has(before));
        Assert.Throws<InvalidOperationException>(() => KeyFolder.Use(Folder));
        // What the one seals, the other opens: the gateways need not stop together.
        Assert.Equal("x"u8.ToArray(), opens.Unwrap(seals.Wrap("x"u8, "p"), "p"));
    }

    [Fact]
    public void Keys_are_never_made_silently()
    {
        Assert.NotEmpty(new KeySettings { Directory = Folder }.Problems());
        Assert.NotEmpty(new KeySettings().Problems());
        Assert.Throws<InvalidOperationException>(() => new Vault(new KeySettings { Directory = Folder }, _time));
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Development_makes_keys_once_and_never_replaces_a_lost_one()
    {
        var settings = new KeySettings { Directory = Folder, CreateForDevelopment = true };
        Assert.Empty(settings.Problems());
        var hash = new Vault(settings, _time).LookupHash("a", "b");
        Assert.Equal(hash, new Vault(settings, _time).LookupHash("a", "b"));

        File.Delete(Directory.GetFiles(Folder, "master-*.key").Single());
        Assert.Throws<InvalidOperationException>(() => new Vault(settings, _time));
    }

    public void Dispose() => _temp.Delete(recursive: true);
}
