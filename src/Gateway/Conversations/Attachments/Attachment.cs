using System.Text.Json.Serialization;

namespace Gateway.Conversations.Attachments;

/// <summary>添付: a picture, voice message, video or file. In the person's entry: how it stood when it came. In later entries: how it stands now.</summary>
/// <param name="State">One of <see cref="AttachmentStates"/>.</param>
/// <param name="Id">128 random bits in hexadecimal, under which it is opened; only in the person's entry, and only of what may come.</param>
/// <param name="Type">What it was found to be, for example <c>image/jpeg</c>; once it is here.</param>
/// <param name="Size">How large, in bytes: as the provider says, then as it is kept.</param>
/// <param name="Width">Of a picture, in pixels.</param>
/// <param name="Height">Of a picture, in pixels.</param>
public sealed record Attachment(string State, string? Id = null, string? Type = null, long? Size = null, long? Width = null, long? Height = null);

/// <summary>What a person sent besides words, as the provider announces it.</summary>
/// <param name="Kind">One of <see cref="AttachmentKinds"/>.</param>
/// <param name="Size">How large it is said to be, in bytes.</param>
/// <param name="Elsewhere">It lies at an address that the message names: never fetched, because whoever wrote the message chose the address.</param>
public sealed record SentAttachment(string Kind, long? Size = null, bool Elsewhere = false)
{
    /// <summary>The picture itself, put together anew, where it came together with its announcement: on our own page. Nothing is fetched then.</summary>
    [JsonIgnore]
    public BarePicture? Picture { get; init; }
}

/// <summary>The kinds, as providers tell them apart. What it really is, its first bytes say.</summary>
public static class AttachmentKinds
{
    /// <summary>A picture.</summary>
    public const string Image = "image";

    /// <summary>A video.</summary>
    public const string Video = "video";

    /// <summary>A voice message.</summary>
    public const string Audio = "audio";

    /// <summary>Any file.</summary>
    public const string File = "file";

    /// <summary>Whether there is such a kind.</summary>
    public static bool Has(string kind) => kind is Image or Video or Audio or File;
}

/// <summary>How an attachment stands: a closed list.</summary>
public static class AttachmentStates
{
    /// <summary>It is being fetched from the provider.</summary>
    public const string Waiting = "waiting";

    /// <summary>It is kept here and can be opened.</summary>
    public const string Here = "here";

    /// <summary>The provider does not have it any more.</summary>
    public const string Gone = "gone";

    /// <summary>It is larger than the organisation allows, in bytes or in pixels.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The organisation takes no attachments.</summary>
    public const string NotAllowed = "not_allowed";

    /// <summary>The organisation takes attachments, but not of this kind.</summary>
    public const string KindNotAllowed = "kind_not_allowed";

    /// <summary>It lies at an address of the sender's choice, which is not visited.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>It could not be fetched, or is damaged.</summary>
    public const string Failed = "failed";
}
