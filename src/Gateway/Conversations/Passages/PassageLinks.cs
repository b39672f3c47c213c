using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records.Sealing;

namespace Gateway.Conversations.Passages;

/// <summary>Makes links and knows them again. A link is a bearer secret of 144 bits.</summary>
/// <remarks>
/// The secret is made from the passage's id with the lookup key whenever it is needed, which is when it is sent. The records hold only a
/// keyed hash of it, and the log of the conversation a place where it stood: whoever reads these cannot open the link.
/// </remarks>
public sealed class PassageLinks
{
    private const int Length = 24;

    private readonly Vault _vault;
    private readonly OrganisationDirectory _organisations;
    private readonly PassageSettings _settings;

    /// <summary>Looks whether every account that is only an entrance leads somewhere.</summary>
    /// <exception cref="InvalidOperationException">One does not; the message says which and what to do.</exception>
    public PassageLinks(Vault vault, OrganisationDirectory organisations, PassageSettings settings)
    {
        (_vault, _organisations, _settings) = (vault, organisations, settings);
        if (organisations.LineAccounts.FirstOrDefault(account => account.EntranceOnly && EntranceOf(account.Organisation) is null) is not { } lost) return;
        throw new InvalidOperationException(
            $"The LINE account {lost.Account} has mode entrance, and there is nowhere to go: set Gateway:Passage:Address, and list a chat for {lost.Organisation} in the set-up file.");
    }

    /// <summary>The web chat at which conversations of an organisation go on: its first one; nothing when it has none, or links are off.</summary>
    public ChatEntrance? EntranceOf(string organisation) =>
        _settings.On ? _organisations.ChatEntrances.FirstOrDefault(entrance => entrance.Organisation == organisation) : null;

    /// <summary>The address that opens a passage.</summary>
    /// <param name="passageId">Which passage.</param>
    /// <param name="pageAccount">Where it leads, for example <c>chat/komorebi</c>.</param>
    public string AddressOf(string passageId, string pageAccount) => $"{_settings.Address.TrimEnd('/')}/{pageAccount}/go/{SecretOf(passageId).Value}";

    /// <summary><paramref name="text"/> if it could be the secret of a link.</summary>
    public static Redacted<string>? Checked(string? text) =>
        text is { Length: Length } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? Redacted.Of(text) : null;

    internal byte[] HashOfLinkOf(string passageId) => HashOf(SecretOf(passageId));

    internal byte[] HashOf(Redacted<string> secret) => _vault.LookupHash("passage link", secret.Value);

    private Redacted<string> SecretOf(string passageId) =>
        Redacted.Of(Convert.ToBase64String(_vault.LookupHash("passage", passageId), 0, Length * 3 / 4).Replace('+', '-').Replace('/', '_'));
}
