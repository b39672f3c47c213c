namespace Gateway.Organisations.SetupFile;

/// <summary>Walks through a set-up file from top to bottom and goes on after every problem, so that one start tells them all.</summary>
internal sealed class ReadSetup
{
    private const int ShortestPassword = 12;
    private static readonly string[] s_contents = ["line", "sms", "chat", "people"];

    private readonly SecretSources _secrets;

    public ReadSetup(SecretSources secrets)
    {
        _secrets = secrets;
        (Organisations, Line, Sms, Chat, People) = (new(Problems), new(Problems), new(Problems), new(Problems), new(Problems));
    }

    public List<SetupProblem> Problems { get; } = [];

    public Unique<Organisation> Organisations { get; }

    public Unique<LineAccount> Line { get; }

    public Unique<SmsAccount> Sms { get; }

    public Unique<ChatEntrance> Chat { get; }

    public Unique<SetupPerson> People { get; }

    public void Read(SetupNode root)
    {
        var file = new SetupSection(root, "", Problems);
        var organisations = file.List("organisations").ToList();
        if (organisations.Count == 0 && Problems.Count == 0) file.Problem("organisations", root.Line, "at least one organisation must be listed");
        foreach (var organisation in organisations) ReadOrganisation(organisation);
        file.RefuseOtherKeys();
    }

    private void ReadOrganisation(SetupSection section)
    {
        var id = Slug(section, "id");
        var name = section.Required("name");
        var nameEn = section.Optional("nameEn")?.Text;
        var contactName = section.Optional("contactName")?.Text ?? name?.Text;
        var (hours, hoursEn) = (section.Optional("openingHours")?.Text, section.Optional("openingHoursEn")?.Text);
        var closed = section.Flag("closed");
        // An id that is not usable must not keep the rest from being checked.
        var owner = id?.Text ?? "";
        if (id is { Text: "gateway" } reserved) section.Problem("id", reserved.Line, "\"gateway\" is the gateway's own name in the audit trail; choose another");
        if (id is { } field && contactName is not null)
            Organisations.Add(new(owner, name?.Text ?? "", nameEn, contactName, hours, hoursEn, closed), field);
        if (closed) section.PassOver(s_contents);
        else ReadContents(section, owner);
        section.RefuseOtherKeys();
    }

    private void ReadContents(SetupSection section, string owner)
    {
        foreach (var line in section.List("line")) ReadLine(line, owner);
        foreach (var sms in section.List("sms")) ReadSms(sms, owner);
        foreach (var chat in section.List("chat"))
        {
            if (Slug(chat, "entrance") is { } entrance) Chat.Add(new(entrance.Text, owner), entrance);
            chat.RefuseOtherKeys();
        }

        foreach (var person in section.List("people")) ReadPerson(person, owner);
    }

    private void ReadLine(SetupSection section, string owner)
    {
        var account = Slug(section, "account");
        var destination = section.Required("destination", text => SetupForms.IsDestination(text) ? text : null,
            "must be the bot's own user id: U and 32 hexadecimal digits in lower case (LINE Developers console, \"Your user ID\" of the bot)");
        var secret = section.Secret("channelSecret", _secrets);
        var previous = section.Secret("previousChannelSecret", _secrets, optional: true);
        var token = section.Secret("accessToken", _secrets);
        if (account is { } a && destination is { } d)
            Line.Add(new(a.Text, owner, d.Value, secret ?? default, previous, token ?? default), a, d.Field);
        section.RefuseOtherKeys();
    }

    private void ReadSms(SetupSection section, string owner)
    {
        var account = Slug(section, "account");
        var provider = section.Required("provider", text => text == "acs" ? text : null, "there is one provider so far: acs (Azure Communication Services)");
        var number = section.Required("number", SetupForms.Number, "must be a phone number with its country code, in quotation marks, for example \"+815000000001\"");
        var endpoint = section.Required("endpoint", SetupForms.Endpoint, "must be an address beginning with https:// (http:// only to this machine itself), with nothing after the path");
        var accessKey = section.Secret("accessKey", _secrets);
        if (accessKey is { } key && !SetupForms.IsBase64(key.Value))
            section.Problem("accessKey", section.Optional("accessKey")!.Value.Line, "the secret is not Base64; copy the whole key from the provider");
        var eventsKey = section.Secret("eventsKey", _secrets);
        var previous = section.Secret("previousEventsKey", _secrets, optional: true);
        if (account is { } a && number is { } n)
        {
            Sms.Add(new(a.Text, owner, provider?.Value ?? "", n.Value, endpoint?.Value ?? new Uri("about:blank"), accessKey ?? default, eventsKey ?? default, previous),
                a, n.Field with { Text = n.Value });
        }

        section.RefuseOtherKeys();
    }

    private void ReadPerson(SetupSection section, string owner)
    {
        var userName = section.Required("userName", text => SetupForms.IsUserName(text) ? text : null,
            "must be 2 to 64 letters (a-z), digits, or any of . _ - @");
        var name = section.Required("name");
        var role = section.Required("role", text => Roles.All.Contains(text) ? text : null, $"there is no such role (there are: {string.Join(", ", Roles.All)})");
        var password = section.Secret("password", _secrets);
        if (password is { } secret && secret.Value.Length < ShortestPassword)
            section.Problem("password", section.Optional("password")!.Value.Line, $"the password is too short; it needs at least {ShortestPassword} characters");
        if (userName is { } u) People.Add(new(u.Value, name?.Text ?? "", role?.Value ?? "", owner, password ?? default), u.Field);
        section.RefuseOtherKeys();
    }

    private static SetupField? Slug(SetupSection section, string key) =>
        section.Required(key, text => SetupForms.IsSlug(text) ? text : null, "must be 2 to 40 small letters (a-z), digits or hyphens: it stands in addresses")?.Field;
}
