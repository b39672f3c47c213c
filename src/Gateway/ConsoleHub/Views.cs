using Gateway.Conversations;
using Gateway.Intake.Blocks;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.WaitingQueue;

namespace Gateway.ConsoleHub;

/// <summary>Turns what the records and the queue hold into what a console is shown; a field that is not named here cannot leave.</summary>
internal static class Views
{
    public static EntryView Of(Entry e) => new(
        e.Number, Utc.FromMs(e.At), e.Kind, e.Author, e.Body.Name, e.Body.Text, Deliveries.Shown(e.Delivery) ?? e.Body.Delivery, e.ClientId, Utc.FromMs(e.SentAt), e.Body.Of,
        e.Body.Stage, e.Body.Reason, e.Body.What,
        e.Body.Attachment is { } a ? new AttachmentView(a.State, a.Id, a.Type, a.Size, a.Width, a.Height) : null,
        e.Body.Quotes, e.Body.Options, e.Body.Facts,
        e.Body.Change is { } c ? new GradeChangeView(c.From, c.To, c.Categories, c.Rules, c.Version) : null);

    public static IReadOnlyList<EntryView> Of(IReadOnlyList<Entry> entries) => [.. entries.Select(Of)];

    public static ConversationView Of(Conversation c, OrganisationDirectory organisations) => new(
        c.Id, c.Label, c.Channel, c.Stage.ToString().ToLowerInvariant(), Of(c.Grade), Utc.FromMs(c.OpenedAt), Utc.FromMs(c.ArrivedAt), Utc.FromMs(c.TakenAt),
        c.LastNumber, c.SeenNumber, SpeakToPerson.LongestText(c.PassageId is null ? c.Channel : ChannelNames.Chat), c.Fence, PriceOf(c, organisations),
        c.PassageId is not null, c.Language, c.MayBeSetAside ? Utc.FromMs(c.AsideFrom) : null,
        c.Host is null ? null : organisations.FindOrganisation(c.Organisation)?.Name ?? c.Organisation);

    public static OfferView Of(Offer offer) => new(
        offer.OfferId, offer.Place.ConversationId, offer.Place.Label, offer.Place.Channel, Of(offer.Place.Grade), Utc.FromMs(offer.Place.ArrivedAt),
        offer.Place.Returned, Utc.FromMs(offer.RingsUntil));

    public static QueueSummary Of(QueueSnapshot queue, QueueSettings settings, string readBy, long reading, long now, DisasterLine? line)
    {
        var offered = queue.Offers.Select(offer => offer.Place.ConversationId).ToHashSet();
        return new QueueSummary(
            readBy,
            reading,
            queue.WaitingCount,
            [.. queue.Waiting.Select(place => new PlaceView(
                place.ConversationId, place.Label, place.Channel, Of(place.Grade), Utc.FromMs(place.ArrivedAt), offered.Contains(place.ConversationId),
                place.Returned, place.Moved, Utc.FromMs(place.ArrivedAt + settings.WaitLimit(place.Grade).Ms()),
                place.Wish == 0 ? null : IsKept(place) ? "kept" : "open", IsKept(place) ? Utc.FromMs(place.WishUntil) : null,
                place.IsOfDisaster(now) ? Utc.FromMs(place.DisasterUntil) : null))],
            queue.Staff.Count(staff => staff.Present),
            queue.Staff.Count(staff => staff is { Present: true, Available: true }),
            Disaster: line is null ? null : new DisasterLineView(Utc.FromMs(line.Since), line.Until, OfDisaster(line)));

        // Where everybody is named, they are counted as they are named; otherwise as the records were counted last.
        long OfDisaster(DisasterLine line) => queue.Waiting.Count == queue.WaitingCount ? queue.Waiting.Count(place => place.IsOfDisaster(now)) : line.Waiting;
        bool IsKept(QueuePlace place) => place.WaitsForWish(now) && queue.Staff.Any(staff => staff.Meets(place.Wish));
    }

    /// <summary>When a counsellor chose people of a disaster first; nothing when they did not.</summary>
    public static DateTimeOffset? Chosen(ShiftRow? said) => said is { DisasterFirstAt: > 0 and var at } ? Utc.FromMs(at) : null;

    public static BlockView Of(StandingBlock standing) => new(
        standing.Block.Id, standing.Block.Label, Utc.FromMs(standing.Block.MadeAt), Utc.FromMs(standing.Block.UntilAt), standing.By, standing.Reason);

    private static PartPriceView? PriceOf(Conversation c, OrganisationDirectory organisations) =>
        c.Channel == ChannelNames.Sms && organisations.FindSms(c.ChannelAccount["sms/".Length..])?.PartPrice is { } price ? new(price.Amount, price.Currency) : null;

    private static string Of(Grade grade) => grade.ToString().ToLowerInvariant();
}
