namespace Gateway.Simulators.Sms;

/// <summary>A number for SMS at any simulated provider: what a test of all of them needs.</summary>
public interface ISimulatedNumber
{
    /// <summary>The name that the gateway knows the account by.</summary>
    string Account { get; }

    /// <summary>What is to go wrong.</summary>
    Faults Faults { get; }

    /// <summary>The delivery reports: they may be held back, and sent in another order.</summary>
    ReportPost Reports { get; }

    /// <summary>The phone of this number, in E.164.</summary>
    MobilePhone Phone(string number);
}
