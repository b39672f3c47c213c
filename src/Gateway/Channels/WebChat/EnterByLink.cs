using Gateway.Conversations.Passages;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>The way from LINE or SMS to this page, by a link that one browser may open once, and the way back.</summary>
/// <remarks>
/// A link is opened by a tap on a button. To fetch its address changes nothing, because LINE and the phones' SMS apps do that by themselves, to
/// show a preview.
/// </remarks>
public sealed partial class EnterByLink(
    OpenPassage open, LeavePage leave, ChatDoor door, ChatLimits limits, ChatTexts texts, ChatAssets assets, Hotlines hotlines,
    OrganisationDirectory organisations, ILogger<EnterByLink> log)
{
    /// <summary><c>GET /chat/{entrance}/go/{link}</c>: the button, or why there is none.</summary>
    internal async Task<IResult> LookAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        if (PassageLinks.Checked((string?)context.Request.RouteValues["link"]) is not { } link) return Told(context, OpenOutcome.Over);
        try
        {
            return Told(context, await open.LookAsync(visit.Account, link, visit.Secret, context.RequestAborted));
        }
        catch (RecordsUnavailableException error)
        {
            LogNotOpened(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.read");
        }
    }

    /// <summary><c>POST /chat/{entrance}/go/{link}</c>: opens it.</summary>
    internal async Task<IResult> OpenAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        var form = await TakeWords.ReadFormAsync(context);
        if (PassageLinks.Checked((string?)context.Request.RouteValues["link"]) is not { } link || ChatCookie.Checked(form?["browser"]) is not { } browser)
            return Told(context, OpenOutcome.Over);
        if (!limits.MayBegin(context)) return await door.RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too_fast", "problem.tooFast");
        try
        {
            var outcome = await open.OpenAsync(visit.Account, link, visit.Secret, browser, context.RequestAborted);
            if (outcome != OpenOutcome.Opened) return Told(context, outcome);
            ChatCookie.Write(context, visit, browser);
            return TakeWords.SeeOther(visit);
        }
        catch (RecordsUnavailableException error)
        {
            LogNotOpened(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.read");
        }
    }

    /// <summary><c>POST /chat/{entrance}/back</c>: leads the person back to where they came from, and forgets them here.</summary>
    internal async Task<IResult> BackAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        try
        {
            if (visit.Secret is { } cookie && await leave.ByTapAsync(visit.Account, cookie, organisations.CanGoBack) is not null) ChatCookie.Clear(context, visit);
            else return TakeWords.SeeOther(visit);
        }
        catch (RecordsUnavailableException error)
        {
            LogNotOpened(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.read");
        }

        return Page(context, "passage.back.title", "passage.back.text", Html.None, StatusCodes.Status200OK);
    }

    private HtmlPage Told(HttpContext context, OpenOutcome outcome) => outcome switch
    {
        OpenOutcome.CanBeOpened => Page(context, "passage.title", "passage.text", Button(context), StatusCodes.Status200OK),
        OpenOutcome.Used => Page(context, "passage.used.title", "passage.used.text", Html.None, StatusCodes.Status410Gone),
        OpenOutcome.OtherTalk => Page(context, "passage.other.title", "passage.other.text", Html.None, StatusCodes.Status409Conflict),
        _ => Page(context, "passage.over.title", "passage.over.text", Html.None, StatusCodes.Status410Gone),
    };

    private HtmlPage Page(HttpContext context, string title, string text, Html act, int status)
    {
        var words = texts.In(ChatVisit.Of(context).Language);
        return new HtmlPage(ChatPage.Sentence(context, words, assets, hotlines.ForVoice(words.Language), words[title], words[text], act), status);
    }

    // The page names the browser before it is one: two taps are then one browser's.
    private Html Button(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        var words = texts.In(visit.Language);
        return Html.Of(
            $"""
            <form method="post" action="{context.Request.PathBase}{context.Request.Path}{visit.Query}"><input type="hidden" name="browser" value="{Ids.NewSecret()}" autocomplete="off">
            <button class="go">{words["passage.go"]}</button></form>
            <p class="soft">{words["passage.private"]}</p>
            """);
    }

    [LoggerMessage(1658, LogLevel.Error, "A person could not go to the web page or back; they were told so")]
    private partial void LogNotOpened(Exception error);
}

/// <summary>Whether somebody on a page can go back to where they came from.</summary>
internal static class WayBack
{
    /// <summary>From an account that is only an entrance there is no way back: nothing is said there.</summary>
    public static bool CanGoBack(this OrganisationDirectory organisations, Conversations.Conversation conversation) =>
        conversation.PassageId is not null && conversation.ClosedAt is null && !organisations.IsEntranceOnly(conversation.ChannelAccount);
}
