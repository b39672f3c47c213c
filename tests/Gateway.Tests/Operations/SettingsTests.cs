using Gateway.Primitives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Operations;

/// <summary>Wrong settings: every wrong key is named at once, and the gateway does not start.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Every_wrong_key_is_named_at_once()
    {
        var error = Assert.Throws<SettingsRefusedException>(() => GatewayHost.Create([], builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Gateway:Setup:File"] = "no-such-file.yaml",
            ["Gateway:Records:Engine"] = "Oracle",
            ["Gateway:Records:TimeoutMs"] = "soon",
            ["Gateway:Queue:OfferSecond"] = "30",
            ["Gateway:Queue:PresenceSeconds"] = "30",
            ["Gateway:Conversations:WaitingHours"] = "0",
            ["Gateway:Chanels:Line:Api"] = "https://api.line.me",
            ["Gateway:Channels:Line:Api"] = "http://api.line.me",
        })));

        Assert.Contains(error.Problems, problem => problem.StartsWith("Gateway:Setup:File", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.Contains("Gateway:Records", StringComparison.Ordinal) && problem.Contains("TimeoutMs", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.Contains("no such setting", StringComparison.Ordinal) && problem.Contains("OfferSecond", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.StartsWith("Gateway:Conversations:WaitingHours", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.StartsWith("Gateway:Chanels:Line:Api", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.StartsWith("Gateway:Channels:Line:Api", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.StartsWith("Gateway:Keys:Directory", StringComparison.Ordinal));
    }

    [Fact]
    public void A_setting_that_is_not_given_has_its_default()
    {
        var settings = new SettingsReader(new ConfigurationBuilder().Build());
        Assert.Equal(7, settings.Read<Some>(new ServiceCollection()).Number);
        settings.ThrowIfAnyProblem();
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_told_with_its_key()
    {
        var settings = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection([new("Gateway:Some:Number", "seven")]).Build());
        settings.Read<Some>(new ServiceCollection());
        Assert.Contains("Gateway:Some", Assert.Single(settings.Problems), StringComparison.Ordinal);
    }

    private sealed class Some : ISettings
    {
        public static string Section => "Gateway:Some";

        public int Number { get; init; } = 7;

        public IEnumerable<string> Problems() => [];
    }
}
