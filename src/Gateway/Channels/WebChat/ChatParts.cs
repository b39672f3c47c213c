using Gateway.Consortium;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>The parts that the page and the log without scripts have in common.</summary>
internal sealed class ChatParts(ChatWords words, Organisation organisation, Hotline hotline, IReadOnlyList<Hotline> hotlines, EntranceFace? face = null)
{
    /// <summary>The bubbles and the quiet lines. The script builds the same markup.</summary>
    /// <param name="entries">What is shown.</param>
    /// <param name="words">In which words.</param>
    /// <param name="messages">Where an answer that is offered is sent to.</param>
    /// <param name="agree">Where the pages of questions of consent stand, and how the person wants to read them.</param>
    public static Html Entries(IReadOnlyList<ShownEntry> entries, ChatWords words, string messages, (string Path, string Query) agree) => Html.Join(entries.Select(entry => entry switch
    {
        { Kind: EntryKinds.Stage, Text: null } => Html.None,
        { Kind: EntryKinds.Stage } => Html.Of($"""<li class="stage" data-number="{entry.Number}">{entry.Shown}</li>"""),
        _ => Html.Of(
            $"""
            <li class="entry {entry.Author}" data-number="{entry.Number}"><p class="who"><bdi>{entry.Who}</bdi></p><p class="text" dir="auto"{Language(entry, words)}>{entry.Shown}</p><p class="meta"><time datetime="{entry.At}">{entry.Time}</time>{State(entry, words)}</p>{Options(entry, messages)}{Agree(entry, words, agree)}</li>
            """),
    }));

    // A tap says the words on the button. Only what stands last is offered; the styles hide the rest.
    private static Html Options(ShownEntry entry, string messages) => entry.Options is not { Count: > 0 } options ? Html.None : Html.Of(
        $"""<form class="options" method="post" action="{messages}" target="_parent">{Html.Join(options.Select(option => Html.Of($"""<button name="text" value="{option}"><bdi>{option}</bdi></button>""")))}</form>""");

    // It leads out of the frame in which the log stands without a script.
    private static Html Agree(ShownEntry entry, ChatWords words, (string Path, string Query) agree) => entry.Consent is not { } id ? Html.None : Html.Of(
        $"""<p class="agree"><a href="{agree.Path}/{id}{agree.Query}" target="_parent">{words.Shown("agree.open")}</a></p>""");

    /// <summary>What somebody reads who has not written yet.</summary>
    /// <param name="card">Where somebody goes who was sent here with a card.</param>
    /// <param name="asked">Whether that is offered: not where the card is at hand already.</param>
    public Html Welcome(string card, bool asked) => Html.Of(
        $"""
        <section class="welcome"><h2>{words.Shown("welcome.hello", "organisation", organisation.ContactNameIn(words.Language))}</h2>{Common()}
        <p>{words.Shown("welcome.write")}</p><p>{words.Shown("welcome.free")}</p><p>{words.Shown("welcome.secret")}</p>{SpokenHere()}<p class="soft">{words.Shown("welcome.cookie")}</p>{(asked ? Html.Of($"""<p class="soft to-card"><a href="{card}">{words.Shown("card.title")}</a></p>""") : Html.None)}</section>
        """);

