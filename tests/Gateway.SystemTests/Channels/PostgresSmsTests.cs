using Gateway.Simulators.Sms;
using Gateway.TestKit;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;

namespace Gateway.SystemTests.Channels;

/// <summary>What every provider of SMS must do, with the records on PostgreSQL.</summary>
public abstract class PostgresSmsTests : SmsProviderContract
{
    protected override async Task<(string Key, string Value)[]> SettingsAsync() =>
    [
        ("Gateway:Records:Engine", "Postgres"),
        ("Gateway:Records:Postgres:Connection", await (await PostgresServer.SharedAsync()).MigratedDatabaseAsync() + ";Maximum Pool Size=20"),
        ("Gateway:Records:TimeoutMs", "20000"),
    ];
}

public sealed class PostgresAcsTests : PostgresSmsTests
{
    protected override SetupSize Size { get; } = new() { SmsNumbers = 1 };

    protected override ISimulatedNumber NumberOf(TestGateway gateway) => gateway.Simulators.Sms(gateway.Setup.Sms[0].Account);
}

public sealed class PostgresTwilioTests : PostgresSmsTests
{
    protected override SetupSize Size { get; } = new() { TwilioNumbers = 1 };

    protected override ISimulatedNumber NumberOf(TestGateway gateway) => gateway.Simulators.Twilio(gateway.Setup.Twilio[0].Account);
}
