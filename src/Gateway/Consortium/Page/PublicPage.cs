using System.Globalization;
using Gateway.Bots.Intake;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Consortium.Page;

/// <summary>The public page of a consortium: who shares what, what for, until when, who answers for it, who takes part just now, and by which rules somebody is offered to a partner.</summary>
internal sealed class PublicPage(HttpContext context, OrganisationDirectory organisations, CommonEntrances entrances, IntakeTexts intake)
{
    private static readonly Grade[] s_grades = [Grade.Urgent, Grade.High, Grade.Middle, Grade.Unknown, Grade.Low];

    private readonly string _language = LanguageOf(context);

    /// <summary>The page.</summary>
    public Html Whole(ConsortiumRecord consortium, DateTimeOffset now)
    {
        var holding = consortium.Holding!;
        var charter = holding.Charter;
        return Document(Here(charter.Name, charter.NameEn), Html.Of(
            $"""
            {(consortium.EndedAt is { } ended ? Html.Of($"""<p class="note">{T("ended", ("day", Day(ended)))}</p>""") : Html.None)}
            <p class="lead">{T("lead")}</p>
            <section><h2>{T("legal")}</h2><dl>
            {Row("form", T(charter.Form == SharingForm.Joint ? "form.joint" : "form.entrusted"))}
            {Row("purpose", Here(charter.Purpose, charter.PurposeEn))}
            {Row("items", Html.Of($"""<ul>{Html.Join(charter.Items.Select(item => Html.Of($"<li>{T("item." + item)}</li>")))}</ul>"""))}
            {Row("never", T("never.text"))}
            {Row("period", T("period.text", ("from", Day(charter.From)), ("until", Day(charter.Until))))}
            {Row("responsible", Html.Of($"{charter.Responsible.Name}<br>{charter.Responsible.Address}<br>{T("representative", ("name", charter.Responsible.Representative))}"))}
            {Row("contact", charter.Responsible.Contact)}
            </dl></section>
            <section><h2>{T("members")}</h2><ul class="members">
            {Html.Join(charter.Members.Order(StringComparer.Ordinal).Select(id => One(consortium, holding, id, now)))}</ul></section>
            {Entrances(consortium)}
            <section><h2>{T("rules")}</h2>{Rules(charter.Rules)}</section>
            <section><h2>{T("words")}</h2><details><summary>{T("words.open")}</summary><div class="words">{charter.Words}</div></details>
            <p class="soft">{T("version", ("version", holding.Version.ToString(CultureInfo.InvariantCulture)))} <a href="{context.Request.PathBase}/consortium/{consortium.Id}/agreement.json">{T("bytes")}</a><br>
            SHA-256 <code>{holding.Hash}</code></p></section>
            """));
    }

    /// <summary>There is no such page.</summary>
    public Html None() => Document(T("none.title"), Html.Of($"<p>{T("none.text")}</p>"));

    private Html One(ConsortiumRecord consortium, Agreement holding, string id, DateTimeOffset now)
    {
        var hindrance = Membership.Hindrance(consortium, id, now);
        var signed = holding.Signatures.FirstOrDefault(signature => signature.Organisation == id);
        var terms = consortium.Find(id)!.Terms;
        var organisation = organisations.FindOrganisation(id);
        return Html.Of(
            $"""
            <li><h3>{(organisation is null ? id : Here(organisation.Name, organisation.NameEn ?? organisation.Name))}{(id == consortium.Responsible ? Html.Of($""" <span class="tag">{T("is.responsible")}</span>""") : Html.None)}</h3>
            <p class="state {(hindrance is null ? "on" : "off")}">{T(hindrance is null ? "standing.joined" : $"standing.{hindrance}")}</p>
            <p>{(signed is null ? T("signed.not") : T("signed.on", ("day", Day(signed.At))))}</p>
            {(hindrance is null ? Html.Of($"""<p>{T(terms.Gives ? "gives" : "gives.not")}</p>{Takes(terms)}""") : Html.None)}</li>
            """);
    }

    // 共同の窓口: where anybody can come to all of them at once, and how it is decided who answers.
    private Html Entrances(ConsortiumRecord consortium) => entrances.IsActive(consortium) && entrances.Of(consortium.Responsible) is { Count: > 0 } ways ? Html.Of(
        $"""
        <section><h2>{T("entrances")}</h2><p>{T("entrances.text")}</p><ul>
        {Html.Join(ways.Select(way => way.StartsWith('/') ? Html.Of($"""<li><a href="{context.Request.PathBase}{way}">{T("entrances.chat")}</a></li>""") : Html.Of($"<li>{(way == "LINE" ? T("entrances.line") : T("entrances.sms", ("number", way)))}</li>")))}</ul></section>
        """) : Html.None;

