using System.Text.Json.Serialization;
using Gateway.Worlds;

namespace Gateway.Faults.Files;

/// <summary>What came of asking for attachments on one pair of engines.</summary>
/// <param name="Engine">The engines.</param>
/// <param name="Sessions">Who asked: counsellors, supervisors, administrators, and somebody who has not signed in.</param>
/// <param name="Attachments">Pictures and files, each in a conversation of its own.</param>
/// <param name="Asked">Combinations of session, conversation and attachment.</param>
/// <param name="Own">A counsellor's own.</param>
/// <param name="OwnWrong">Of these, those that did not bring their own bytes.</param>
/// <param name="HeadersWrong">Of these, those with headers under which a browser might make a page of them.</param>
/// <param name="Leaked">All others that were not plainly refused: something came, or it broke off, or failed.</param>
/// <param name="Changed">Ids that were changed a little, by their own counsellor.</param>
/// <param name="ChangedAnswered">Of these, those of which anything came.</param>
/// <param name="Gone">Own ones after the person was given back, or had taken the message back.</param>
/// <param name="GoneAnswered">Of these, those of which anything came.</param>
/// <param name="IdsTwice">Ids that came twice.</param>
/// <param name="FixedDigits">Of the 32 digits of an id, those that are the same in all.</param>
internal sealed record FilesReport(
    Engine Engine, int Sessions, int Attachments, int Asked, int Own, int OwnWrong, int HeadersWrong, int Leaked, int Changed, int ChangedAnswered, int Gone, int GoneAnswered,
    int IdsTwice, int FixedDigits)
{
    /// <summary>Whether the promise was kept.</summary>
    [JsonIgnore]
    public bool Good =>
        Own == Attachments && Asked > Own && Gone > 0 && Changed > 0 && (OwnWrong, HeadersWrong, Leaked, ChangedAnswered, GoneAnswered, IdsTwice, FixedDigits) == (0, 0, 0, 0, 0, 0, 0);
}
