using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Twilio;

namespace Gateway.TestKit;

/// <summary>A person of the set-up who signs in to the console.</summary>
public sealed record SetupPerson(string Organisation, string UserName, string Name, string Role, string Password);

/// <summary>How large a set-up is. Each organisation has all of this.</summary>
public sealed record SetupSize
{
    /// <summary>Organisations, named <c>org1</c>, <c>org2</c> …</summary>
    public int Organisations { get; init; } = 1;

    /// <summary>LINE accounts, named <c>org1-line1</c> …</summary>
    public int LineAccounts { get; init; } = 1;

    /// <summary>The kind of access token that the accounts use, as the set-up file names it.</summary>
    public string LineTokenKind { get; init; } = "long-lived";

    /// <summary>Pushes a month that each LINE account may send; nothing: no limit.</summary>
    public int? LineMonthlyQuota { get; init; }

    /// <summary>How long the simulated LINE waits for the answer to a webhook. LINE itself gives up after two seconds; a busy machine must not cost a test a word.</summary>
    public TimeSpan LinePatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the LINE accounts are only entrances to the web chat.</summary>
    public bool EntranceOnly { get; init; }

    /// <summary>Whether the accounts of the first organisation are common entrances of the consortium for which it is responsible.</summary>
    public bool CommonEntrance { get; init; }

    /// <summary>SMS numbers, named <c>org1-sms1</c> …</summary>
    public int SmsNumbers { get; init; }

    /// <summary>Messages a minute that each SMS number may send; 200 is the documented limit of a toll-free number.</summary>
    public int SmsRatePerMinute { get; init; } = 200;

    /// <summary>The Event Grid subscriptions of the SMS numbers deliver CloudEvents, with the key in a header.</summary>
    public bool SmsAsCloudEvents { get; init; }

    /// <summary>SMS numbers of Twilio, named <c>org1-twilio1</c> …</summary>
    public int TwilioNumbers { get; init; }

    /// <summary>Entrances of the web chat, named <c>org1-chat1</c> …</summary>
    public int ChatEntrances { get; init; } = 1;

    /// <summary>Where the guide speaks, as the set-up file says it. Most tests are about other things, and count what is said.</summary>
    public string Guide { get; init; } = "none";

    /// <summary>What is asked after a talk.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>What the organisations take besides words: <c>none</c>, <c>pictures</c> or <c>all</c>.</summary>
    public string Attachments { get; init; } = "none";

    /// <summary>How large one of these may be, in MiB.</summary>
    public int LargestAttachmentMb { get; init; } = 10;

    /// <summary>Sites whose pages may show the entrances in a frame.</summary>
    public IReadOnlyList<string> Frames { get; init; } = [];

    /// <summary>The intake bot of every organisation, as YAML on one line, for example <c>{ mode: expectReplies, url: 'http://127.0.0.1:3978/api/messages', local: true }</c>; nothing: the gateway's own.</summary>
    public string? IntakeBot { get; init; }

    /// <summary>The gateways of partners, of every organisation, as YAML on one line; nothing: none.</summary>
    public string? PartnerGateways { get; init; }

    /// <summary>Counsellors, named <c>org1-person1</c> …</summary>
    public int Counsellors { get; init; } = 2;

    /// <summary>Supervisors, named <c>org1-supervisor1</c> …, after the counsellors in <see cref="RunSetup.People"/>.</summary>
    public int Supervisors { get; init; }

    /// <summary>Coordinators, named <c>org1-coordinator1</c> …, after the supervisors.</summary>
    public int Coordinators { get; init; }

    /// <summary>Administrators, named <c>org1-admin1</c> …; they come after the counsellors.</summary>
    public int Administrators { get; init; }
}

