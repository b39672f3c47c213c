using System.Diagnostics.Metrics;

namespace Gateway.Handoff.Introductions;

/// <summary>Counts when an account looks up no numbers of cards any more; never by person or number.</summary>
internal sealed class CardFigures
{
    private readonly Counter<long> _shut;

    /// <summary>Makes the instrument of the meter <c>Gateway</c>.</summary>
    public CardFigures(IMeterFactory meters) =>
        _shut = meters.Create("Gateway").CreateCounter<long>("gateway.cards.shut", "{number}", "Numbers of cards that were not looked up, because too many had led nowhere at the account");

    /// <summary>One was not looked up.</summary>
    public void Shut(string account) => _shut.Add(1, new KeyValuePair<string, object?>("account", account));
}
