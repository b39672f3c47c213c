using Gateway.Organisations.SetupFile;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class SetupDocumentsTests
{
    private static readonly string s_root = Root();

    [Fact]
    public void The_example_can_be_used_once_its_secrets_exist()
    {
        var text = File.ReadAllText(Path.Combine(s_root, "examples", "organisations.yaml"))
            .Replace("file:/run/secrets/hikari-password", "env:HIKARI_PASSWORD", StringComparison.Ordinal);
        var setup = SetupReading.FromText(text, new SecretSources(_ => Convert.ToBase64String("any secret at all"u8), s_root));
        Assert.Empty(setup.Problems);
        Assert.Equal(["komorebi", "yoake", "hidamari"], setup.Directory.Organisations.Select(organisation => organisation.Id));
        Assert.Equal(["aoi", "minato", "hikari"], setup.People.Select(person => person.UserName));
    }

    [Theory]
    [InlineData("setup.md")]
    [InlineData("setup.ja.md")]
    public void Every_key_is_explained(string document)
    {
        var text = File.ReadAllText(Path.Combine(s_root, "docs", document));
        // The messages list the keys that there are: so this test learns of a new one by itself.
        var unknown = SetupReading.FromText(
            """
            organisations:
              - zzzzzzzz: 1
                line: [zzzzzzzz: 1]
                sms: [{zzzzzzzz: 1}, {provider: twilio, zzzzzzzz: 1}]
                chat: [zzzzzzzz: 1]
                people: [zzzzzzzz: 1]
            """, new SecretSources(_ => null, s_root)).Problems.Where(problem => problem.What.Contains("there are:", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, unknown.Count);
        foreach (var key in unknown.SelectMany(problem => problem.What.Split("there are: ")[1].TrimEnd(')').Split(", ")))
            Assert.Contains($"`{key}`", text, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
