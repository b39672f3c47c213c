using Gateway.Channels.Line;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>The command that asks LINE whether an account is set up as it should be.</summary>
public sealed class CheckLineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("long-lived")]
    [InlineData("stateless")]
    [InlineData("v2.1")]
    public async Task An_account_that_is_well_is_told_so(string kind)
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { LineTokenKind = kind, LineMonthlyQuota = 200 });
        var (code, said) = await CheckAsync(night);
        Assert.Equal(0, code);
        Assert.DoesNotContain("WRONG", said, StringComparison.Ordinal);
        Assert.Contains($"LINE takes the access token ({kind})", said, StringComparison.Ordinal);
        Assert.Contains("destination is this account's own id", said, StringComparison.Ordinal);
        Assert.Contains("LINE reaches the webhook", said, StringComparison.Ordinal);
        Assert.Contains("0 of 200 messages used this month", said, StringComparison.Ordinal);
        // It has only asked.
        Assert.Equal(0, night.Simulators.Outbox.Log.Last);
    }

    [Fact]
    public async Task Everything_that_is_not_well_is_told_in_plain_words()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { LineMonthlyQuota = 0 });
        var line = night.Simulators.Line(night.Setup.Line[0].Account);
        var path = Path.Combine(night.Setup.Folder, "setup.yaml");
        var file = await File.ReadAllTextAsync(path, Stop);
        await File.WriteAllTextAsync(path, file.Replace(night.Setup.Line[0].Destination, "U" + new string('0', 32), StringComparison.Ordinal), Stop);
        line.UsesWebhook = false;
        line.ChatMode = "chat";
        line.Webhook = new Uri("http://127.0.0.1:1/elsewhere");
        var (code, said) = await CheckAsync(night);
        Assert.Equal(1, code);
        string[] wrong =
        [
            "it must be " + night.Setup.Line[0].Destination, "\"Chat\" is on", $"it must end in /channels/line/{night.Setup.Line[0].Account}/webhook", "\"Use webhook\" is off", "0 of 0 messages used this month",
        ];
        Assert.All(wrong, words => Assert.Contains(said.Split('\n'), line => line.StartsWith("  WRONG", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal)));

        (code, said) = await CheckAsync(night, "--public", "https://help.example.org");
        Assert.Equal(1, code);
        Assert.Contains($"it must be https://help.example.org/channels/line/{night.Setup.Line[0].Account}/webhook", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_LINE_does_not_reach_is_told_with_its_reason()
    {
        await using var night = await TestGateway.StartAsync();
        var line = night.Simulators.Line(night.Setup.Line[0].Account);
        var path = line.Webhook!.AbsolutePath;
        line.Webhook = new Uri("http://127.0.0.1:1" + path);
        Assert.Contains("it could not connect", (await CheckAsync(night)).Said, StringComparison.Ordinal);
        line.Webhook = new Uri(night.Simulators.Address, path);
        Assert.Contains("it was answered with 404", (await CheckAsync(night)).Said, StringComparison.Ordinal);
        line.Webhook = null;
        Assert.Contains("no webhook is set", (await CheckAsync(night)).Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("long-lived", "LINE refuses the access token")]
    [InlineData("stateless", "channelId or channelSecret is wrong")]
    public async Task Credentials_that_LINE_refuses_are_told(string kind, string words)
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { LineTokenKind = kind });
        var name = night.Setup.Line[0].Account + (kind == "stateless" ? "-channel" : "-token");
        await File.WriteAllTextAsync(Path.Combine(night.Setup.Folder, name + ".secret"), "wrong", Stop);
        var (code, said) = await CheckAsync(night);
        Assert.Equal(1, code);
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("a", "b")]
    [InlineData("a", "--public", "http://help.example.org")]
    [InlineData("a", "--public")]
    [InlineData("--help")]
    public async Task Wrong_arguments_are_answered_with_how_it_is_used(params string[] args)
    {
        using var output = new StringWriter();
        Assert.Equal(2, await CheckLine.RunAsync(args, output));
        Assert.Contains("check-line FILE", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_left_to_the_command_that_explains_it()
    {
        using var output = new StringWriter();
        Assert.Equal(1, await CheckLine.RunAsync(["nowhere.yaml"], output));
        Assert.Contains("\"check nowhere.yaml\" says why", output.ToString(), StringComparison.Ordinal);
        Assert.Null(await CheckLine.RunAsync(["check", "nowhere.yaml"]));
    }

    private static async Task<(int Code, string Said)> CheckAsync(TestGateway night, params string[] more)
    {
        using var output = new StringWriter();
        var code = await CheckLine.RunAsync(
            [Path.Combine(night.Setup.Folder, "setup.yaml"), .. more, $"--Gateway:Channels:Line:Api={night.Simulators.Address}"], output);
        return (code, output.ToString());
    }
}
