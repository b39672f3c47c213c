using System.Text.Json.Serialization;
using Gateway.Records;

namespace Gateway.Mail;

/// <summary>An e-mail in plain text. It never holds anything of a person: whoever reads along learns that there is something to read, and nothing else.</summary>
/// <param name="To">To which address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The text.</param>
public sealed record Letter(string To, string Subject, string Text)
{
    /// <summary>Never the content: it may hold a link or a code.</summary>
    public override string ToString() => "[letter]";
}

/// <summary>How a letter fared at the server.</summary>
public enum CarriedLetter
{
    /// <summary>The server has taken it.</summary>
    Taken,

    /// <summary>Not now: it is tried again.</summary>
    Later,

    /// <summary>Never: there is no such address, or the server refuses it for good.</summary>
    Refused,
}

/// <summary>Carries a letter to the server.</summary>
public interface ICarryLetters
{
    /// <summary>Carries it; it does not throw for what a server may say.</summary>
    Task<CarriedLetter> CarryAsync(Letter letter, CancellationToken cancel);
}

/// <summary>Somebody who must know, in the transaction in which a letter is given up.</summary>
public interface IWhenLetterIsLost
{
    /// <summary>Follows it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="reference">What it was about: the id under which it was posted.</param>
    Task FollowAsync(RecordsSession session, string reference);
}

[JsonSerializable(typeof(Letter))]
internal sealed partial class LetterJson : JsonSerializerContext;
