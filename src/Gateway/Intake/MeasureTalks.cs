using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>Looks now and then how long the talks of each organisation have lasted, so that the wait is reckoned from them and not from somebody else's.</summary>
public sealed class MeasureTalks(ShiftBoard shifts, OrganisationDirectory organisations, IRecords records, TimeProvider time, ILogger<MeasureTalks> log)
    : Rounds("talk lengths", TimeSpan.FromMinutes(10), time, log)
{
    private const int Newest = 100;
    private static readonly TimeSpan s_lately = TimeSpan.FromDays(30);

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var organisation in organisations.Organisations.Where(one => !one.Closed))
        {
            var lengths = await records.ReadAsync(session => LengthsAsync(session, organisation.Id, Time.GetUtcNow() - s_lately), stop);
            shifts.Note(organisation.Id, TalkLengths.Of([.. lengths.Select(ms => ms / 60_000.0)]));
        }
    }

    // Ids begin with the time at which they were made: the newest are found without an index of their own. A talk that ended because both were
    // silent tells how long the timer is.
    internal static Task<IReadOnlyList<long>> LengthsAsync(RecordsSession session, string organisation, DateTimeOffset since) => session.QueryAsync<long>(
        """
        SELECT closed_at - taken_at FROM conversation
        WHERE id >= @from AND organisation = @organisation AND closed_at IS NOT NULL AND taken_at IS NOT NULL AND outcome <> 'silent'
        ORDER BY id DESC LIMIT @Newest
        """, new { from = Ids.FirstAt(since), organisation, Newest });
}
