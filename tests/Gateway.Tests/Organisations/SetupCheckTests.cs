using Gateway.Organisations;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class SetupCheckTests : IDisposable
{
    private readonly OrganisationsHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_good_file_is_summed_up()
    {
        _home.WriteText("""
            organisations:
              - id: komorebi
                name: こもれび相談室
                chat:
                  - entrance: komorebi
                people:
                  - userName: aoi
                    name: あおい
                    role: volunteer
                    password: file:aoi.txt
              - id: yoake
                name: よあけ
                closed: true
            """);
        var (code, output) = await CheckAsync("check", Path.Combine(_home.Folder, "organisations.yaml"));
        Assert.Equal(0, code);
        Assert.EndsWith("organisations.yaml can be used.\n  komorebi (こもれび相談室): 0 LINE accounts, 0 SMS numbers, 1 web chat, 1 person\n  yoake: closed\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_of_a_bad_file_is_printed()
    {
        _home.WriteText("organisations:\n  - id: K\n    people:\n      - userName: aoi\n        name: あおい\n        role: volunteer\n        password: hunter2hunter2\n");
        var (code, output) = await CheckAsync(Path.Combine(_home.Folder, "organisations.yaml"));
        Assert.Equal(1, code);
        Assert.Contains("organisations[0].id (line 2): must be 2 to 40", output, StringComparison.Ordinal);
        Assert.Contains("organisations[0].name (line 2): is missing", output, StringComparison.Ordinal);
        Assert.Contains("organisations[0].people[0].password (line 7): a secret may not stand in this file", output, StringComparison.Ordinal);
        Assert.EndsWith(": 3 problems\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("check")]
    [InlineData("check", "a", "b")]
    public async Task Without_one_file_the_usage_is_shown(params string[] args)
    {
        var (code, output) = await CheckAsync(args);
        Assert.Equal(2, code);
        Assert.StartsWith("Usage: check FILE", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var (code, output) = await CheckAsync("check", "nowhere.yaml");
        Assert.Equal(1, code);
        Assert.StartsWith("the set-up file \"nowhere.yaml\" does not exist; its format is explained in docs/setup.md", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> CheckAsync(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        return (await SetupCheck.RunAsync(args, output), output.ToString());
    }
}
