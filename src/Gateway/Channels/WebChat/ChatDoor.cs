using Gateway.Consortium;
using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Handoff;
using Gateway.Handoff.Together;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>Shows the page: whole, as its log alone, or with a sentence about what went wrong.</summary>
public sealed partial class ChatDoor(
    OrganisationDirectory organisations, ReadTalk talks, WaitingNews news, ChatTexts texts, ChatAssets assets, Hotlines hotlines, AfterTalk after,
    FollowLanguage language, DisasterBoard disasters, NoteSeen seen, ShowAgreement agreements, AnswerSeat seats, CommonEntrances entrances, WebChatSettings settings, Ids ids, TimeProvider time, ILogger<ChatDoor> log)
{
    /// <summary>What the group does for every request: headers, the visit, and no POST from a stranger's page.</summary>
    internal async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var found = ChatVisit.From(context, organisations);
        ChatHeaders.Apply(context, settings, found?.Frames ?? []);
        if (found is not { } visit) return Missing(context);
        visit = await FacedAsync(visit, context.RequestAborted);
        context.Features.Set(visit);
        if (ChatCookie.HasLeft(context.Request, visit.Look.Framed)) ChatCookie.Clear(context, visit);
        if (!HttpMethods.IsPost(context.Request.Method)) return await next(call);
        if (ChatHeaders.IsOwn(context.Request)) return await next(call);
        return await RefuseAsync(context, StatusCodes.Status403Forbidden, "stranger", "problem.stranger");
    }

    // 共同の窓口: it names the consortium, and no hours, for each member has its own. Without the records it is the page of who runs it.
    private async Task<ChatVisit> FacedAsync(ChatVisit visit, CancellationToken cancel)
    {
        try
        {
            return await entrances.FaceAsync(visit.Account, visit.Organisation.Id, cancel) is { } face
                ? visit with { Face = face, Organisation = visit.Organisation with { ContactName = face.Name, NameEn = face.NameEn, OpeningHours = null, OpeningHoursEn = null } }
                : visit;
        }
        catch (RecordsUnavailableException)
        {
            return visit;
        }
    }

    /// <summary><c>GET /chat/{entrance}</c></summary>
    internal async Task<IResult> PageAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        if (visit.Look.Framed && !ChatCookie.IsKeptInFrame(context.Request)) return FrameTried(context, visit);
        try
        {
            var view = await ViewAsync(context, visit);
            await language.FollowAsync(context.Request, visit, view.Conversation);
            return new HtmlPage(PageOf(context, visit).Whole(view));
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
        ChatHeaders.ApplyToFrame(context, settings, visit.Frames);
        try
        {
            var view = await ViewAsync(context, visit);
            await seen.ByLogAsync(visit, view);
            return new HtmlPage(PageOf(context, visit).Log(view, still: context.Request.Query["still"] == "1"));
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
        var words = texts.For(visit);
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
        var words = texts.For(visit);
        var now = time.GetUtcNow();
        if (await talks.FindAsync(visit, context.RequestAborted) is not { } conversation)
            return new ChatView(null, [], null, ids.New(), visit.Secret is null ? NewBeginning() : null) { After = after.For(visit.Organisation, visit.Language, []), Card = await talks.CardAsync(visit, null, context.RequestAborted), News = disasters.WordsFor(visit.Organisation.Id, visit.Language, null) };
        var entries = await talks.EntriesAsync(conversation, 0, context.RequestAborted);
        var answering = visit.Answering(conversation, organisations);
        var waiting = conversation.Stage == Stage.Waiting ? await news.OfAsync(conversation, words) : null;
        return new ChatView(
            conversation, [.. entries.Select(entry => ShownEntry.Of(entry, words, now)).OfType<ShownEntry>()], waiting, ids.New(), null)
        {
            // Behind a common entrance: of whoever answers them, or did.
            After = after.For(answering, visit.Language, entries),
            Answering = answering,
            News = disasters.WordsFor(answering.Id, visit.Language, ToldArea.LastIn(entries)),
            Card = await talks.CardAsync(visit, conversation, context.RequestAborted),
            Company = await seats.CompanyAsync(conversation, context.RequestAborted),
            Asked = (await agreements.AllAsync(conversation.ContactId, context.RequestAborted)).Asked,
            Answered = entries.Any(entry => entry.Body.Facts?.Keys.Any(name => name.StartsWith(AfterTalk.Prefix, StringComparison.Ordinal)) == true),
        };
    }

    internal ChatPage PageOf(HttpContext context, ChatVisit visit) =>
        new(context, visit, texts.For(visit), assets, settings, hotlines.ForVoice(visit.Language), hotlines.All(visit.Language), organisations);

    internal HtmlPage Missing(HttpContext context)
    {
        var words = texts.In(ChatLook.From(context.Request).LanguageFor(context.Request));
        return new HtmlPage(
            ChatPage.Sentence(context, words, assets, hotlines.ForVoice(words.Language), words["missing.title"], words["missing.text"]),
            StatusCodes.Status404NotFound);
    }

    // Without a cookie nobody could be answered: so it is found out before they write, and without a script.
    private IResult FrameTried(HttpContext context, ChatVisit visit)
    {
        if (context.Request.Query["tried"] != "1")
        {
            ChatCookie.TryFrame(context, visit);
            return new Elsewhere($"{visit.Base}{visit.Query}&tried=1");
        }

        var words = texts.For(visit);
        return new HtmlPage(ChatPage.OwnWindow(context, visit, words, assets, hotlines.ForVoice(words.Language)));
    }

    internal HtmlPage Unreadable(HttpContext context, ChatVisit visit)
    {
        var words = texts.For(visit);
        return new HtmlPage(
            ChatPage.Sentence(context, words, assets, hotlines.ForVoice(words.Language), words["title"], words["problem.read"]),
            StatusCodes.Status503ServiceUnavailable);
    }

    [LoggerMessage(1652, LogLevel.Error, "A person's page could not be shown; they were told so")]
    private partial void LogNotShown(Exception error);
}
