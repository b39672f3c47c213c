using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels;

/// <summary>Reads a webhook's body as the bytes that were signed, up to a limit.</summary>
internal static class RawBody
{
    /// <summary>The largest body that is read: far above what providers send, far below what would hurt. In bytes.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>The bytes; nothing when there are more than <see cref="Limit"/> (answer 413).</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Limit) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null;
        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 4096));
        var buffer = new byte[8192];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > Limit) return null;
            await body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
        }

        return body.ToArray();
    }
}
