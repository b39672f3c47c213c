using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>What the person is told above the form, and what they had typed.</summary>
/// <param name="Key">The key of the sentence.</param>
internal sealed record AgreeNote(string Key)
{
    /// <summary>What was sent; nothing where the sheet's own texts stand.</summary>
    public IFormCollection? Form { get; init; }

    /// <summary>The key of the field that cannot stay as it is.</summary>
    public string? Field { get; init; }
}

/// <summary>
/// The form of a question. Nothing is switched on; yes and no are of one size; a no needs nothing. What would go stands there word for word, in the
/// language in which the body reads it, and the person's own words can be changed.
/// </summary>
internal sealed class AgreeForm(ChatVisit visit, ChatWords words, ConsentWords consents, PersonTexts person)
{
    // The labels of the sheet exist in two languages; what the counsellor wrote is Japanese as a rule.
    private readonly string _sheet = PersonLanguages.IsJapanese(words.Language) ? "ja" : "en";

    /// <summary>The form.</summary>
    public Html Of(Agreement agreement, AgreeNote? note)
    {
        var record = agreement.Consent;
        return Html.Of(
            $"""
            <form class="question" method="post" action="{visit.Base}/agree/{record.Id}{visit.Query}">
            <input type="hidden" name="terms" value="{record.TermsHash}" autocomplete="off">
            <p>{words.Shown("agree.how")}</p><p class="soft">{words.Shown("agree.edit")}</p>
            {Html.Join(record.Terms.Items.Select(item => Item(agreement, item, note)))}
            {Always(agreement)}
            <p class="save"><button name="act" value="save">{words.Shown("agree.save")}</button></p>
            <p>{Ours("consent.ask.never")}</p><p>{Ours("consent.ask.free")}</p>
            {(record.Terms.AgeBand is AgeBand.Under12 or AgeBand.From12To15 ? Html.Of($"""<p class="lines">{Ours("consent.ask.child")}</p>""") : Html.None)}
            <div class="answers"><button name="act" value="agree">{words.Shown("agree.yes")}</button><button name="act" value="decline">{words.Shown("agree.no")}</button></div>
            </form>
            """);
    }

    /// <summary>An item's name, with its mark where it is delicate.</summary>
    public Html NameOf(ConsentItem item) => Html.Of(
        $"""{Html.Ruby(words.Marked(consents.NameOf(words.Language, item)))}{(ConsentItems.Sensitive.Contains(item) ? Html.Of($""" <span class="delicate">{words.Shown("agree.sensitive")}</span>""") : Html.None)}""");

    /// <summary>A field as the body reads it.</summary>
    public Html Read(Agreement agreement, SheetField field) => Html.Of(
        $"""<p class="field"><span class="label" lang="{_sheet}">{field.Label(_sheet)}</span> <span lang="{LanguageOf(field)}" dir="auto">{SheetWords.Of(_sheet, field, agreement.Sheet!.Sheet)}</span></p>""");

    // A screen reader, and the choice of letters, must know that what somebody wrote is most likely Japanese.
    private string LanguageOf(SheetField field) => field.Type == typeof(string) || field.Type == typeof(IReadOnlyList<string>) ? "ja" : _sheet;

    private Html Item(Agreement agreement, ConsentItem item, AgreeNote? note)
    {
        var code = ConsentItems.CodeOf(item);
        var on = note?.Form is { } form && form["item"].Contains(code);
        return Html.Of(
            $"""
            <fieldset class="card"><legend class="unseen">{consents.NameOf(words.Language, item)}</legend>
            <label class="switch"><input type="checkbox" name="item" value="{code}" autocomplete="off" {(on ? Html.Of($"checked") : Html.None)}><span>{NameOf(item)}</span></label>
            {Html.Join(agreement.FieldsOf(item).Select(field => Agreement.IsForPerson(field) ? Write(agreement, field, note) : Read(agreement, field)))}
            </fieldset>
            """);
    }

    // A line break after the tag is not part of the text: the first of a text that begins with one would be lost.
    private Html Write(Agreement agreement, SheetField field, AgreeNote? note)
    {
        var text = note?.Form is { } form && form.ContainsKey("field." + field.Key) ? form["field." + field.Key].ToString() : TextIn(agreement, field);
        var most = field.MaxLength * (field.MaxCount ?? 1) + (field.MaxCount ?? 0);
        return Html.Of(
            $"""
            <p class="field"><label for="field.{field.Key}" lang="{_sheet}">{field.Label(_sheet)}</label>
            <textarea id="field.{field.Key}" name="field.{field.Key}" rows="{Math.Clamp((text.Length / 24) + 1, field.MaxCount is null ? 1 : 2, 9)}" maxlength="{most ?? 300}" lang="ja" dir="auto" autocomplete="off"{(note?.Field == field.Key ? Html.Of($""" aria-invalid="true" """) : Html.None)}>
            {text}</textarea></p>
            """);
    }

    private static string TextIn(Agreement agreement, SheetField field) => field.ValueIn(agreement.Sheet!.Sheet) switch
    {
        string text => text,
        IEnumerable<string> lines => string.Join('\n', lines),
        _ => "",
    };

    private Html Always(Agreement agreement) => Html.Of(
        $"""
        <details class="always"><summary><span>{words.Shown("agree.always")}</span></summary>
        {Html.Join(agreement.Always.Select(field => Read(agreement, field)))}</details>
        """);

    private Html Ours(string key) => Html.Ruby(words.Marked(person.Text(words.Language, key)));
}
