using Gateway.Organisations;
using Gateway.Organisations.SetupFile;
using Xunit;

namespace Gateway.Tests.Organisations;

public sealed class SetupFileTests
{
    // Line numbers in the tables below count from this text's first line.
    private const string Good = """
        organisations:
          - id: komorebi
            name: NPO法人 こもれび相談室
            nameEn: Komorebi Counselling (NPO)
            contactName: こもれび
            openingHours: 毎日 13時〜22時
            line:
              - account: komorebi
                destination: U0123456789abcdef0123456789abcdef
                channelSecret: env:LINE_SECRET
                accessToken: env:LINE_TOKEN
            sms:
              - account: komorebi
                provider: acs
                number: "+81 50-0000-0001"
                endpoint: https://example.communication.azure.com
                accessKey: env:ACS_KEY
                eventsKey: env:EVENTS_KEY
                previousEventsKey: env:OLD_EVENTS_KEY
            chat:
              - entrance: komorebi
            people:
              - userName: aoi
                name: あおい
                role: volunteer
                password: env:AOI_PASSWORD
          - id: yoake
            name: よあけ
            people:
              - userName: hikari
                name: ひかり
                role: supervisor
                password: env:HIKARI_PASSWORD
            attachments: pictures
            largestAttachmentMb: 3
        """;

    private static readonly Dictionary<string, string> s_environment = new()
    {
        ["LINE_SECRET"] = "line-secret-value",
        ["LINE_TOKEN"] = "line-token-value",
        ["ACS_KEY"] = Convert.ToBase64String("acs-key-value"u8),
        ["EVENTS_KEY"] = "events-key-value",
        ["OLD_EVENTS_KEY"] = "old-events-key-value",
        ["AOI_PASSWORD"] = "aoi-password-value",
        ["HIKARI_PASSWORD"] = "hikari-password-value",
        ["EMPTY"] = " ",
        ["SHORT"] = "elevenchars",
        ["NOT_BASE64"] = "not*base64*value",
    };

