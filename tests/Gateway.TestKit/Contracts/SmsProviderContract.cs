using Gateway.Simulators.Sms;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>
/// What every provider of SMS must do for us, through the front door: a phone on one side, a console on the other, the provider's
/// simulator between. A further provider passes this, or it is not one.
/// </summary>
public abstract partial class SmsProviderContract : IAsyncLifetime
{
    private TestGateway? _gateway;
    private HubClient? _counsellor;

    /// <summary>A set-up with one number of this provider.</summary>
    protected abstract SetupSize Size { get; }

    /// <summary>The gateway.</summary>
    protected TestGateway Gateway => _gateway!;

    /// <summary>The number at the simulated provider.</summary>
    protected ISimulatedNumber Number => NumberOf(Gateway);

    /// <summary>The counsellor's console; available for one person.</summary>
    protected HubClient Counsellor => _counsellor!;

    /// <summary>The test's own token.</summary>
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Further settings of the gateway: which records it keeps.</summary>
    protected virtual Task<(string Key, string Value)[]> SettingsAsync() => Task.FromResult<(string, string)[]>([]);

    /// <summary>The number in a gateway's simulators.</summary>
    protected abstract ISimulatedNumber NumberOf(TestGateway gateway);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(Size, settings: await SettingsAsync());
        _counsellor = await _gateway.ConsoleAsync();
        await _counsellor.SetAvailabilityAsync(available: false, capacity: 3);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_counsellor is not null) await _counsellor.DisposeAsync();
        if (_gateway is not null) await _gateway.DisposeAsync();
    }

    /// <summary>A phone that has written, has had the first words, and is talked with.</summary>
    protected async Task<(MobilePhone Phone, HubConversation Talk)> TalkAsync(string number = "+819012345678")
    {
        var phone = Number.Phone(number);
        await phone.SayAsync("相談したいです");
        await phone.ReceivesAsync();
        HubConversation? talk = null;
        await Gateway.EventuallyAsync(async () => (talk = await Counsellor.TakeNextAsync()) is not null, "somebody to take");
        return (phone, talk!);
    }

    /// <summary>What is known of a reply at this moment: its state, and the newest reason with it.</summary>
    protected async Task<(string? Delivery, string? Reason)> StateOfAsync(string conversationId, long number)
    {
        var entries = await Counsellor.EntriesAfterAsync(conversationId, 0);
        return (entries.Single(entry => entry.Number == number).Delivery, entries.LastOrDefault(entry => entry.Kind == "delivery" && entry.Of == number)?.Reason);
    }

    /// <summary>Waits until a reply is in this state.</summary>
    protected Task BecomesAsync(string conversationId, long number, string delivery, string? reason) => Gateway.EventuallyAsync(
        async () => await StateOfAsync(conversationId, number) == (delivery, reason), $"{delivery} ({reason})");
}
