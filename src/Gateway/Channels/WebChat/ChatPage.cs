using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Together;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;

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
    /// <summary>Whose talk it is or was, whose rules about pictures hold; nothing before the first words.</summary>
    public Organisation? Answering { get; init; }

    /// <summary>What is told while a disaster mode holds that concerns them.</summary>
    public string? News { get; init; }

    /// <summary>What may be asked once the talk is over.</summary>
    public IReadOnlyList<AfterGroup> After { get; init; } = [];

    /// <summary>What they were asked about passing something on, newest first.</summary>
    public IReadOnlyList<ConsentRecord> Asked { get; init; } = [];

    /// <summary>The body whose card is at hand, while it is undecided whether the counsellor may read it.</summary>
    public string? Card { get; init; }

    /// <summary>Who from outside is asked for or in the talk.</summary>
    public Company? Company { get; init; }

    /// <summary>Whether they have answered that.</summary>
    public bool Answered { get; init; }

    /// <summary>The number of the newest entry on the page.</summary>
    public long Last => Entries.Count == 0 ? 0 : Entries[^1].Number;

    /// <summary>Where the person is, for the styles and the script: <c>none</c> before the first words.</summary>
    public string Stage => Conversation is null ? "none" : Conversation.Stage == Conversations.Stage.Handed ? "talking" : Conversation.Stage.ToString().ToLowerInvariant();
}

/// <summary>The person's page. Everything in it works without its script; the script makes it live.</summary>
internal sealed class ChatPage(HttpContext context, ChatVisit visit, ChatWords words, ChatAssets assets, WebChatSettings settings, Hotline hotline, IReadOnlyList<Hotline> hotlines, OrganisationDirectory organisations)
{
    private readonly ChatParts _parts = new(words, visit.Organisation, hotline, hotlines, visit.Face);

