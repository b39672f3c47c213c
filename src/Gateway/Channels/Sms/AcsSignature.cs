using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Gateway.Primitives;

namespace Gateway.Channels.Sms;

/// <summary>Signs calls to Azure Communication Services with the resource's access key (Microsoft: "Sign an HTTP request with C#").</summary>
public sealed class AcsSignature(Redacted<string> accessKey, TimeProvider time) : HttpPipelinePolicy
{
    /// <summary>The value of the Authorization header.</summary>
    public static string Authorization(byte[] key, string verb, string pathAndQuery, string date, string host, string contentHash)
    {
        var signed = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{verb}\n{pathAndQuery}\n{date};{host};{contentHash}"));
        return $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={Convert.ToBase64String(signed)}";
    }

    /// <inheritdoc />
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Sign(message);
        ProcessNext(message, pipeline);
    }

    /// <inheritdoc />
    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Sign(message);
        return ProcessNextAsync(message, pipeline);
    }

    private void Sign(HttpMessage message)
    {
        var request = message.Request;
        var uri = request.Uri.ToUri();
        using var content = new MemoryStream();
        request.Content?.WriteTo(content, message.CancellationToken);
        var hash = Convert.ToBase64String(SHA256.HashData(content.ToArray()));
        var date = time.GetUtcNow().ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        request.Headers.SetValue("x-ms-date", date);
        request.Headers.SetValue("x-ms-content-sha256", hash);
        request.Headers.SetValue(
            "Authorization",
            Authorization(Convert.FromBase64String(accessKey.Value), request.Method.Method, uri.PathAndQuery, date, uri.Authority, hash));
    }
}
