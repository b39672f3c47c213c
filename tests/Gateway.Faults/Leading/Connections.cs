using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Faults.Leading;

/// <summary>
/// With whom a gateway wanted to speak, as the runtime itself wrote it down: every connection that was begun and every name that was asked
/// for, whether or not anybody answered.
/// </summary>
internal sealed partial class Connections : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-connections-");

    /// <summary>With these settings in its environment a gateway's runtime writes it down.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["DOTNET_EnableEventPipe"] = "1",
        ["DOTNET_EventPipeConfig"] = "System.Net.Sockets:0xFFFFFFFF:5,System.Net.NameResolution:0xFFFFFFFF:5",
        ["DOTNET_EventPipeOutputPath"] = Path.Combine(_folder.FullName, "{pid}.nettrace"),
        ["DOTNET_EventPipeOutputStreaming"] = "1",
        ["DOTNET_EventPipeRundown"] = "0",
    };

    /// <summary>What was written down; the gateways must have ended.</summary>
    /// <param name="names">The names of which is to be told whether a resolver was asked for them.</param>
    public (IReadOnlyList<IPEndPoint> Called, IReadOnlyList<string> Asked) Read(IReadOnlyList<string> names)
    {
        // A text lies in the file as UTF-16, on any byte.
        var texts = _folder.EnumerateFiles("*.nettrace").Select(file => File.ReadAllBytes(file.FullName))
            .SelectMany(bytes => (string[])[Encoding.Unicode.GetString(bytes), Encoding.Unicode.GetString(bytes.AsSpan(1))]).ToList();
        return ([.. texts.SelectMany(text => Address().Matches(text)).Select(EndPoint)], [.. names.Where(name => texts.Exists(text => text.Contains(name, StringComparison.OrdinalIgnoreCase)))]);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static IPEndPoint EndPoint(Match match)
    {
        var family = match.Groups[1].Value == "InterNetwork" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var bytes = match.Groups[2].Value.Split(',').Select(one => byte.Parse(one, CultureInfo.InvariantCulture)).ToArray();
        var raw = new SocketAddress(family, bytes.Length + 2);
        bytes.CopyTo(raw.Buffer.Span[2..]);
        var end = (IPEndPoint)new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0).Create(raw);
        return end.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(end.Address.MapToIPv4(), end.Port) : end;
    }

    [GeneratedRegex(@"(InterNetwork(?:V6)?):\d+:\{([\d,]+)\}")]
    private static partial Regex Address();
}
