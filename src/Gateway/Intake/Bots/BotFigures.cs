using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Intake.Bots.Own;

namespace Gateway.Intake.Bots;

/// <summary>What is counted of organisations' own bots: how often they were asked, with what outcome, and how long it took. Never by person.</summary>
public sealed class BotFigures
{
    private readonly Counter<long> _turns;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public BotFigures(IMeterFactory meters, OwnBots own)
    {
        var meter = meters.Create("Gateway");
        _turns = meter.CreateCounter<long>("gateway.bots.turns", "{turn}", "Turns of organisations' own bots, by what became of them");
        _duration = meter.CreateHistogram<double>(
            "gateway.bots.duration", "s", "How long an organisation's own bot took for an answer", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60] });
        meter.CreateObservableGauge(
            "gateway.bots.away", () => own.All.Select(bot => new Measurement<int>(bot.Away ? 1 : 0, new KeyValuePair<string, object?>("organisation", bot.Organisation))),
            "{bot}", "Whether an organisation's own bot is not called for a while, because nearly all calls failed");
    }

    /// <summary>A bot was asked, or would have been.</summary>
    /// <param name="bot">Which; only an organisation's own is counted.</param>
    /// <param name="organisation">Whose.</param>
    /// <param name="away">Why it gave no answer; nothing when it gave one.</param>
    /// <param name="since">When it was asked, as a timestamp of <see cref="Stopwatch"/>.</param>
    internal void Turn(string bot, string organisation, BotAwayException? away, long since)
    {
        if (bot != IntakeBots.Own) return;
        _turns.Add(1, new("organisation", organisation), new("result", Result(away?.Reason)));
        if (away is null) _duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new KeyValuePair<string, object?>("organisation", organisation));
    }

    // A closed list: a status would make a line of figures for each number that a bot thinks of.
    private static string Result(string? reason) => reason switch
    {
        null => "answered",
        "late" or "unreachable" or "resting" => reason,
        _ when reason.StartsWith("status 5", StringComparison.Ordinal) => "failed",
        _ when reason.StartsWith("status ", StringComparison.Ordinal) => "refused",
        _ => "broken",
    };
}
