using Gateway.Conversations;

namespace Gateway.Intake.Bots;

/// <summary>Which bot speaks with whom.</summary>
public sealed class IntakeBots(IEnumerable<IIntakeBot> builtIn)
{
    /// <summary>The name of the gateway's own bot in the records.</summary>
    internal const string BuiltIn = "built-in";

    private static readonly string[] s_channels = [ChannelNames.Line, ChannelNames.Sms, ChannelNames.Chat];

    private readonly IIntakeBot? _builtIn = builtIn.LastOrDefault();

    /// <summary>Whether people of this organisation may have a bot.</summary>
    public bool Any(string organisation) => NameFor(organisation) is not null && s_channels.Any(channel => Serves(organisation, channel));

    /// <summary>Whether the bot that will begin with this person gives the notice itself.</summary>
    internal bool GiveNotice(Conversation conversation) =>
        conversation.Grade < Grade.High && NameFor(conversation) == BuiltIn && _builtIn is IPromptBot prompt && prompt.GivesNotice(ChannelOf(conversation));

    /// <summary>The name of the bot that begins with this person; nothing when there is none.</summary>
    internal string? NameFor(Conversation conversation) =>
        NameFor(conversation.Organisation) is { } name && (name != BuiltIn || Serves(conversation.Organisation, ChannelOf(conversation))) ? name : null;

    /// <summary>How the person writes at the moment: whoever went on on a page is on the web chat.</summary>
    internal static string ChannelOf(Conversation conversation) => conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat;

    /// <summary>The name of the bot that begins with somebody new; nothing when there is none.</summary>
    internal string? NameFor(string organisation) => _builtIn is null ? null : BuiltIn;

    /// <summary>The name of the bot that goes on when this one is away; nothing when there is none.</summary>
    internal string? NameInstead(string away) => away == BuiltIn || _builtIn is null ? null : BuiltIn;

    /// <summary>Whether this bot decides when somebody new joins the queue.</summary>
    internal static bool LetsIn(string name, string organisation) => name != BuiltIn && organisation.Length == 0;

    private bool Serves(string organisation, string channel) => _builtIn?.Serves(organisation, channel) ?? false;

    /// <summary>The bot of a talk; nothing when it is there no more.</summary>
    internal IIntakeBot? Find(string name, Conversation conversation) => name == BuiltIn ? _builtIn : null;
}
