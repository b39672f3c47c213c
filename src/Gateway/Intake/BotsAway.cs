using Gateway.Intake.Bots.Own;

namespace Gateway.Intake;

/// <summary>Which organisations' own bots do not answer, for whoever watches over the gateway.</summary>
public sealed class BotsAway(OwnBots own)
{
    /// <summary>The organisations; none when all answer, or nobody has a bot of their own.</summary>
    public IReadOnlyList<string> Organisations => own.Away;
}
