using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Access.Tenants;

/// <summary>
/// One gateway with three organisations: the first has one of everything that has an id, the second wants to see it and has a talk, a body and a shift of its
/// own, the third has guests of the first. Everything is made by the front doors. The clock stands still but while somebody is waited for.
/// </summary>
internal sealed partial class HouseOfAll : IAsyncDisposable
{
    private readonly MailServer _mail;
    private readonly Dictionary<string, HubClient> _people = [];

    private HouseOfAll(MailServer mail, TestGateway gateway) => (_mail, Gateway) = (mail, gateway);

    /// <summary>The gateway.</summary>
    public TestGateway Gateway { get; }

    /// <summary>What the first organisation has, by name, each an id of at least eight letters: the ids that <see cref="DoorLines"/> and <see cref="HubLines"/> speak of.</summary>
    public Dictionary<string, string> Theirs { get; } = [];

    /// <summary>The same of the second, as far as it has it.</summary>
    public Dictionary<string, string> Strangers { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Builds it.</summary>
    public static async Task<HouseOfAll> BuildAsync()
    {
        var mail = MailServer.Start();
        var gateway = await TestGateway.StartAsync(
            new SetupSize { Organisations = 3, Counsellors = 2, Supervisors = 2, Coordinators = 1, Administrators = 1, SmsNumbers = 1, Attachments = "pictures" }, new FakeTime(), settings:
            [
                ("Gateway:Mail:Host", "127.0.0.1"), ("Gateway:Mail:Port", mail.Port.ToString(CultureInfo.InvariantCulture)), ("Gateway:Mail:Tls", "false"),
                ("Gateway:Mail:From", "tsunagi@example.jp"), ("Gateway:Desk:Address", "http://127.0.0.1"), ("Gateway:SupportBodies:AllowInventedAreas", "true"),
                ("Gateway:Passage:Address", "https://chat.example.jp"), ("Gateway:Channels:WebChat:BeginningsPerMinute", "600"), ("Gateway:SignIn:AttemptsPerMinute", "600"),
            ]);
        var house = new HouseOfAll(mail, gateway);
        foreach (var person in gateway.Setup.People) house._people[person.UserName] = await HubClient.SignInAsync(gateway.Address, person.UserName, person.Password);
        foreach (var person in gateway.Setup.People.Where(one => one is { Organisation: "org1" or "org2", Role: not "administrator" }))
        {
            await house.As(person.UserName).ConnectAsync();
            await house.As(person.UserName).ResumeAsync();
        }

        await house.OpenBodiesAsync();
        await house.LayOutRosterAsync();
        await house.TalkAsync();
        await house.HandOffAsync();
        await house.AlarmAsync();
        await house.SignConsortiumAsync();
        await house.LendAsync();
        await house.ReceiveStrangerAsync();
        await house.QueueAsync();
        return house;
    }

    /// <summary>The session of somebody.</summary>
    public HubClient As(string userName) => _people[userName];

    /// <summary>With whose cookies a call is made: somebody's who signs in, the desk's of an organisation's body (<c>org1-desk</c>), or a person's (<c>org1-phone</c>).</summary>
    public HttpClient HttpOf(string who) => who.Split('-') switch
    {
        [var organisation, "desk"] => _desks[organisation],
        [var organisation, "phone"] => _asked[organisation].Client,
        _ => As(who).Http,
    };

    /// <summary>An id of the form and length of one of theirs, and nobody's.</summary>
    public string Nobodys(string name) =>
        Theirs[name][..^8] + string.Concat(Theirs[name][^8..].Select(letter => char.IsAsciiHexDigit(letter) ? (15 - Convert.ToInt32(letter.ToString(), 16)).ToString("x", CultureInfo.InvariantCulture) : letter.ToString()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people.Values) await person.DisposeAsync();
        foreach (var phone in _phones) phone.Dispose();
        foreach (var desk in _desks.Values) desk.Dispose();
        await Gateway.DisposeAsync();
        await _mail.DisposeAsync();
    }

    private async Task<JsonNode> GetAsync(string userName, string address) => JsonNode.Parse(await As(userName).Http.GetStringAsync(address, Cancel))!;

    // What comes by itself: a letter, a push, the queue's next look.
    private async Task<T> ComesAsync<T>(Func<T?> look, string what) where T : class
    {
        T? found = null;
        await Gateway.EventuallyAsync(() => Task.FromResult((found = look()) is not null), what);
        return found!;
    }
}
