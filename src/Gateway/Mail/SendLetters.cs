using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Mail;

/// <summary>Posts letters in the transaction from which they follow, and carries them afterwards. Any number of nodes may carry at once.</summary>
/// <remarks>A node that dies between the server's yes and the next write lets a letter go out twice: it says nothing that must be said once.</remarks>
public sealed partial class SendLetters : Rounds
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly IRecords _records;
    private readonly LetterRows _rows;
    private readonly ICarryLetters _carrier;
    private readonly MailSettings _settings;
    private readonly IEnumerable<IWhenLetterIsLost> _followers;
    private readonly Ids _ids;

    internal SendLetters(
        IRecords records, LetterRows rows, ICarryLetters carrier, MailSettings settings, IEnumerable<IWhenLetterIsLost> followers, Ids ids, TimeProvider time, ILogger<SendLetters> log)
        : base("letters", TimeSpan.FromSeconds(5), time, log) =>
        (_records, _rows, _carrier, _settings, _followers, _ids) = (records, rows, carrier, settings, followers, ids);

    /// <summary>Whether letters leave at all.</summary>
    public bool On => _settings.On;

    /// <summary>Posts a letter within the caller's transaction; nothing when no mail is set up.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="reference">What it is about: an id, by which a lost one is told.</param>
    /// <param name="letter">The letter.</param>
    public async Task PostAsync(RecordsSession session, string reference, Letter letter)
    {
        if (!On) return;
        await _rows.AddAsync(session, _ids.New(), reference, letter, Time.NowMs());
        session.AfterCommit(Wake);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (!On) return;
        while (await _records.WriteAsync(session => _rows.ClaimAsync(session, Time.NowMs(), Time.NowMs() + Lease.Ms()), stop) is { } waiting)
        {
            var carried = waiting.Letter is { } letter ? await _carrier.CarryAsync(letter, stop) : CarriedLetter.Refused;
            var over = Time.NowMs() - waiting.CreatedAt >= TimeSpan.FromHours(_settings.TryHours).Ms();
            if (carried == CarriedLetter.Later && !over)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(900, 15 * Math.Pow(2, Math.Min(10, waiting.Attempts))));
                await _records.WriteAsync(session => LetterRows.LaterAsync(session, waiting.Id, Time.NowMs() + pause.Ms()), stop);
                continue;
            }

            await _records.WriteAsync(async session =>
            {
                await LetterRows.RemoveAsync(session, waiting.Id);
                if (carried == CarriedLetter.Taken) return;
                foreach (var follower in _followers) await follower.FollowAsync(session, waiting.Reference);
            }, stop);
            if (carried != CarriedLetter.Taken) LogLost(Log, waiting.Attempts);
        }
    }

    [LoggerMessage(2102, LogLevel.Warning, "A letter could not be handed in after {Attempts} attempts and is given up; the counsellor is told")]
    private static partial void LogLost(ILogger log, long attempts);
}
