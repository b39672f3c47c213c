using System.Diagnostics.Metrics;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>How many people had a wish, and what became of it: sums by organisation and month, and nothing of anybody.</summary>
public sealed class WishCounts
{
    /// <summary>The row of people; the others are of the kinds of <see cref="WishCode.Groups"/>.</summary>
    public const string All = "all";

    private readonly Counter<long> _wishes;
    private readonly TimeProvider _time;

    /// <summary>Makes the instrument of the meter <c>Gateway</c>.</summary>
    public WishCounts(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _wishes = meters.Create("Gateway").CreateCounter<long>("gateway.wishes", "{person}", "People with a wish about who answers, by what became of it");
    }

    /// <summary>Counts one person, within the caller's transaction.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="organisation">Whose person.</param>
    /// <param name="kind"><see cref="All"/>, or a kind of wish.</param>
    /// <param name="outcome">For all: <c>wished</c>, <c>withdrawn</c>, <c>met</c>, <c>late</c>, <c>nobody</c>, <c>soon</c>, <c>age</c> or <c>partner</c>; for a kind <c>met</c> or <c>missed</c>.</param>
    public async Task AddAsync(RecordsSession session, string organisation, string kind, string outcome)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO wish_count (organisation, month, kind, outcome, people) VALUES (@organisation, @month, @kind, @outcome, 1)
            ON CONFLICT (organisation, month, kind, outcome) DO UPDATE SET people = wish_count.people + 1
            """, new { organisation, month = MonthOf(_time.GetUtcNow()), kind, outcome });
        if (kind == All) session.AfterCommit(() => _wishes.Add(1, new("organisation", organisation), new("result", outcome)));
    }

    /// <summary>What is counted for a month (YYYY-MM), by kind and outcome.</summary>
    public static Task<IReadOnlyList<WishCount>> ReadAsync(RecordsSession session, string organisation, string month) => session.QueryAsync<WishCount>(
        "SELECT kind, outcome, people FROM wish_count WHERE organisation = @organisation AND month = @month ORDER BY kind, outcome", new { organisation, month });

    /// <summary>The month of a moment, by the clock of Japan.</summary>
    public static string MonthOf(DateTimeOffset moment) => JapaneseDay.StartOf(moment).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A sum.</summary>
/// <param name="Kind"><c>all</c>, <c>gender</c>, <c>generation</c> or <c>language</c>.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="People">How many people.</param>
public sealed record WishCount(string Kind, string Outcome, long People);