    /// <summary>What is changed in the good file, what it becomes, and the one problem that must be told.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "    nameEn:", "    nameEng:", "organisations[0].nameEng (line 4): there is no such key here; did you mean nameEn?" },
        { "    nameEn:", "    colour:", "organisations[0].colour (line 4): there is no such key here (there are: id, name, nameEn, contactName, openingHours, openingHoursEn, closed, attachments, largestAttachmentMb, guideQuestions, guide, intakeBot, after, sheet, line, sms, chat, people, partnerGateways)" },
        { "channelSecret: env:LINE_SECRET", "channelsecret: env:LINE_SECRET", "organisations[0].line[0].channelSecret (line 8): is missing" },
        { "  - id: yoake\n    name: よあけ", "  - id: yoake", "organisations[1].name (line 27): is missing" },
        { "name: よあけ", "name:", "organisations[1].name (line 28): has no value" },
        { "name: よあけ", "name: [よあけ]", "organisations[1].name (line 28): must be a single text" },
        { "id: yoake", "id: komorebi", "organisations[1].id (line 27): is used already (organisations[0].id); each id may stand once in the file" },
        { "id: yoake", "id: gateway", "organisations[1].id (line 27): \"gateway\" is the gateway's own name in the audit trail; choose another" },
        { "id: yoake", "id: 夜明け", "organisations[1].id (line 27): must be 2 to 40 small letters (a-z), digits or hyphens: it stands in addresses" },
        { "entrance: komorebi", "entrance: Komorebi", "organisations[0].chat[0].entrance (line 21): must be 2 to 40 small letters (a-z), digits or hyphens: it stands in addresses" },
        { "entrance: komorebi", "entrance: komorebi\n        frames: https://city.example", "organisations[0].chat[0].frames (line 22): must be a list" },
        { "entrance: komorebi", "entrance: komorebi\n        frames: [\"*\"]", "organisations[0].chat[0].frames[0] (line 22): must be a site that may show the chat" },
        { "entrance: komorebi", "entrance: komorebi\n        frames: [https://city.example, http://city.example]", "organisations[0].chat[0].frames[1] (line 22): must be a site that may show the chat" },
        { "entrance: komorebi", "entrance: komorebi\n        frames: [https://city.example/page]", "organisations[0].chat[0].frames[0] (line 22): must be a site that may show the chat" },
        { "entrance: komorebi", "entrance: komorebi\n        frames: [\"https://city.example; script-src *\"]", "organisations[0].chat[0].frames[0] (line 22): must be a site that may show the chat" },
        { "destination: U0123456789abcdef0123456789abcdef", "destination: U0123", "organisations[0].line[0].destination (line 9): must be the bot's own user id" },
        { "\"+81 50-0000-0001\"", "050-0000-0001", "organisations[0].sms[0].number (line 15): must be a phone number with its country code" },
        { "provider: acs", "provider: pigeon", "organisations[0].sms[0].provider (line 14): there are two providers: acs" },
        { "https://example", "http://example", "organisations[0].sms[0].endpoint (line 16): must be an address beginning with https://" },
        { "accessToken: env:LINE_TOKEN", "tokenKind: stateless", "organisations[0].line[0].channelId (line 8): is missing" },
        { "accessToken: env:LINE_TOKEN", "accessToken: env:LINE_TOKEN\n        tokenKind: stateless\n        channelId: \"1650000001\"", "organisations[0].line[0].accessToken (line 11): is not used with \"tokenKind: stateless\"; remove it" },
        { "accessToken: env:LINE_TOKEN", "accessToken: env:LINE_TOKEN\n        channelId: \"1650000001\"", "organisations[0].line[0].channelId (line 12): is not used with \"tokenKind: long-lived\"; remove it" },
        { "accessToken: env:LINE_TOKEN", "tokenKind: eternal", "organisations[0].line[0].tokenKind (line 11): there is no such kind of token (there are: long-lived, stateless, v2.1)" },
        { "accessToken: env:LINE_TOKEN", "tokenKind: stateless\n        channelId: 165-001", "organisations[0].line[0].channelId (line 12): must be the channel's id: digits only" },
        { "accessToken: env:LINE_TOKEN", "tokenKind: v2.1\n        channelId: \"1650000001\"", "organisations[0].line[0].assertionKey (line 8): is missing" },
        { "accessToken: env:LINE_TOKEN", "tokenKind: v2.1\n        channelId: \"1650000001\"\n        assertionKeyId: a\n        assertionKey: env:NOT_BASE64", "organisations[0].line[0].assertionKey (line 14): is no private RSA key" },
        { "accessToken: env:LINE_TOKEN", "tokenKind: v2.1\n        tokenHours: 721", "organisations[0].line[0].tokenHours (line 12): must be a number from 1 to 720" },
        { "env:ACS_KEY", "env:NOT_BASE64", "organisations[0].sms[0].accessKey (line 17): the secret is not Base64; copy the whole key from the provider" },
        { "env:EVENTS_KEY", "env:NOWHERE", "organisations[0].sms[0].eventsKey (line 18): there is no environment variable NOWHERE" },
        { "env:EVENTS_KEY", "env:EMPTY", "organisations[0].sms[0].eventsKey (line 18): the environment variable EMPTY is empty" },
        { "env:EVENTS_KEY", "file:/nowhere/key", "organisations[0].sms[0].eventsKey (line 18): there is no file /nowhere/key" },
        { "env:EVENTS_KEY", "literal-secret-value", "organisations[0].sms[0].eventsKey (line 18): a secret may not stand in this file itself; write env:NAME" },
        { "env:LINE_SECRET", "env:literal-secret-value", "organisations[0].line[0].channelSecret (line 10): a secret may not stand in this file itself; write env:NAME" },
        { "env:AOI_PASSWORD", "env:SHORT", "organisations[0].people[0].password (line 26): the password is too short; it needs at least 12 characters" },
        { "role: volunteer", "role: voluntier", "organisations[0].people[0].role (line 25): there is no such role (there are: volunteer, professional, supervisor, coordinator, administrator, supportBody)" },
        { "userName: hikari", "userName: AOI", "organisations[1].people[0].userName (line 30): is used already (organisations[0].people[0].userName)" },
        { "userName: hikari", "userName: ひかり", "organisations[1].people[0].userName (line 30): must be 2 to 64 letters" },
        { "    name: よあけ", "    name: よあけ\n    name: よあけ", "organisations[1].name (line 29): this key stands twice (first on line 28)" },
        { "    name: よあけ", "    name: よあけ\n    closed: maybe", "organisations[1].closed (line 29): must be true or false" },
        { "    name: よあけ", "    name: よあけ\n    attachments: some", "organisations[1].attachments (line 29): must be none, pictures or all" },
        { "    name: よあけ", "    name: よあけ\n    largestAttachmentMb: 51", "organisations[1].largestAttachmentMb (line 29): must be a number from 1 to 50" },
        { "    name: よあけ", "    name: よあけ\n    largestAttachmentMb: -1", "organisations[1].largestAttachmentMb (line 29): must be a number from 1 to 50" },
        { "    name: よあけ", "    name: よあけ\n    sheet: みなと野市1-1", "organisations[1].sheet (line 29): must have keys of its own" },
        { "    name: よあけ", "    name: よあけ\n    sheet:\n      address: みなと野市1-1", "organisations[1].sheet.representative (line 30): is missing" },
        { "    name: よあけ", $"    name: よあけ\n    sheet:\n      address: みなと野市1-1\n      representative: {new string('し', 31)}", "organisations[1].sheet.representative (line 31): must be one line of at most 30 letters" },
        { "    name: よあけ", "    name: よあけ\n    chat: komorebi", "organisations[1].chat (line 29): must be a list, each item beginning with \"- \"" },
        { "    name: よあけ", "    name: よあけ\n    chat:\n      - komorebi", "organisations[1].chat[0] (line 30): keys with values are expected here" },
        { "    name: よあけ", "    name: よあけ\n    chat:\n      - entrance: komorebi", "organisations[1].chat[0].entrance (line 30): is used already (organisations[0].chat[0].entrance)" },
        { "    name: よあけ", "   name: よあけ", "line 28: from here on it cannot be read as YAML" },
        { "    name: よあけ", "    name: よあけ\n    line: [", "line 29: from here on it cannot be read as YAML" },
        { "    name: よあけ", "    name: よあけ\n    line:\n      - account: [a, b\n        destination: x: y", "line 30: from here on it cannot be read as YAML" },
        { "    name: よあけ", "    name: よあけ\n    chat:\n      - entrance: yoake\n        frames: [\"https://a\uD800.example\"]", "organisations[1].chat[0].frames[0] (line 31): must be a site that may show the chat" },
        { "    name: よあけ", "    name: よあけ\n    chat:\n      - entrance: yoake\n        frames: [\"https://\u0378\u0601.example\"]", "organisations[1].chat[0].frames[0] (line 31): must be a site that may show the chat" },
        { "name: よあけ", "name: *anchor", "line 28: references within the file (& and *) are not used" },
        { "organisations:", "organizations:", "organizations (line 1): there is no such key here; did you mean organisations?" },
    };

    [Fact]
    public void A_good_file_is_read_completely()
    {
        var setup = Read(Good);
        Assert.Empty(setup.Problems);
        var organisation = setup.Directory.FindOrganisation("komorebi")!;
        Assert.Equal(new Organisation("komorebi", "NPO法人 こもれび相談室", "Komorebi Counselling (NPO)", "こもれび", "毎日 13時〜22時", null, false), organisation);
        Assert.Equal(("こもれび", "Komorebi Counselling (NPO)"), (organisation.ContactNameIn("ja"), organisation.ContactNameIn("en")));
        Assert.Equal("毎日 13時〜22時", organisation.OpeningHoursIn("en"));
        Assert.Equal("よあけ", setup.Directory.FindOrganisation("yoake")!.ContactName);
        Assert.Equal((TakenAttachments.None, 10), (organisation.Attachments, organisation.LargestAttachmentMb));
        Assert.Equal((TakenAttachments.Pictures, 3), (setup.Directory.FindOrganisation("yoake")!.Attachments, setup.Directory.FindOrganisation("yoake")!.LargestAttachmentMb));

        var line = setup.Directory.FindLine("komorebi")!;
        Assert.Equal(("komorebi", "U0123456789abcdef0123456789abcdef"), (line.Organisation, line.Destination));
        Assert.Equal(["line-secret-value"], line.ChannelSecrets.Select(secret => secret.Value));
        Assert.Equal("line-token-value", Assert.IsType<LineCredential.LongLived>(line.Credential).Token.Value);

        var sms = Assert.IsType<AcsAccount>(setup.Directory.FindSms("komorebi"));
        Assert.Equal(("komorebi", "+815000000001", new Uri("https://example.communication.azure.com")), (sms.Organisation, sms.Number, sms.Endpoint));
        Assert.Equal(["events-key-value", "old-events-key-value"], sms.EventsKeys.Select(secret => secret.Value));
        Assert.Equal(new ChatEntrance("komorebi", "komorebi"), setup.Directory.FindChat("komorebi"));

        Assert.Equal(["aoi あおい volunteer komorebi", "hikari ひかり supervisor yoake"],
            setup.People.Select(person => $"{person.UserName} {person.Name} {person.Role} {person.Organisation}"));
    }

    [Fact]
    public void An_account_may_be_the_common_entrance_of_a_consortium_but_not_one_that_carries_only_links()
    {
        const string chat = "    name: よあけ\n    chat:\n      - entrance: minna\n        commonEntrance: ";
        var setup = Read(Good.Replace("    name: よあけ", chat + "true", StringComparison.Ordinal));
        Assert.Empty(setup.Problems);
        Assert.True(setup.Directory.IsCommon("chat/minna"));
        Assert.False(setup.Directory.IsCommon("chat/komorebi") || setup.Directory.IsCommon("line/komorebi") || setup.Directory.IsCommon("minna"));
        Assert.Equal(
            "organisations[1].chat[0].commonEntrance (line 31): must be true or false",
            Assert.Single(Read(Good.Replace("    name: よあけ", chat + "maybe", StringComparison.Ordinal)).Problems).ToString());
        const string destination = "        destination: U0123456789abcdef0123456789abcdef";
        var both = Assert.Single(Read(Good.Replace(destination, destination + "\n        mode: entrance\n        commonEntrance: true", StringComparison.Ordinal)).Problems);
        Assert.Contains("make the web chat the common entrance instead", both.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_on_every_sheet_about_its_sender_is_said_once()
    {
        var setup = Read(Good.Replace("    name: よあけ", "    name: よあけ\n    sheet:\n      address: みなと野市1-1\n      representative: しみず\n      contact: 夜の8時から", StringComparison.Ordinal));
        Assert.Empty(setup.Problems);
        Assert.Equal(new SheetSender("みなと野市1-1", "しみず", null, "夜の8時から"), setup.Directory.FindOrganisation("yoake")!.Sheet);
        Assert.Null(setup.Directory.FindOrganisation("komorebi")!.Sheet);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_place_and_without_any_secret(string right, string wrong, string problem)
    {
        var at = Good.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The good file has no \"{right}\".");
        var problems = Read(Good.Remove(at, right.Length).Insert(at, wrong)).Problems.Select(found => found.ToString()).ToList();
        Assert.Contains(problems, found => found.StartsWith(problem, StringComparison.Ordinal));
        Assert.All(problems, found => Assert.DoesNotContain("-value", found, StringComparison.Ordinal));
        Assert.All(problems, found => Assert.DoesNotContain("elevenchars", found, StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_the_lines()
    {
        var text = Good;
        foreach (var (right, wrong, _) in Mistakes.Where(row => !row.Data.Item2.Contains("name: よあけ", StringComparison.Ordinal)
            && row.Data.Item3.Contains("organisations[0]", StringComparison.Ordinal)).Select(row => row.Data).DistinctBy(row => row.Item1))
        {
            text = text.Replace(right, wrong, StringComparison.Ordinal);
        }

        var problems = Read(text).Problems;
        Assert.True(problems.Count >= 10, string.Join("\n", problems));
        Assert.Equal(problems.Order(Comparer<SetupProblem>.Create((a, b) => a.Line.CompareTo(b.Line))), problems);
    }

    [Theory]
    [InlineData("", "organisations (line 1): at least one organisation must be listed")]
    [InlineData("organisations:\n", "organisations (line 1): at least one organisation must be listed")]
    [InlineData("organisations: []", "organisations (line 1): at least one organisation must be listed")]
    [InlineData("- komorebi", "line 1: keys with values are expected here, each as \"key: value\"")]
    [InlineData("organisations:\n  - \n", "organisations[0] (line 2): keys with values are expected here, each as \"key: value\"")]
    [InlineData("organisations: [\n", "line 2: from here on it cannot be read as YAML; look at the indentation, quotation marks, brackets and colons of this line and the one before")]
    public void A_file_with_nothing_in_it_is_refused(string text, string problem) =>
        Assert.Equal([problem], Read(text).Problems.Select(found => found.ToString()));

    [Fact]
    public void A_deeply_nested_file_is_refused_and_does_not_exhaust_the_stack() =>
        Assert.Equal("line 1: this is nested too deeply", Assert.Single(Read(new string('[', 100_000)).Problems).ToString());

    [Fact]
    public void A_closed_organisation_keeps_its_name_and_nothing_else()
    {
        var setup = Read(Good.Replace("    name: よあけ", "    name: よあけ\n    closed: true", StringComparison.Ordinal)
            .Replace("env:HIKARI_PASSWORD", "env:NOWHERE", StringComparison.Ordinal));
        Assert.Empty(setup.Problems);
        Assert.True(setup.Directory.FindOrganisation("yoake")!.Closed);
        Assert.Equal(["aoi"], setup.People.Select(person => person.UserName));
    }

    [Fact]
    public void Nothing_that_was_read_can_print_a_secret()
    {
        var setup = Read(Good);
        object[] all = [.. setup.Directory.LineAccounts, .. setup.Directory.SmsAccounts, .. setup.People];
        Assert.All(all, item => Assert.DoesNotContain("-value", item.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void An_http_address_may_lead_to_this_machine_only()
    {
        var setup = Read(Good.Replace("https://example.communication.azure.com", "http://localhost:5090/acs", StringComparison.Ordinal));
        Assert.Empty(setup.Problems);
        Assert.Equal(new Uri("http://localhost:5090/acs"), setup.Directory.SmsAccounts.Single().Endpoint);
    }

    private static SetupReading Read(string text) => SetupReading.FromText(text, new SecretSources(s_environment.GetValueOrDefault, Path.GetTempPath()));
}
