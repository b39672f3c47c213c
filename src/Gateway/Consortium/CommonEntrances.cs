using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Consortium;

/// <summary>
/// 共同の窓口: which accounts are a consortium's own. The set-up file declares them with the organisation that runs them; they are one while that organisation is responsible for a consortium that holds, takes part itself,
/// and has agreed to share channel and language, which every counsellor's screen shows. Otherwise they are ordinary accounts of that organisation.
/// </summary>
public sealed class CommonEntrances(IRecords records, OrganisationDirectory organisations, TimeProvider time)
{
    /// <summary>Whether an account is declared one.</summary>
    public bool Is(string channelAccount) => organisations.IsCommon(channelAccount);

    /// <summary>How a common entrance names itself; nothing while it is none.</summary>
    /// <param name="channelAccount">The account.</param>
    /// <param name="organisation">Who runs it.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public async Task<EntranceFace?> FaceAsync(string channelAccount, string organisation, CancellationToken cancel = default) =>
        Is(channelAccount) && await records.ReadAsync(session => ActiveAsync(session, organisation), cancel) is { Holding.Charter: var charter } consortium
            ? new EntranceFace(charter.Name, charter.NameEn, [.. There(consortium).Select(member => organisations.FindOrganisation(member.Organisation)).OfType<Organisation>()])
            : null;

    /// <summary>The addresses and numbers of the common entrances that an organisation runs, as people know them.</summary>
    public IReadOnlyList<string> Of(string organisation) =>
    [
        .. organisations.ChatEntrances.Where(one => one.Common && one.Organisation == organisation).Select(one => $"/chat/{one.Entrance}"),
        .. organisations.SmsAccounts.Where(one => one.Common && one.Organisation == organisation).Select(one => one.Number),
        .. organisations.LineAccounts.Where(one => one.Common && one.Organisation == organisation).Select(_ => "LINE"),
    ];

    /// <summary>The consortium whose common entrances an organisation runs at this moment; nothing when there is none.</summary>
    internal async Task<ConsortiumRecord?> ActiveAsync(RecordsSession session, string organisation)
    {
        foreach (var id in await ConsortiumRows.OfResponsibleAsync(session, organisation))
        {
            if (await ConsortiumRows.FindAsync(session, id) is { } consortium && IsActive(consortium)) return consortium;
        }

        return null;
    }

    /// <summary>Whether a consortium has common entrances at this moment.</summary>
    internal bool IsActive(ConsortiumRecord consortium) =>
        Membership.Hindrance(consortium, consortium.Responsible, time.GetUtcNow()) is null
        && consortium.Holding!.Charter.Items is var items && items.Contains(SharedItems.Channel) && items.Contains(SharedItems.Language);

    /// <summary>Why a member answers nobody (any more) who came by an entrance, in a fixed word; nothing while it does.</summary>
    internal string? WhyNot(ConsortiumRecord consortium, string member) =>
        organisations.FindOrganisation(member) is not { Closed: false, Elsewhere: false } ? "closed"
        : Membership.Hindrance(consortium, member, time.GetUtcNow()) is { } hindrance ? ConsortiumJson.TextOf(hindrance).Trim('"') : null;

    /// <summary>The members that take part now, in the order of their ids.</summary>
    internal IEnumerable<Member> There(ConsortiumRecord consortium) => consortium.Holding!.Charter.Members.Order(StringComparer.Ordinal)
        .Where(id => WhyNot(consortium, id) is null).Select(id => consortium.Find(id)!);

    /// <summary>The terms by which is asked; none where the members do not share what people tell of themselves.</summary>
    internal IReadOnlyList<MemberTerms> Asked(ConsortiumRecord consortium) =>
        consortium.Holding!.Charter.Items.Contains(SharedItems.Facts) ? [.. There(consortium).Select(member => member.Terms)] : [];
}

/// <summary>How a common entrance names itself to people.</summary>
/// <param name="Name">The consortium.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Members">Who may answer.</param>
public sealed record EntranceFace(string Name, string NameEn, IReadOnlyList<Organisation> Members)
{
    /// <summary>As in <see cref="Organisation.ContactNameIn"/>.</summary>
    public string NameIn(string language) => language == "ja" || language.StartsWith("ja-", StringComparison.Ordinal) ? Name : NameEn;

    /// <summary>The members' names.</summary>
    public IEnumerable<string> NamesIn(string language) => Members.Select(member => member.ContactNameIn(language));

    /// <summary>The same, each on a line of its own: a name may hold a comma itself.</summary>
    public string MembersIn(string language) => string.Join('\n', NamesIn(language).Select(name => (language.StartsWith("ja", StringComparison.Ordinal) ? "・" : "• ") + name));
}
