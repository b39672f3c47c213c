using System.Globalization;
using System.Text;
using Gateway.Records;

namespace Gateway.Consortium.Live;

/// <summary>What members did for each other in a month by the clock of Japan, counted from the stays in the records: sums of organisations, nothing of a person or of a counsellor, in no order but that of the ids.</summary>
public sealed class Contributions(IRecords records)
{
    /// <summary>Counts a month; who went to a partner in it counts in it, whenever it ended.</summary>
    /// <param name="consortium">Whose members; those who have left as well, as far as something was done.</param>
    /// <param name="month">Any day of the month.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<IReadOnlyList<Contribution>> OfAsync(ConsortiumRecord consortium, DateOnly month, CancellationToken cancel = default) => records.ReadAsync(async session =>
    {
        var (from, until) = (StartOf(month), StartOf(month.AddMonths(1)));
        var values = new { id = consortium.Id, from, until };
        var taken = (await session.QueryAsync<Sums>(SumsBy("host"), values)).ToDictionary(sums => sums.Organisation);
        var given = (await session.QueryAsync<Sums>(SumsBy("home"), values)).ToDictionary(sums => sums.Organisation);
        var none = new Sums();
        return (IReadOnlyList<Contribution>)
        [
            .. consortium.Members.Select(member => member.Organisation).Union([.. taken.Keys, .. given.Keys]).Order(StringComparer.Ordinal).Select(id =>
                (Id: id, Took: taken.GetValueOrDefault(id, none), Gave: given.GetValueOrDefault(id, none))).Select(one => new Contribution(
                one.Id, one.Took.Count, one.Took.Answered, one.Took.Returned, one.Took.WaitedMs / 60_000, one.Gave.Count, one.Gave.Answered, one.Gave.Returned, one.Gave.WaitedMs / 60_000)),
        ];
    }, cancel);

    /// <summary>As a table for a spreadsheet: UTF-8 with a mark in front, so that Japanese names open rightly; a line each.</summary>
    /// <param name="month">Which month.</param>
    /// <param name="contributions">Of whom.</param>
    /// <param name="nameOf">What an organisation is called.</param>
    public static byte[] Csv(DateOnly month, IReadOnlyList<Contribution> contributions, Func<string, string> nameOf)
    {
        var text = new StringBuilder("﻿month,organisation,name,taken,taken_answered,taken_returned,taken_waited_minutes,given,given_answered,given_returned,given_waited_minutes\r\n");
        foreach (var one in contributions)
        {
            text.Append(CultureInfo.InvariantCulture, $"{month:yyyy-MM},{Cell(one.Organisation)},{Cell(nameOf(one.Organisation))},{one.Taken},{one.TakenAnswered},{one.TakenReturned},{one.TakenWaitedMinutes},");
            text.Append(CultureInfo.InvariantCulture, $"{one.Given},{one.GivenAnswered},{one.GivenReturned},{one.GivenWaitedMinutes}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // A name must not be a formula to a spreadsheet.
    private static string Cell(string text) => $"\"{(text is ['=' or '+' or '-' or '@', ..] ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static long StartOf(DateOnly month) => new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.FromHours(9)).ToUnixTimeMilliseconds();

    // Waited: at the partner, until a counsellor took them or they were home again. Returned: home before the talk was over.
    private static string SumsBy(string side) =>
        $"""
        SELECT {side} AS Organisation, COUNT(*) AS Count, SUM(CASE WHEN taken_at IS NOT NULL THEN 1 ELSE 0 END) AS Answered,
            SUM(CASE WHEN why IS NOT NULL AND why NOT IN ('closed', 'ended_by_person', 'silent', 'blocked', 'erased') THEN 1 ELSE 0 END) AS Returned,
            SUM(COALESCE(taken_at, ended_at, began_at) - began_at) AS WaitedMs
        FROM guest_stay WHERE consortium_id = @id AND began_at >= @from AND began_at < @until GROUP BY {side}
        """;

    // No constructor: SQLite does not know the type of a column before there is a row.
    private sealed class Sums
    {
        public string Organisation { get; init; } = "";

        public long Count { get; init; }

        public long Answered { get; init; }

        public long Returned { get; init; }

        public long WaitedMs { get; init; }
    }
}

/// <summary>What one member did and got in a month.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Taken">People of partners who came to it.</param>
/// <param name="TakenAnswered">How many of them its counsellors took.</param>
/// <param name="TakenReturned">How many of them went home before the talk was over, taken or not.</param>
/// <param name="TakenWaitedMinutes">For how many minutes they waited there in all, until they were taken or home again.</param>
/// <param name="Given">Its own people who went to partners.</param>
/// <param name="GivenAnswered">How many of them a partner's counsellor took.</param>
/// <param name="GivenReturned">How many of them came home before the talk was over.</param>
/// <param name="GivenWaitedMinutes">For how many minutes they waited at partners in all.</param>
public sealed record Contribution(
    string Organisation, long Taken, long TakenAnswered, long TakenReturned, long TakenWaitedMinutes, long Given, long GivenAnswered, long GivenReturned, long GivenWaitedMinutes);
