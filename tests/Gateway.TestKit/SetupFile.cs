using System.Globalization;
using System.Text;
using Gateway.Simulators.Line;

namespace Gateway.TestKit;

/// <summary>Writes a run's set-up as the gateway reads it.</summary>
internal static class SetupFile
{
    /// <param name="setup">What to write.</param>
    /// <param name="simulators">The address that plays the providers of SMS.</param>
    /// <param name="secret">Puts a secret away by name; the reference to it.</param>
    public static string Text(RunSetup setup, string simulators, Func<string, string, string> secret)
    {
        var text = new StringBuilder("organisations:\n");
        foreach (var organisation in setup.Organisations)
        {
            Add($"  - id: {organisation}");
            Add($"    name: 相談室 {organisation}");
            Add($"    nameEn: Counselling {organisation}");
            Add($"    guide: {setup.Size.Guide}");
            if (setup.Size.After.Count > 0) Add($"    after: [{string.Join(", ", setup.Size.After)}]");
            Add($"    attachments: {setup.Size.Attachments}");
            Add($"    largestAttachmentMb: {setup.Size.LargestAttachmentMb}");
            if (setup.Size.IntakeBot is { } bot) Add($"    intakeBot: {bot}");
            if (setup.Size.PartnerGateways is { } partners) Add($"    partnerGateways: {partners}");
            Line(organisation);
            Sms(organisation);
            Chat(organisation);
            People(organisation);
        }
        return text.ToString();

        void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        void Line(string organisation)
        {
            var mine = setup.Line.Where(account => Belongs(account.Account, organisation)).ToList();
            if (mine.Count > 0)
                Add($"    line:");
            foreach (var account in mine)
            {
                Add($"      - account: {account.Account}");
                Add($"        destination: {account.Destination}");
                Add($"        channelSecret: {secret(account.Account + "-channel", account.ChannelSecret)}");
                Token(account);
                if (setup.EntranceOnly) Add($"        mode: entrance");
                Common(organisation);
            }
        }

        void Common(string organisation)
        {
            if (setup.Size.CommonEntrance && organisation == "org1") Add($"        commonEntrance: true");
        }

        void Token(LineAccountOptions account)
        {
            if (setup.LineTokenKind == "long-lived")
            {
                Add($"        accessToken: {secret(account.Account + "-token", account.AccessToken)}");
                return;
            }

            Add($"        tokenKind: {setup.LineTokenKind}");
            Add($"        channelId: \"{account.ChannelId}\"");
            if (setup.LineTokenKind != "v2.1")
                return;
            Add($"        assertionKey: {secret(account.Account + "-key", setup.LineAssertionKey)}");
            Add($"        assertionKeyId: key1");
        }

        void Sms(string organisation)
        {
            var mine = setup.Sms.Where(number => Belongs(number.Account, organisation)).ToList();
            var twilio = setup.Twilio.Where(number => Belongs(number.Account, organisation)).ToList();
            if (mine.Count + twilio.Count > 0)
                Add($"    sms:");
            foreach (var number in twilio)
            {
                Add($"      - account: {number.Account}");
                Add($"        provider: twilio");
                Add($"        number: \"{number.Number}\"");
                Add($"        endpoint: {simulators}");
                Add($"        publicAddress: {number.PublicAddress}");
                Add($"        accountSid: {number.AccountSid}");
                Add($"        authToken: {secret(number.Account + "-token", number.AuthToken)}");
            }
            foreach (var number in mine)
            {
                Add($"      - account: {number.Account}");
                Add($"        provider: acs");
                Add($"        number: \"{number.Number}\"");
                Add($"        endpoint: {simulators}");
                Add($"        accessKey: {secret(number.Account + "-access", number.AccessKey)}");
                Add($"        eventsKey: {secret(number.Account + "-events", number.EventsKey)}");
                Common(organisation);
            }
        }

        void Chat(string organisation)
        {
            var mine = setup.Chat.Where(entrance => Belongs(entrance, organisation)).ToList();
            if (mine.Count > 0)
                Add($"    chat:");
            foreach (var entrance in mine)
            {
                Add($"      - entrance: {entrance}");
                Common(organisation);
                if (setup.Frames.Count > 0)
                    Add($"        frames: [{string.Join(", ", setup.Frames)}]");
            }
        }

        void People(string organisation)
        {
            Add($"    people:");
            foreach (var person in setup.People.Where(person => person.Organisation == organisation))
            {
                Add($"      - userName: {person.UserName}");
                Add($"        name: {person.Name}");
                Add($"        role: {person.Role}");
                Add($"        password: {secret(person.UserName + "-password", person.Password)}");
            }
        }
    }

    private static bool Belongs(string name, string organisation) => name.StartsWith(organisation + "-", StringComparison.Ordinal);
}
