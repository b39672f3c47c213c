using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Notes, in the very transaction of each move, what the other gateway has to be told of it. The keepers tell it.</summary>
public sealed class FollowStays(OrganisationDirectory organisations, TimeProvider time) : IGuestsElsewhere
{
    /// <inheritdoc />
    public Task BeganAsync(RecordsSession session, Conversation conversation, string stayId) => conversation.Host is { } host && organisations.FindPartner(host) is not null
        ? HomeStayRows.BeginAsync(session, stayId, conversation.Id, host, time.NowMs())
        : Task.CompletedTask;

    /// <inheritdoc />
    public Task EndedAsync(RecordsSession session, Conversation conversation, string why) => conversation.IsGuestCopy
        ? GuestCopyRows.EndAsync(session, conversation.Id, why)
        : HomeStayRows.EndAsync(session, conversation.Id, why);

    /// <inheritdoc />
    public Task AlarmAsync(RecordsSession session, Conversation conversation) => GuestCopyRows.AlarmAsync(session, conversation.Id);

    /// <inheritdoc />
    public Task<bool> MaySpeakAsync(RecordsSession session, Conversation conversation) => GuestCopyRows.LivesAsync(session, conversation.Id, time.NowMs());
}
