using Gateway.Consent;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Stories;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff;

/// <summary>Every hour: forgets provision records, decisions and ended hand-offs that are older than the law asks for, and stories that nobody may use. Any number of nodes may do it at once.</summary>
public sealed class ForgetProvisions(IRecords records, ConsentSettings settings, TimeProvider time, ILogger<ForgetProvisions> log)
    : Rounds("provision records", TimeSpan.FromHours(1), time, log)
{
    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop) =>
        records.WriteAsync(async session =>
        {
            var before = Time.NowMs() - TimeSpan.FromDays(settings.KeepYears * 366.0).Ms();
            await ProvisionRows.ForgetAsync(session, before);
            await ReferralRows.ForgetAsync(session, before);
            await StoryRows.ForgetAsync(session);
        }, stop);
}
