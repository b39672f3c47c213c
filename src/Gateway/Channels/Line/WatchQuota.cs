using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>
/// Asks LINE now and then how many pushes are left, so that somebody can act before none are: on the small plans LINE refuses the
/// next one until the month is over.
/// </summary>
public sealed partial class WatchQuota : Rounds
{
    private readonly ConcurrentDictionary<string, LineQuota> _quotas;
    private readonly CallLine _line;
    private readonly OrganisationDirectory _organisations;
    private readonly bool _asks;

    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public WatchQuota(CallLine line, OrganisationDirectory organisations, LineSettings settings, IMeterFactory meters, TimeProvider time, ILogger<WatchQuota> log)
        : base("line quota", TimeSpan.FromMinutes(Math.Max(1, settings.QuotaMinutes)), time, log)
    {
        (_line, _organisations, _asks) = (line, organisations, settings.QuotaMinutes > 0);
        _quotas = new(organisations.LineAccounts.Select(account => KeyValuePair.Create(account.Account, new LineQuota(account.Account, account.Organisation))));
        var meter = meters.Create("Gateway");
        meter.CreateObservableGauge("gateway.line.quota.limit", () => Each(quota => quota.Limit), "{message}", "Pushes that a LINE account may send in a month");
        meter.CreateObservableGauge("gateway.line.quota.used", () => Each(quota => quota.Used), "{message}", "Pushes that a LINE account has sent this month");
        meter.CreateObservableGauge("gateway.line.quota.spent", () => Each(quota => quota.Spent ? 1 : 0), "{state}", "Whether LINE refuses pushes until the month is over");
    }

    /// <summary>The accounts of one organisation, in the order of the set-up file.</summary>
    public IReadOnlyList<LineQuota> Of(string organisation) =>
        [.. _organisations.LineAccounts.Where(account => account.Organisation == organisation).Select(account => _quotas[account.Account])];

    /// <summary>One account.</summary>
    public LineQuota Of(LineAccount account) => _quotas[account.Account];

    /// <summary>LINE has refused a push because the month's number is used up.</summary>
    public void NoteSpent(LineAccount account)
    {
        var before = _quotas[account.Account];
        _quotas[account.Account] = before with { Spent = true, AsOf = Time.GetUtcNow() };
        if (!before.Spent) LogSpent(Log, account.Account);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (!_asks) return;
        foreach (var account in _organisations.LineAccounts)
        {
            try
            {
                var quota = await _line.GetAsync(account, "message/quota", stop);
                var consumption = await _line.GetAsync(account, "message/quota/consumption", stop);
                if (LineQuota.Read(quota, consumption) is not { } read) continue;
                _quotas[account.Account] = _quotas[account.Account] with { Limit = read.Limit, Used = read.Used, Spent = read.Used >= read.Limit, AsOf = Time.GetUtcNow() };
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                // It is only a look: the last one stands, and the next one comes.
            }
        }
    }

    private IEnumerable<Measurement<long>> Each(Func<LineQuota, long?> figure) =>
        from quota in _quotas.Values
        let value = figure(quota)
        where value is not null
        select new Measurement<long>(value.Value, new("organisation", quota.Organisation), new("account", quota.Account));

    [LoggerMessage(1608, LogLevel.Warning, "LINE refuses pushes of {Account}: this month's number is used up. Only replies within a minute reach anybody")]
    private static partial void LogSpent(ILogger log, string account);
}
