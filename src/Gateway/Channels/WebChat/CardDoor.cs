using Gateway.Conversations;
using Gateway.Handoff.Introductions;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>
/// <c>/chat/{entrance}/card</c>: somebody who was sent here types the number of their card, reads what was written about them, and says whether the counsellor
/// may read it. The number stands in no address.
/// </summary>
internal sealed partial class CardDoor(TakeCard take, ReadTalk talks, Contacts contacts, ChatDoor door, ChatLimits limits, ChatTexts texts, TimeProvider time, ILogger<CardDoor> log)
{
    /// <summary><c>GET</c>: the card of this browser, or the field for its number.</summary>
    public Task<IResult> LookAsync(HttpContext context) => DoAsync(context, async visit =>
        await HeldAsync(context, visit) is var (card, body) ? One(context, visit, card, body) : Ask(context, visit, null));

    /// <summary><c>POST</c>: the number.</summary>
    public Task<IResult> OpenAsync(HttpContext context) => DoAsync(context, async visit =>
    {
        var form = await TakeWords.ReadFormAsync(context);
        if (CardNumber.In(form?["number"]) is not { } number) return Ask(context, visit, "card.unknown", StatusCodes.Status404NotFound);
        // The page holds the secret that will be the cookie: a number is opened by one browser, before its first word too.
        if ((visit.Secret ?? ChatCookie.Checked(form?["browser"])) is not { } browser) return Ask(context, visit, "card.over", StatusCodes.Status410Gone);
        if (!limits.MayBegin(context)) return await door.RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too_fast", "problem.tooFast");
        var talk = await talks.FindAsync(visit, context.RequestAborted);
        var caller = Redacted.Of(CallerAddress.Of(context.Connection.RemoteIpAddress));
        switch (await take.OpenAsync(visit.Organisation.Id, visit.Account, contacts.HashOf(visit.Account, browser), caller, talk?.Id, number, context.RequestAborted))
        {
            case CardOutcome.Unknown: return Ask(context, visit, "card.unknown", StatusCodes.Status404NotFound);
            case CardOutcome.Limited: return Ask(context, visit, "card.limited", StatusCodes.Status429TooManyRequests);
            case CardOutcome.Over: return Ask(context, visit, "card.over", StatusCodes.Status410Gone);
        }

        if (visit.Secret is null) ChatCookie.Write(context, visit, browser);
        return new Elsewhere($"{visit.Base}/card{visit.Query}");
    });

    /// <summary><c>POST …/{id}</c>: shown, or left out. One tap; and on to the talk.</summary>
    public Task<IResult> DecideAsync(HttpContext context, string id) => DoAsync(context, async visit =>
    {
        if (visit.Secret is not { } secret || !Ids.IsId(id) || await TakeWords.ReadFormAsync(context) is not { Count: > 0 } form) return Ask(context, visit, "card.over", StatusCodes.Status410Gone);
        bool? show = (string?)form["act"] switch { "show" => true, "hide" => false, _ => null };
        if (show is not { } said) return await LookAgainAsync(context, visit);
        var talk = await talks.FindAsync(visit, context.RequestAborted);
        return await take.DecideAsync(visit.Account, contacts.HashOf(visit.Account, secret), talk?.Id, id, said, form["tell"] == "1", context.RequestAborted)
            ? TakeWords.SeeOther(visit)
            : await LookAgainAsync(context, visit);
    });

    private async Task<IResult> LookAgainAsync(HttpContext context, ChatVisit visit) =>
        await HeldAsync(context, visit) is var (card, body) ? One(context, visit, card, body) : Ask(context, visit, "card.over", StatusCodes.Status410Gone);

    private async Task<(Introduction Card, string Body)?> HeldAsync(HttpContext context, ChatVisit visit) => visit.Secret is not { } secret
        ? null
        : await take.HeldAsync(visit.Account, contacts.HashOf(visit.Account, secret), (await talks.FindAsync(visit, context.RequestAborted))?.Id, context.RequestAborted);

    private HtmlPage Ask(HttpContext context, ChatVisit visit, string? problem, int status = StatusCodes.Status200OK) =>
        new(door.PageOf(context, visit).Beside(texts.For(visit)["card.title"], new CardPage(visit, texts.For(visit), time.GetUtcNow()).Ask(problem)), status);

    private HtmlPage One(HttpContext context, ChatVisit visit, Introduction card, string body) =>
        new(door.PageOf(context, visit).Beside(texts.For(visit)["card.title"], new CardPage(visit, texts.For(visit), time.GetUtcNow()).One(card, body)));

    private async Task<IResult> DoAsync(HttpContext context, Func<ChatVisit, Task<IResult>> act)
    {
        var visit = ChatVisit.Of(context) with { Beside = "/card" };
        try
        {
            return await act(visit);
        }
        catch (RecordsUnavailableException error)
        {
            LogNotDone(error);
            return door.Unreadable(context, visit);
        }
    }

    [LoggerMessage(1669, LogLevel.Error, "A person's card could not be opened or answered; they were told so")]
    private partial void LogNotDone(Exception error);
}
