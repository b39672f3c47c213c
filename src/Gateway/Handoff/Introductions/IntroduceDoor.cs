using Gateway.Conversations.Passages;
using Gateway.Handoff.Desk;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff.Introductions;

/// <summary><c>/desk/introductions</c>: a body writes an introduction, hands out the card, and sees what it may know of it. By forms alone.</summary>
internal sealed class IntroduceDoor(DeskDoor desk, WriteIntroduction write, OrganisationDirectory organisations, PassageSettings passages, DeskSettings settings, TimeProvider time)
{
    /// <summary>The form, and the cards of this body.</summary>
    public Task<IResult> ListAsync(HttpContext context) => WithDeskAsync(context, async session =>
        DeskDoor.Answer(new DeskPage(context).Introductions(await write.ListAsync(session, context.RequestAborted), new IntroductionNote("", "", "", ""), null, time.GetUtcNow())));

    /// <summary>Writes one.</summary>
    public Task<IResult> WriteAsync(HttpContext context) => WithDeskAsync(context, async session =>
    {
        if (await DeskDoor.FormAsync(context) is not { } form) return DeskDoor.Page(context, "none", 400);
        string Said(string name) => (DeskDoor.Text(form, name) ?? "").ReplaceLineEndings("\n");
        var note = new IntroductionNote(Said("from"), Said("why"), Said("wish"), Said("yes"));
        // Without the tick nobody has said that the person agreed; the words are not lost by it.
        var agreed = DeskDoor.Text(form, "agreed") is not null;
        var (outcome, id) = agreed
            ? await write.WriteAsync(session, Redacted.Of(note), Said("language"), DeskDoor.Text(form, "answer") is not null, context.RequestAborted)
            : (WriteOutcome.Words, null);
        return outcome switch
        {
            WriteOutcome.Done => DeskPage.SeeOther(context, $"/desk/introductions/{id}"),
            WriteOutcome.Closed => DeskDoor.Page(context, "introduce.closed", 404),
            _ => DeskDoor.Answer(new DeskPage(context).Introductions(
                await write.ListAsync(session, context.RequestAborted), note, outcome == WriteOutcome.TooMany ? "introduce.many" : "introduce.words", time.GetUtcNow()), 400),
        };
    });

    /// <summary>The card, to be printed, shown or written down.</summary>
    public Task<IResult> CardAsync(HttpContext context, string id) => WithDeskAsync(context, async session =>
    {
        if (!Ids.IsId(id) || await write.CardAsync(session, id, context.RequestAborted) is not var (card, number)) return DeskDoor.Page(context, "introduce.gone", 404);
        var language = context.Request.Query["card"] is [{ } chosen] && WriteIntroduction.Languages.Contains(chosen) ? chosen : card.Language;
        return DeskDoor.Answer(new DeskPage(context).Card(card, language, new CardWays(
            organisations.FindOrganisation(card.Organisation)!, PageOf(card.Organisation), CardNumber.Shown(number),
            organisations.LineAccounts.Any(one => one.Organisation == card.Organisation && !one.EntranceOnly), NumberOf(card.Organisation))));
    });

    /// <summary>Takes a card back.</summary>
    public Task<IResult> TakeBackAsync(HttpContext context, string id) => WithDeskAsync(context, async session =>
        Ids.IsId(id) && await write.TakeBackAsync(session, id, context.RequestAborted) ? DeskPage.SeeOther(context, "/desk/introductions") : DeskDoor.Page(context, "introduce.gone", 404));

    private async Task<IResult> WithDeskAsync(HttpContext context, Func<DeskSession, Task<IResult>> act)
    {
        if (await desk.SessionAsync(context) is not { } session) return DeskDoor.Page(context, "closed", 403);
        return await write.MayAsync(session, context.RequestAborted) ? await act(session) : DeskDoor.Page(context, "introduce.closed", 404);
    }

    // Where people's browsers find the web chat: by the address for links, or else by that of the desk, which is the same server.
    private string? PageOf(string organisation) => organisations.ChatEntrances.FirstOrDefault(one => one.Organisation == organisation) is { } entrance
        ? $"{(passages.On ? passages.Address : settings.Address).TrimEnd('/')}/chat/{entrance.Entrance}/card"
        : null;

    private string? NumberOf(string organisation) => organisations.SmsAccounts.FirstOrDefault(one => one.Organisation == organisation)?.Number;
}

/// <summary>The ways by which a card can be used.</summary>
/// <param name="Organisation">The line.</param>
/// <param name="Page">The page on which its number is typed; nothing where there is no web chat.</param>
/// <param name="Number">Its number, as it is written.</param>
/// <param name="Line">Whether the number can be sent on LINE.</param>
/// <param name="Sms">To which telephone number it can be sent; nothing: none.</param>
internal sealed record CardWays(Organisation Organisation, string? Page, string Number, bool Line, string? Sms);
