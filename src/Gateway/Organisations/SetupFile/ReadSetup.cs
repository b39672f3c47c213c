using Gateway.Primitives;

namespace Gateway.Organisations.SetupFile;

/// <summary>Walks through a set-up file from top to bottom and goes on after every problem, so that one start tells them all.</summary>
internal sealed class ReadSetup
{
    private const int ShortestPassword = PasswordRules.Shortest;
    private static readonly string[] s_contents = ["line", "sms", "chat", "people", "partnerGateways"];

    private readonly SecretSources _secrets;
    private readonly Unique<PartnerKey> _partnerKeys;
    private readonly List<(SetupSection Section, SetupField Id)> _partners = [];

    public ReadSetup(SecretSources secrets)
    {
        _secrets = secrets;
        (Organisations, Line, Sms, Chat, People, PartnerGateways, _partnerKeys) = (new(Problems), new(Problems), new(Problems), new(Problems), new(Problems), new(Problems), new(Problems));
    }

    public List<SetupProblem> Problems { get; } = [];

    public Unique<Organisation> Organisations { get; }

    public Unique<LineAccount> Line { get; }

    public Unique<SmsAccount> Sms { get; }

    public Unique<ChatEntrance> Chat { get; }

    public Unique<SetupPerson> People { get; }

    public Unique<PartnerGateway> PartnerGateways { get; }

    public void Read(SetupNode root)
    {
        var file = new SetupSection(root, "", Problems);
        var organisations = file.List("organisations").ToList();
        if (organisations.Count == 0 && Problems.Count == 0) file.Problem("organisations", root.Line, "at least one organisation must be listed");
        foreach (var organisation in organisations) ReadOrganisation(organisation);
        foreach (var (partner, id) in _partners.Where(one => Organisations.All.Any(organisation => organisation.Id == one.Id.Text)))
            partner.Problem("id", id.Line, "is the id of an organisation of this gateway; choose another for the partner");
        file.RefuseOtherKeys();
    }

    private void ReadOrganisation(SetupSection section)
    {
        var id = section.Slug("id");
        var name = section.Required("name");
        var nameEn = section.Optional("nameEn")?.Text;
        var contactName = section.Optional("contactName")?.Text ?? name?.Text;
        var (hours, hoursEn) = (section.Optional("openingHours")?.Text, section.Optional("openingHoursEn")?.Text);
        var closed = section.Flag("closed");
        var (attachments, largest) = (Attachments(section), LargestAttachment(section));
        var (guide, questions) = ReadGuide.From(section);
        var bot = ReadIntakeBot.Read(section, _secrets);
        var after = ReadGuide.After(section);
        var sheet = ReadSheetSender.Read(section);
        // An id that is not usable must not keep the rest from being checked.
        var owner = id?.Text ?? "";
        if (id is { Text: "gateway" } reserved) section.Problem("id", reserved.Line, "\"gateway\" is the gateway's own name in the audit trail; choose another");
        if (id is { } field && contactName is not null)
            Organisations.Add(new(owner, name?.Text ?? "", nameEn, contactName, hours, hoursEn, closed, attachments, largest) { Guide = guide, GuideQuestions = questions, IntakeBot = bot, After = after, Sheet = sheet }, field);
        if (closed) section.PassOver(s_contents);
        else ReadContents(section, owner);
        section.RefuseOtherKeys();
    }

    private static TakenAttachments Attachments(SetupSection section)
    {
        if (section.Optional("attachments") is not { } field) return TakenAttachments.None;
        if (SetupForms.Attachments(field.Text) is { } taken) return taken;
        section.Problem("attachments", field.Line, "must be none, pictures or all");
        return TakenAttachments.None;
    }

    private static int LargestAttachment(SetupSection section)
    {
        if (section.Optional("largestAttachmentMb") is not { } field) return Organisation.UsualAttachmentMb;
        if (SetupForms.Megabytes(field.Text, 50) is { } largest) return largest;
        section.Problem("largestAttachmentMb", field.Line, "must be a number from 1 to 50");
        return Organisation.UsualAttachmentMb;
    }

