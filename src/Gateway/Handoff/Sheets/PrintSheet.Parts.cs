using Gateway.Primitives;

namespace Gateway.Handoff.Sheets;

public sealed partial class PrintSheet
{
    private static readonly SheetField[] s_rest =
    [
        SheetFields.Name, SheetFields.NameKana, SheetFields.BirthDate, SheetFields.PostalCode, SheetFields.Address, SheetFields.AreaCode, SheetFields.Household, SheetFields.Health,
        SheetFields.WorkSchool, SheetFields.Economy, SheetFields.Housing, SheetFields.HousingDetail, SheetFields.CurrentSupports, SheetFields.Connections, SheetFields.Loneliness,
        SheetFields.Ucla3, SheetFields.Strengths,
    ];

    // ◎ the main trouble, ○ the others; their words; then what is known and what is thought, side by side and never mixed.
    private Html Situation() => Any(SheetPart.Situation) ? Html.Of(
        $"""
        <section class="situation"><h2>{T("part.F")}</h2>
        {Topics()}{(W(SheetFields.OwnWords) is { } words ? Html.Of($"""<blockquote><span class="label">{SheetFields.OwnWords.Label(_language)}</span> {words}</blockquote>""") : Html.None)}
        <div class="two">{Half("facts", SheetFields.Facts, null)}{Half("assessment", SheetFields.Assessment, T("print.assessment"))}</div>
        {Grade()}
        </section>
        """) : Grade();

    private Html Topics() => _sheet.Situation is { MainTopic: null, Topics.Count: 0 } ? Html.None : Html.Of(
        $"""<p class="topics">{Html.Join(Troubles().Select(trouble => Html.Of($"""<span class="{trouble.Class}"><span aria-hidden="true">{trouble.Mark}</span>{trouble.Text}</span> """)))}</p>""");

    private IEnumerable<(string Class, string Mark, string Text)> Troubles()
    {
        if (_sheet.Situation.MainTopic is { } main) yield return ("main", "◎", SheetTexts.Code(_language, main));
        foreach (var topic in _sheet.Situation.Topics.Where(topic => topic != _sheet.Situation.MainTopic)) yield return ("other", "○", SheetTexts.Code(_language, topic));
    }

    private Html Half(string name, SheetField field, string? note) => W(field) is not { } text ? Html.None : Html.Of(
        $"""<div class="{name}"><h3>{field.Label(_language)}{(note is null ? Html.None : Html.Of($"""<span class="note">{note}</span>"""))}</h3><p>{text}</p></div>""");

    private Html Grade() => _sheet.Safety.Grade is not { } grade ? Labelled(SheetFields.SafetyPlan) : Html.Of(
        $"""
        <div class="safety"><p><span class="grade {SheetJson.CodeOf(grade)}"><span aria-hidden="true">{Mark(grade)}</span> {SheetFields.RiskGrade.Label(_language)}: {SheetTexts.Code(_language, grade)}</span>
        {W(SheetFields.RiskReasons)}</p>{Labelled(SheetFields.RiskKinds)}{Labelled(SheetFields.SafetyPlan)}</div>
        """);

    private Html Rest() => s_rest.All(field => field.IsEmptyIn(_sheet)) ? Html.None : Html.Of($"""<section class="rest">{Html.Join(s_rest.Select(field => Labelled(field)))}</section>""");

    private Html Support() => SheetFields.ProposedSupport.IsEmptyIn(_sheet) && SheetFields.SupportKinds.IsEmptyIn(_sheet) ? Html.None : Html.Of(
        $"""<section class="support"><h2>{SheetFields.ProposedSupport.Label(_language)}</h2>{Paragraph(SheetFields.ProposedSupport)}{Labelled(SheetFields.SupportKinds)}</section>""");

    private Html Course() => Any(SheetPart.Course) ? Html.Of(
        $"""
        <section class="course"><h2>{T("part.I")}</h2>{Paragraph(SheetFields.ContactHistory)}
        {Html.Join(_sheet.Course.Log.Select(line => Html.Of($"""<p><span class="label">{JapanTime.Shown(_language, line.At)}</span> {line.By}: {Plain(line.What)}</p>""")))}{Labelled(SheetFields.TranscriptRef)}</section>
        """) : Html.None;