    private Html Takes(MemberTerms terms)
    {
        if (!terms.Takes) return Html.Of($"<p>{T("takes.not")}</p>");
        List<string> said = [T("takes.languages", ("languages", Listed(terms.Languages.Select(code => ConsortiumWords.Keys(_language).Contains("language." + code) ? T("language." + code) : code))))];
        if ((terms.AgeFrom, terms.AgeTo) is not (null, null) and var (from, to))
            said.Add(T(from is null ? "takes.ages.to" : to is null ? "takes.ages.from" : "takes.ages", ("from", Number(from ?? 0)), ("to", Number(to ?? 0))));
        said.Add(terms.Topics.Count == 0 ? T("takes.every_topic") : T("takes.topics", ("topics", Listed(terms.Topics.Select(Topic)))));
        said.Add(T("takes.cap", ("day", Number(terms.PerDay)), ("once", Number(terms.AtOnce))));
        return Html.Of($"""<p>{T("takes")}</p><ul>{Html.Join(said.Select(line => Html.Of($"<li>{line}</li>")))}</ul>""");
    }

    // In the words of the menu at a common entrance; a member may also name what is no code.
    private string Topic(string topic) => IntakeTopics.All.Any(one => one.Code == topic) ? intake.Text(_language, "topic." + topic) : topic;

    private Html Rules(OverflowRules rules) => Html.Of(
        $"""
        <p>{T("rules.lead")}</p>
        <table><caption>{T("rules.wait")}</caption><tbody>
        {Html.Join(s_grades.Select(grade => Html.Of($"""<tr><th scope="row">{T($"grade.{(int)grade}")}</th><td>{T("minutes", ("minutes", Number(rules.WaitMinutes.For(grade).Minutes)))}</td></tr>""")))}</tbody></table>
        <ul>
        {(rules.WhenClosed ? Html.Of($"<li>{T("rules.closed")}</li>") : Html.None)}{(rules.WhenNobodyIsThere ? Html.Of($"<li>{T("rules.nobody")}</li>") : Html.None)}
        {(rules.SurgePerCounsellor > 0 ? Html.Of($"<li>{T("rules.surge", ("count", Number(rules.SurgePerCounsellor)))}</li>") : Html.None)}
        <li>{T("rules.worth", ("minutes", Number(rules.WorthMinutes)))}</li><li>{T("rules.return", ("minutes", Number(rules.ReturnMinutes)))}</li>
        <li>{T("rules.asked")}</li><li>{T("rules.countries", ("countries", Listed(rules.Countries)))}</li></ul>
        """);

    private Html Row(string key, string text) => Row(key, Html.Of($"{text}"));

    private Html Row(string key, Html content) => Html.Of($"<div><dt>{T(key)}</dt><dd>{content}</dd></div>");

    private Html Document(string title, Html body)
    {
        var other = _language == "ja" ? "en" : "ja";
        return Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="{_language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <meta name="format-detection" content="telephone=no"><title>{title}</title>
            <link rel="stylesheet" href="{context.Request.PathBase}/consortium/assets/{PublicDoor.StyleName}"></head>
            <body>
            <header><p>{T("title")}</p><nav><a lang="{other}" hreflang="{other}" href="{context.Request.PathBase}{context.Request.Path}?lang={other}">{T("other")}</a></nav></header>
            <main><h1>{title}</h1>
            {body}
            </main>
            </body>
            </html>
            """);
    }

    private string Here(string japanese, string english) => _language == "ja" ? japanese : english;

    private string T(string key, params ReadOnlySpan<(string Name, string Value)> values) => ConsortiumWords.Text(_language, key, values);

    private string Listed(IEnumerable<string> words) => string.Join(_language == "ja" ? "・" : ", ", words);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Day(long ms) => Day(DateOnly.FromDateTime(Utc.FromMs(ms).ToOffset(TimeSpan.FromHours(9)).DateTime));

    private string Day(DateOnly day) => _language == "ja"
        ? $"{Number(day.Year)}年{Number(day.Month)}月{Number(day.Day)}日"
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string LanguageOf(HttpContext context)
    {
        if (context.Request.Query["lang"] is ["ja" or "en"] chosen) return chosen[0]!;
        var wished = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).FirstOrDefault()?.Value.ToString() ?? "ja";
        return wished.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "ja";
    }
}
