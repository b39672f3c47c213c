using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;

namespace Gateway.Channels.WebChat;

/// <summary>What a page shows.</summary>
/// <param name="Conversation">The person's conversation, if there is one.</param>
/// <param name="Entries">Everything said in it.</param>
/// <param name="Waiting">The news of the queue, for somebody who waits.</param>
/// <param name="ClientId">Names the next message.</param>
/// <param name="Beginning">The secret that the first message makes into the cookie; nothing when there is a cookie.</param>
/// <param name="Text">Words that could not be taken, to be sent again.</param>
/// <param name="Problem">Why they could not, in words.</param>
internal sealed record ChatView(
    Conversation? Conversation, IReadOnlyList<ShownEntry> Entries, Waiting? Waiting, string ClientId, string? Beginning,
    string Text = "", string? Problem = null)
{
    /// <summary>The number of the newest entry on the page.</summary>
    public long Last => Entries.Count == 0 ? 0 : Entries[^1].Number;

    /// <summary>Where the person is, for the styles and the script: <c>none</c> before the first words.</summary>
    public string Stage => Conversation is null ? "none" : Conversation.Stage.ToString().ToLowerInvariant();
}

/// <summary>The person's page. Everything in it works without its script; the script makes it live.</summary>
internal sealed class ChatPage(HttpContext context, ChatVisit visit, ChatWords words, ChatAssets assets, WebChatSettings settings, Hotline hotline, Func<Conversation, bool> mayGoBack)
{
    private readonly ChatParts _parts = new(words, visit.Organisation, hotline);

    /// <summary>The whole page.</summary>
    public Html Whole(ChatView view) => Document(words["title"], Html.Of(
        $"""
        <body data-stage="{view.Stage}" data-base="{visit.Base}" data-query="{visit.Query}" data-talk="{view.Conversation?.Id}" data-last="{view.Last}" data-exit="{settings.ExitTo}"
          data-person="{words["who.person"]}" data-sending="{words["state.sending"]}" data-sent="{words["state.sent"]}" data-unsent="{words["state.unsent"]}" data-empty="{words["problem.empty"]}" data-long="{words["problem.tooLong"]}" data-label="{words["composer.label"]}" data-again="{words["composer.again"]}">
        <a class="skip" href="#text">{words["skip"]}</a>
        {Header()}
        <main>
        {Tools()}
        {Passage(view.Conversation)}
        {_parts.Welcome()}
        <div class="live">
        <div id="log" role="log" aria-label="{words["log"]}"><ol id="entries">{ChatParts.Entries(view.Entries, words)}</ol></div>
        <p id="typing" hidden>{words["log.typing"]}</p>
        {_parts.WaitingCard(view.Waiting)}
        {_parts.EndedCard()}
        </div>
        {PlainLog(view)}
        <div id="newest"></div>
        </main>
        {Composer(view)}
        </body>
        """));

    /// <summary>The log alone, for the frame of a page without script. It renews itself and always begins at its end.</summary>
    public Html Log(ChatView view, bool still) => Document(words["log"], Html.Of(
        $"""
        <body class="frame" data-stage="{view.Stage}">
        <main class="scroller"><div>
        <h1 class="unseen">{words["log"]}</h1>
        <ol id="entries">{ChatParts.Entries(view.Entries, words)}</ol>
        {_parts.WaitingCard(view.Waiting)}
        {_parts.EndedCard()}
        <p class="renew">{words["plain.every"]} <a href="{visit.Base}/log{QueryAnd(still ? null : "still=1")}">{words[still ? "plain.go" : "plain.stop"]}</a></p>
        </div></main>
        </body>
        """), live: false, renew: !still);

    /// <summary>A page with one kind sentence.</summary>
    public static Html Sentence(HttpContext context, ChatWords words, ChatAssets assets, Hotline hotline, string title, string text, Html? act = null) =>
        Document(context, assets, words, "", title, Html.Of(
            $"""
            <body class="sentence"><main>
            <h1>{title}</h1><p>{text}</p>
            {act ?? Html.None}
            {ChatParts.Emergency(words, hotline)}
            </main></body>
            """), live: false, renew: false);

    private Html Header() => Html.Of(
        $"""
        <header><h1>{words["title"]}</h1>
        <form id="exit" method="post" action="{visit.Base}/exit{visit.Query}" target="_top"><button class="exit">{words["exit"]}</button></form></header>
        """);

