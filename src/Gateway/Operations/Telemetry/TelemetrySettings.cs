using Gateway.Primitives;

namespace Gateway.Operations.Telemetry;

/// <summary>Where figures and traces are sent. Without an endpoint nothing is sent and nothing is gathered.</summary>
public sealed class TelemetrySettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Telemetry";

    /// <summary>The collector, for example <c>http://localhost:4318</c>; what it receives names organisations and channels, never a person. Empty: off.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary><c>HttpProtobuf</c> (most often port 4318) or <c>Grpc</c> (most often 4317).</summary>
    public string Protocol { get; init; } = "HttpProtobuf";

    /// <summary>A file with the headers that the collector asks for, as <c>name=value,name=value</c>; a secret belongs there, not into the settings.</summary>
    public string? HeadersFile { get; init; }

    /// <summary>The name under which the collector files it all.</summary>
    public string ServiceName { get; init; } = "gateway";

    /// <summary>Which gateway of several this is; empty: the machine's name and the process id.</summary>
    public string Instance { get; init; } = "";

    /// <summary>How often the figures are sent, in seconds.</summary>
    public int IntervalSeconds { get; init; } = 15;

    /// <summary>How many of a hundred traces are sent, 0 to 100.</summary>
    public int TracePercent { get; init; } = 10;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (Endpoint.Length > 0 && !IsAddress(Endpoint)) yield return "Endpoint: must be an http or https address without a user, a query or a fragment";
        if (Protocol is not ("HttpProtobuf" or "Grpc")) yield return $"Protocol: \"{Protocol}\" is not one of HttpProtobuf, Grpc";
        if (HeadersFile is { Length: > 0 } file && !File.Exists(file)) yield return "HeadersFile: the file does not exist";
        if (string.IsNullOrWhiteSpace(ServiceName)) yield return "ServiceName: a name is needed";
        if (IntervalSeconds is < 1 or > 300) yield return "IntervalSeconds: must be 1 to 300";
        if (TracePercent is < 0 or > 100) yield return "TracePercent: must be 0 to 100";
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri is { UserInfo: "", Query: "", Fragment: "" };
}
