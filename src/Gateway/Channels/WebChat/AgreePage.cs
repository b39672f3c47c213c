using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>A question of consent as the person reads it, and what became of it: who, what for, and word for word what would go or went.</summary>
internal sealed class AgreePage(ChatVisit visit, ChatWords words, ConsentWords consents, PersonTexts person, DateTimeOffset now)
{
    private readonly AgreeForm _form = new(visit, words, consents, person);
    private readonly StoryForm _story = new(visit, words, consents, person);

    /// <summary>One question, or what became of it.</summary>
    public Html One(Agreement agreement, AgreeNote? note)
    {
        var record = agreement.Consent;
        var open = record.State == ConsentState.Asked && Utc.FromMs(record.AnswerUntil) > now;
        return Html.Of(
            $"""
            <article class="agreement"><h2>{words.Shown(!open ? "agree.list" : record.Terms.IsStory ? "story.title" : "agree.title")}</h2>
            {(note is null ? Html.None : Html.Of($"""<p class="note" role="{(note.Key == "agree.saved" ? "status" : "alert")}">{words.Shown(note.Key)}</p>"""))}
            {Who(record)}
            {(!open ? Answered(agreement) : record.Terms.IsStory ? _story.Of(agreement, note) : _form.Of(agreement, note))}
            {Back()}
            </article>
            """);
    }

    /// <summary>Everything that was asked, and everything that went to anybody.</summary>
    public Html List(IReadOnlyList<ConsentRecord> asked, IReadOnlyList<ProvisionRecord> sent) => Html.Of(
        $"""
        <article class="agreement"><h2>{words.Shown("agree.list")}</h2>
        <section class="card"><h3>{words.Shown("agree.sent.title")}</h3>{Sent(sent)}</section>
        {Html.Join(asked.Select(record => Html.Of(
            $"""
            <section class="card"><h3><bdi>{record.Terms.RecipientName}</bdi></h3>
            <p>{words.Shown(StateKey(record))}</p><p class="soft">{At(record.AnsweredAt ?? record.AskedAt)}</p>
            <p class="agree"><a href="{visit.Base}/agree/{record.Id}{visit.Query}" aria-label="{words["agree.open"]}: {record.Terms.RecipientName}">{words.Shown("agree.open")}</a></p></section>
            """)))}
        {Back()}
        </article>
        """);

    private Html Who(ConsentRecord record) => Html.Of(
        $"""
        <section class="card"><p class="recipient"><strong><bdi>{record.Terms.RecipientName}</bdi></strong></p>
        <p class="soft">{record.Terms.RecipientKind}{(record.Terms.RecipientReach is { } reach ? Html.Of($""" · <a href="tel:{reach}">{reach}</a>""") : Html.None)}</p>
        <p class="purpose">{consents.PurposeOf(words.Language, record.Terms)}</p></section>
        """);

    // What was answered, with the way back from it. Whoever said no, or nothing, is asked for nothing more.
    private Html Answered(Agreement agreement)
    {
        var record = agreement.Consent;
        var given = record.State == ConsentState.Given;
        return Html.Of(
            $"""
            <section class="card"><p class="state"><strong>{words.Shown(StateKey(record))}</strong></p>
            <p class="soft">{At(record.AnsweredAt ?? record.EndedAt ?? record.AnswerUntil)}</p>
            {(given ? Html.Of($"""<p>{words.Shown("agree.until", "until", ChatClock.Words(Utc.FromMs(record.ValidUntil!.Value), now, words.Language))}</p>""") : Html.None)}
            {Items(agreement)}</section>
            {(given || (record.State == ConsentState.Expired && agreement.Sent.Count > 0) ? Withdraw(record) : Html.None)}
            {(record.Answer is null ? Html.None : Html.Of(
                $"""
                <section class="card">{(record.Terms.IsStory ? Html.None : Html.Of($"""<h3>{words.Shown("agree.sent.title")}</h3>{Sent(agreement.Sent)}"""))}
                <p class="agree"><a href="{visit.Base}/agree/{record.Id}/receipt{visit.Query}" download="receipt.json">{words.Shown("agree.receipt")}</a></p>
                <p class="soft">{words.Shown("agree.receipt.note")}</p></section>
                """))}
            """);
    }

    private Html Items(Agreement agreement) => agreement.Consent.Terms.IsStory ? _story.Read(agreement) : agreement.Consent.Answer is not { Items.Count: > 0 } answer ? Html.None : Html.Of(
        $"""
        <dl class="items">{Html.Join(answer.Items.Select(item => Html.Of(
            $"""<dt>{_form.NameOf(item)}</dt><dd>{Html.Join(agreement.FieldsOf(item).Select(field => _form.Read(agreement, field)))}</dd>""")))}</dl>
        {(agreement.Sheet is null ? Html.Of($"""<p class="soft">{words.Shown("agree.erased")}</p>""") : Html.None)}
        """);

    private Html Withdraw(ConsentRecord record) => Html.Of(
        $"""
        <section class="card"><form method="post" action="{visit.Base}/agree/{record.Id}/withdraw{visit.Query}">
        <p>{words.Shown(record.Terms.IsStory ? "story.back.note" : "agree.back.note")}</p><p class="answers"><button>{words.Shown("agree.back")}</button></p></form></section>
        """);

    private Html Sent(IReadOnlyList<ProvisionRecord> sent) => sent.Count == 0 ? Html.Of($"""<p>{words.Shown("agree.sent.none")}</p>""") : Html.Of(
        $"""
        <ul class="sent">{Html.Join(sent.Select(one => Html.Of(
            $"""
            <li><strong><bdi>{one.Content.RecipientName}</bdi></strong> {At(one.At)}
            <p>{string.Join(words.Language is "ja" or "ja-simple" or "zh-Hans" or "zh-Hant" ? "、" : ", ", one.Content.Items.Select(item => consents.NameOf(words.Language, item)))}</p>
            {(one.Ground == LegalBasis.Consent ? Html.None : Html.Of($"""<p class="soft">{words.Shown("agree.sent.law")}</p>"""))}</li>
            """)))}</ul>
        """);

    private Html Back() => Html.Of(
        $"""
        <p class="ways">{(visit.Beside == "/agree" ? Html.None : Html.Of($"""<a href="{visit.Base}/agree{visit.Query}">{words.Shown("agree.list")}</a>"""))}
        <a href="{visit.Base}{visit.Query}#newest">{words.Shown("agree.return")}</a></p>
        """);

    private Html At(long ms) => Html.Of(
        $"""<time datetime="{Utc.FromMs(ms).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)}">{ChatClock.Words(Utc.FromMs(ms), now, words.Language)}</time>""");

    private string StateKey(ConsentRecord record) => record switch
    {
        { State: ConsentState.Asked } when Utc.FromMs(record.AnswerUntil) > now => "agree.state.asked",
        { State: ConsentState.Given } when record.Terms.IsStory => "story.state.given",
        { State: ConsentState.Given } => "agree.state.given",
        { State: ConsentState.Declined } when record.Terms.IsStory => "story.state.declined",
        { State: ConsentState.Declined } => "agree.state.declined",
        { State: ConsentState.Withdrawn } when record.Terms.IsStory => "story.state.withdrawn",
        { State: ConsentState.Withdrawn } => "agree.state.withdrawn",
        _ when record.Terms.IsStory => "story.state.over",
        { State: ConsentState.Lapsed, EndedWhy: ConsentEnds.Changed } => "agree.state.changed",
        _ => "agree.state.over",
    };
}
