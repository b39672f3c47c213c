using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;

namespace Gateway.Demo;

/// <summary>The example organisations with the secrets of this run: for the gateway's set-up file, the simulators, and <c>demo.json</c>.</summary>
public sealed class DemoSetup(DemoSettings settings, DemoSecrets secrets)
{
    /// <summary>The LINE accounts, for the simulator.</summary>
    public IReadOnlyList<LineAccountOptions> Line { get; } =
        [.. Examples.Organisations.Where(one => one.Line).Select(one => new LineAccountOptions
        {
            Account = one.Id,
            Destination = Destination(one.Id),
            ChannelSecret = secrets[Name(one.Id, "LINE_SECRET")],
            AccessToken = secrets[Name(one.Id, "LINE_TOKEN")],
            StrangersAreFriends = true,
        })];

    /// <summary>The SMS numbers, for the simulator.</summary>
    public IReadOnlyList<SmsNumberOptions> Sms { get; } =
        [.. Examples.Organisations.Where(one => one.SmsNumber is not null).Select(one => new SmsNumberOptions
        {
            Account = one.Id,
            Number = one.SmsNumber!,
            AccessKey = secrets.AccessKey(Name(one.Id, "ACS_KEY")),
            EventsKey = secrets[Name(one.Id, "EVENTS_KEY")],
        })];

    /// <summary>All that a script needs to know.</summary>
    public DemoDescription Describe()
    {
        var gateway = DemoSettings.Plain(settings.Gateway);
        return new DemoDescription(
            gateway,
            $"{gateway}/hubs/console",
            [.. Line.Select(one => new DemoLine(one.Account, $"{gateway}/channels/line/{one.Account}/webhook", one.ChannelSecret, one.Destination))],
            [.. Sms.Select(one => new DemoSms(one.Account, "acs", $"{gateway}/channels/sms/{one.Account}/events", one.EventsKey, one.Number))],
            [
                .. Examples.Organisations.Where(one => one.Chat).Select(one => new DemoChat(one.Id, $"{gateway}/chat/{one.Id}")),
                .. Examples.Organisations.Where(one => one.CommonChat is not null).Select(one => new DemoChat(one.Id, $"{gateway}/chat/{one.CommonChat}", Common: true)),
            ],
            [.. Examples.Organisations.SelectMany(one => one.People.Select(person =>
                new DemoPerson(one.Id, person.Role, person.UserName, secrets.Password(PasswordName(person)))))]);
    }

    /// <summary>The set-up file. It holds the names of secrets, never a secret.</summary>
    public string Yaml()
    {
        var text = new StringBuilder("# Made by the demo at each start. The secrets are environment variables of its process.\norganisations:\n");
        foreach (var one in Examples.Organisations)
        {
            Add($"  - id: {one.Id}");
            Add($"    name: {one.Name}");
            Add($"    nameEn: {one.NameEn}");
            Add($"    openingHours: {one.Hours}");
            Add($"    openingHoursEn: \"{one.HoursEn}\"");
            Add($"    attachments: {one.Attachments}");
            if (one.Sender is { } sender)
                Add($"    sheet:\n      address: {sender.Address}\n      representative: {sender.Representative}\n      supervisor: {sender.Supervisor}\n      contact: {sender.Contact}");
            if (one.Line)
                AddLine(one);
            if (one.SmsNumber is not null)
                AddSms(one);
            if (one.Chat)
                Add($"    chat:\n      - entrance: {one.Id}");
            if (one.CommonChat is { } common)
                Add($"      - entrance: {common}\n        commonEntrance: true");
            Add($"    people:");
            foreach (var person in one.People)
                AddPerson(person);
        }
        return text.ToString();

        void AddLine(ExampleOrganisation one)
        {
            Add($"    line:\n      - account: {one.Id}\n        destination: {Destination(one.Id)}");
            Add($"        channelSecret: env:{Name(one.Id, "LINE_SECRET")}\n        accessToken: env:{Name(one.Id, "LINE_TOKEN")}");
            // A link needs an address that is reached; the demo gives one on this machine alone.
            if (one.LineIsEntrance && settings.Gateway.IsLoopback)
                Add($"        mode: entrance");
        }

        void AddSms(ExampleOrganisation one)
        {
            Add($"    sms:\n      - account: {one.Id}\n        provider: acs\n        number: \"{one.SmsNumber}\"\n        partPrice: \"8.8 JPY\"");
            Add($"        endpoint: {DemoSettings.Plain(settings.Phones)}");
            Add($"        accessKey: env:{Name(one.Id, "ACS_KEY")}\n        eventsKey: env:{Name(one.Id, "EVENTS_KEY")}");
        }

        void AddPerson(ExamplePerson person)
        {
            secrets.Password(PasswordName(person));
            Add($"      - userName: {person.UserName}\n        name: {person.Name}\n        role: {person.Role}");
            Add($"        password: env:{PasswordName(person)}");
        }

        void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string PasswordName(ExamplePerson person) => Name(person.UserName, "PASSWORD");

    private static string Name(string of, string what) => $"{of.ToUpperInvariant()}_{what}";

    // The same at every start, as a real account's would be: kept records find their account again.
    private static string Destination(string account) => "U" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account))[..16]);
}
