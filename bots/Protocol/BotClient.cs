using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.Bots.Protocol;

/// <summary>Posts activities to a bot, as a channel does.</summary>
/// <param name="http">Must not follow redirections: a bot is where it was said to be. Its largest answer is the caller's limit.</param>
public sealed class BotClient(HttpClient http)
{
    /// <summary>The largest answer that is read, in bytes.</summary>
    public const int LargestAnswer = 1024 * 1024;

    /// <summary>Posts one activity. The call lasts as long as the bot's turn; the time limit is the caller's.</summary>
    /// <param name="bot">The bot's messaging endpoint, most often <c>…/api/messages</c>.</param>
    /// <param name="activity">What it is told.</param>
    /// <param name="token">By what it knows us; nothing where it asks for none.</param>
    /// <param name="cancel">Gives the call up; the bot may have heard it all the same.</param>
    /// <returns>What became of it. Only a cancelled call throws.</returns>
    public async Task<BotReply> PostAsync(Uri bot, Activity activity, string? token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, bot);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(activity, ProtocolJson.Default.Activity));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.NoContent =>
                    Read(await answer.Content.ReadAsByteArrayAsync(cancel)),
                HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => new BotReply.Failed((int)answer.StatusCode),
                >= HttpStatusCode.InternalServerError => new BotReply.Failed((int)answer.StatusCode),
                _ => new BotReply.Refused((int)answer.StatusCode),
            };
        }
        catch (HttpRequestException)
        {
            return new BotReply.Unreachable();
        }
    }

    /// <summary>The answers in the body of a call with <see cref="DeliveryModes.ExpectReplies"/>; an empty body is no answer. Pure.</summary>
    public static BotReply Read(ReadOnlySpan<byte> body)
    {
        if (body.Trim(" \r\n\t"u8).IsEmpty) return new BotReply.Heard([]);
        try
        {
            var replies = JsonSerializer.Deserialize(body, ProtocolJson.Default.ExpectedReplies);
            return new BotReply.Heard([.. (replies?.Activities ?? []).Where(activity => activity is not null)]);
        }
        catch (JsonException)
        {
            return new BotReply.Broken();
        }
    }
}

/// <summary>What became of a call to a bot: a closed list.</summary>
public abstract record BotReply
{
    private BotReply()
    {
    }

    /// <summary>The bot took it. That is no proof that it said anything: a bot whose turn failed answers like this too.</summary>
    /// <param name="Activities">What it said, where its answers come in the body.</param>
    public sealed record Heard(IReadOnlyList<Activity> Activities) : BotReply;

    /// <summary>It could not be reached; most likely it has heard nothing.</summary>
    public sealed record Unreachable : BotReply;

    /// <summary>It failed for the moment; it may have heard.</summary>
    public sealed record Failed(int Status) : BotReply;

    /// <summary>It does not take this, and would not a second time: a wrong token, a wrong address.</summary>
    public sealed record Refused(int Status) : BotReply;

    /// <summary>Its answer cannot be read.</summary>
    public sealed record Broken : BotReply;
}