    private void ReadContents(SetupSection section, string owner)
    {
        foreach (var line in section.List("line")) ReadLine(line, owner);
        foreach (var sms in section.List("sms")) ReadSms.Read(sms, owner, _secrets, Sms);
        foreach (var chat in section.List("chat"))
        {
            var frames = chat.Texts("frames", SetupForms.Origin,
                "must be a site that may show the chat, beginning with https:// (http:// only for this machine itself), with nothing after the host");
            var common = chat.Flag("commonEntrance");
            if (chat.Slug("entrance") is { } entrance) Chat.Add(new(entrance.Text, owner) { Frames = frames, Common = common }, entrance);
            chat.RefuseOtherKeys();
        }

        foreach (var person in section.List("people")) ReadPerson(person, owner);
        foreach (var partner in section.List("partnerGateways"))
        {
            if (ReadPartnerGateway.Read(partner, owner, _secrets, PartnerGateways, _partnerKeys) is { } id) _partners.Add((partner, id));
        }
    }

    private void ReadLine(SetupSection section, string owner)
    {
        var account = section.Slug("account");
        var destination = section.Required("destination", text => SetupForms.IsDestination(text) ? text : null,
            "must be the bot's own user id: U and 32 hexadecimal digits in lower case (the command check-line tells it)");
        var secret = section.Secret("channelSecret", _secrets);
        var previous = section.Secret("previousChannelSecret", _secrets, optional: true);
        var credential = ReadLineCredential.Read(section, _secrets);
        var (entranceOnly, common) = (IsEntrance(section), section.Flag("commonEntrance"));
        if (entranceOnly && common)
            section.Problem("commonEntrance", section.Optional("commonEntrance")!.Value.Line, "with mode: entrance LINE carries only a link; make the web chat the common entrance instead");
        if (account is { } a && destination is { } d)
            Line.Add(new(a.Text, owner, d.Value, secret ?? default, previous, credential) { EntranceOnly = entranceOnly, Common = common }, a, d.Field);
        section.RefuseOtherKeys();
    }

    private static bool IsEntrance(SetupSection section)
    {
        if (section.Optional("mode") is not { } mode) return false;
        if (mode.Text is not ("relay" or "entrance"))
            section.Problem("mode", mode.Line, "must be relay (people talk inside LINE) or entrance (LINE carries only a link to the web chat)");
        return mode.Text == "entrance";
    }

    // Without it nobody knows to which desk the account leads; with it on a counsellor's account somebody mistook the one for the other.
    private static string? ReadBody(SetupSection section, string? role)
    {
        var body = section.Optional("body");
        if (role == Roles.SupportBody && body is null) section.Problem("body", section.Optional("role")!.Value.Line, "is needed for this role: the id of the body in the directory");
        if (body is { } given && (role != Roles.SupportBody || !Ids.IsId(given.Text)))
            section.Problem("body", given.Line, $"must be the id of a body in the directory (a UUID in lower case), and only for the role {Roles.SupportBody}");
        return body?.Text;
    }

    private void ReadPerson(SetupSection section, string owner)
    {
        var userName = section.Required("userName", text => SetupForms.IsUserName(text) ? text : null,
            "must be 2 to 64 letters (a-z), digits, or any of . _ - @, and not begin with @");
        var name = section.Required("name");
        var role = section.Required("role", text => Roles.All.Contains(text) || text == Roles.SupportBody ? text : null, $"there is no such role (there are: {string.Join(", ", Roles.All)}, {Roles.SupportBody})");
        var body = ReadBody(section, role?.Value);
        var password = section.Secret("password", _secrets);
        if (password is { } secret && secret.Value.Length < ShortestPassword)
            section.Problem("password", section.Optional("password")!.Value.Line, $"the password is too short; it needs at least {ShortestPassword} characters");
        if (userName is { } u) People.Add(new(u.Value, name?.Text ?? "", role?.Value ?? "", owner, password ?? default, body), u.Field);
        section.RefuseOtherKeys();
    }
}
