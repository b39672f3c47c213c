using Gateway.Handoff.Introductions;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;

namespace Gateway.Handoff.Desk;

/// <summary>Introducing somebody: the form, the cards of this body, and the card itself, which says nothing of the person, of the body or of why.</summary>
internal sealed partial class DeskPage
{
    /// <summary>The form, and below it what was handed out.</summary>
    /// <param name="cards">The cards of this body.</param>
    /// <param name="typed">What was typed and could not be taken.</param>
    /// <param name="problem">Why; nothing at first.</param>
    /// <param name="now">This moment.</param>
    public Html Introductions(IReadOnlyList<(Introduction Card, CardSeen Seen)> cards, IntroductionNote typed, string? problem, DateTimeOffset now) => Document(T("introduce.title"), Html.Of(
        $"""
        {(problem is null ? Html.None : Html.Of($"""<p class="wrong" role="alert">{T(problem)}</p>"""))}
        <p>{T("introduce.text")}</p><p class="soft">{T("introduce.safe")}</p>
        <form class="introduce" method="post" action="{context.Request.PathBase}/desk/introductions{Query}">
        {Line("from", typed.From)}{Area("why", typed.Why)}{Area("wish", typed.Wish)}{Line("yes", typed.Yes)}
        <label class="choice"><input type="checkbox" name="agreed" value="1" required> <span>{T("introduce.agreed")}</span></label>
        <label class="choice"><input type="checkbox" name="answer" value="1"> <span>{T("introduce.answer")}</span></label>
        <fieldset><legend>{T("introduce.language")}</legend>{Html.Join(WriteIntroduction.Languages.Select((code, place) => Html.Of(
            $"""<label class="choice"><input type="radio" name="language" value="{code}"{(place == 0 ? Html.Of($" checked") : Html.None)}> <span>{T($"introduce.language.{code}")}</span></label>""")))}</fieldset>
        <button class="main">{T("introduce.send")}</button></form>
        <section class="log"><h2>{T("introduce.list")}</h2>{(cards.Count == 0 ? Html.Of($"<p>{T("introduce.none")}</p>") : Html.Of(
            $"""<ol>{Html.Join(cards.Select(one => CardLine(one.Card, one.Seen)))}</ol>"""))}<p class="soft">{T("introduce.told")}</p></section>
        """), open: true);

    /// <summary>The card.</summary>
    public Html Card(Introduction card, string language, CardWays ways) => Document(T("card.title"), Html.Of(
        $"""
        <p class="soft">{T("card.how")}</p>
        <ul class="languages">{Html.Join(WriteIntroduction.Languages.Select(code => Html.Of(
            $"""<li><a href="{context.Request.PathBase}/desk/introductions/{card.Id}{With($"card={code}")}"{(code == language ? Html.Of($" aria-current=\"true\"") : Html.None)}>{T($"introduce.language.{code}")}</a></li>""")))}</ul>
        <article class="handcard" lang="{(language == "en" ? "en" : "ja")}">
        <h2>{C(language, "title", ("organisation", ways.Organisation.ContactNameIn(language == "en" ? "en" : "ja")))}</h2>
        <p>{C(language, "text")}</p>
        {(ways.Page is { } page ? Html.Of($"""<p>{C(language, "page")}<br><strong class="address">{page}</strong></p>""") : Html.None)}
        <p>{C(language, "number")}<br><strong class="number">{ways.Number}</strong></p>
        {(ways.Line || ways.Sms is not null ? Html.Of($"<p>{C(language, ways.Line ? ways.Sms is null ? "line" : "both" : "sms", ("number", ways.Sms ?? ""))}</p>") : Html.None)}
        <p>{C(language, "until", ("until", Day(language, card.Until)))}</p><p>{C(language, "free")}</p><p class="soft">{C(language, "danger")}</p>
        </article>
        <form method="post" action="{context.Request.PathBase}/desk/introductions/{card.Id}/take-back{Query}"><p>{T("card.back.text")}</p><button class="quiet">{T("card.back")}</button></form>
        """), open: true);

    private Html CardLine(Introduction card, CardSeen seen) => Html.Of(
        $"""
        <li>{(seen == CardSeen.Out ? Html.Of($"""<a href="{context.Request.PathBase}/desk/introductions/{card.Id}{Query}">{T("introduce.of", ("when", When(card.WrittenAt)))}</a>""") : Html.Of($"{T("introduce.of", ("when", When(card.WrittenAt)))}"))}
        <span class="state">{T($"seen.{seen.ToString().ToLowerInvariant()}", ("when", Day(_language, seen == CardSeen.Came ? card.CameAt!.Value : card.Until)))}</span></li>
        """);

    private Html Line(string name, string value) => Html.Of(
        $"""<label for="{name}">{T($"introduce.{name}")}</label><input id="{name}" name="{name}" value="{value}" maxlength="{IntroductionNote.LongestLine}" required autocomplete="off">""");

    private Html Area(string name, string value) => Html.Of(
        $"""
        <label for="{name}">{T($"introduce.{name}")}</label><textarea id="{name}" name="{name}" rows="3" maxlength="{IntroductionNote.LongestText}" required>
        {value}</textarea>
        """);

    private string With(string more) => Query.Length == 0 ? $"?{more}" : $"{Query}&{more}";

    // Nobody is told a wrong day by an early morning in Japan.
    private static string Day(string language, long ms) =>
        JapanTime.Shown(language == "en" ? "en" : "ja", DateOnly.FromDateTime(Utc.FromMs(ms).ToOffset(TimeSpan.FromHours(9)).DateTime));

    private static string C(string language, string key, params ReadOnlySpan<(string Name, string Value)> values) => DeskWords.CardText(language, key, values);
}
