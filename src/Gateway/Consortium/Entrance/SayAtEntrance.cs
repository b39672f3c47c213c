using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Records.Sealing;

namespace Gateway.Consortium.Entrance;

/// <summary>The gateway's words at a common entrance, and the menu as it is kept. Pure but for the vault.</summary>
internal sealed class SayAtEntrance(PersonTexts texts, OrganisationDirectory organisations, CommonEntrances entrances, Vault vault)
{
    /// <summary>Who is there, and the notice; by SMS one text says all. Somebody in danger gets the short notice, as everywhere: nothing of length stands between them and the numbers to call.</summary>
    /// <param name="conversation">Whose.</param>
    /// <param name="consortium">Whose entrance it is.</param>
    /// <param name="notice">The whole notice, in messages.</param>
    /// <param name="asks">Whether a question follows.</param>
    public IReadOnlyList<NewEntry> Hello(Conversation conversation, ConsortiumRecord consortium, IReadOnlyList<string> notice, bool asks)
    {
        var face = FaceOf(consortium);
        var language = conversation.Language;
        if (conversation.Channel == ChannelNames.Sms) return [texts.Say(language, asks ? "entrance.sms" : "entrance.sms.plain", ("consortium", face.NameIn(language)))];
        var hello = texts.Text(language, "entrance.hello", ("consortium", face.NameIn(language))) + "\n" + texts.Text(language, "entrance.members", ("members", face.MembersIn(language)));
        return [Bot(hello), .. conversation.Grade >= Grade.High ? [texts.Say(language, "notice")] : notice.Select(Bot)];
    }

    /// <summary>The same with a question under it: by SMS in one text, elsewhere as a message of its own.</summary>
    public IReadOnlyList<NewEntry> WithQuestion(Conversation conversation, IReadOnlyList<NewEntry> said, EntranceQuestion question)
    {
        var options = question.Options.Select(option => option.Label).ToList();
        if (conversation.Channel == ChannelNames.Sms && said.Count > 0) return [.. said.SkipLast(1), said[^1] with { Body = said[^1].Body with { Options = options } }];
        var text = said.Count > 0 ? texts.Text(conversation.Language, "entrance.menu") + "\n" + question.Text : question.Text;
        return [.. said, new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: text, Options: options, Choice: Choices.LeaveQueue))];
    }

    /// <summary>The members that somebody may choose, and the words above them; without any, that there is none.</summary>
    public (NewEntry Said, IReadOnlyList<EntranceOption> Offered) Members(Conversation conversation, ConsortiumRecord consortium)
    {
        var language = conversation.Language;
        var current = conversation.Stage == Stage.Waiting ? conversation.Organisation : null;
        List<EntranceOption> offered =
        [
            .. entrances.There(consortium).Where(member => (member.Terms.Takes || member.Organisation == consortium.Responsible) && member.Organisation != current)
                .Take(12).Select(member => EntranceMenu.Of(member.Organisation, NameOf(member.Organisation, language))),
        ];
        var choice = conversation.Stage == Stage.Waiting ? Choices.WhileWaiting(conversation.TellTurn) : Choices.LeaveQueue;
        var said = texts.Say(language, offered.Count == 0 ? "entrance.none" : "entrance.list").With(choice);
        return (said with { Body = said.Body with { Options = offered.Count == 0 ? null : [.. offered.Select(option => option.Label)] } }, offered);
    }

    /// <summary>A sentence about an organisation.</summary>
    public NewEntry Of(Conversation conversation, string key, string organisation, string? before = null) => texts.Say(
        conversation.Language, key, ("organisation", NameOf(organisation, conversation.Language)), ("before", before is null ? "" : NameOf(before, conversation.Language)));

    /// <summary>The same, and how another one is chosen.</summary>
    public NewEntry OfAndOther(Conversation conversation, string key, string organisation)
    {
        var said = Of(conversation, key, organisation);
        return said with { Body = said.Body with { Text = said.Body.Text + "\n" + texts.Text(conversation.Language, "entrance.other", ("choose", Choose(conversation.Language))) } };
    }

    /// <summary>The words of the button by which another member is chosen.</summary>
    public string Choose(string language) => texts.Text(language, "entrance.choose");

    /// <summary>In every language.</summary>
    public IEnumerable<string> EveryChoose => texts.Languages.Select(Choose);

    /// <summary>What a person was offered and has told.</summary>
    public EntranceMenu MenuOf(Conversation conversation, EntranceVisit visit) => visit.Menu is null
        ? new EntranceMenu(null, [])
        : System.Text.Json.JsonSerializer.Deserialize<EntranceMenu>(vault.Open(conversation.WrappedKey, conversation.Id).Open(visit.Menu, EntranceMenu.Place))!;

    /// <summary>The same, sealed.</summary>
    public byte[] Seal(Conversation conversation, EntranceMenu menu) => vault.Open(conversation.WrappedKey, conversation.Id).Seal(menu.ToJson(), EntranceMenu.Place);

    private EntranceFace FaceOf(ConsortiumRecord consortium) => new(
        consortium.Holding!.Charter.Name, consortium.Holding.Charter.NameEn,
        [.. entrances.There(consortium).Select(member => organisations.FindOrganisation(member.Organisation)).OfType<Organisation>()]);

    private string NameOf(string organisation, string language) => organisations.FindOrganisation(organisation)?.ContactNameIn(language) ?? organisation;

    private static NewEntry Bot(string text) => new(EntryKinds.Message, Authors.Bot, new EntryBody(Text: text));
}