    private Html Ground() => Html.Of(
        $"""
        <section class="ground"><h2>{T("part.D")}</h2><p><strong>{W(SheetFields.LegalBasis)}</strong> {W(SheetFields.ConsentGivenAt)} {W(SheetFields.ConsentMethod)}</p>
        {Labelled(SheetFields.ConsentedItems)}{Labelled(SheetFields.ReleasedItems)}{Labelled(SheetFields.NotSharedItems)}{Labelled(SheetFields.NoConsentReason)}{Labelled(SheetFields.NoConsentDecidedBy)}
        {Labelled(SheetFields.ConsentValidUntil)}{Labelled(SheetFields.WithdrawHow, SheetFields.WithdrawUrl)}{Guardian()}{Labelled(SheetFields.AcquisitionStory)}
        <p class="secrecy">{T(_sheet.Consent.LegalBasis is null or LegalBasis.Consent ? "print.onlyAgreed" : "print.onlyNeeded")} {T(SheetFlavour.Of(_sheet.Document.UseKind ?? UseKind.Handoff).Secrecy ?? "secrecy.general")}</p>
        <p class="trace">{T("print.version")} {W(SheetFields.FormatVersion)} ・ {SheetFields.ConsentWordsVersion.Label(_language)} {W(SheetFields.ConsentWordsVersion)} {W(SheetFields.ConsentLanguage)} ・ {T("print.hash")} {shared.DocumentHash[..16]}</p></section>
        """);

    // "Not known" for an adult is no news.
    private Html Guardian() => _sheet.Consent.GuardianContactAllowed is null or YesNo.Unknown ? Html.None : Labelled(SheetFields.GuardianContactAllowed);

    private Html Answer() => SheetFields.All.All(field => field.Part != SheetPart.Answer || field == SheetFields.JointSupport || field.IsEmptyIn(_sheet)) ? Html.None : Html.Of(
        $"""
        <section class="answer"><h2>{T("part.J")}</h2><p>{W(SheetFields.AckState)} {W(SheetFields.AckAt)} {W(SheetFields.AckBy)}</p>
        {Labelled(SheetFields.BodyDecision, SheetFields.BodyDeclineReason)}{Labelled(SheetFields.FirstContactAt, SheetFields.FirstContactMeans)}{Labelled(SheetFields.Outcome)}{Labelled(SheetFields.Story)}</section>
        """);

    private bool Any(SheetPart part) => SheetFields.All.Any(field => field.Part == part && !field.IsEmptyIn(_sheet));

    private Html Paragraph(SheetField field, string? style = null) => W(field) is { } text ? Html.Of($"""<p class="{style}">{text}</p>""") : Html.None;

    private Html Line(string between, params SheetField[] fields) => fields.Select(W).OfType<string>().ToArray() is { Length: > 0 } texts ? Html.Of($"""<p>{string.Join(between, texts)}</p>""") : Html.None;

    private Html Labelled(SheetField field, params SheetField[] more) => more.Prepend(field).Select(W).OfType<string>().ToArray() is { Length: > 0 } texts
        ? Html.Of($"""<p class="row"><span class="label">{field.Label(_language)}</span> {string.Join(' ', texts)}</p>""")
        : Html.None;

    private string? W(SheetField field) => SheetWords.Of(_language, field, _sheet) is { } text ? Plain(text) : null;

    private string T(string key) => SheetTexts.Of(_language, key);

    // A line end would cost a line of the one page.
    private static string Plain(string text) => text.Replace("\n", " ／ ", StringComparison.Ordinal);

    private static string Mark(Conversations.Grade grade) => grade switch
    {
        Conversations.Grade.Urgent => "▲",
        Conversations.Grade.High => "◆",
        Conversations.Grade.Middle => "●",
        Conversations.Grade.Low => "○",
        Conversations.Grade.Unknown => "?",
    };
}
