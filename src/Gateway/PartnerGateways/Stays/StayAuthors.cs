namespace Gateway.PartnerGateways.Stays;

/// <summary>Whose a word is.</summary>
public static class StayAuthors
{
    /// <summary>相談者. Only from home.</summary>
    public const string Person = "person";

    /// <summary>A counsellor of the side that sends it.</summary>
    public const string Counsellor = "counsellor";

    /// <summary>Home's gateway, to the person. Only from home.</summary>
    public const string System = "system";

    /// <summary>A picture or another attachment of the person's: that it came. It stays at home. Only from home.</summary>
    public const string Attachment = "attachment";

    /// <summary>The person has taken a word back. Only from home.</summary>
    public const string TakenBack = "takenBack";

    /// <summary>申し送り: for whoever goes on at home, never for the person. Only from the partner.</summary>
    public const string Note = "note";

    /// <summary>Nothing that the other side is shown: its number alone, so that nothing seems to be missing.</summary>
    public const string Withheld = "withheld";

    /// <summary>What an attachment can be: the text of its word.</summary>
    public static IReadOnlySet<string> Attachments { get; } = new HashSet<string> { "image", "video", "audio", "file" };

    /// <summary>What home may send.</summary>
    public static IReadOnlySet<string> FromHome { get; } = new HashSet<string> { Person, Counsellor, System, Attachment, TakenBack, Withheld };

    /// <summary>What the partner may send.</summary>
    public static IReadOnlySet<string> FromPartner { get; } = new HashSet<string> { Counsellor, Note, Withheld };
}
