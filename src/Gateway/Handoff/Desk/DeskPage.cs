using System.Globalization;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff.Desk;

/// <summary>The pages of the desk: one letter, one page, a few buttons. No script; the language is Japanese, or English where the browser asks for it or one taps it.</summary>
internal sealed partial class DeskPage(HttpContext context)
{
    private readonly string _language = LanguageOf(context);

    /// <summary>The language of this page.</summary>
    public static string LanguageOf(HttpContext context)
    {
        if (context.Request.Query["lang"] is ["ja" or "en"] chosen) return chosen[0]!;
        var wished = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).FirstOrDefault()?.Value.ToString() ?? "ja";
        return wished.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "ja";
    }

    /// <summary>Nothing foreign, nothing kept, nothing told to others.</summary>
    public static void Apply(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
    }

    /// <summary>Leads on, and keeps the language that was tapped.</summary>
    public static IResult SeeOther(HttpContext context, string address)
    {
        var language = context.Request.Query["lang"] is ["ja" or "en"] chosen ? $"{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={chosen[0]}" : "";
        context.Response.Headers.Location = context.Request.PathBase + address + language;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The way in.</summary>
    public Html Go(string link, bool sent, bool wrong, int minutes)
    {
        var here = $"{context.Request.PathBase}/desk/go/{Uri.EscapeDataString(link)}";
        return Document(T("go.title"), sent
            ? Html.Of(
                $"""
                <p>{T("go.sent", ("minutes", minutes.ToString(CultureInfo.InvariantCulture)))}</p>
                {(wrong ? Html.Of($"""<p class="wrong" role="alert">{T("go.wrong")}</p>""") : Html.None)}
                <form method="post" action="{here}{Query}"><label for="code">{T("go.code")}</label>
                <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required><button class="main">{T("go.open")}</button></form>
                <form method="post" action="{here}/code{Query}"><button class="quiet">{T("go.again")}</button></form>
                """)
            : Html.Of($"""<p>{T("go.text")}</p><form method="post" action="{here}/code{Query}"><button class="main">{T("go.send")}</button></form>"""), open: false);
    }

    /// <summary>The way in for those who have an account.</summary>
    public Html SignIn(bool wrong) => Document(T("signIn.title"), Html.Of(
        $"""
        <p>{T("signIn.text")}</p>
        {(wrong ? Html.Of($"""<p class="wrong" role="alert">{T("signIn.wrong")}</p>""") : Html.None)}
        <form method="post" action="{context.Request.PathBase}/desk/sign-in{Query}"><label for="userName">{T("signIn.userName")}</label>
        <input id="userName" name="userName" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required>
        <label for="password">{T("signIn.password")}</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" required>
        <button class="main">{T("signIn.open")}</button></form>
        """), open: false);

    /// <summary>Somebody who was invited chooses a user name and a password.</summary>
    /// <param name="link">The secret of the link.</param>
    /// <param name="userName">What they had typed.</param>
    /// <param name="wrong">The key of what is wrong; nothing at first.</param>
    public Html Invited(string link, string userName, string? wrong) => Document(T("invited.title"), Html.Of(
        $"""
        <p>{T("invited.text")}</p>
        {(wrong is null ? Html.None : Html.Of($"""<p class="wrong" role="alert">{T(wrong)}</p>"""))}
        <form method="post" action="{context.Request.PathBase}/desk/invited/{Uri.EscapeDataString(link)}{Query}"><label for="userName">{T("signIn.userName")}</label>
        <p class="hint" id="userName-hint">{T("invited.userName")}</p>
        <input id="userName" name="userName" value="{userName}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" aria-describedby="userName-hint" required>
        <label for="password">{T("signIn.password")}</label><p class="hint" id="password-hint">{T("invited.password")}</p>
        <input id="password" name="password" type="password" autocomplete="new-password" minlength="{PasswordRules.Shortest}" maxlength="{PasswordRules.Longest}" aria-describedby="password-hint" required>
        <button class="main">{T("invited.make")}</button></form>
        """), open: false);

    /// <summary>A page with one kind sentence. Where the desk is closed, with the way in for those who have an account.</summary>
    public Html Sentence(string what) => Document(T($"{what}.title"), Html.Of(
        $"""<p>{T($"{what}.text")}</p>{(what == "closed" ? Html.Of($"""<p class="way"><a href="{context.Request.PathBase}/desk/sign-in{Query}">{T("signIn.way")}</a></p>""") : Html.None)}"""), open: false);

    /// <summary>All that is at this body, and the way to introducing somebody where it may.</summary>
    public Html List(IReadOnlyList<Referral> referrals, bool mayIntroduce) => Document(T("list.title"), Html.Join([Listed(referrals), mayIntroduce
        ? Html.Of($"""<p class="way"><a href="{context.Request.PathBase}/desk/introductions{Query}">{T("introduce.open")}</a></p>""")
        : Html.None]), open: true);

    private Html Listed(IReadOnlyList<Referral> referrals) => referrals.Count == 0
        ? Html.Of($"<p>{T("list.none")}</p>")
        : Html.Of($"""<ul class="list">{Html.Join(referrals.Select(one => Html.Of(
            $"""<li><a href="{context.Request.PathBase}/desk/referrals/{one.Id}{Query}"><strong>{T("list.of", ("when", When(one.OfferedAt!.Value)))}</strong><span>{T($"state.{(int)one.State}")}</span></a></li>""")))}</ul>""");

    private string T(string key, params ReadOnlySpan<(string Name, string Value)> values) => DeskWords.Text(_language, key, values);

    private string When(long ms) => JapanTime.Shown(_language, Utc.FromMs(ms));

    private string Query => context.Request.Query["lang"] is ["ja" or "en"] chosen ? $"?lang={chosen[0]}" : "";

    private Html Document(string title, Html body, bool open)
    {
        var other = _language == "ja" ? "en" : "ja";
        // A page that answers a post has no address of its own to come back to.
        var turn = HttpMethods.IsGet(context.Request.Method)
            ? Html.Of($"""<a class="turn" lang="{other}" hreflang="{other}" href="{context.Request.PathBase}{context.Request.Path}?lang={other}">{T("other")}</a>""")
            : Html.None;
        return Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="{_language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <meta name="format-detection" content="telephone=no"><meta name="robots" content="noindex"><title>{title}</title>
            <link rel="stylesheet" href="{context.Request.PathBase}/desk/assets/{DeskStyle.Name}"></head>
            <body>
            <header><p class="place">{T("title")}</p><nav>{(open ? Html.Of($"""<a href="{context.Request.PathBase}/desk{Query}">{T("list.back")}</a>""") : Html.None)}{turn}</nav></header>
            <main><h1>{title}</h1>
            {body}
            </main>
            {(open ? Html.Of($"""<footer><form method="post" action="{context.Request.PathBase}/desk/leave{Query}"><button class="quiet">{T("leave")}</button></form></footer>""") : Html.None)}
            </body>
            </html>
            """);
    }
}