    /// <summary>The whole page.</summary>
    public Html Whole(ChatView view) => Document(words["title"], Html.Of(
        $"""
        <body data-stage="{view.Stage}" data-base="{visit.Base}" data-query="{visit.Query}" data-talk="{view.Conversation?.Id}" data-last="{view.Last}" data-exit="{settings.ExitTo}" data-watched="{(view.Conversation is { } talk && organisations.Watches(talk) ? "1" : "")}" data-left="{ChatCookie.LeftMark(context, visit)}"
          data-person="{words["who.person"]}" data-sending="{words.Marked(words["state.sending"])}" data-sent="{words.Marked(words["state.sent"])}" data-unsent="{words.Marked(words["state.unsent"])}" data-empty="{words.Marked(words["problem.empty"])}" data-long="{words.Marked(words["problem.tooLong"])}" data-label="{words.Marked(words["composer.label"])}" data-again="{words.Marked(words["composer.again"])}" data-agree="{words.Marked(words["agree.open"])}">
        <a class="skip" href="#text">{words.Shown("skip")}</a>
        {Header()}
        <main>
        {Tools()}
        {News(view)}
        {Passage(view.Conversation)}
        {Card(view)}
        {Agree(view)}
        {_parts.Welcome($"{visit.Base}/card{visit.Query}", view.Card is null)}
        <div class="live">
        <div id="log" role="log" aria-label="{words["log"]}"><ol id="entries">{ChatParts.Entries(view.Entries, words, $"{visit.Base}/messages{visit.Query}", ($"{visit.Base}/agree", visit.Query))}</ol></div>
        <p id="typing" hidden>{words.Shown("log.typing")}</p>
        {_parts.WaitingCard(view.Waiting, view.Conversation is { TellTurn: true }, $"{visit.Base}/turn{visit.Query}", $"{visit.Base}/messages{visit.Query}")}
        {CompanyCard.Of(words, view.Company, visit)}
        {_parts.EndedCard()}
        </div>
        {PlainLog(view)}
        {AfterForm.Of(words, view, visit)}
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
        <h1 class="unseen">{words.Shown("log")}</h1>
        <ol id="entries">{ChatParts.Entries(view.Entries, words, $"{visit.Base}/messages{visit.Query}", ($"{visit.Base}/agree", visit.Query))}</ol>
        {_parts.WaitingCard(view.Waiting, view.Conversation is { TellTurn: true }, $"{visit.Base}/turn{visit.Query}", $"{visit.Base}/messages{visit.Query}")}
        {CompanyCard.Of(words, view.Company, visit)}
        {_parts.EndedCard()}
        <p class="renew">{words.Shown("plain.every")} <a href="{visit.Base}/log{QueryAnd(still ? null : "still=1")}">{words.Shown(still ? "plain.go" : "plain.stop")}</a></p>
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

    /// <summary>What is shown in a frame in which the browser keeps no cookie: the way to a window of its own.</summary>
    public static Html OwnWindow(HttpContext context, ChatVisit visit, ChatWords words, ChatAssets assets, Hotline hotline) =>
        Document(context, assets, words, "", words["title"], Html.Of(
            $"""
            <body class="sentence"><main>
            <h1>{words.Shown("framed.title")}</h1><p>{words.Shown("framed.text")}</p>
            <p class="own"><a href="{visit.PageWith(visit.Look with { Framed = false })}" target="_blank" rel="noopener">{words.Shown("framed.own")}</a></p>
            {ChatParts.Emergency(words, hotline)}
            </main></body>
            """), live: false, renew: false);

    /// <summary>What a frame shows after the way out: nothing.</summary>
    public static Html Nothing() => Html.Of($"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>…</title></head><body></body></html>""");

    private Html OwnWindowLink() => visit.Look.Framed
        ? Html.Of($"""<a class="own-window" href="{visit.PageWith(visit.Look with { Framed = false })}" target="_blank" rel="noopener">{words.Shown("framed.own")}</a>""")
        : Html.None;

    /// <summary>A page beside the talk, with the same head and the same way out, and without a script.</summary>
    public Html Beside(string title, Html main) => Document(title, Html.Of(
        $"""
        <body class="beside">
        {Header()}
        <main>
        {Tools()}
        {main}
        </main>
        </body>
        """), live: false);

    private Html Header() => Html.Of(
        $"""
        <header><h1>{words.Shown("title")}</h1>
        <form id="exit" method="post" action="{visit.Base}/exit{visit.Query}" target="{(visit.Look.Framed ? "_self" : "_top")}"><button class="exit">{words.Shown("exit")}</button></form></header>
        """);

    private Html Tools() => Html.Of(
        $"""
        <section class="tools" aria-label="{words["tools"]}">
        <details class="languages"><summary><span>{words.Shown("language")}</span></summary><ul>{Html.Join(PersonLanguages.All.Select(LanguageLink))}</ul></details>
        <p class="switches"><a href="{visit.PageWith(visit.Look with { Large = !visit.Look.Large })}"><span>{words.Shown(visit.Look.Large ? "large.off" : "large.on")}</span></a>{Furigana()}{OwnWindowLink()}</p>
        <details><summary><span>{words.Shown("exit.about")}</span></summary><p>{words.Shown("exit.does", "site", new Uri(settings.ExitTo).Host)}</p><p>{words.Shown("exit.cannot")}</p></details>
        {ChatParts.Emergency(words, hotline)}
        </section>
        """);

    private Html LanguageLink(PersonLanguage language)
    {
        var address = visit.PageWith(visit.Look with { Chosen = language.Code, Furigana = visit.Look.Furigana && PersonLanguages.IsJapanese(language.Code) });
        return language.Code == visit.Language
            ? Html.Of($"""<li><a lang="{language.Code}" hreflang="{language.Code}" href="{address}" aria-current="true">{language.Name}</a></li>""")
            : Html.Of($"""<li><a lang="{language.Code}" hreflang="{language.Code}" href="{address}">{language.Name}</a></li>""");
    }

    private Html Furigana() => words.Has("furigana.on")
        ? Html.Of($"""<a href="{visit.PageWith(visit.Look with { Furigana = !visit.Look.Furigana })}"><span>{words.Shown(visit.Look.Furigana ? "furigana.off" : "furigana.on")}</span></a>""")
        : Html.None;

    // What holds where they are, before everything else.
    private static Html News(ChatView view) => view.News is not { } news ? Html.None : Html.Of($"""<section class="news card"><p class="lines" dir="auto">{news}</p></section>""");

    // Somebody who came here from LINE or SMS.
    private Html Passage(Conversation? talk) => talk is not { PassageId: not null, ClosedAt: null } ? Html.None : Html.Of(
        $"""
        <section class="passage"><p>{words.Shown($"passage.here.{talk.Channel}")}</p>
        {(organisations.CanGoBack(talk) ? Html.Of($"""<form method="post" action="{visit.Base}/back{visit.Query}"><button>{words.Shown($"passage.return.{talk.Channel}")}</button></form>""") : Html.None)}
        </section>
        """);

    // Somebody who was sent here: what was written about them waits for their word.
    private Html Card(ChatView view) => view.Card is not { } body ? Html.None : Html.Of(
        $"""
        <section class="agreements card"><h2>{words.Shown("card.from", "body", body)}</h2><p>{words.Shown("card.waits")}</p>
        <p class="agree"><a href="{visit.Base}/card{visit.Query}">{words.Shown("card.go")}</a></p></section>
        """);

    // A question that stands is found at the head of the page too: whoever came here by a link does not see the line in which it was put.
    private Html Agree(ChatView view)
    {
        if (view.Asked.Count == 0) return Html.None;
        var all = Html.Of($"""<p><a href="{visit.Base}/agree{visit.Query}">{words.Shown("agree.list")}</a></p>""");
        if (view.Asked.FirstOrDefault(one => one.State == ConsentState.Asked) is not { } standing) return Html.Of($"""<section class="agreements">{all}</section>""");
        return Html.Of(
            $"""
            <section class="agreements card"><h2>{words.Shown(standing.Terms.IsStory ? "story.card" : "agree.card", "recipient", standing.Terms.RecipientName)}</h2>
            <p class="agree"><a href="{visit.Base}/agree/{standing.Id}{visit.Query}">{words.Shown("agree.open")}</a></p>{all}</section>
            """);
    }

    private Html PlainLog(ChatView view) => view.Conversation is null ? Html.None : Html.Of(
        $"""<noscript><iframe title="{words["log"]}" src="{visit.Base}/log{visit.Query}"></iframe></noscript>""");

    private Html Composer(ChatView view) => Html.Of(
        $"""
        <footer>
        <p id="offline" role="status" hidden>{words.Shown("log.offline")}</p>
        <button id="below" type="button" hidden>{words.Shown("log.below")}</button>
        <p id="problem" role="alert">{view.Problem}</p>
        <div class="over"><label for="text">{words.Shown(view.Stage == "closed" ? "composer.again" : "composer.label")}</label>
        <details class="leave"><summary><span>{words.Shown("leave")}</span></summary>
        <form id="leave" method="post" action="{visit.Base}/leave{visit.Query}"><p>{words.Shown("leave.sure")}</p>
        <input type="hidden" name="talk" value="{view.Conversation?.Id}" autocomplete="off"><button>{words.Shown("leave.yes")}</button></form></details></div>
        <form id="write" method="post" action="{visit.Base}/messages{visit.Query}">
        <div class="row"><textarea id="text" name="text" rows="1" placeholder="{words["composer.placeholder"]}" aria-describedby="problem" autocomplete="off" enterkeyhint="enter">
        {view.Text}</textarea><button class="send">{words.Shown("composer.send")}</button></div>
        <p class="keys">{words.Shown("composer.keys")}</p>
        <input type="hidden" id="client" name="clientId" value="{view.ClientId}" autocomplete="off">
        {(view.Beginning is { } secret ? Html.Of($"""<input type="hidden" name="beginning" value="{secret}" autocomplete="off">""") : Html.None)}
        </form>{Picture(view)}</footer>
        """);

    // A form of its own, which needs no script: the page comes back with the picture in the log. Seen only while a talk goes on.
    private Html Picture(ChatView view) => (view.Answering ?? visit.Organisation) is not { Attachments: not TakenAttachments.None } taking ? Html.None : Html.Of(
        $"""
        <details class="picture"><summary><span>{words.Shown("picture")}</span></summary>
        <form method="post" enctype="multipart/form-data" action="{visit.Base}/pictures{visit.Query}">
        <label for="picture">{words.Shown("picture.choose")}</label>
        <input type="file" id="picture" name="picture" accept="image/jpeg,image/png" required aria-describedby="picture-note">
        <p class="soft" id="picture-note"><span lang="en">JPEG, PNG</span> · {words.Shown("picture.note", "mb", taking.LargestAttachmentMb.ToString(System.Globalization.CultureInfo.InvariantCulture))}</p>
        <input type="hidden" name="clientId" value="{view.ClientId}" autocomplete="off">
        <button>{words.Shown("picture.send")}</button></form></details>
        """);

    private string QueryAnd(string? more) => more is null ? visit.Query : visit.Query.Length == 0 ? "?" + more : $"{visit.Query}&{more}";

    private Html Document(string title, Html body, bool live = true, bool renew = false) =>
        Document(context, assets, words, (visit.Look.Large ? "large" : "") + (visit.Look.Furigana && PersonLanguages.IsJapanese(visit.Language) ? " read" : ""), title, body, live, renew);

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
