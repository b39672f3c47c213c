using System.Globalization;

namespace Gateway.TestKit.Hostile;

/// <summary>Addresses by which somebody outside might make a gateway call where it must not: at itself, in its network, or at a stranger's.</summary>
public static class LeadingAddresses
{
    // Ways to write this machine, and hosts of private networks and clouds.
    private static readonly string[] s_hosts =
    [
        "127.0.0.1", "127.1", "127.0.1", "127.000.000.001", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.",
        "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "①②⑦.⓪.⓪.①", "127。0。0。1", "127%2e0%2e0%2e1",
        "169.254.169.254", "2852039166", "0xa9fea9fe", "[fd00:ec2::254]", "100.100.100.200", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "198.18.0.1", "[fe80::1]", "255.255.255.255",
    ];

    /// <summary>Names that nobody may ask a resolver for; some of them lead elsewhere at the second look.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "metadata.leading.example", "7f000001.c0a80001.rebind.leading.example", "127.0.0.1.nip.leading.example", "api-data.line.me.leading.example", "api.twilio.com.leading.example",
        "xn--lne-via.leading.example", "kubernetes.leading.example", "api-data-line-me.leading.example",
    ];

    /// <summary>All of them.</summary>
    /// <param name="port">Where somebody listens on this machine to whom nothing may come.</param>
    public static IReadOnlyList<string> All(int port)
    {
        var at = port.ToString(CultureInfo.InvariantCulture);
        List<string> all = [.. s_hosts.Concat(Names).Select(host => $"http://{host}:{at}/a.jpg")];
        all.AddRange(s_hosts.Concat(Names).Select(host => $"https://api-data.line.me@{host}:{at}/v2/bot/message/1/content"));
        all.AddRange(s_hosts.Take(24).Concat(Names).Select(host => $"//{host}:{at}/a.jpg"));
        foreach (var host in (string[])["127.0.0.1", "localhost", "169.254.169.254", .. Names])
        {
            all.AddRange(
            [
                $"http://{host}:{at}#@api-data.line.me/", $"http://{host}:{at}?@api-data.line.me/", $"http://{host}:{at}\\@api-data.line.me/", $@"http:\\{host}:{at}\a.jpg", $"http:{host}:{at}/a.jpg",
                $"https://api-data.line.me%2f@{host}:{at}/", $"http://{host}:{at}/%0d%0aHost:%20api.line.me", $"http://user:password@{host}:{at}/",
            ]);
        }
        foreach (var scheme in (string[])["file", "ftp", "gopher", "dict", "ldap", "tftp", "jar", "ws", "net.tcp", "unix"]) all.Add($"{scheme}://127.0.0.1:{at}/etc/passwd");
        all.AddRange(["file:///etc/passwd", "data:image/png;base64,AAAA", "../../info", "..%2f..%2finfo", "1/content?x=", "1/../../../info", "1#", "%2e%2e/info", $"@127.0.0.1:{at}/", $":{at}/", "\\\\127.0.0.1\\share\\a.jpg"]);
        return all;
    }
}
