namespace Gateway.Handoff.Introductions;

/// <summary>What a body sees of a card that it handed out.</summary>
internal enum CardSeen
{
    /// <summary>It was handed out and can be used.</summary>
    Out,

    /// <summary>Its days are over. Whether somebody came with it is not told.</summary>
    Past,

    /// <summary>The body took it back.</summary>
    TakenBack,

    /// <summary>The person came, and agreed that the body hears it.</summary>
    Came,
}

/// <summary>What a body may know. Pure.</summary>
/// <remarks>
/// Who came and did not want it told, and who did not come, look the same to the body at every moment: from what it is not told, nothing can be
/// concluded. That is why a used card does not disappear from its list before its last day.
/// </remarks>
internal static class IntroductionRules
{
    /// <summary>How it looks to the body.</summary>
    public static CardSeen SeenByBody(Introduction introduction, long now) => introduction switch
    {
        { TakenBackAt: not null } => CardSeen.TakenBack,
        { MayTell: true, CameAt: not null } => CardSeen.Came,
        _ => introduction.Until > now ? CardSeen.Out : CardSeen.Past,
    };
}
