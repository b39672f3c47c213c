using System.Collections.Frozen;

namespace Gateway.Organisations;

/// <summary>The organisations and their channel accounts. It does not change while the process lives: a changed file takes effect at the next start.</summary>
public sealed class OrganisationDirectory
{
    private readonly FrozenDictionary<string, Organisation> _organisations;
    private readonly FrozenDictionary<string, LineAccount> _line;
    private readonly FrozenDictionary<string, SmsAccount> _sms;
    private readonly FrozenDictionary<string, ChatEntrance> _chat;
    private readonly IReadOnlyList<PartnerGateway> _partners = [];
    private readonly FrozenDictionary<string, Organisation> _elsewhere = FrozenDictionary<string, Organisation>.Empty;

    /// <summary>Puts a directory together from what a set-up file was found to say.</summary>
    public OrganisationDirectory(
        IReadOnlyList<Organisation> organisations, IReadOnlyList<LineAccount> line, IReadOnlyList<SmsAccount> sms, IReadOnlyList<ChatEntrance> chat)
    {
        (Organisations, LineAccounts, SmsAccounts, ChatEntrances) = (organisations, line, sms, chat);
        _organisations = organisations.ToFrozenDictionary(organisation => organisation.Id);
        _line = line.ToFrozenDictionary(account => account.Account);
        _sms = sms.ToFrozenDictionary(account => account.Account);
        _chat = chat.ToFrozenDictionary(entrance => entrance.Entrance);
    }

    /// <summary>All organisations of this gateway in the order of the file, closed ones too.</summary>
    public IReadOnlyList<Organisation> Organisations { get; }

    /// <summary>The LINE accounts of the organisations that are open.</summary>
    public IReadOnlyList<LineAccount> LineAccounts { get; }

    /// <summary>The SMS numbers of the organisations that are open.</summary>
    public IReadOnlyList<SmsAccount> SmsAccounts { get; }

    /// <summary>The web chats of the organisations that are open.</summary>
    public IReadOnlyList<ChatEntrance> ChatEntrances { get; }

    /// <summary>The gateways of partners with which the organisations that are open exchange.</summary>
    public IReadOnlyList<PartnerGateway> PartnerGateways
    {
        get => _partners;
        init
        {
            _partners = value;
            _elsewhere = value.DistinctBy(partner => partner.Id).ToFrozenDictionary(partner => partner.Id, partner => partner.AsOrganisation());
        }
    }

    /// <summary>The organisation with this id, a closed one too, or one that runs a gateway of its own; nothing when there is none.</summary>
    public Organisation? FindOrganisation(string id) => _organisations.GetValueOrDefault(id) ?? _elsewhere.GetValueOrDefault(id);

    /// <summary>The gateway of an organisation that runs one of its own; nothing when it has none.</summary>
    public PartnerGateway? FindPartner(string organisation) => _elsewhere.ContainsKey(organisation) ? _partners.First(partner => partner.Id == organisation) : null;

    /// <summary>Whether people of the one can go to the other: to every organisation here, and to one elsewhere only from the organisation that exchanges with it.</summary>
    public bool Reaches(string from, string to) => FindPartner(to) is not { } partner || partner.Organisation == from;

    /// <summary>The LINE account with this name.</summary>
    public LineAccount? FindLine(string account) => _line.GetValueOrDefault(account);

    /// <summary>Whether a channel account, for example <c>line/komorebi</c>, carries links to the web chat and nothing else.</summary>
    public bool IsEntranceOnly(string channelAccount) =>
        channelAccount.StartsWith("line/", StringComparison.Ordinal) && FindLine(channelAccount["line/".Length..]) is { EntranceOnly: true };

    /// <summary>共同の窓口: whether a channel account, for example <c>chat/minna</c>, is the common entrance of a consortium.</summary>
    public bool IsCommon(string channelAccount) => channelAccount.Split('/', 2) switch
    {
        ["line", var account] => FindLine(account) is { Common: true },
        ["sms", var account] => FindSms(account) is { Common: true },
        ["chat", var entrance] => FindChat(entrance) is { Common: true },
        _ => false,
    };

    /// <summary>The SMS number with this account name.</summary>
    public SmsAccount? FindSms(string account) => _sms.GetValueOrDefault(account);

    /// <summary>The web chat with this name.</summary>
    public ChatEntrance? FindChat(string entrance) => _chat.GetValueOrDefault(entrance);
}
