using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>While somebody of ours is at a partner's gateway, that one is called every second, by one node. Whoever it does not answer about is home again.</summary>
public sealed class KeepHomeStays(OrganisationDirectory organisations, HomeStays stays, CallPartner calls, PartnerFigures figures, IRecords records, TimeProvider time, ILogger<KeepHomeStays> log)
    : Rounds("stays at partners", HomeStays.Every, time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var partners = await records.ReadAsync(HomeStayRows.PartnersAsync, stop);
        // Side by side: one that does not answer must not keep the others' people waiting.
        await Task.WhenAll(partners.Select(partner => KeepAsync(partner, stop)));
    }

    private async Task KeepAsync(string partner, CancellationToken stop)
    {
        try
        {
            if (organisations.FindPartner(partner) is { } gateway) await CallAsync(gateway, stop);
        }
        finally
        {
            // Whatever went wrong with the call: nobody stays longer than agreed.
            await stays.LookOverAsync(partner, stop);
        }
    }

    private async Task CallAsync(PartnerGateway gateway, CancellationToken stop)
    {
        // Before anything is read: by this moment the partner reckons how long its copies live.
        var sentAt = Time.NowMs();
        if (await stays.CallsAsync(gateway.Id, sentAt, stop) is not { Count: > 0 } said) return;
        // However long that took: a copy must not live longer for it.
        var since = Time.NowMs() - sentAt;
        var (answer, fault, alarms) = await calls.ExchangeAsync(gateway, [.. said.Select(call => call with { AnsweredAgoMs = call.AnsweredAgoMs + since })], stop);
        figures.Went(fault ?? "ok");
        // Whatever else is odd in the answer.
        await stays.RingAsync(gateway.Id, alarms, stop);
        if (answer?.Stays is { } answers) await stays.TakeAsync(gateway.Id, answers, sentAt, stop);
    }
}
