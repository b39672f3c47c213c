using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels;

/// <summary>Reads a webhook's body as the bytes that were signed, up to a limit.</summary>
internal static class RawBody
{
    /// <summary>The largest body that is read: far above what providers send, far below what would hurt. In bytes.</summary>
    public const int Limit = 1024 * 1024;

    // Whoever only claims a large body gets no memory for it.
    private const int FirstPart = 16 * 1024;

    /// <summary>The bytes, or what to count and answer instead.</summary>
    public static async Task<BodyRead> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Limit) return BodyRead.TooLarge;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null;
        using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, FirstPart));
        var buffer = new byte[8192];
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                if (body.Length + read > Limit) return BodyRead.TooLarge;
                await body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Too slow, or gone in the middle. As an error of ours anybody could fill the log with it, without a signature.
            return new BodyRead(null, "cut", (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }

        return new BodyRead(body.ToArray(), "ok", StatusCodes.Status200OK);
    }
}

/// <summary>What came of reading a body.</summary>
/// <param name="Bytes">The bytes; nothing when they did not come whole, or were too many.</param>
/// <param name="Result">What to count without them.</param>
/// <param name="Status">What to answer without them.</param>
internal readonly record struct BodyRead(byte[]? Bytes, string Result, int Status)
{
    /// <summary>More than <see cref="RawBody.Limit"/>.</summary>
    public static BodyRead TooLarge { get; } = new(null, "too_large", StatusCodes.Status413PayloadTooLarge);
}
