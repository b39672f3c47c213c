using Gateway.Organisations;
using Gateway.Organisations.SetupFile;
using Xunit;

namespace Gateway.Tests.Organisations;

/// <summary>The numbers of the set-up file, with what each provider needs.</summary>
public sealed class SmsSetupTests
{
    private const string Good = """
        organisations:
          - id: komorebi
            name: こもれび
            sms:
              - account: komorebi
                provider: twilio
                number: "+81 50-0000-0001"
                publicAddress: https://gw.example.jp
                accountSid: AC0123456789abcdef0123456789abcdef
                authToken: env:TOKEN
                previousAuthToken: env:OLD_TOKEN
                partPrice: 8.8 JPY
        """;

    /// <summary>What is changed in the good file, what it becomes, and the one problem that must be told.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "publicAddress: https://gw.example.jp", "publicAddress: http://gw.example.jp", "sms[0].publicAddress (line 8): must be the address at which Twilio finds this gateway" },
        { "publicAddress: https://gw.example.jp", "publicAddress: https://gw.example.jp?x=1", "sms[0].publicAddress (line 8): must be the address at which Twilio finds this gateway" },
        { "        publicAddress: https://gw.example.jp\n", "", "sms[0].publicAddress (line 5): is missing" },
        { "accountSid: AC", "accountSid: SK", "sms[0].accountSid (line 9): must be AC and 32 hexadecimal digits" },
        { "authToken: env:TOKEN", "authToken: 0123456789abcdef", "sms[0].authToken (line 10): a secret may not stand in this file itself" },
        { "8.8 JPY", "8,8 JPY", "sms[0].partPrice (line 12): must be an amount and a currency of three letters" },
        { "8.8 JPY", "8.8", "sms[0].partPrice (line 12): must be an amount and a currency of three letters" },
        { "8.8 JPY", "-8 JPY", "sms[0].partPrice (line 12): must be an amount and a currency of three letters" },
        { "partPrice: 8.8 JPY", "endpoint: http://169.254.169.254", "sms[0].endpoint (line 12): must be an address beginning with https://" },
        { "partPrice: 8.8 JPY", "endpoint: https://user@evil.example", "sms[0].endpoint (line 12): must be an address beginning with https://" },
        { "partPrice: 8.8 JPY", "eventsKey: env:TOKEN", "sms[0].eventsKey (line 12): there is no such key here" },
        { "provider: twilio", "provider: pigeon", "sms[0].provider (line 6): there are two providers: acs (Azure Communication Services) and twilio" },
    };

    [Fact]
    public void A_number_of_twilio_is_read_completely()
    {
        var setup = Read(Good);
        Assert.Empty(setup.Problems);
        var account = Assert.IsType<TwilioAccount>(setup.Directory.FindSms("komorebi"));
        Assert.Equal(("komorebi", "+815000000001", new Uri("https://api.twilio.com")), (account.Organisation, account.Number, account.Endpoint));
        Assert.Equal(["token-value", "old-token-value"], account.AuthTokens.Select(token => token.Value));
        Assert.Equal(new PartPrice(8.8m, "JPY"), account.PartPrice);
        Assert.DoesNotContain("token-value", account.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_place(string right, string wrong, string problem)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        Assert.Contains(Read(Good.Replace(right, wrong, StringComparison.Ordinal)).Problems, found => found.ToString().StartsWith("organisations[0]." + problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_providers_share_one_list_of_names_and_numbers()
    {
        var second = Good[Good.IndexOf("      - account", StringComparison.Ordinal)..];
        var problems = Read(Good + "\n" + second).Problems.Select(problem => problem.ToString()).ToList();
        Assert.Contains(problems, problem => problem.StartsWith("organisations[0].sms[1].account (line 13): is used already", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("organisations[0].sms[1].number (line 15): is used already", StringComparison.Ordinal));
    }

    private static SetupReading Read(string text) => SetupReading.FromText(
        text, new SecretSources(name => name switch { "TOKEN" => "token-value", "OLD_TOKEN" => "old-token-value", _ => null }, "/"));
}
