using Gateway.Primitives;

namespace Gateway.Organisations;

/// <summary>A member body (団体), as the set-up file describes it.</summary>
/// <param name="Id">Its short name in addresses and records.</param>
/// <param name="Name">Its full name in Japanese.</param>
/// <param name="NameEn">Its full name in English, where there is one.</param>
/// <param name="ContactName">How it names itself to a person.</param>
/// <param name="OpeningHours">When somebody is usually there, in words; shown when nobody is on shift.</param>
/// <param name="OpeningHoursEn">The same in English.</param>
/// <param name="Closed">It works no more: nobody signs in, no channel answers, its records stay.</param>
/// <param name="Attachments">What it takes from persons besides words.</param>
/// <param name="LargestAttachmentMb">How large one of these may be, in MiB.</param>
public sealed record Organisation(
    string Id, string Name, string? NameEn, string ContactName, string? OpeningHours, string? OpeningHoursEn, bool Closed,
    TakenAttachments Attachments = TakenAttachments.None, int LargestAttachmentMb = Organisation.UsualAttachmentMb)
{
    /// <summary>It runs a gateway of its own (see <see cref="PartnerGateway"/>): nobody of it signs in here, and it has no queue here.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>Where the guide speaks, and whether it asks.</summary>
    public GuideUse Guide { get; init; } = GuideUse.LineAndChat;

    /// <summary>The guide's questions, in their order; none: all of them in the usual one.</summary>
    public IReadOnlyList<string> GuideQuestions { get; init; } = [];

    /// <summary>What is asked on the web chat after a talk, in this order; nothing unless listed.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>How large an attachment may be where the set-up file does not say, in MiB.</summary>
    public const int UsualAttachmentMb = 10;

    /// <summary>The intake bot that was chosen; nothing for the gateway's own.</summary>
    public IntakeBotAccount? IntakeBot { get; init; }

    /// <summary>What stands on every sheet about the sender; nothing where the counsellors write it each time.</summary>
    public SheetSender? Sheet { get; init; }

    /// <summary>As <see cref="LargestAttachmentMb"/>, in bytes.</summary>
    public long LargestAttachment => LargestAttachmentMb * 1024L * 1024;

    /// <summary>How it names itself to a person who reads <paramref name="language"/> (<c>ja</c>, <c>en</c> …): Latin letters for everybody who does not read Japanese.</summary>
    public string ContactNameIn(string language) => IsJapanese(language) ? ContactName : NameEn ?? ContactName;

    /// <summary>Its opening hours in words, in the nearest language there is; nothing when none were given.</summary>
    public string? OpeningHoursIn(string language) => IsJapanese(language) ? OpeningHours : OpeningHoursEn ?? OpeningHours;

    private static bool IsJapanese(string language) => language == "ja" || language.StartsWith("ja-", StringComparison.Ordinal);
}

/// <summary>Where the gateway's own guide speaks with people who wait.</summary>
public enum GuideUse
{
    /// <summary>Nowhere: people are greeted, told the short notice and their place, and nothing is asked.</summary>
    None,

    /// <summary>On LINE and the web chat it gives the notice in six points, and asks nothing.</summary>
    Notice,

    /// <summary>On LINE and the web chat, where an answer is one tap and costs nothing.</summary>
    LineAndChat,

    /// <summary>On SMS too, where every question is billed.</summary>
    Everywhere,
}

/// <summary>What an organisation takes from persons besides words.</summary>
public enum TakenAttachments
{
    /// <summary>Nothing: whoever sends a picture is told so.</summary>
    None,

    /// <summary>Pictures.</summary>
    Pictures,

    /// <summary>Pictures, voice, videos and files.</summary>
    All,
}

/// <summary>One LINE official account.</summary>
/// <param name="Account">Names it in the address of its webhook; unique among LINE accounts.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Destination">The bot's own user id, which LINE puts into every webhook: U and 32 hexadecimal digits.</param>
/// <param name="ChannelSecret">What LINE signs with.</param>
/// <param name="PreviousChannelSecret">Still accepted while the secret is being changed.</param>
/// <param name="Credential">By what LINE knows us when we send.</param>
public sealed record LineAccount(
    string Account, string Organisation, string Destination,
    Redacted<string> ChannelSecret, Redacted<string>? PreviousChannelSecret, LineCredential Credential)
{
    /// <summary>It carries a link to the web chat and nothing else: what people write there is not kept, and what they are told never goes there.</summary>
    public bool EntranceOnly { get; init; }

    /// <summary>共同の窓口: whoever writes here comes to the consortium that its organisation answers for, and is routed to a member.</summary>
    public bool Common { get; init; }

    /// <summary>Every secret that a signature may be made with, the current one first.</summary>
    public IReadOnlyList<Redacted<string>> ChannelSecrets => PreviousChannelSecret is { } previous ? [ChannelSecret, previous] : [ChannelSecret];
}

/// <summary>One web chat.</summary>
/// <param name="Entrance">Names it in its address; unique among web chats.</param>
/// <param name="Organisation">Whose it is.</param>
public sealed record ChatEntrance(string Entrance, string Organisation)
{
    /// <summary>The sites whose pages may show it in a frame, as origins, for example <c>https://www.example.jp</c>. None unless listed.</summary>
    public IReadOnlyList<string> Frames { get; init; } = [];

    /// <summary>共同の窓口: see <see cref="LineAccount.Common"/>.</summary>
    public bool Common { get; init; }
}
