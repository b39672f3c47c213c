using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.TestKit.Growth;

/// <summary>An evening at the help line, on records in which nobody has written yet or in which years lie: somebody writes, waits, is taken, is answered and says goodbye, and each keeper of the gateway makes its round.</summary>
public sealed class OneEvening : IAsyncDisposable
{
    private readonly TestGateway _gateway;

    private OneEvening(TestGateway gateway) => _gateway = gateway;

    /// <summary>The gateway.</summary>
    public TestGateway Gateway => _gateway;

    private List<Rounds> Keepers => [.. _gateway.Services.GetServices<IHostedService>().OfType<Rounds>()];

    /// <summary>Starts a gateway of two organisations that help each other out.</summary>
    /// <param name="years">How many conversations lie in the records already.</param>
    /// <param name="settings">Further settings: which records.</param>
    public static async Task<OneEvening> AfterAsync(int years, params (string Key, string Value)[] settings)
    {
        var gateway = await TestGateway.StartAsync(
            new SetupSize { Organisations = 2, Counsellors = 1, Supervisors = 1, Coordinators = 1 },
            settings: [.. settings, ("Gateway:Retention:ConversationDays", "7300"), ("Gateway:Retention:InboxDays", "3650")]);
        var evening = new OneEvening(gateway);
        try
        {
            await evening.FillAsync(years);
            return evening;
        }
        catch (Exception)
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lives it.</summary>
    public async Task LiveAsync()
    {
        var keepers = Keepers;
        foreach (var keeper in keepers) await keeper.RunOnceAsync(CancellationToken.None);
        await using var counsellor = await _gateway.ConsoleAsync();
        await counsellor.SetAvailabilityAsync(available: false, capacity: 3);
        var person = _gateway.LinePhone();
        await person.SayAsync("聞いてほしいことがあります");
        await person.ReceivesAsync();
        foreach (var keeper in keepers) await keeper.RunOnceAsync(CancellationToken.None);
        HubConversation? talk = null;
        await _gateway.EventuallyAsync(async () => (talk = await counsellor.TakeNextAsync()) is not null, "taken");
        await counsellor.EntriesAfterAsync(talk!.Id, 0);
        await counsellor.SendAsync(talk.Id, "ここにいます。ゆっくりどうぞ。");
        await person.ReceivesAsync(text => text.Contains("ゆっくりどうぞ", StringComparison.Ordinal));
        await person.SayAsync("ありがとう");
        await _gateway.EventuallyAsync(async () => (await counsellor.EntriesAfterAsync(talk.Id, 0)).Any(entry => entry.Text == "ありがとう"), "heard");
        await counsellor.CloseAsync(talk.Id);
        await person.ReceivesAsync(text => text.Contains("いつでも", StringComparison.Ordinal));
        foreach (var keeper in keepers) await keeper.RunOnceAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private async Task FillAsync(int years)
    {
        var records = _gateway.Services.GetRequiredService<IRecords>();
        var consortium = await AgreeAsync(records);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await new YearsOfRecords(years, "org1", "org2", consortium, await StaffIdAsync(records, "org1", Roles.Volunteer), now).WriteAsync(records);
        // What was to be forgotten among them is forgotten before the evening.
        foreach (var keeper in Keepers) await keeper.RunOnceAsync(CancellationToken.None);
    }

    private async Task<string> AgreeAsync(IRecords records)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var charter = ExampleCharters.Between("org1", "org2") with { From = today.AddDays(-2), Until = today.AddYears(1) };
        var staff = new Dictionary<string, Staff>();
        foreach (var organisation in charter.Members)
        {
            var id = await StaffIdAsync(records, organisation, Roles.Coordinator);
            staff[organisation] = new Staff(id, id, id, Roles.Coordinator, organisation);
        }

        var founded = await _gateway.Services.GetRequiredService<ProposeCharter>().FoundAsync(staff["org1"], charter);
        var consortium = founded.Consortium ?? throw new InvalidOperationException($"The consortium was not founded: {founded.Outcome}.");
        var sign = _gateway.Services.GetRequiredService<SignAgreement>();
        foreach (var one in staff.Values) await sign.SignAsync(one, consortium.Id, consortium.Newest.Version, consortium.Newest.Hash);
        await sign.EnactAsync(staff["org1"], consortium.Id, 1);
        var standing = _gateway.Services.GetRequiredService<ChangeStanding>();
        await standing.SetTermsAsync(staff["org1"], consortium.Id, new MemberTerms { Gives = true });
        await standing.SetTermsAsync(staff["org2"], consortium.Id, new MemberTerms { Takes = true });
        return consortium.Id;
    }

    private static async Task<string> StaffIdAsync(IRecords records, string organisation, string role) => (await records.ReadAsync(session => session.FindAsync<string>(
        "SELECT MIN(id) FROM staff WHERE organisation = @organisation AND role = @role", new { organisation, role })))!;
}