    private Html Tools()
    {
        var other = words.Language == "ja" ? "en" : "ja";
        return Html.Of(
            $"""
            <section class="tools" aria-label="{words["tools"]}">
            <p class="switches"><a lang="{other}" hreflang="{other}" href="{visit.PageWith(other, visit.Large)}">{words["language.other"]}</a>
            <a href="{visit.PageWith(visit.Language, !visit.Large)}">{words[visit.Large ? "large.off" : "large.on"]}</a></p>
            <details><summary>{words["exit.about"]}</summary><p>{words.With("exit.does", "site", new Uri(settings.ExitTo).Host)}</p><p>{words["exit.cannot"]}</p></details>
            {ChatParts.Emergency(words, hotline)}
            </section>
            """);
    }

    // Somebody who came here from LINE or SMS.
    private Html Passage(Conversation? talk) => talk is not { PassageId: not null, ClosedAt: null } ? Html.None : Html.Of(
        $"""
        <section class="passage"><p>{words[$"passage.here.{talk.Channel}"]}</p>
        {(mayGoBack(talk) ? Html.Of($"""<form method="post" action="{visit.Base}/back{visit.Query}"><button>{words[$"passage.return.{talk.Channel}"]}</button></form>""") : Html.None)}
        </section>
        """);

    private Html PlainLog(ChatView view) => view.Conversation is null ? Html.None : Html.Of(
        $"""<noscript><iframe title="{words["log"]}" src="{visit.Base}/log{visit.Query}"></iframe></noscript>""");

    private Html Composer(ChatView view) => Html.Of(
        $"""
        <footer>
        <p id="offline" role="status" hidden>{words["log.offline"]}</p>
        <button id="below" type="button" hidden>{words["log.below"]}</button>
        <p id="problem" role="alert">{view.Problem}</p>
        <div class="over"><label for="text">{words[view.Stage == "closed" ? "composer.again" : "composer.label"]}</label>
        <details class="leave"><summary>{words["leave"]}</summary>
        <form id="leave" method="post" action="{visit.Base}/leave{visit.Query}"><p>{words["leave.sure"]}</p>
        <input type="hidden" name="talk" value="{view.Conversation?.Id}" autocomplete="off"><button>{words["leave.yes"]}</button></form></details></div>
        <form id="write" method="post" action="{visit.Base}/messages{visit.Query}">
        <div class="row"><textarea id="text" name="text" rows="1" placeholder="{words["composer.placeholder"]}" aria-describedby="problem" autocomplete="off" enterkeyhint="enter">
        {view.Text}</textarea><button class="send">{words["composer.send"]}</button></div>
        <p class="keys">{words["composer.keys"]}</p>
        <input type="hidden" id="client" name="clientId" value="{view.ClientId}" autocomplete="off">
        {(view.Beginning is { } secret ? Html.Of($"""<input type="hidden" name="beginning" value="{secret}" autocomplete="off">""") : Html.None)}
        </form>{Picture(view)}</footer>
        """);

    // A form of its own, which needs no script: the page comes back with the picture in the log. Seen only while a talk goes on.
    private Html Picture(ChatView view) => visit.Organisation.Attachments == TakenAttachments.None ? Html.None : Html.Of(
        $"""
        <details class="picture"><summary>{words["picture"]}</summary>
        <form method="post" enctype="multipart/form-data" action="{visit.Base}/pictures{visit.Query}">
        <label for="picture">{words["picture.choose"]}</label>
        <input type="file" id="picture" name="picture" accept="image/jpeg,image/png" required aria-describedby="picture-note">
        <p class="soft" id="picture-note">{words.With("picture.note", "mb", visit.Organisation.LargestAttachmentMb.ToString(System.Globalization.CultureInfo.InvariantCulture))}</p>
        <input type="hidden" name="clientId" value="{view.ClientId}" autocomplete="off">
        <button>{words["picture.send"]}</button></form></details>
        """);

    private string QueryAnd(string? more) => more is null ? visit.Query : visit.Query.Length == 0 ? "?" + more : $"{visit.Query}&{more}";

    private Html Document(string title, Html body, bool live = true, bool renew = false) =>
        Document(context, assets, words, visit.Large ? "large" : "", title, body, live, renew);

    private static Html Document(
        HttpContext context, ChatAssets assets, ChatWords words, string classes, string title, Html body, bool live, bool renew) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="{words.Language}" class="{classes}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
        <meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no"><title>{title}</title>
        {(renew ? Html.Of($"""<meta http-equiv="refresh" content="10">""") : Html.None)}
        <link rel="icon" type="image/svg+xml" href="{assets.AddressOf(context, "icon.svg")}"><link rel="stylesheet" href="{assets.AddressOf(context, "chat.css")}">
        {(live ? Html.Of($"""<noscript><link rel="stylesheet" href="{assets.AddressOf(context, "plain.css")}"></noscript><script src="{assets.AddressOf(context, "chat.js")}" defer></script>""") : Html.None)}
        </head>
        {body}
        </html>
        """);
}
