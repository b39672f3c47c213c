using Gateway.Conversations;

namespace Gateway.Intake.Bots;

/// <summary>Which bot speaks with whom.</summary>
public sealed class IntakeBots(IEnumerable<IIntakeBot> builtIn)
{
    /// <summary>The name of the gateway's own bot in the records.</summary>
    internal const string BuiltIn = "built-in";

    private readonly IIntakeBot? _builtIn = builtIn.LastOrDefault();

    /// <summary>Whether people of this organisation may have a bot.</summary>
    public bool Any(string organisation) => NameFor(organisation) is not null;

    /// <summary>The name of the bot that begins with somebody new; nothing when there is none.</summary>
    internal string? NameFor(string organisation) => _builtIn is null ? null : BuiltIn;

    /// <summary>The name of the bot that goes on when this one is away; nothing when there is none.</summary>
    internal string? NameInstead(string away) => away == BuiltIn || _builtIn is null ? null : BuiltIn;

    /// <summary>Whether this bot decides when somebody new joins the queue.</summary>
    internal static bool LetsIn(string name, string organisation) => name != BuiltIn && organisation.Length == 0;

    /// <summary>The bot of a talk; nothing when it is there no more.</summary>
    internal IIntakeBot? Find(string name, Conversation conversation) => name == BuiltIn ? _builtIn : null;
}
