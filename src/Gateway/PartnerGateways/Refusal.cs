namespace Gateway.PartnerGateways;

/// <summary>Why a call of a partner's gateway is refused.</summary>
public enum Refusal
{
    /// <summary>More calls than are agreed.</summary>
    TooMany,

    /// <summary>A larger body than there can be, or one that broke off.</summary>
    TooLarge,

    /// <summary>Not signed in the way of the contract.</summary>
    NotSigned,

    /// <summary>Signed with a key that nobody here knows.</summary>
    UnknownKey,

    /// <summary>The signature does not fit what came, where it came, or the key.</summary>
    BadSignature,

    /// <summary>The clocks are too far apart, or the call is too old.</summary>
    ClocksApart,

    /// <summary>It has come before.</summary>
    Replayed,

    /// <summary>It is signed, and is not what the contract says.</summary>
    Broken,
}

/// <summary>How refusals are told.</summary>
public static class Refusals
{
    /// <summary>The word for programs, for figures and for <c>code</c>; it never changes.</summary>
    public static string Word(this Refusal refusal) => refusal switch
    {
        Refusal.TooMany => "too_many",
        Refusal.TooLarge => "too_large",
        Refusal.NotSigned => "not_signed",
        Refusal.UnknownKey => "unknown_key",
        Refusal.BadSignature => "signature",
        Refusal.ClocksApart => "clocks_apart",
        Refusal.Replayed => "replayed",
        Refusal.Broken => "broken",
    };

    /// <summary>The HTTP status.</summary>
    public static int Status(this Refusal refusal) => refusal switch
    {
        Refusal.TooMany => StatusCodes.Status429TooManyRequests,
        Refusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Refusal.Replayed => StatusCodes.Status409Conflict,
        Refusal.Broken => StatusCodes.Status400BadRequest,
        Refusal.NotSigned or Refusal.UnknownKey or Refusal.BadSignature or Refusal.ClocksApart => StatusCodes.Status401Unauthorized,
    };

    /// <summary>One sentence for whoever runs the other gateway.</summary>
    public static string Title(this Refusal refusal) => refusal switch
    {
        Refusal.TooMany => "More calls than this gateway takes.",
        Refusal.TooLarge => "The body is too large, or did not come whole.",
        Refusal.NotSigned => "The call is not signed as the contract says.",
        Refusal.UnknownKey => "This gateway does not know the key.",
        Refusal.BadSignature => "The signature does not fit the call.",
        Refusal.ClocksApart => "The clocks of the two gateways are too far apart, or the call is too old.",
        Refusal.Replayed => "This very call has come before.",
        Refusal.Broken => "The body is not what the contract says.",
    };
}
