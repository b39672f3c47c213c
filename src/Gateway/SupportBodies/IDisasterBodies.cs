using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.SupportBodies;

/// <summary>What disasters ask of the directory for their time. Whoever knows what holds says it.</summary>
public interface IDisasterBodies
{
    /// <summary>The bodies that are listed first for somebody now, by their ids.</summary>
    /// <param name="reader">Who looks for a body.</param>
    /// <param name="home">Where the person lives, as the reader asks for it; nothing: not said.</param>
    /// <param name="conversation">With whom the reader talks: where nothing is said, what this person told counts. Of a talk that is not the reader's nothing is found.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    Task<IReadOnlySet<string>> FirstForAsync(Staff reader, AreaCode? home, string? conversation, CancellationToken cancel);

    /// <summary>Whether a disaster of an organisation does not hold any more, by its clock or by somebody's word; as this node knows it.</summary>
    bool IsOver(string organisation, string disaster);

    /// <summary>The same, as the caller's own transaction sees it.</summary>
    Task<bool> IsOverAsync(RecordsSession session, string organisation, string disaster);
}
