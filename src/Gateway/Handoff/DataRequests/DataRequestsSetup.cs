using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.DataRequests;

/// <summary>Puts the register of requests about somebody's data together.</summary>
internal static class DataRequestsSetup
{
    /// <summary>Adds the register, and what is given out.</summary>
    internal static void AddDataRequests(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<DataRequestSettings>(services);
        services.AddSingleton<DataRequestRows>();
        services.AddSingleton<KeepDataRequests>();
        services.AddSingleton<GatherPerson>();
        services.AddHostedService<ForgetDataRequests>();
    }
}

/// <summary>Every hour: forgets requests that were answered longer ago than the setting says. Any number of nodes may do it at once.</summary>
internal sealed class ForgetDataRequests(IRecords records, DataRequestSettings settings, TimeProvider time, ILogger<ForgetDataRequests> log)
    : Rounds("data requests", TimeSpan.FromHours(1), time, log)
{
    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop) =>
        records.WriteAsync(session => DataRequestRows.ForgetAsync(session, Time.NowMs() - TimeSpan.FromDays(settings.KeepYears * 366.0).Ms()), stop);
}
