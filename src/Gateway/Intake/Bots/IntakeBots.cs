using Gateway.Conversations;
using Gateway.Intake.Bots.Own;
using Gateway.Organisations;

namespace Gateway.Intake.Bots;

/// <summary>Which bot speaks with whom: one of the organisation's own, or the gateway's.</summary>
public sealed class IntakeBots(IEnumerable<IIntakeBot> builtIn, OwnBots own, OrganisationDirectory organisations)
{
    /// <summary>The name of the gateway's own bot in the records.</summary>
    internal const string BuiltIn = "built-in";

    /// <summary>The name of an organisation's own bot in the records.</summary>
    internal const string Own = "own";

    private static readonly string[] s_channels = [ChannelNames.Line, ChannelNames.Sms, ChannelNames.Chat];

    private readonly IIntakeBot? _builtIn = builtIn.LastOrDefault();

    /// <summary>Whether people of this organisation may have a bot.</summary>
    public bool Any(string organisation) => s_channels.Any(channel => NameFor(organisation, channel) is not null);

    /// <summary>Whether the bot that will begin with this person gives the notice itself.</summary>
    internal bool GiveNotice(Conversation conversation) =>
        conversation.Grade < Grade.High && NameFor(conversation) == BuiltIn && _builtIn is IPromptBot prompt && prompt.GivesNotice(ChannelOf(conversation));

    /// <summary>The name of the bot that begins with this person; nothing when there is none.</summary>
    internal string? NameFor(Conversation conversation) => NameFor(conversation.Organisation, ChannelOf(conversation));

    /// <summary>The name of the bot that goes on with this person when theirs is away; nothing when there is none.</summary>
    internal string? NameInstead(string away, Conversation conversation) => away == Own && Serves(conversation.Organisation, ChannelOf(conversation)) ? BuiltIn : null;

    /// <summary>How the person writes at the moment: whoever went on on a page is on the web chat.</summary>
    internal static string ChannelOf(Conversation conversation) => conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat;

    /// <summary>Whether this bot decides when somebody new joins the queue.</summary>
    internal bool LetsIn(string name, string organisation) => name == Own && ChosenBy(organisation) is { LetsIn: true };

    /// <summary>The bot of a talk; nothing when it is there no more.</summary>
    internal IIntakeBot? Find(string name, Conversation conversation) => name == Own ? own.Find(conversation.Organisation) : _builtIn;

    private string? NameFor(string organisation, string channel) => ChosenBy(organisation) is not null ? Own : Serves(organisation, channel) ? BuiltIn : null;

    private bool Serves(string organisation, string channel) => _builtIn?.Serves(organisation, channel) ?? false;

    private IntakeBotAccount? ChosenBy(string organisation) => organisations.FindOrganisation(organisation)?.IntakeBot;
}
