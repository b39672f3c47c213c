using Gateway.Intake;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>The small form after a talk: radio buttons, folded in, without a script. No result is shown, and nothing depends on it.</summary>
internal static class AfterForm
{
    /// <summary>The form, a word of thanks once it was sent, or nothing.</summary>
    public static Html Of(ChatWords words, ChatView view, ChatVisit visit)
    {
        if (view.Answered) return Html.Of($"""<section class="after card"><p role="status">{words.Shown("after.thanks")}</p></section>""");
        if (view.After.Count == 0) return Html.None;
        return Html.Of(
            $"""
            <section class="after card"><details><summary><span>{words.Shown("after.title")}</span></summary>
            <form method="post" action="{visit.Base}/after{visit.Query}"><p class="soft">{words.Shown("after.note")}</p>
            {Html.Join(view.After.Select(group => Group(group, words)))}
            <button>{words.Shown("after.send")}</button></form></details></section>
            """);
    }

    private static Html Group(AfterGroup group, ChatWords words) => Html.Of(
        $"""{(group.Intro is null ? Html.None : Html.Of($"<p>{group.Intro}</p>"))}{Html.Join(group.Questions.Select(question => Question(question, words)))}""");

    private static Html Question(AfterQuestion question, ChatWords words) => Html.Of(
        $"""
        <fieldset><legend>{(question.Text is { } text ? Html.Of($"{text}") : words.Shown(question.Name))}</legend>
        {Html.Join(question.Answers.Select(answer => Answer(question, answer.Key, answer.Value, words)))}</fieldset>
        """);

    // Our own scales have their words in every language; a measure has its published ones.
    private static Html Answer(AfterQuestion question, string value, string? label, ChatWords words) => Html.Of(
        $"""<label><input type="radio" name="{question.Name}" value="{value}"> <span>{(label is not null ? Html.Of($"{label}") : words.Shown((question.Name == "after.mood" ? "mood." : "agree.") + value))}</span></label>""");
}
