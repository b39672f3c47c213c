using System.Text.RegularExpressions;
using Gateway.Records.Sealing;
using Gateway.TestKit;
using Gateway.Tests.Operations.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Gateway.Tests.Operations;

/// <summary>docker-compose.yml, as far as it can be checked without an engine.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] Engines = ["postgres", "redis", "backup"];

    private static string Root => TelemetryTableTests.Root();

    private static string TextOf(string path) => File.ReadAllText(Path.Combine(Root, path));

    [Fact]
    public void Every_variable_is_explained_and_set_in_the_example_and_has_no_default()
    {
        var used = Variable().Matches(TextOf("docker-compose.yml")).ToList();
        Assert.NotEmpty(used);
        Assert.All(used, variable => Assert.StartsWith("?see infra/compose/example.env", variable.Groups["rest"].Value.TrimStart(':'), StringComparison.Ordinal));
        var names = used.Select(variable => variable.Groups["name"].Value).Distinct().Order().ToList();
        Assert.Equal(names, Set().Matches(TextOf("infra/compose/example.env")).Select(line => line.Groups["name"].Value).Order());
        Assert.Equal(names, Explained().Matches(TextOf("infra/compose/README.md")).Select(row => row.Groups["name"].Value).Order());
    }

    [Fact]
    public void Every_service_has_a_health_check_an_exact_image_and_no_rights()
    {
        Assert.All(Services(), service =>
        {
            var (name, parts) = service;
            Assert.True(parts.ContainsKey("healthcheck"), $"{name} has no health check");
            Assert.Matches(@"^(gateway:\$\{GATEWAY_VERSION|[a-z]+:\d+\.\d+\.\d+(-\w+)?$|[a-z]+:\d+\.\d+-\w+$)", (string)parts["image"]);
            Assert.Equal("true", parts["read_only"]);
            Assert.Matches(@"^[1-9]\d*:[1-9]\d*$", (string)parts["user"]);
            Assert.Equal(["ALL"], Texts(parts["cap_drop"]));
            Assert.Equal(["no-new-privileges:true"], Texts(parts["security_opt"]));
        });
        Assert.All(From().Matches(TextOf("Dockerfile")), line => Assert.Matches(@":\d+\.\d+\.\d+", line.Groups["image"].Value));
    }

    // Whoever has a link that leads on to the web has the talk, for a quarter of an hour.
    [Theory]
    [InlineData("infra/compose/haproxy.cfg")]
    [InlineData("infra/local/haproxy.cfg")]
    public void The_proxy_logs_neither_query_nor_link(string file)
    {
        var lines = TextOf(file).Split('\n').Select(line => line.Trim()).ToList();
        Assert.Equal("log-format \"%tr %ST %Ta ms %HM %[var(txn.way)] -> %s\"", Assert.Single(lines, line => line.StartsWith("log-format", StringComparison.Ordinal)));
        var logging = TextOf(file).Split("\nfrontend ").Skip(1).Where(part => !part.Contains("no log", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(logging);
        Assert.All(logging, part => Assert.Contains("http-request set-var(txn.way) path,regsub(/go/.*,/go/-)", part.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith("http-request", StringComparison.Ordinal)), StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_proxy_is_reached_from_outside()
    {
        var published = Services().Where(service => service.Value.ContainsKey("ports")).ToList();
        Assert.Equal("proxy", Assert.Single(published).Key);
        Assert.Equal(["80:8080", "443:8443"], Texts(published[0].Value["ports"]));
        var networks = (Dictionary<object, object>)Whole()["networks"];
        Assert.Equal("true", ((Dictionary<object, object>)networks["back"])["internal"]);
        Assert.All(Engines, name => Assert.Equal(["back"], Texts(Services()[name]["networks"])));
    }

    [Fact]
    public void Every_path_exists_and_every_secret_is_made()
    {
        var prepare = TextOf("infra/compose/prepare.sh");
        Assert.All(
            Services().Where(service => service.Value.ContainsKey("volumes")).SelectMany(service => Texts(service.Value["volumes"])).Where(volume => volume.StartsWith("./", StringComparison.Ordinal)),
            volume => Assert.True(File.Exists(Path.Combine(Root, volume.Split(':')[0])), volume));
        Assert.All((Dictionary<object, object>)Whole()["secrets"], secret =>
        {
            var file = (string)((Dictionary<object, object>)secret.Value)["file"];
            Assert.EndsWith($"/secrets/{secret.Key}", file, StringComparison.Ordinal);
            Assert.Contains((string)secret.Key, prepare, StringComparison.Ordinal);
        });
        // Whatever a service reads below /run/secrets, itself or by a file of ours, it was given.
        Assert.All(Services(), service =>
        {
            var given = service.Value.TryGetValue("secrets", out var some) ? Texts(some) : [];
            var mounted = service.Value.TryGetValue("volumes", out var volumes)
                ? Texts(volumes).Where(volume => volume.StartsWith("./", StringComparison.Ordinal)).Select(volume => TextOf(volume.Split(':')[0])) : [];
            Assert.Subset(given.ToHashSet(), SecretUse().Matches(Flat(service.Value) + string.Concat(mounted)).Select(use => use.Groups["name"].Value).ToHashSet());
        });
    }

    [Fact]
    public void No_password_stands_in_it()
    {
        var lines = TextOf("docker-compose.yml").Split('\n').Concat(TextOf("infra/compose/example.env").Split('\n')).Where(line => !line.TrimStart().StartsWith('#'));
        Assert.DoesNotContain(lines, line => Password().IsMatch(line));
    }

    [Theory, InlineData("gateway1"), InlineData("gateway2"), InlineData("backup")]
    public async Task A_gateway_takes_the_settings_as_they_stand(string service)
    {
        using var setup = new RunSetup();
        var settings = setup.Write(new Uri("http://127.0.0.1:1"));
        KeyFolder.Create(settings["Gateway:Keys:Directory"], TimeProvider.System.GetUtcNow());
        var secret = Path.Combine(setup.Folder, "secret");
        await File.WriteAllTextAsync(secret, "of-this-test", TestContext.Current.CancellationToken);
        var given = ((Dictionary<object, object>)Services()[service]["environment"]).Where(one => ((string)one.Key).StartsWith("Gateway__", StringComparison.Ordinal))
            .ToDictionary(one => ((string)one.Key).Replace("__", ":", StringComparison.Ordinal), one => (string?)one.Value);
        Assert.NotEmpty(given);
        foreach (var (key, value) in given.ToList())
        {
            given[key] = value switch
            {
                "/setup/organisations.yaml" => settings["Gateway:Setup:File"],
                "/keys" => settings["Gateway:Keys:Directory"],
                _ when value!.StartsWith("/run/secrets/", StringComparison.Ordinal) => secret,
                _ when value.StartsWith("${", StringComparison.Ordinal) => "",
                _ => value,
            };
        }

        // Relative paths begin at /data there, and here where nothing of the repository lies.
        await using var app = GatewayHost.Create([], builder =>
        {
            builder.Configuration["urls"] = "http://127.0.0.1:0";
            builder.Configuration.AddInMemoryCollection(given);
            builder.Logging.ClearProviders();
        });
        Assert.NotNull(app);
    }

    private static Dictionary<object, object> Whole() =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(TextOf("docker-compose.yml")))));

    private static Dictionary<string, Dictionary<object, object>> Services() => ((Dictionary<object, object>)Whole()["services"])
        .ToDictionary(service => (string)service.Key, service => (Dictionary<object, object>)service.Value);

    private static List<string> Texts(object list) => [.. ((List<object>)list).Cast<string>()];

    private static string Flat(object? node) => node switch
    {
        Dictionary<object, object> map => string.Join('\n', map.Values.Select(Flat)),
        List<object> list => string.Join('\n', list.Select(Flat)),
        _ => node as string ?? "",
    };

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)(?<rest>[^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?<name>[A-Z_]+)=", RegexOptions.Multiline)]
    private static partial Regex Set();

    [GeneratedRegex(@"^\| `(?<name>[A-Z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Explained();

    [GeneratedRegex(@"^FROM (?<image>\S+)", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"/run/secrets/(?<name>[\w-]+)")]
    private static partial Regex SecretUse();

    [GeneratedRegex(@"(?i)(password|secret|token)[A-Z_]*\s*[:=]\s*(?!/run/secrets/|\{|\[|$|""?\$\{)\S")]
    private static partial Regex Password();
}
