using Gateway.Handoff.Introductions;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>The page of somebody with a card: the field for its number; and what was written about them, with two buttons of one size.</summary>
internal sealed class CardPage(ChatVisit visit, ChatWords words, DateTimeOffset now)
{
    /// <summary>The field. It never stands between somebody and the talk.</summary>
    public Html Ask(string? problem) => Html.Of(
        $"""
        <article class="agreement"><h2>{words.Shown("card.title")}</h2>
        {(problem is null ? Html.None : Html.Of($"""<p class="note" role="alert" id="card-problem">{words.Shown(problem)}</p>"""))}
        <section class="card"><form class="card-number" method="post" action="{visit.Base}/card{visit.Query}">
        <p>{words.Shown("card.text")}</p>
        <p class="field"><label for="number">{words.Shown("card.number")}</label>
        <input id="number" name="number" inputmode="numeric" autocomplete="off" maxlength="40" required{(problem is null ? Html.None : Html.Of($" aria-describedby=\"card-problem\""))}></p>
        <input type="hidden" name="browser" value="{Ids.NewSecret()}" autocomplete="off">
        <p class="answers"><button>{words.Shown("card.go")}</button></p></form></section>
        {Back()}
        </article>
        """);

    /// <summary>What was written, and the choice; or what was chosen.</summary>
    public Html One(Introduction card, string body) => Html.Of(
        $"""
        <article class="agreement"><h2>{words.Shown("card.from", "body", body)}</h2>
        {(card is { State: IntroductionState.Held, Note: { } note } ? Choose(card, note, body) : Html.Of(
            $"""<section class="card"><p class="state"><strong>{words.Shown(card.State == IntroductionState.Shown ? "card.shown" : "card.hidden")}</strong></p></section>"""))}
        {Back()}
        </article>
        """);

    // What the body wrote is Japanese as a rule: a screen reader must know.
    private Html Choose(Introduction card, IntroductionNote note, string body) => Html.Of(
        $"""
        <section class="card"><h3>{words.Shown("card.wrote")}</h3><dl class="items">
        {Part("card.sender", note.From)}{Part("card.why", note.Why)}{Part("card.wish", note.Wish)}{Part("card.yes", note.Yes)}</dl></section>
        <form class="question" method="post" action="{visit.Base}/card/{card.Id}{visit.Query}"><section class="card">
        <p>{words.Shown("card.choose")}</p>
        {(card.AsksAnswer ? Html.Of($"""<label class="switch"><input type="checkbox" name="tell" value="1"> <span>{words.Shown("card.tell", "body", body)}</span></label>""") : Html.None)}
        <div class="answers"><button name="act" value="show">{words.Shown("card.show")}</button><button name="act" value="hide">{words.Shown("card.hide")}</button></div>
        <p class="soft">{words.Shown("card.until", "until", ChatClock.Words(Utc.FromMs(card.Until), now, words.Language))}</p></section></form>
        """);

    private Html Part(string key, string text) => Html.Of($"""<dt>{words.Shown(key)}</dt><dd class="lines" lang="ja" dir="auto">{text}</dd>""");

    private Html Back() => Html.Of($"""<p class="ways"><a href="{visit.Base}{visit.Query}#newest">{words.Shown("agree.return")}</a></p>""");
}
