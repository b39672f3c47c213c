using Gateway.Simulators.Sms;
using Gateway.TestKit;
using Gateway.TestKit.Contracts;

namespace Gateway.Tests.Channels.Sms;

public sealed class AcsProviderTests : SmsProviderContract
{
    protected override SetupSize Size { get; } = new() { SmsNumbers = 1 };

    protected override ISimulatedNumber NumberOf(TestGateway gateway) => gateway.Simulators.Sms(gateway.Setup.Sms[0].Account);
}

/// <summary>The same with CloudEvents 1.0, its handshake, and the key in a header.</summary>
public sealed class AcsCloudEventsProviderTests : SmsProviderContract
{
    protected override SetupSize Size { get; } = new() { SmsNumbers = 1, SmsAsCloudEvents = true };

    protected override ISimulatedNumber NumberOf(TestGateway gateway) => gateway.Simulators.Sms(gateway.Setup.Sms[0].Account);
}

public sealed class TwilioProviderTests : SmsProviderContract
{
    protected override SetupSize Size { get; } = new() { TwilioNumbers = 1 };

    protected override ISimulatedNumber NumberOf(TestGateway gateway) => gateway.Simulators.Twilio(gateway.Setup.Twilio[0].Account);
}
