using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>
/// The form of a question about a story: its very words, which can be changed or struck out, and what it may be used for. Nothing is switched on; yes and no are
/// of one size; a no needs nothing.
/// </summary>
internal sealed class StoryForm(ChatVisit visit, ChatWords words, ConsentWords consents, PersonTexts person)
{
    /// <summary>The parts of a story, as the form names them.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["before", "since", "now"];

    /// <summary>The form.</summary>
    public Html Of(Agreement agreement, AgreeNote? note)
    {
        var record = agreement.Consent;
        return Html.Of(
            $"""
            <form class="question" method="post" action="{visit.Base}/agree/{record.Id}{visit.Query}">
            <input type="hidden" name="terms" value="{record.TermsHash}" autocomplete="off">
            <p>{words.Shown("story.edit")}</p>
            <fieldset class="card"><legend>{words.Shown("story.words")}</legend>
            {Html.Join(Keys.Select(key => Write(agreement, key, note)))}
            {(agreement.Story?.Prefecture is null ? Html.None : Html.Of($"""<p class="soft">{words.Shown("story.prefecture")}</p>"""))}</fieldset>
            <p class="save"><button name="act" value="save">{words.Shown("agree.save")}</button></p>
            <p>{words.Shown("story.how")}</p>
            <fieldset class="card"><legend class="unseen">{words["story.how"]}</legend>
            {Html.Join(record.Terms.Items.Select(use => Use(use, note)))}</fieldset>
            <p>{Ours("consent.story.free")}</p>
            {(record.Terms.AgeBand is AgeBand.Under12 or AgeBand.From12To15 ? Html.Of($"""<p class="lines">{Ours("consent.ask.child")}</p>""") : Html.None)}
            <div class="answers"><button name="act" value="agree">{words.Shown("story.yes")}</button><button name="act" value="decline">{words.Shown("story.no")}</button></div>
            </form>
            """);
    }

    /// <summary>What was agreed to, with the words as they are used.</summary>
    public Html Read(Agreement agreement) => agreement.Consent.Answer is not { Items.Count: > 0 } answer ? Html.None : Html.Of(
        $"""
        <ul class="sent">{Html.Join(answer.Items.Select(use => Html.Of($"""<li>{NameOf(use)}</li>""")))}</ul>
        {(agreement.Story is null ? Html.Of($"""<p class="soft">{words.Shown("story.gone")}</p>""") : Html.Of(
            $"""<dl class="items">{Html.Join(agreement.Story.Parts.Where(part => part.Text.Length > 0).Select(part => Html.Of($"""<dt>{words.Shown("story.part." + part.Key)}</dt><dd lang="ja" dir="auto">{part.Text}</dd>""")))}</dl>"""))}
        """);

    // A line break after the tag is not part of the text: the first of a text that begins with one would be lost.
    private Html Write(Agreement agreement, string key, AgreeNote? note)
    {
        var text = note?.Form is { } form && form.ContainsKey("field." + key) ? form["field." + key].ToString() : agreement.Story?.Parts.First(part => part.Key == key).Text ?? "";
        return Html.Of(
            $"""
            <p class="field"><label for="field.{key}">{words.Shown("story.part." + key)}</label>
            <textarea id="field.{key}" name="field.{key}" rows="{Math.Clamp((text.Length / 24) + 1, 2, 9)}" maxlength="300" lang="ja" dir="auto" autocomplete="off"{(note?.Field == key ? Html.Of($""" aria-invalid="true" """) : Html.None)}>
            {text}</textarea></p>
            """);
    }

    private Html Use(ConsentItem use, AgreeNote? note)
    {
        var code = ConsentItems.CodeOf(use);
        var on = note?.Form is { } form && form["item"].Contains(code);
        return Html.Of(
            $"""<label class="switch"><input type="checkbox" name="item" value="{code}" autocomplete="off" {(on ? Html.Of($"checked") : Html.None)}><span>{NameOf(use)}</span></label>""");
    }

    private Html NameOf(ConsentItem use) => Html.Ruby(words.Marked(consents.NameOf(words.Language, use)));

    private Html Ours(string key) => Html.Ruby(words.Marked(person.Text(words.Language, key)));
}
