using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels.WebChat;

/// <summary>Takes what a person writes: stored, once, before they are told that it was sent.</summary>
public sealed partial class TakeWords(
    ReceiveInbound receive, ReadTalk talks, ChatDoor door, ChatLimits limits, CrowdAtDoor crowd, Ids ids, ILogger<TakeWords> log)
{
    /// <summary>The longest text, in UTF-16 units. Line ends count as one.</summary>
    public const int LongestText = 5000;

    /// <summary>The largest request, in bytes: far above the longest text in its most wasteful form.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary><c>POST /chat/{entrance}/messages</c></summary>
    internal async Task<IResult> HandleAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        if (await ReadFormAsync(context) is not { } form)
            return await door.RefuseAsync(context, StatusCodes.Status400BadRequest, "broken", "problem.broken");
        if (form.Count == 0 && context.Request.ContentLength is null or > LargestBody)
            return await door.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "too_large", "problem.tooLarge");
        var text = Text(form);
        var clientId = Ids.IsId(form["clientId"]) ? form["clientId"].ToString().ToLowerInvariant() : ids.New();
        // The page holds the secret that will be the cookie: two copies of the very first message are then still one person's.
        var secret = visit.Secret ?? ChatCookie.Checked(form["beginning"]) ?? Redacted.Of(Ids.NewSecret());
        if (Problem(secret, text) is var (status, code, key))
            return await door.RefuseAsync(context, status, code, key, text, clientId, secret);
        try
        {
            var begins = await BeginsAsync(visit);
            if (begins && !limits.MayBegin(context))
                return await door.RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too_fast", "problem.tooFast", text, clientId, secret);
            if (visit.Secret is not null && await talks.HasLeftAsync(visit))
            {
                ChatCookie.Clear(context, visit);
                return await door.RefuseAsync(context, StatusCodes.Status409Conflict, "left", "problem.left", text, clientId);
            }

            if (visit.Secret is null) ChatCookie.Write(context, visit, secret);
            // Not bound to the request: who closes the page has still said it.
            await receive.ReceiveAsync(new Inbound(
                visit.Organisation.Id, ChannelNames.Chat, visit.Account, secret, talks.EventIdOf(visit, secret, clientId, Redacted.Of(text)),
                InboundKind.Message, Redacted.Of(text), Language: visit.Language, LaterBy: begins ? crowd.Comes(CallerAddress.Of(context.Connection.RemoteIpAddress)).Ms() : 0));
        }
        catch (RecordsUnavailableException error)
        {
            LogNotStored(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.away", text, clientId, secret);
        }

        if (!ChatDoor.WantsJson(context.Request)) return SeeOther(visit);
        return Results.Json(new { talk = await TalkAsync(visit with { Secret = secret }, context.RequestAborted) });
    }

    /// <summary>Back to the page, so that reloading it sends nothing again.</summary>
    internal static IResult SeeOther(ChatVisit visit) => new Elsewhere($"{visit.Base}{visit.Query}#newest");

    /// <summary>The form; nothing when it is not one. Empty when the body is too large.</summary>
    internal static async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestBody) return FormCollection.Empty;
        if (!context.Request.HasFormContentType) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = LargestBody;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return FormCollection.Empty;
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException or IOException)
        {
            // A form in parts that ends in the middle comes as the last of these.
            return null;
        }
    }

    // A cookie can be made up: whether a conversation begins is asked of the records, not of the browser.
    private async Task<bool> BeginsAsync(ChatVisit visit) =>
        visit.Secret is null || await talks.FindAsync(visit, CancellationToken.None) is null or { ClosedAt: not null };

    private (int Status, string Code, string Key)? Problem(Redacted<string> secret, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (StatusCodes.Status400BadRequest, "empty", "problem.empty");
        if (text.Length > LongestText) return (StatusCodes.Status400BadRequest, "too_long", "problem.tooLong");
        return limits.MaySend(secret) ? null : (StatusCodes.Status429TooManyRequests, "too_fast", "problem.tooFast");
    }

    // A form sends every line end as two characters; the person has typed one.
    private static string Text(IFormCollection form) => form["text"].ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private async Task<string?> TalkAsync(ChatVisit visit, CancellationToken cancel)
    {
        try
        {
            return (await talks.FindAsync(visit, cancel))?.Id;
        }
        catch (RecordsUnavailableException)
        {
            // It is stored; the page finds the conversation when it next looks.
            return null;
        }
    }

    [LoggerMessage(1653, LogLevel.Error, "A person's message could not be stored; they were told so")]
    private partial void LogNotStored(Exception error);
}

/// <summary>303: see there, by GET.</summary>
internal sealed class Elsewhere(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
