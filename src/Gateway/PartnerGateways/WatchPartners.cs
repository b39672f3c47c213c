using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways;

/// <summary>Asks each partner's gateway every ten seconds who is there. Each node asks for itself: an answer holds for seconds.</summary>
public sealed partial class WatchPartners(OrganisationDirectory organisations, CallPartner calls, PartnerLinks links, PartnersElsewhere agreed, PartnerFigures figures, CallLimits limits, IRecords records, TimeProvider time, ILogger<WatchPartners> log)
    : Rounds("partner gateways", TimeSpan.FromSeconds(10), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (organisations.PartnerGateways.Count == 0) return;
        limits.Forget(Time.NowMs());
        await records.WriteAsync(session => NonceRows.ForgetAsync(session, Time.NowMs()), stop);
        // Side by side: one that does not answer must not make the others look old.
        await Task.WhenAll(organisations.PartnerGateways.Select(partner => AskAsync(partner, stop)));
    }

    private async Task AskAsync(PartnerGateway partner, CancellationToken stop)
    {
        var sentAt = Time.NowMs();
        var (answer, fault, _) = await calls.ExchangeAsync(partner, null, stop);
        figures.Went(fault ?? "ok");
        var turned = links.Note(partner.Id, answer, fault, sentAt);
        if (answer is not null) await agreed.FollowAsync(partner.Id, answer.Takes?.Agreement, TermsOf(answer.Takes), stop);
        if (!turned) return;
        if (fault is null) LogOpen(partner.Id);
        else LogShut(partner.Id, fault);
    }

    // Ages, areas and topics do not cross: whoever is there for some of them alone cannot say so here.
    private static MemberTerms TermsOf(ExchangeTakes? takes)
    {
        var terms = new MemberTerms();
        return takes is null ? terms : terms with { Takes = true, AtOnce = Math.Clamp(takes.AtOnce, 0, 50), PerDay = takes.PerDay ?? terms.PerDay, Languages = [.. takes.Languages.Take(50)] };
    }

    [LoggerMessage(2201, LogLevel.Warning, "The gateway of the partner {Partner} does not answer as agreed: {Fault}")]
    private partial void LogShut(string partner, string fault);

    [LoggerMessage(2202, LogLevel.Information, "The gateway of the partner {Partner} answers again")]
    private partial void LogOpen(string partner);
}
