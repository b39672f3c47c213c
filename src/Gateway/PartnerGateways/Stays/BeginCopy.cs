using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Somebody comes from another gateway: they join the queue here with the time at which they came at home, or it is said that they may not.</summary>
public sealed class BeginCopy(OpenConversation open, MoveConversation move, GuestStays guests, JoinQueue join, TimeProvider time)
{
    /// <summary>What is answered where nobody may come: by another agreement, in another language, or more than were agreed.</summary>
    public const string Refused = "refused";

    // Longer waits exist, and count as this one.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(24);

    /// <summary>Begins it, within the caller's transaction, or notes that nothing began.</summary>
    /// <returns>The copy, and the conversation where there is one.</returns>
    internal async Task<(GuestCopy Copy, Conversation? Conversation)> BeginAsync(RecordsSession session, PartnerGateway partner, StayCall call, GuestCopy copy)
    {
        if (copy.Over is null && !await MayComeAsync(session, partner, call.Offer!)) copy = copy with { Over = Refused };
        var conversation = copy.Over is null ? await OpenAsync(session, partner, call) : null;
        await GuestCopyRows.BeginAsync(session, partner.Id, copy, conversation?.Id);
        return (copy, conversation);
    }

    // Home counts too, and may lie about it.
    private async Task<bool> MayComeAsync(RecordsSession session, PartnerGateway partner, StayOffer offer) =>
        partner.Takes is { } takes && takes.Agreement == offer.Agreement && takes.Languages.Contains(offer.Language.Split('-')[0]) && await GuestCopyRows.CountAsync(session, partner.Id) < takes.AtOnce
        && await GuestCopyRows.CountSinceAsync(session, partner.Id, JapaneseDay.StartOf(time.GetUtcNow()).ToUnixTimeMilliseconds()) < takes.PerDay;

    private async Task<Conversation> OpenAsync(RecordsSession session, PartnerGateway partner, StayCall call)
    {
        var offer = call.Offer!;
        // The stay is the address: whoever comes again is a stranger here.
        var conversation = await open.OpenAsync(session, partner.Id, offer.Channel, $"{ChannelNames.Partner}/{partner.Id}", Redacted.Of(call.Id), offer.Language);
        // A clock that is ahead puts nobody behind those who come later, and no gateway puts its people before everybody of their grade.
        var arrived = Math.Clamp(offer.ArrivedAt.ToUnixTimeMilliseconds(), time.NowMs() - s_longestWait.Ms(), time.NowMs());
        conversation = (await move.JoinAsync(session, conversation with { Host = partner.Organisation, Grade = offer.Grade }, arrived))!;
        await guests.AuditAsync(session, conversation, "gateway", "conversation.guest_came", $"from {partner.Id}");
        session.AfterCommit(() => join.JoinSoon(conversation));
        return conversation;
    }
}
