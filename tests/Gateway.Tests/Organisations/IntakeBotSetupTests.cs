using Gateway.Organisations.SetupFile;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class IntakeBotSetupTests
{
    [Fact]
    public void A_bot_of_their_own_is_read_with_its_keys()
    {
        var bot = Read("{ mode: connector, url: 'https://bot.example.jp/api/messages', appId: bot-1, secret: 'env:GOOD', joins: handoff }").Directory.Organisations[0].IntakeBot!;
        Assert.Equal((true, true, false, "bot-1", "https://bot.example.jp/api/messages"), (bot.Connects, bot.LetsIn, bot.Local, bot.AppId, bot.Url.ToString()));
        Assert.NotNull(bot.Secret);
        Assert.Null(Read("").Directory.Organisations[0].IntakeBot);
    }

    [Theory]
    [InlineData("{ mode: expectReplies, url: 'https://bot.example.jp/api/messages', appId: bot-1 }", "")]
    [InlineData("{ mode: expectReplies, url: 'http://127.0.0.1:3978/api/messages', local: true }", "")]
    [InlineData("{ mode: expectReplies, url: 'http://bot.example.jp/api/messages', appId: bot-1 }", "url (line 4): must be an address beginning with https://")]
    [InlineData("{ mode: expectReplies, url: 'https://a:b@bot.example.jp/', appId: bot-1 }", "url (line 4): must be an address beginning with https://")]
    [InlineData("{ mode: expectReplies, url: 'https://bot.example.jp/api/messages', local: true }", "url (line 4): must be an address of this machine itself")]
    [InlineData("{ mode: expectReplies, url: 'http://10.0.0.5/api/messages', local: true }", "url (line 4): must be an address of this machine itself")]
    [InlineData("{ mode: expectReplies, url: 'https://bot.example.jp/api/messages' }", "appId (line 4): is missing")]
    [InlineData("{ mode: connector, url: 'https://bot.example.jp/api/messages', appId: bot-1 }", "secret (line 4): is missing")]
    [InlineData("{ mode: connector, url: 'https://bot.example.jp/api/messages', appId: bot-1, secret: 'env:SHORT' }", "secret (line 4): the secret is too short")]
    [InlineData("{ mode: connector, url: 'https://bot.example.jp/api/messages', appId: bot-1, secret: 'in the file itself' }", "secret (line 4): a secret may not stand in this file")]
    [InlineData("{ mode: other, url: 'https://bot.example.jp/api/messages', appId: bot-1 }", "mode (line 4): must be expectReplies")]
    [InlineData("{ mode: expectReplies, url: 'https://bot.example.jp/api/messages', appId: bot-1, joins: later }", "joins (line 4): must be first-word")]
    [InlineData("{ mode: expectReplies, url: 'https://bot.example.jp/api/messages', appId: bot-1, colour: red }", "colour (line 4): there is no such key")]
    [InlineData("yes", " (line 4): must have keys of its own")]
    public void What_is_wrong_is_told_with_its_place(string bot, string problem)
    {
        var problems = Read(bot).Problems.Select(found => found.ToString()).ToList();
        if (problem.Length == 0) Assert.Empty(problems);
        else Assert.Contains(problems, found => found.StartsWith("organisations[0].intakeBot" + (problem[0] == ' ' ? "" : ".") + problem, StringComparison.Ordinal));
    }

    private static SetupReading Read(string bot) => SetupReading.FromText(
        $"""
        organisations:
          - id: komorebi
            name: こもれび
            intakeBot: {bot}
            people: []
        """, new SecretSources(name => name switch { "GOOD" => "a secret of thirty-two characters", "SHORT" => "short", _ => null }, "."));
}
