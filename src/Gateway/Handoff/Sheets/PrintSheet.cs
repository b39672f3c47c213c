using Gateway.Primitives;

namespace Gateway.Handoff.Sheets;

/// <summary>
/// A sheet as a page that prints on one side of A4, as long as it is short (<see cref="FitsOneSide"/>), and on two if not. What matters in the first
/// minute stands on top: who it is, how to reach them safely, what they want, how soon. What is known stands apart from what is thought. The page runs no script and needs nothing but its stylesheet.
/// </summary>
/// <param name="shared">What the receiver gets.</param>
/// <param name="language"><c>ja</c> or <c>en</c>, for the labels; what somebody wrote stays as it is.</param>
public sealed partial class PrintSheet(SharedSheet shared, string language)
{
    private readonly Sheet _sheet = shared.Content;
    private readonly string _language = SheetTexts.Languages.Contains(language) ? language : "ja";

    /// <summary>The whole page.</summary>
    /// <param name="stylesheet">The address of <see cref="SheetPaper.Style"/>.</param>
    public string Page(string stylesheet) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="{_language}" class="{Density}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <meta name="format-detection" content="telephone=no"><meta name="robots" content="noindex"><title>{T("title")}</title>
        <link rel="stylesheet" href="{stylesheet}"></head>
        <body>
        <main>
        {Heading()}
        {First()}
        {Never()}
        {Route()}
        {Situation()}
        {Rest()}
        {Support()}
        {Course()}
        {Ground()}
        {Answer()}
        </main>
        <footer class="hint"><p>{T("print.how")}</p></footer>
        </body>
        </html>
        """).Markup;

    /// <summary>The letters that print on one side in any arrangement of fields (measured over random sheets).</summary>
    public const int LettersOnOneSide = 2000;

    /// <summary>Letters of what the receiver gets, as a Japanese page says it.</summary>
    public int Letters { get; } = SheetFields.All.Sum(row => SheetWords.Of("ja", row, shared.Content)?.Length ?? 0);

    /// <summary>Whether it surely prints on one side.</summary>
    public bool FitsOneSide => Letters <= LettersOnOneSide;

    // More words, smaller letters; never below 8 points.
    private string Density => Letters switch
    {
        < 900 => "roomy",
        < 1200 => "middling",
        _ => "full",
    };

    private Html Heading() => Html.Of(
        $"""
        <header>
        <h1>{T("title")}</h1><p class="use">{W(SheetFields.UseKind)}</p>
        {(_sheet.Document.Priority is { } priority ? Html.Of($"""<p class="priority {SheetJson.CodeOf(priority)}"><span aria-hidden="true">{Mark(priority)}</span> {SheetTexts.Code(_language, priority)}</p>""") : Html.None)}
        <p class="number">{W(SheetFields.CreatedAt)}<br><span class="id">{W(SheetFields.DocumentId)}</span></p>
        </header>
        """);

    private Html First() => Html.Of(
        $"""
        <section class="first" aria-label="{T("print.first")}">
        <div class="who"><h2>{T("part.E")}</h2><p class="name">{W(SheetFields.PreferredName) ?? T("print.noName")}</p>{Line(" ・ ", SheetFields.AgeBand, SheetFields.Gender, SheetFields.Languages)}{Accommodation()}{Writer()}</div>
        <div class="reach"><h2>{T("print.reach")}</h2>{Paragraph(SheetFields.SafeContact, "strong")}{Paragraph(SheetFields.Contacts)}{(_sheet.Person is { SafeContact: null, Contacts.Count: 0 } ? Html.Of($"""<p>{T("print.noReach")}</p>""") : Html.None)}</div>
        <div class="want"><h2>{T("print.want")}</h2>{Paragraph(SheetFields.PersonWishes, "strong")}{Labelled(SheetFields.Refusals)}{Labelled(SheetFields.PreferredStaff, SheetFields.StaffPreferenceNote)}</div>
        <div class="next"><h2>{T("print.next")}</h2>{Paragraph(SheetFields.WarmMethod, "strong")}{Labelled(SheetFields.Appointment)}{Labelled(SheetFields.JointSupport)}</div>
        </section>
        """);

    // Somebody may be hurt if this is overlooked.
    private Html Never() => _sheet.Safety.DoNotContact.Count == 0 ? Html.None : Html.Of(
        $"""<p class="never"><span aria-hidden="true">▲</span> <strong>{SheetFields.DoNotContact.Label(_language)}</strong> {W(SheetFields.DoNotContact)}</p>""");

    private Html Route() => Html.Of(
        $"""
        <section class="route">
        <div><h2>{T("part.B")}</h2><p><strong>{W(SheetFields.SenderName)}</strong> {W(SheetFields.SenderStaff)}</p>
        <p>{W(SheetFields.SenderContact)}</p>{Labelled(SheetFields.SenderSupervisor)}<p class="small">{W(SheetFields.SenderAddress)} {W(SheetFields.SenderRepresentative)}</p></div>
        <div><h2>{T("part.C")}</h2><p><strong>{W(SheetFields.RecipientName)}</strong> {W(SheetFields.RecipientDesk)}</p>{Labelled(SheetFields.RecipientLiaison)}</div>
        </section>
        """);

    private Html Writer() => _sheet.Person.ConsulteeRelation is null or Sheets.ConsulteeRelation.Self ? Html.None : Labelled(SheetFields.ConsulteeRelation, SheetFields.RelationDetail);

    private Html Accommodation() => Labelled(SheetFields.Accommodations, SheetFields.AccommodationsNote);

    private static string Mark(Priority priority) => priority switch
    {
        Priority.Normal => "○",
        Priority.Soon => "●",
        Priority.Pressing => "◆",
        Priority.Immediate => "▲",
    };
}
