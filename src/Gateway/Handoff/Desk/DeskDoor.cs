using System.Threading.RateLimiting;
using Gateway.Handoff.Introductions;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Handoff.Together;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Handoff.Desk;

/// <summary><c>/desk</c>: the page of a support body. It runs no script; nobody signs in but by a link and a code.</summary>
internal sealed partial class DeskDoor(EnterDesk enter, InviteToDesk invite, AnswerReferral answer, SitInTalk talks, WriteIntroduction introduce, DeskSettings settings, ILogger<DeskDoor> log) : IDisposable
{
    private const int LargestForm = 16 * 1024;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetSlidingWindowLimiter(CallerAddress.Of(context.Connection.RemoteIpAddress), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = settings.AttemptsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    /// <summary>What every answer says to the browser, and what none may do.</summary>
    public async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        DeskPage.Apply(context.Response.Headers);
        if (!settings.On) return Results.NotFound();
        if (HttpMethods.IsPost(context.Request.Method) && !IsOwn(context.Request)) return Page(context, "closed", 403);
        try
        {
            return await next(invocation);
        }
        catch (RecordsUnavailableException error)
        {
            LogAway(error);
            return Page(context, "away", 503);
        }
    }

    public IResult Look(HttpContext context, string link) => Answer(new DeskPage(context).Go(link, sent: false, wrong: false, settings.CodeMinutes));

    public async Task<IResult> SendCodeAsync(HttpContext context, string link)
    {
        if (!MayTry(context)) return Page(context, "busy", 429);
        await enter.SendCodeAsync(link, context.RequestAborted);
        return Answer(new DeskPage(context).Go(link, sent: true, wrong: false, settings.CodeMinutes));
    }

    public async Task<IResult> OpenAsync(HttpContext context, string link)
    {
        if (!MayTry(context)) return Page(context, "busy", 429);
        var code = Digits((await FormAsync(context))?["code"]);
        if (await enter.OpenAsync(link, code, context.RequestAborted) is not var (token, referral))
            return Answer(new DeskPage(context).Go(link, sent: true, wrong: true, settings.CodeMinutes), 403);
        DeskCookie.Write(context, token, TimeSpan.FromMinutes(settings.SessionMinutes));
        return DeskPage.SeeOther(context, referral is null ? "/desk" : $"/desk/referrals/{referral}");
    }

    public static IResult SignIn(HttpContext context) => Answer(new DeskPage(context).SignIn(wrong: false));

    public async Task<IResult> SignInAsync(HttpContext context)
    {
        if (!MayTry(context)) return Page(context, "busy", 429);
        var form = await FormAsync(context);
        if (form is null || await enter.SignInAsync(Text(form, "userName") ?? "", form["password"].ToString(), context.RequestAborted) is not { } token)
            return Answer(new DeskPage(context).SignIn(wrong: true), 403);
        DeskCookie.Write(context, token, TimeSpan.FromMinutes(settings.SessionMinutes));
        return DeskPage.SeeOther(context, "/desk");
    }

    public async Task<IResult> InvitedAsync(HttpContext context, string link)
    {
        if (!MayTry(context)) return Page(context, "busy", 429);
        return await invite.IsOpenAsync(link, context.RequestAborted) ? Answer(new DeskPage(context).Invited(link, "", null)) : Page(context, "invited.over", 404);
    }

    public async Task<IResult> MakeAccountAsync(HttpContext context, string link)
    {
        if (!MayTry(context)) return Page(context, "busy", 429);
        if (await FormAsync(context) is not { } form) return Page(context, "none", 400);
        var (userName, password) = (Text(form, "userName") ?? "", form["password"].ToString());
        if (await invite.UseAsync(link, userName, password, context.RequestAborted) is not var (outcome, token)) return Page(context, "invited.over", 404);
        if (token is null) return Answer(new DeskPage(context).Invited(link, userName, outcome == AccountOutcome.UserName ? "invited.wrong.userName" : "invited.wrong.password"), 400);
        DeskCookie.Write(context, token, TimeSpan.FromMinutes(settings.SessionMinutes));
        return DeskPage.SeeOther(context, "/desk");
    }

    public async Task<IResult> ListAsync(HttpContext context) => await SessionAsync(context) is { } desk
        ? Answer(new DeskPage(context).List(await answer.ListAsync(new BodyReader(desk.Organisation, desk.Body) { Actor = desk.Actor }, context.RequestAborted), await introduce.MayAsync(desk, context.RequestAborted)))
        : Page(context, "closed", 403);

    public async Task<IResult> ReadAsync(HttpContext context, string id)
    {
        if (await SessionAsync(context) is not { } desk) return Page(context, "closed", 403);
        return await answer.OpenAsync(new BodyReader(desk.Organisation, desk.Body) { Actor = desk.Actor }, id, context.RequestAborted) is var (referral, steps, sheet)
            ? Answer(new DeskPage(context).Whole(referral, steps, sheet, Said(context), await talks.OfReferralAsync(desk, id, context.RequestAborted)))
            : Page(context, "none", 404);
    }