    /// <summary>The card of somebody who waits. It is always in the page; the stage decides whether it is seen.</summary>
    /// <param name="waiting">The news of the queue.</param>
    /// <param name="asked">Whether they have asked to be told when it is their turn.</param>
    /// <param name="turn">Where they ask for that.</param>
    /// <param name="messages">Where a word is sent to: a button sends the word by which a wish is said.</param>
    public Html WaitingCard(Waiting? waiting, bool asked, string turn, string messages) => Html.Of(
        $"""
        <section class="waiting card" data-nobody="{(waiting is { Nobody: true } ? 1 : 0)}" data-asked="{(asked ? 1 : 0)}" id="waiting">
        <div role="status"><div class="somebody"><h2>{words.Shown("waiting.title")}</h2>
        <p class="place"><strong id="place">{Html.Ruby(waiting?.Place ?? words.Marked(words["waiting.kept"]))}</strong> <span id="wait">{Html.Ruby(waiting?.Wait ?? words.Marked(words["wait.unknown"]))}</span></p></div>
        <div class="nobody"><h2>{words.Shown("nobody.title")}</h2><p>{words.Shown("nobody.text")}</p>{Hours()}</div></div>
        <p class="soft">{words.Shown("waiting.keep")}</p>
        <form class="turn" id="turn" method="post" action="{turn}" target="_parent"><button>{words.Shown("turn.ask")}</button></form>
        <form class="wish" method="post" action="{messages}" target="_parent"><button name="text" value="{words["wish.ask"]}">{words.Shown("wish.ask")}</button></form>
        <p class="turn-asked">{words.Shown("turn.card")}</p><label class="turn-sound" hidden><input type="checkbox" id="sound"> <span>{words.Shown("turn.sound")}</span></label>
        <details><summary><span>{words.Shown("waiting.meanwhile")}</span></summary><ul><li>{words.Shown("waiting.write")}</li><li>{words.Shown("waiting.rest")}</li><li>{words.Shown("waiting.away")}</li></ul></details>
        <details class="hotlines"><summary><span>{words.Shown("hotlines")}</span></summary><ul>{Html.Join(hotlines.Select(Line))}</ul></details>
        {Emergency(words, hotline, open: waiting is { Nobody: true })}
        </section>
        """);

    /// <summary>The card at the end of a conversation.</summary>
    public Html EndedCard() => Html.Of(
        $"""<section class="ended card"><h2>{words.Shown("ended.title")}</h2><p>{words.Shown("ended.text")}</p></section>""");

    /// <summary>The numbers for danger and for the voice, folded into one line.</summary>
    /// <param name="words">In which words.</param>
    /// <param name="hotline">Whom they can talk with by voice.</param>
    /// <param name="open">Whether they stand there unfolded: where nobody is there who answers.</param>
    public static Html Emergency(ChatWords words, Hotline hotline, bool open = false) => Html.Of(
        $"""
        <details class="emergency"{(open ? Html.Of($" open") : Html.None)}><summary><span>{words.Shown("emergency")}</span></summary>
        <ul><li>{words.Shown("emergency.ambulance")} <a href="tel:119">119</a></li><li>{words.Shown("emergency.police")} <a href="tel:110">110</a></li>
        <li>{hotline.Name} <a href="tel:{hotline.Number}">{hotline.Number}</a> <span class="soft">({hotline.Hours})</span></li></ul>
        <p class="soft">{words.Shown("emergency.silent")}</p></details>
        """);

    // On a page in another language a screen reader, and the choice of letters, must know that this is most likely Japanese.
    private static Html Language(ShownEntry entry, ChatWords words) =>
        entry.Author == Authors.Counsellor && !PersonLanguages.IsJapanese(words.Language) ? Html.Of($""" lang="ja" """) : Html.None;

    private static Html State(ShownEntry entry, ChatWords words) =>
        entry.Author == Authors.Person ? Html.Of($""" <span class="state">{words.Shown("state.sent")}</span>""") : Html.None;

    // A number with a sign in it cannot be dialled from a link on every phone; it is read and typed.
    private Html Line(Hotline line) => Html.Of(
        $"""
        <li><span>{line.Name}</span> {(line.Number.StartsWith('#') ? Html.Of($"""<strong>{line.Number}</strong>""") : Html.Of($"""<a href="tel:{line.Number}">{line.Number}</a>"""))} <span class="soft">{line.ForWhom} ({line.Hours}{(line.Open ? "" : words.Language.StartsWith("ja", StringComparison.Ordinal) ? "。" : "; ")}{(line.Open ? Html.None : Html.Of($"{words["hotlines.closed"]}"))})</span></li>
        """);

    // 共同の窓口: who may answer is known before anybody writes a word.
    private Html Common() => face is null ? Html.None : Html.Of(
        $"""<p>{words.Shown("welcome.common")}</p><ul class="members">{Html.Join(face.NamesIn(words.Language).Select(name => Html.Of($"<li><bdi>{name}</bdi></li>")))}</ul>""");

    private Html SpokenHere() => words.Has("welcome.language") ? Html.Of($"""<p>{words.Shown("welcome.language")}</p>""") : Html.None;

    private Html Hours() => organisation.OpeningHoursIn(words.Language) is { } hours
        ? Html.Of($"""<p>{words.Shown("nobody.hours", "hours", hours)}</p>""")
        : Html.None;
}
