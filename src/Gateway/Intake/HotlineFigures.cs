using System.Diagnostics.Metrics;

namespace Gateway.Intake;

/// <summary>Tells how long ago the hotlines were checked: a wrong number is worse than none, and nobody notices it from here.</summary>
public sealed partial class HotlineFigures : IHostedService
{
    private readonly Hotlines _hotlines;
    private readonly ILogger<HotlineFigures> _log;

    /// <summary>Makes the instrument of the meter <c>Gateway</c>.</summary>
    public HotlineFigures(IMeterFactory meters, Hotlines hotlines, ILogger<HotlineFigures> log)
    {
        (_hotlines, _log) = (hotlines, log);
        meters.Create("Gateway").CreateObservableGauge("gateway.hotlines.days_unchecked", () => hotlines.DaysUnchecked, "{day}", "Days since the hotline that was checked longest ago was checked");
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_hotlines.DaysUnchecked > Hotlines.DaysUntilChecked) LogStale(_hotlines.DaysUnchecked);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1427, LogLevel.Warning, "People are told of hotlines that nobody has checked for {Days} days")]
    private partial void LogStale(int days);
}
