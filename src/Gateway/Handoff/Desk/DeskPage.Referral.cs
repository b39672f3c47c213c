using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Handoff.Together;
using Gateway.Primitives;

namespace Gateway.Handoff.Desk;

/// <summary>One hand-off: what was released, what can be answered, and what was done so far.</summary>
internal sealed partial class DeskPage
{
    // What matters in the first minute, in this order; then the rest as the catalogue has it.
    private static readonly SheetPart[] Parts = [SheetPart.Person, SheetPart.Situation, SheetPart.Safety, SheetPart.Wishes, SheetPart.Course, SheetPart.Sender, SheetPart.Consent, SheetPart.Document];

    /// <summary>The page of one.</summary>
    public Html Whole(Referral referral, IReadOnlyList<ReferralStep> steps, SharedSheet? sheet, string? said, Seat? seat = null) => Document(T("list.of", ("when", When(referral.OfferedAt!.Value))), Html.Of(
        $"""
        {(said is null ? Html.None : Html.Of($"""<p class="said" role="status">{T(said)}</p>"""))}
        <p class="state">{T($"state.{(int)referral.State}")}</p>
        {(sheet is null ? Html.Of($"""<p class="gone">{T("gone")}</p>""") : Html.Join([Join(seat), Answers(referral, sheet), Sheet(referral, sheet)]))}
        {Log(steps)}
        """), open: true);

    private Html Sheet(Referral referral, SharedSheet sheet) => Html.Of(
        $"""
        <article class="sheet">{(referral.IsQuiet ? Html.Of($"""<p class="said">{T("quiet")}</p>""") : Html.None)}<p class="soft">{T(referral.GroundId is null ? "until" : "until.ground")} <a href="{context.Request.PathBase}/desk/referrals/{referral.Id}/print{Query}">{T("print")}</a></p>
        {Html.Join(Parts.Select(part => Part(part, sheet)))}</article>
        """);

    private Html Part(SheetPart part, SharedSheet sheet)
    {
        var fields = sheet.Fields.Where(field => field.Part == part).ToList();
        return fields.Count == 0 ? Html.None : Html.Of(
            $"""
            <section class="part-{((char)part).ToString()}"><h2>{SheetTexts.Of(_language, $"part.{(char)part}")}</h2><dl>
            {Html.Join(fields.Select(field => Html.Of($"<div><dt>{field.Label(_language)}</dt><dd>{SheetWords.Of(_language, field, sheet.Content)}</dd></div>")))}</dl></section>
            """);
    }

    private Html Answers(Referral referral, SharedSheet sheet) => Html.Of(
        $"""
        <section class="answers" aria-label="{T("do")}">
        {(May(referral, ReferralEvent.Accept) ? Form(referral, "accept", Html.Of($"""<p>{T("accept.text")}</p>{Name()}<details><summary>{T("meet")}</summary>{Meet("accept", sheet, needed: false)}</details><button class="main">{T("accept")}</button>""")) : Html.None)}
        {(May(referral, ReferralEvent.Connect) ? Form(referral, "connect", Html.Of($"""{Choose("way", T("connect.way"), AnswerReferral.Ways, "firstContactWay")}<button class="main">{T("connect.send")}</button>""")) : Html.None)}
        {(May(referral, ReferralEvent.Book) ? Folded("book", Form(referral, "book", Html.Of($"""{Meet("book", sheet, needed: true)}<button>{T("book.send")}</button>"""))) : Html.None)}
        {(May(referral, ReferralEvent.Miss) ? Folded("miss", Form(referral, "miss", Html.Of($"""<p>{T("miss.text")}</p>{Word("miss")}<button>{T("miss.send")}</button>"""))) : Html.None)}
        {(May(referral, ReferralEvent.Finish) ? Folded("finish", Form(referral, "finish", Html.Of($"""{Choose("outcome", T("finish.outcome"), ReferralOutcomes.OfBody, "supportOutcome")}{Word("finish")}<button>{T("finish.send")}</button>"""))) : Html.None)}
        {(May(referral, ReferralEvent.Question) ? Folded("question", Form(referral, "question", Html.Of(
            $"""<label for="question">{T("question.text")}</label><textarea id="question" name="text" rows="3" maxlength="{StepNote.Longest}" required></textarea><p class="soft">{T("question.note")}</p><button>{T("question.send")}</button>"""))) : Html.None)}
        {(May(referral, ReferralEvent.Decline) ? Folded("decline", Form(referral, "decline", Html.Of($"""{Choose("reason", T("decline.reason"), AnswerReferral.Reasons, "declineReason")}{Word("decline")}<button>{T("decline.send")}</button>"""))) : Html.None)}
        </section>
        """);

