using Gateway.Conversations;
using Gateway.Handoff.Together;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>The card that says who is in the talk besides the person, and has a support body's worker come or leave with one tap.</summary>
internal static class CompanyCard
{
    /// <summary>It is always in the page; its state decides what of it is seen.</summary>
    public static Html Of(ChatWords words, Company? company, ChatVisit visit) => Html.Of(
        $"""
        <section class="company card" id="company" data-state="{StateOf(company)}" aria-label="{words["company.here"]}">
        <div role="status"><h2>{words.Shown("company.here")}</h2>
        <p><span class="counsellor"><bdi id="company-counsellor">{(company?.Counsellor is { } name ? words.With("who.counsellor", "name", name) : "")}</bdi></span> <strong><bdi id="company-who">{company?.Seat.Who.Whole}</bdi></strong></p></div>
        <form method="post" action="{visit.Base}/company{visit.Query}" target="_parent"><input type="hidden" name="seat" value="{company?.Seat.Id}" autocomplete="off">
        <button class="come" name="answer" value="yes">{words.Shown("company.yes")}</button><button class="not" name="answer" value="no">{words.Shown("company.no")}</button><button class="go" name="answer" value="no">{words.Shown("company.remove")}</button></form>
        </section>
        """);

    private static string StateOf(Company? company) => company?.Seat.State switch
    {
        SeatState.Asked => CompanyShown.Asked,
        SeatState.Agreed => CompanyShown.Agreed,
        SeatState.Taken => CompanyShown.Taken,
        _ => CompanyShown.None,
    };
}

/// <summary>What becomes of the card with an entry.</summary>
/// <param name="State">One of the words below.</param>
/// <param name="Seat">Which seat.</param>
/// <param name="Who">The body, and once they have come the worker's name and role.</param>
internal sealed record CompanyShown(string State, string Seat, string Who)
{
    public const string Asked = "asked";
    public const string Agreed = "agreed";
    public const string Taken = "taken";
    public const string None = "none";

    /// <summary>By a quiet line of a hand-off; nothing where it is about something else.</summary>
    public static CompanyShown? Of(EntryBody body) => body.Seat is not { } seat ? null : body.Stage switch
    {
        "seat_ask" => new CompanyShown(Asked, seat, body.Name ?? ""),
        "seat_agree" => new CompanyShown(Agreed, seat, body.Name ?? ""),
        "seat_sit" => new CompanyShown(Taken, seat, body.Name ?? ""),
        "seat_away" or "seat_back" => null,
        _ => new CompanyShown(None, seat, ""),
    };
}
