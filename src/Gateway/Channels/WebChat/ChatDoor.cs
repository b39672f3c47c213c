using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>Shows the page: whole, as its log alone, or with a sentence about what went wrong.</summary>
public sealed partial class ChatDoor(
    OrganisationDirectory organisations, ReadTalk talks, WaitingNews news, ChatTexts texts, ChatAssets assets, Hotlines hotlines,
    WebChatSettings settings, Ids ids, TimeProvider time, ILogger<ChatDoor> log)
{
    /// <summary>What the group does for every request: headers, the visit, and no POST from a stranger's page.</summary>
    internal async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        ChatHeaders.Apply(context, settings);
        if (ChatVisit.From(context, organisations, texts) is not { } visit) return Missing(context);
        context.Features.Set(visit);
        if (!HttpMethods.IsPost(context.Request.Method)) return await next(call);
        if (ChatHeaders.IsOwn(context.Request)) return await next(call);
        return await RefuseAsync(context, StatusCodes.Status403Forbidden, "stranger", "problem.stranger");
    }

    /// <summary><c>GET /chat/{entrance}</c></summary>
    internal async Task<IResult> PageAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        try
        {
            return new HtmlPage(PageOf(context, visit).Whole(await ViewAsync(context, visit)));
        }
        catch (RecordsUnavailableException error)
        {
            LogNotShown(error);
            return Unreadable(context, visit);
        }
    }

    /// <summary><c>GET /chat/{entrance}/log</c></summary>
    internal async Task<IResult> LogAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        ChatHeaders.ApplyToFrame(context);
        try
        {
            return new HtmlPage(PageOf(context, visit).Log(await ViewAsync(context, visit), still: context.Request.Query["still"] == "1"));
        }
        catch (RecordsUnavailableException error)
        {
            LogNotShown(error);
            context.Response.Headers["Refresh"] = "15";
            return Unreadable(context, visit);
        }
    }

    /// <summary>
    /// Says what went wrong: to the script as problem details, else as the page with the person's words still in their field.
    /// </summary>
    internal async Task<IResult> RefuseAsync(
        HttpContext context, int status, string code, string key, string? text = null, string? clientId = null, Redacted<string>? beginning = null)
    {
        var visit = ChatVisit.Of(context);
        var words = texts.In(visit.Language);
        var problem = words[key].Replace("{count}", (text?.Length ?? 0).ToString("N0", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (WantsJson(context.Request))
            return Results.Problem(detail: problem, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = $"chat.{code}" });
        ChatView view;
        try
        {
            view = await ViewAsync(context, visit);
        }
        catch (RecordsUnavailableException)
        {
            // The words that the person wrote matter more than the log around them.
            view = new ChatView(null, [], null, ids.New(), visit.Secret is null ? NewBeginning() : null);
        }

        view = view with { Problem = problem, Text = text ?? "", ClientId = clientId ?? view.ClientId };
        if (visit.Secret is null && beginning is { } kept) view = view with { Beginning = kept.Value };
        return new HtmlPage(PageOf(context, visit).Whole(view), status);
    }

    internal static bool WantsJson(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);

    private static string NewBeginning() => Ids.NewSecret();

    private async Task<ChatView> ViewAsync(HttpContext context, ChatVisit visit)
    {
        var words = texts.In(visit.Language);
        var now = time.GetUtcNow();
        if (await talks.FindAsync(visit, context.RequestAborted) is not { } conversation)
            return new ChatView(null, [], null, ids.New(), visit.Secret is null ? NewBeginning() : null);
        var entries = await talks.EntriesAsync(conversation, 0, context.RequestAborted);
        var waiting = conversation.Stage == Stage.Waiting ? await news.OfAsync(conversation, words) : null;
        return new ChatView(
            conversation, [.. entries.Select(entry => ShownEntry.Of(entry, words, now)).OfType<ShownEntry>()], waiting, ids.New(), null);
    }

    private ChatPage PageOf(HttpContext context, ChatVisit visit) =>
        new(context, visit, texts.In(visit.Language), assets, settings, hotlines.ForVoice(visit.Language), organisations.CanGoBack);

    private HtmlPage Missing(HttpContext context)
    {
        var words = texts.In(context.Request.Query["lang"] == "en" ? "en" : "ja");
        return new HtmlPage(
            ChatPage.Sentence(context, words, assets, hotlines.ForVoice(words.Language), words["missing.title"], words["missing.text"]),
            StatusCodes.Status404NotFound);
    }

    private HtmlPage Unreadable(HttpContext context, ChatVisit visit)
    {
        var words = texts.In(visit.Language);
        return new HtmlPage(
            ChatPage.Sentence(context, words, assets, hotlines.ForVoice(words.Language), words["title"], words["problem.read"]),
            StatusCodes.Status503ServiceUnavailable);
    }

    [LoggerMessage(1652, LogLevel.Error, "A person's page could not be shown; they were told so")]
    private partial void LogNotShown(Exception error);
}
