namespace Gateway.Handoff.Introductions;

/// <summary>紹介: what a support body tells the line of somebody who agreed to it, and the card by which they come. Nothing is begun in their place.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">The line.</param>
/// <param name="Body">Who introduces: the body's id in the line's directory.</param>
/// <param name="Language">In which language the card was handed out: <c>ja</c>, <c>ja-simple</c> or <c>en</c>.</param>
/// <param name="WrittenAt">In milliseconds.</param>
/// <param name="Until">Until when the card can be used, in milliseconds.</param>
/// <param name="State">How it stands.</param>
/// <param name="Note">What the body wrote; nothing once it was let through, left out, or is over.</param>
/// <param name="AsksAnswer">Whether the body asked to hear that the person came.</param>
/// <param name="HolderAccount">At which account the card was opened; nothing before.</param>
/// <param name="HolderHash">By whom: the keyed hash of a phone or a browser.</param>
/// <param name="ConversationId">The talk that it belongs to; nothing before the person has written.</param>
/// <param name="Code">Two digits by which an answer in words names it.</param>
/// <param name="MayTell">Whether the person agreed that the body hears that they came.</param>
/// <param name="CameAt">When they came, where the body may know it.</param>
/// <param name="TakenBackAt">When the body took it back.</param>
internal sealed record Introduction(
    string Id, string Organisation, string Body, string Language, long WrittenAt, long Until, IntroductionState State, IntroductionNote? Note, bool AsksAnswer,
    string? HolderAccount, byte[]? HolderHash, string? ConversationId, string? Code, bool MayTell, long? CameAt, long? TakenBackAt)
{
    /// <summary>Whether the card can still be used by whoever holds it.</summary>
    public bool IsAlive(long now) => TakenBackAt is null && State != IntroductionState.Over && Until > now;

    /// <summary>Whether this phone or browser opened it.</summary>
    public bool IsHeldBy(string account, byte[] hash) => HolderAccount == account && HolderHash is { } holder && holder.AsSpan().SequenceEqual(hash);
}

/// <summary>How an introduction stands. What a body may know of it is less: see <see cref="IntroductionRules"/>.</summary>
internal enum IntroductionState
{
    /// <summary>The card was handed out.</summary>
    Written = 1,

    /// <summary>The person has opened it, and has not said yet whether it may be read.</summary>
    Held = 2,

    /// <summary>The person lets the counsellor read it.</summary>
    Shown = 3,

    /// <summary>The person leaves it out; it is gone.</summary>
    Hidden = 4,

    /// <summary>Over, and gone, without an answer.</summary>
    Over = 5,
}

/// <summary>What a body writes: as short as a card.</summary>
/// <param name="From">Who sends: name and role.</param>
/// <param name="Why">Why.</param>
/// <param name="Wish">What the person wishes.</param>
/// <param name="Yes">How the person said yes to it, for example in words on a visit.</param>
internal sealed record IntroductionNote(string From, string Why, string Wish, string Yes)
{
    /// <summary>The longest name and role, in UTF-16 units; so with the way of the yes.</summary>
    public const int LongestLine = 80;

    /// <summary>The longest reason, and the longest wish, in UTF-16 units: with the question above them they still fit into one long SMS.</summary>
    public const int LongestText = 200;

    /// <summary>Whether all four are said, and none is too long.</summary>
    public bool IsWhole => Fits(From, LongestLine) && Fits(Yes, LongestLine) && Fits(Why, LongestText) && Fits(Wish, LongestText);

    /// <summary>The note as the person and the counsellor read it, in the language in which it was written.</summary>
    /// <param name="body">The official name of the body.</param>
    public string Read(string body) => $"{body}({From})\n紹介の理由: {Why}\nご本人の希望: {Wish}\n同意: {Yes}";

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";

    private static bool Fits(string text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;
}
