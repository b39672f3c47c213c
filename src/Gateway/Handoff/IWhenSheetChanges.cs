using Gateway.Records;

namespace Gateway.Handoff;

/// <summary>Somebody who must act in the very transaction in which a sheet is written.</summary>
public interface IWhenSheetChanges
{
    /// <summary>Follows it. The conversation is locked.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="revision">The sheet as it now stands.</param>
    Task FollowAsync(RecordsSession session, SheetRevision revision);
}
