using Gateway.Handoff.Together;
using Gateway.Primitives;

namespace Gateway.Handoff.Desk;

/// <summary><c>/desk/talks</c>: the talk in which a body's worker sits. By forms and a frame that renews itself; the script only makes it quicker.</summary>
internal sealed class TalkDoor(DeskDoor door, SitInTalk talks, Ids ids)
{
    /// <summary>The page: who is there, the frame with what is said, the field.</summary>
    public async Task<IResult> PageAsync(HttpContext context, string id)
    {
        if (await door.SessionAsync(context) is not { } desk) return DeskDoor.Page(context, "closed", 403);
        if (await talks.ReadAsync(desk, id, context.RequestAborted) is not { } talk) return DeskDoor.Page(context, "away.talk", 404);
        DeskPage.ApplyToTalk(context.Response.Headers);
        return DeskDoor.Answer(new DeskPage(context).Talk(talk, ids.New(), "", wrong: false));
    }

    /// <summary>What is said, alone: for the frame, and for the script.</summary>
    public async Task<IResult> LogAsync(HttpContext context, string id)
    {
        DeskPage.ApplyToFrame(context.Response.Headers);
        if (await door.SessionAsync(context) is not { } desk) return DeskDoor.Page(context, "closed", 403);
        if (await talks.ReadAsync(desk, id, context.RequestAborted) is not { } talk) return DeskDoor.Page(context, "away.talk", 404);
        // Whoever reads slowly, or by ear, can have it stand still.
        var still = context.Request.Query["still"] == "1";
        if (!still) context.Response.Headers["Refresh"] = "5";
        return DeskDoor.Answer(new DeskPage(context).Log(talk, still));
    }

    /// <summary>Comes, says something, leaves.</summary>
    public async Task<IResult> ActAsync(HttpContext context, string id, string act)
    {
        if (await door.SessionAsync(context) is not { } desk) return DeskDoor.Page(context, "closed", 403);
        if (await DeskDoor.FormAsync(context) is not { } form) return DeskDoor.Page(context, "none", 400);
        var cancel = context.RequestAborted;
        switch (act)
        {
            case "sit":
                return await talks.SitAsync(desk, id, DeskDoor.Text(form, "name"), DeskDoor.Text(form, "role"), cancel) switch
                {
                    SitOutcome.Done => DeskPage.SeeOther(context, $"/desk/talks/{id}"),
                    SitOutcome.Words when DeskDoor.Text(form, "referral") is { } referral && Ids.IsId(referral) => DeskPage.SeeOther(context, $"/desk/referrals/{referral}?said=words"),
                    _ => DeskDoor.Page(context, "away.talk", 404),
                };
            case "say":
                var (text, client) = (DeskDoor.Text(form, "text") ?? "", DeskDoor.Text(form, "client") ?? "");
                if (!Ids.IsId(client)) return DeskDoor.Page(context, "none", 400);
                var outcome = await talks.SayAsync(desk, id, client, Redacted.Of(text.ReplaceLineEndings("\n")), cancel);
                if (outcome == SitOutcome.Done) return DeskPage.SeeOther(context, $"/desk/talks/{id}");
                // What was written is not lost because it was too long.
                if (outcome != SitOutcome.Words || await talks.ReadAsync(desk, id, cancel) is not { } talk) return DeskDoor.Page(context, "away.talk", 404);
                DeskPage.ApplyToTalk(context.Response.Headers);
                return DeskDoor.Answer(new DeskPage(context).Talk(talk, ids.New(), text, wrong: true), 400);
            case "leave":
                await talks.LeaveAsync(desk, id, cancel);
                return DeskDoor.Page(context, "left.talk", 200);
            default:
                return DeskDoor.Page(context, "none", 404);
        }
    }
}
