using Gateway.Records;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Referrals;

/// <summary>
/// A body and its deputy have not answered: the municipality's own desk is next. If the person has agreed to it already, it is offered to it as well;
/// otherwise nothing leaves, and the counsellor reads whom to call.
/// </summary>
public sealed class BringMunicipality
{
    /// <summary>The person had agreed to that desk: it can read its own sheet now.</summary>
    public const string Offered = "offered";

    /// <summary>The person was not asked for that desk: the counsellor may call there, and ask the person.</summary>
    public const string Call = "to_call";

    /// <summary>The directory has no such desk.</summary>
    public const string Nobody = "nobody";

    /// <summary>It left on another ground than consent: the silent body itself is to be called.</summary>
    public const string CallBody = "call_body";

    private readonly SupportBodyDirectory _bodies;
    private readonly SheetRows _sheets;
    private readonly ReferralRows _rows;
    private readonly ReferralLog _log;
    private readonly OfferReferral _offer;
    private readonly OfferTogether _together;

    internal BringMunicipality(SupportBodyDirectory bodies, SheetRows sheets, ReferralRows rows, ReferralLog log, OfferReferral offer, OfferTogether together) =>
        (_bodies, _sheets, _rows, _log, _offer, _together) = (bodies, sheets, rows, log, offer, together);

    /// <summary>The desk of the municipality, or of its prefecture, that could receive now; nothing when the directory has none.</summary>
    /// <param name="bodies">The directory.</param>
    /// <param name="area">Where the person lives, if they said so; otherwise for where the silent body is there.</param>
    /// <param name="silent">The body that does not answer.</param>
    public static SupportBody? Of(IEnumerable<SupportBody> bodies, AreaCode area, string silent) => (
        from body in bodies
        where body.Id != silent && body.AsRecipient() is { IsAbroad: false }
        let kind = Array.FindIndex([.. BodyKinds.OfMunicipality], body.Entry.Kinds.Contains)
        let fit = RankBodies.AreaOf(body.Entry, new BodyNeed { Area = area })
        where kind >= 0 && fit is AreaFit.District or AreaFit.Municipality or AreaFit.PerhapsDistrict or AreaFit.Prefecture
        orderby fit == AreaFit.Prefecture, kind, body.Id
        select body).FirstOrDefault();

    /// <summary>Brings it in, within the transaction in which the timer rang.</summary>
    internal async Task BringAsync(RecordsSession session, HeldReferral held)
    {
        // What left without consent may be told to this body, and to no other.
        if (held.Referral.GroundId is not null)
        {
            await _log.MoveAsync(session, held, ReferralEvent.Municipality, new Step(Step.Gateway, CallBody));
            return;
        }

        var desk = await DeskAsync(session, held.Referral);
        var agreed = desk is null ? null : (await _rows.OfConversationAsync(session, held.Referral.ConversationId))
            .FirstOrDefault(one => one.State == ReferralState.Agreed && one.Body == desk.Id);
        if (agreed is not null && await OfferNext.StaffAsync(session, agreed.OpenedBy) is { } counsellor
            && (await _offer.OfferAsync(session, held with { Referral = (await _rows.LockAsync(session, agreed.Id))! }, counsellor)).Outcome == ReferralOutcome.Done)
        {
            // Whoever of the two takes it on first has it.
            await _together.JoinAsync(session, held.Referral.Id, agreed.Id);
            held = (await _log.LockAsync(session, held.Referral.Id))!;
            await _log.MoveAsync(session, held, ReferralEvent.Municipality, new Step(Step.Gateway, Offered, Named(desk!)));
            return;
        }

        await _log.MoveAsync(session, held, ReferralEvent.Municipality, desk is null ? new Step(Step.Gateway, Nobody) : new Step(Step.Gateway, Call, Named(desk)));
    }

    // What the person told of where they live is read within their own organisation here, and leaves with nothing.
    private async Task<SupportBody?> DeskAsync(RecordsSession session, Referral referral)
    {
        var home = AreaCode.Find((await _sheets.FindAsync(session, referral.Document, referral.Revision))?.Sheet.Person.AreaCode);
        var silent = (await _bodies.RecipientAsync(session, referral.Organisation, referral.Body))?.Body.Entry;
        var area = home ?? silent?.Areas.Select(one => AreaCode.Find(one.Code)).FirstOrDefault(code => code is not null);
        return area is null ? null : Of((await _bodies.AllAsync(session, referral.Organisation)).Where(body => !_bodies.IsOver(body)), area.Value, referral.Body);
    }

    private static StepNote Named(SupportBody desk) => new($"{desk.Entry.Name} {desk.Entry.Phone}".TrimEnd());
}