/// <summary>A set-up made for one test run, with new secrets: for the simulators, for the gateway, and for those who sign in.</summary>
public sealed class RunSetup : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-setup-");
    private readonly List<LineAccountOptions> _line = [];
    private readonly List<SmsNumberOptions> _sms = [];
    private readonly List<TwilioNumberOptions> _twilio = [];
    private readonly List<SetupPerson> _people = [];
    private readonly List<string> _chat = [];
    private readonly SetupSize _size;
    private readonly Lazy<RSA> _assertionKey = new(() => RSA.Create(2048));

    /// <summary>Makes names and secrets; the file is written by <see cref="Write"/>, when the simulators' address is known.</summary>
    public RunSetup(SetupSize? size = null)
    {
        _size = size ?? new SetupSize();
        foreach (var organisation in Organisations)
        {
            foreach (var name in Names(organisation, "line", _size.LineAccounts))
                _line.Add(LineAccount(name, _line.Count + 1));
            foreach (var name in Names(organisation, "sms", _size.SmsNumbers))
                _sms.Add(Number(name, _sms.Count + 1) with { RatePerMinute = _size.SmsRatePerMinute, CloudEvents = _size.SmsAsCloudEvents, KeyInHeader = _size.SmsAsCloudEvents });
            foreach (var name in Names(organisation, "twilio", _size.TwilioNumbers))
                _twilio.Add(TwilioNumber(name, _twilio.Count + 1));
            _chat.AddRange(Names(organisation, "chat", _size.ChatEntrances));
            foreach (var name in Names(organisation, "person", _size.Counsellors))
                _people.Add(new SetupPerson(organisation, name, "相談員 " + name, "volunteer", Hex(12)));
            foreach (var name in Names(organisation, "supervisor", _size.Supervisors))
                _people.Add(new SetupPerson(organisation, name, "スーパーバイザー " + name, "supervisor", Hex(12)));
            foreach (var name in Names(organisation, "coordinator", _size.Coordinators))
                _people.Add(new SetupPerson(organisation, name, "コーディネーター " + name, "coordinator", Hex(12)));
            foreach (var name in Names(organisation, "admin", _size.Administrators))
                _people.Add(new SetupPerson(organisation, name, "管理者 " + name, "administrator", Hex(12)));
        }
    }

    /// <summary>How large it is.</summary>
    public SetupSize Size => _size;

    /// <summary>The kind of access token of every LINE account.</summary>
    public string LineTokenKind => _size.LineTokenKind;

    /// <summary>The private key with which tokens are asked for, as PEM; its public half is registered under the id <c>key1</c>.</summary>
    public string LineAssertionKey => _assertionKey.Value.ExportPkcs8PrivateKeyPem();

    /// <summary>The ids of the organisations.</summary>
    public IEnumerable<string> Organisations => Names("", "org", _size.Organisations);

    /// <summary>How long the simulated LINE waits for the answer to a webhook. LINE itself gives up after two seconds; a busy machine must not cost a test a word.</summary>
    public TimeSpan LinePatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the LINE accounts are only entrances to the web chat.</summary>
    public bool EntranceOnly => _size.EntranceOnly;

    /// <summary>The LINE accounts, for the simulator.</summary>
    public IReadOnlyList<LineAccountOptions> Line => _line;

    /// <summary>The SMS numbers, for the simulator.</summary>
    public IReadOnlyList<SmsNumberOptions> Sms => _sms;

    /// <summary>The SMS numbers of Twilio, for the simulator.</summary>
    public IReadOnlyList<TwilioNumberOptions> Twilio => _twilio;

    /// <summary>The entrances of the web chat.</summary>
    public IReadOnlyList<string> Chat => _chat;

    /// <summary>Sites whose pages may show the entrances in a frame.</summary>
    public IReadOnlyList<string> Frames => _size.Frames;

    /// <summary>Those who sign in.</summary>
    public IReadOnlyList<SetupPerson> People => _people;

    /// <summary>A folder of this run: keys, the embedded database, the set-up file.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Writes the set-up file and its secrets; the settings with which a gateway uses them, on the embedded engines.</summary>
    /// <param name="simulators">Where the simulated providers listen.</param>
    public Dictionary<string, string> Write(Uri simulators)
    {
        var file = Path.Combine(Folder, "setup.yaml");
        File.WriteAllText(file, SetupFile.Text(this, simulators.GetLeftPart(UriPartial.Authority), Secret));
        return new Dictionary<string, string>
        {
            ["Gateway:Setup:File"] = file,
            ["Gateway:Records:Engine"] = "Sqlite",
            ["Gateway:Records:Sqlite:File"] = Path.Combine(Folder, "gateway.db"),
            ["Gateway:Spool:Folder"] = Path.Combine(Folder, "spool"),
            ["Gateway:Queue:Engine"] = "InProcess",
            ["Gateway:Keys:Directory"] = Path.Combine(Folder, "keys"),
            ["Gateway:Keys:CreateForDevelopment"] = "true",
            ["Gateway:Channels:Line:Api"] = simulators.GetLeftPart(UriPartial.Authority),
            ["Gateway:Channels:Line:ContentApi"] = simulators.GetLeftPart(UriPartial.Authority),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_assertionKey.IsValueCreated) _assertionKey.Value.Dispose();
        _folder.Delete(recursive: true);
    }

    // By file rather than by environment variable, so that gateways in the test's own process do not share them.
    private string Secret(string name, string value)
    {
        var path = Path.Combine(Folder, name + ".secret");
        File.WriteAllText(path, value, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return "file:" + path;
    }

    private LineAccountOptions LineAccount(string name, int index) => new()
    {
        Account = name,
        Destination = "U" + Hex(16),
        ChannelSecret = Hex(16),
        AccessToken = Hex(32),
        ChannelId = string.Create(CultureInfo.InvariantCulture, $"{1_650_000_000 + index}"),
        AssertionKeys = LineTokenKind == "v2.1" ? new Dictionary<string, string> { ["key1"] = _assertionKey.Value.ExportSubjectPublicKeyInfoPem() } : [],
        MonthlyQuota = _size.LineMonthlyQuota,
        WebhookTimeout = _size.LinePatience,
    };

    private static SmsNumberOptions Number(string name, int index) => new()
    {
        Account = name,
        Number = string.Create(CultureInfo.InvariantCulture, $"+8150{index:00000000}"),
        AccessKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        EventsKey = Hex(16),
    };

    // Its public address is nobody's: what is signed is not where the call arrives, as behind a proxy.
    private static TwilioNumberOptions TwilioNumber(string name, int index) => new()
    {
        Account = name,
        Number = string.Create(CultureInfo.InvariantCulture, $"+8150{index:10000000}"),
        AccountSid = "AC" + Hex(16),
        AuthToken = Hex(16),
        PublicAddress = new Uri("https://gateway.example.jp"),
    };

    private static IEnumerable<string> Names(string organisation, string kind, int count) =>
        Enumerable.Range(1, count).Select(index =>
            string.Create(CultureInfo.InvariantCulture, $"{(organisation.Length == 0 ? "" : organisation + "-")}{kind}{index}"));

    private static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