    private static bool May(Referral referral, ReferralEvent happens) => ReferralRules.Next(referral.State, happens) is not null;

    private Html Form(Referral referral, string act, Html inner) => Html.Of($"""<form method="post" action="{context.Request.PathBase}/desk/referrals/{referral.Id}/{act}{Query}">{inner}</form>""");

    private Html Folded(string act, Html inner) => Html.Of($"""<details><summary>{T(act)}</summary>{inner}</details>""");

    private Html Name() => Html.Of($"""<label for="name">{T("name")}</label><input id="name" name="name" maxlength="{StepNote.LongestName}" autocomplete="off">""");

    private Html Word(string act) => Html.Of($"""<label for="{act}-text">{T("note")}</label><textarea id="{act}-text" name="text" rows="2" maxlength="{StepNote.Longest}"></textarea>""");

    // Only what the released sheet allows is offered; nothing is chosen at first.
    private Html Meet(string act, SharedSheet sheet, bool needed) => Html.Of(
        $"""
        <fieldset><legend>{T("meet.way")}</legend>{Html.Join(Meeting.WaysOf(sheet).Select(way => needed ? Html.Of(
            $"""<label class="choice"><input type="radio" name="way" value="{way}" required> <span>{T($"meet.{way}")}</span></label>""") : Html.Of(
            $"""<label class="choice"><input type="radio" name="way" value="{way}"> <span>{T($"meet.{way}")}</span></label>""")))}</fieldset>
        <div class="times"><p><label for="{act}-day">{T("meet.day")}</label><input id="{act}-day" name="day" type="date"></p>
        <p><label for="{act}-from">{T("meet.from")}</label><input id="{act}-from" name="from" type="time"></p>
        <p><label for="{act}-until">{T("meet.until")}</label><input id="{act}-until" name="until" type="time"></p></div>
        <label for="{act}-place">{T("meet.place")}</label><input id="{act}-place" name="place" maxlength="{Meeting.LongestPlace}" autocomplete="off">
        <p class="soft">{T("meet.note")}</p>
        """);

    private Html Choose(string name, string label, IReadOnlyList<string> codes, string texts) => Html.Of(
        $"""
        <fieldset><legend>{label}</legend>{Html.Join(codes.Select(code => Html.Of(
            $"""<label class="choice"><input type="radio" name="{name}" value="{code}" required> <span>{SheetTexts.Of(_language, $"{texts}.{code}")}</span></label>""")))}</fieldset>
        """);

    private Html Log(IReadOnlyList<ReferralStep> steps) => Html.Of(
        $"""
        <section class="log"><h2>{T("log")}</h2><ol>
        {Html.Join(steps.Where(step => DeskWords.Keys(_language).Contains($"step.{step.Kind}")).Select(Line))}</ol></section>
        """);

    private Html Line(ReferralStep step) => Html.Of(
        $"""
        <li><time>{When(step.At)}</time> {T($"step.{step.Kind}")}{(step.Note?.Name is { } name ? Html.Of($" ({name})") : Html.None)}
        {(step.Kind == "answer" ? Html.Of($"<p>{T($"answer.{step.Code}")}</p>") : Html.None)}{(step.Note?.Meeting is { } meeting ? Html.Of($"<p>{T($"meet.{meeting.Way}")} {meeting.Shown(_language) ?? ""} {meeting.Place ?? ""}</p>") : Html.None)}{(step.Note?.Text is { } text ? Html.Of($"<p>{text}</p>") : Html.None)}</li>
        """);
}
