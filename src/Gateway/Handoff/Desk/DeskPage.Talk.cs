using System.Globalization;
using Gateway.Conversations;
using Gateway.Handoff.Together;
using Gateway.Primitives;

namespace Gateway.Handoff.Desk;

/// <summary>The talk in which the worker sits: who is there, what was said since they came, the field to write in.</summary>
internal sealed partial class DeskPage
{
    /// <summary>The page holds a frame of its own.</summary>
    public static void ApplyToTalk(IHeaderDictionary headers) =>
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What stands in that frame.</summary>
    public static void ApplyToFrame(IHeaderDictionary headers) =>
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    /// <summary>The page.</summary>
    /// <param name="talk">What they see.</param>
    /// <param name="client">Names the next message.</param>
    /// <param name="text">Words that could not be taken.</param>
    /// <param name="wrong">Whether there are any.</param>
    public Html Talk(TalkForWorker talk, string client, string text, bool wrong) => Document(T("talk.title"), Html.Of(
        $"""
        {Here(talk)}
        <iframe class="talk" src="{At(talk, "log")}" title="{T("talk.log")}"></iframe>
        {(wrong ? Html.Of($"""<p class="wrong" role="alert">{T("talk.long", ("most", talk.Longest.ToString(CultureInfo.InvariantCulture)))}</p>""") : Html.None)}
        <form class="say" method="post" action="{At(talk, "say")}"><input type="hidden" name="client" value="{client}">
        <label for="text">{T("talk.say")}</label><textarea id="text" name="text" rows="3" maxlength="{talk.Longest}" required autofocus>{text}</textarea><button class="main">{T("talk.send")}</button></form>
        <p class="soft">{T("talk.rules")}</p>
        <details><summary>{T(talk.Alone ? "talk.end" : "talk.leave")}</summary><form method="post" action="{At(talk, "leave")}"><p>{T(talk.Alone ? "talk.end.text" : "talk.leave.text")}</p><button>{T(talk.Alone ? "talk.end" : "talk.leave")}</button></form></details>
        <p><a href="{context.Request.PathBase}/desk/referrals/{talk.Seat.ReferralId}{Query}">{T("talk.sheet")}</a></p>
        """), open: true);

    /// <summary>What is said, alone. It always begins at its end.</summary>
    /// <param name="talk">What they see.</param>
    /// <param name="still">It was asked not to renew itself.</param>
    public Html Log(TalkForWorker talk, bool still) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="{_language}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex"><title>{T("talk.log")}</title>
        <link rel="stylesheet" href="{context.Request.PathBase}/desk/assets/{DeskStyle.Name}"></head>
        <body class="frame"><section class="scroller" tabindex="0" aria-label="{T("talk.log")}"><div><ol class="lines">{Lines(talk)}</ol>
        <p class="soft renew">{(talk.Counsellor is not null || talk.Alone ? T(still ? "talk.still" : "talk.renews") : T("talk.waits"))} <a href="{At(talk, "log")}{(still ? "" : Query.Length == 0 ? "?still=1" : "&still=1")}">{T(still ? "talk.go" : "talk.stop")}</a></p></div></section></body>
        </html>
        """);

    private Html Join(Seat? seat) => seat is null ? Html.None : seat.State == SeatState.Taken
        ? Html.Of($"""<section class="join"><h2>{T("talk.title")}</h2><p><a class="main" href="{context.Request.PathBase}/desk/talks/{seat.Id}{Query}">{T("talk.open")}</a></p></section>""")
        : Html.Of(
            $"""
            <section class="join"><h2>{T("talk.title")}</h2><p>{T("talk.text")}</p><p class="soft">{T("talk.rules")}</p>
            <form method="post" action="{context.Request.PathBase}/desk/talks/{seat.Id}/sit{Query}"><input type="hidden" name="referral" value="{seat.ReferralId}">
            <label for="seat-name">{T("talk.name")}</label><input id="seat-name" name="name" maxlength="{SeatNames.Longest}" autocomplete="off" required>
            <label for="seat-role">{T("talk.role")}</label><input id="seat-role" name="role" maxlength="{SeatNames.Longest}" autocomplete="off" required>
            <button class="main">{T("talk.join")}</button></form></section>
            """);

    private Html Here(TalkForWorker talk) => Html.Of(
        $"""
        <section class="here" aria-label="{T("talk.here")}"><h2>{T("talk.here")}</h2><ul><li>{T("talk.person")}</li>
        <li>{(talk.Counsellor is { } name ? T("talk.counsellor", ("name", name)) : T(talk.Alone ? "talk.alone" : "talk.none"))}</li><li>{T("talk.you", ("who", talk.Seat.Who.Label))}</li></ul></section>
        """);

    private Html Lines(TalkForWorker talk) => talk.Entries.Count == 0 ? Html.Of($"""<li class="soft">{T("talk.empty")}</li>""") : Html.Join(talk.Entries.Select(entry => Html.Of(
        $"""<li class="by-{entry.Author}"><p class="who"><bdi>{Speaker(entry)}</bdi> <time datetime="{Utc.FromMs(entry.At).ToString("O", CultureInfo.InvariantCulture)}">{Clock(entry.At)}</time></p><p class="text" dir="auto">{Words(entry)}</p></li>""")));

    // Nobody sits there for days: the time of day is enough. Japan has one zone and no summer time.
    private static string Clock(long at) => Utc.FromMs(at).ToOffset(TimeSpan.FromHours(9)).ToString("H:mm", CultureInfo.InvariantCulture);

    private string Speaker(Entry entry) => entry.Author switch
    {
        Authors.Person => T("talk.person"),
        Authors.Counsellor => T("talk.counsellor", ("name", entry.Body.Name ?? "")),
        _ => entry.Body.Name ?? "",
    };

    private string Words(Entry entry) => entry.Kind switch
    {
        EntryKinds.Withdrawn => T("talk.withdrawn"),
        EntryKinds.Unknown => T("talk.picture"),
        _ => entry.Body.Text ?? "",
    };

    private string At(TalkForWorker talk, string act) => $"{context.Request.PathBase}/desk/talks/{talk.Seat.Id}/{act}{Query}";
}
