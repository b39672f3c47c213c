using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Takes what home says of its people who are here, each for itself: one that cannot be taken, or of which it says what cannot be so, keeps no other waiting, and is named again in the next call.</summary>
public sealed partial class HearStays(HearHome hear, NotBelieved doubt, ILogger<HearStays> log)
{
    /// <summary>The answers, in the order of the call; nothing where nobody was named.</summary>
    internal async Task<IReadOnlyList<StayAnswer>?> TakeAsync(PartnerGateway partner, IReadOnlyList<StayCall>? calls, long receivedAt, CancellationToken cancel)
    {
        if (calls is null || calls.Count == 0) return null;
        var (answers, letters) = (new List<StayAnswer>(calls.Count), StayWords.LettersAtOnce);
        foreach (var call in calls)
        {
            // As if nothing had been said of this one; the others are heard.
            if (!CheckStays.IsUsable(call))
            {
                doubt.Note(partner.Id, NotBelieved.Unusable);
                continue;
            }

            try
            {
                if (await hear.TakeAsync(partner, call with { Words = StayNames.Tidy(call.Words) }, receivedAt, letters, cancel) is not { } answer) continue;
                letters -= answer.Words.Sum(StayWords.LettersOf);
                answers.Add(answer);
            }
            catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
            {
                // Its message may hold what a person wrote.
                LogNotTaken(error.GetType().Name, partner.Id);
            }
        }

        return answers;
    }

    [LoggerMessage(2203, LogLevel.Error, "What the gateway of {Partner} said of a guest could not be taken ({Error}); it says it again")]
    private partial void LogNotTaken(string error, string partner);
}