    public async Task<IResult> PrintAsync(HttpContext context, string id)
    {
        if (await SessionAsync(context) is not { } desk) return Page(context, "closed", 403);
        if (await answer.OpenAsync(new BodyReader(desk.Organisation, desk.Body) { Actor = desk.Actor }, id, context.RequestAborted) is not (_, _, { } sheet)) return Page(context, "none", 404);
        context.Response.Headers.ContentSecurityPolicy = SheetPaper.Policy;
        return Results.Content(new PrintSheet(sheet, DeskPage.LanguageOf(context)).Page($"{context.Request.PathBase}/desk/assets/{SheetPaper.Style.Name}"), "text/html; charset=utf-8");
    }

    public async Task<IResult> ActAsync(HttpContext context, string id, string act)
    {
        if (await SessionAsync(context) is not { } desk) return Page(context, "closed", 403);
        if (await FormAsync(context) is not { } form) return Page(context, "none", 400);
        var (reader, cancel) = (new BodyReader(desk.Organisation, desk.Body) { Actor = desk.Actor }, context.RequestAborted);
        if (!TryMeeting(form, act, out var meeting)) return DeskPage.SeeOther(context, $"/desk/referrals/{id}?said=words");
        var note = Redacted.Of(new StepNote(Text(form, "text"), Text(form, "name"), meeting));
        var outcome = act switch
        {
            "accept" => await answer.AcceptAsync(reader, id, note, cancel),
            "book" => await answer.BookAsync(reader, id, note, cancel),
            "miss" => await answer.MissAsync(reader, id, note, cancel),
            "decline" => await answer.DeclineAsync(reader, id, Text(form, "reason") ?? "", note, cancel),
            "question" => await answer.AskAsync(reader, id, note, cancel),
            "connect" => await answer.ConnectAsync(reader, id, Text(form, "way") ?? "", note, cancel),
            "finish" => await answer.FinishAsync(reader, id, Text(form, "outcome") ?? "", note, cancel),
            _ => ReferralOutcome.NotFound,
        };
        return outcome switch
        {
            ReferralOutcome.Done => DeskPage.SeeOther(context, $"/desk/referrals/{id}?said=sure"),
            ReferralOutcome.NotNow => DeskPage.SeeOther(context, $"/desk/referrals/{id}?said=late"),
            ReferralOutcome.Words => DeskPage.SeeOther(context, $"/desk/referrals/{id}?said=words"),
            _ => Page(context, "none", 404),
        };
    }

    public async Task<IResult> LeaveAsync(HttpContext context)
    {
        if (DeskCookie.Of(context) is { } token) await enter.CloseAsync(token);
        DeskCookie.Clear(context);
        return Page(context, "closed", 200);
    }

    public void Dispose() => _limiter.Dispose();

    // A page of ours, or a browser that is too old to say: then the cookie, which goes with no post from elsewhere, decides.
    private static bool IsOwn(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site, ..] ? site is "same-origin" or "none" : SameOrigin.Allows(request);

    internal async Task<DeskSession?> SessionAsync(HttpContext context) => DeskCookie.Of(context) is { } token ? await enter.FindAsync(token, context.RequestAborted) : null;

    private bool MayTry(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    internal static async Task<IFormCollection?> FormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is > LargestForm) return null;
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = LargestForm;
        try
        {
            return await context.Request.ReadFormAsync(new FormOptions { ValueCountLimit = 16, ValueLengthLimit = LargestForm }, context.RequestAborted);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    internal static string? Text(IFormCollection form, string name) => form[name] is [{ } text, ..] && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    // A time without a day, or with half a span, is a slip: whoever made it is asked again. It is always meant by the clock of Japan.
    private static bool TryMeeting(IFormCollection form, string act, out Meeting? meeting)
    {
        meeting = null;
        var (way, day, from, until, place) = (Text(form, "way"), Text(form, "day"), Text(form, "from"), Text(form, "until"), Text(form, "place"));
        if (act is not ("accept" or "book") || (way ?? day ?? from ?? until ?? place) is null) return true;
        if (way is null || (day is null) != (from is null) || (day is null) != (until is null)) return false;
        if (day is null) return (meeting = new Meeting(way, null, null, place)) is not null;
        if (JapanTime.Find(day, from!) is not { } begins || JapanTime.Find(day, until!) is not { } ends) return false;
        meeting = new Meeting(way, begins.ToUnixTimeMilliseconds(), ends.ToUnixTimeMilliseconds(), place);
        return true;
    }

    // Whoever types it may leave spaces, and a Japanese keyboard gives wide digits.
    private static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsDigit).Take(8).Select(digit => (char)('0' + (int)char.GetNumericValue(digit))));

    private static string? Said(HttpContext context) => context.Request.Query["said"] is ["sure" or "late" or "words"] said ? said[0] : null;

    internal static IResult Page(HttpContext context, string what, int status) => Answer(new DeskPage(context).Sentence(what), status);

    internal static IResult Answer(Html page, int status = 200) => Results.Content(page.Markup, "text/html; charset=utf-8", statusCode: status);

    [LoggerMessage(2020, LogLevel.Error, "A body's desk could not be served; they were told to try again")]
    private partial void LogAway(Exception error);
}
