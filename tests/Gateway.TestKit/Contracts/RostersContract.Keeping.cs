using Gateway.Records;
using Gateway.Rosters;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class RostersContract
{
    [Fact]
    public async Task A_reminder_goes_out_once_and_to_whoever_has_the_shift()
    {
        await SaysAsync(Aoi, new RosterPerson { Country = "JP", Mail = "aoi@komorebi.example", RemindMinutes = 60 });
        await SaysAsync(Nagi, new RosterPerson { Country = "JP", Mail = "nagi@komorebi.example", RemindMinutes = 30 });
        var place = await PlaceAsync();
        await Get<HoldShift>().TakeAsync(Aoi, place.Id);
        Time.AdvanceTo(place.BeginsAt.AddMinutes(-61));
        await RoundsAsync();
        Assert.Equal(0, await LettersAsync());
        Time.AdvanceTo(place.BeginsAt.AddMinutes(-60));
        await RoundsAsync();
        await RoundsAsync();
        Assert.Equal(1, await LettersAsync());
        // Whoever takes it now is reminded as well, and the first is told that they are free.
        await Get<HoldShift>().OfferAsync(Aoi, place.Id, offered: true);
        await Get<HoldShift>().TakeAsync(Nagi, place.Id);
        Assert.Equal(2, await LettersAsync());
        Time.AdvanceTo(place.BeginsAt.AddMinutes(-29));
        await RoundsAsync();
        Assert.Equal(3, await LettersAsync());
        var sealedAddress = await Records.ReadAsync(session => session.FindAsync<byte[]>("SELECT mail_sealed FROM roster_person WHERE staff_id = 'aoi'"));
        Assert.DoesNotContain("komorebi", System.Text.Encoding.Latin1.GetString(sealedAddress!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_is_laid_out_once_for_eight_weeks_and_goes_on()
    {
        await SaysAsync(Aoi, new RosterPerson { Country = "CA", TimeZone = "America/Toronto" });
        var (_, series) = await Get<ArrangeShifts>().BeginAsync(Haru, new SeriesPlan { Hours = Evenings("America/Toronto"), Places = 2, StaffId = "aoi" });
        var before = await AllAsync();
        await RoundsAsync();
        Assert.Equal(before.Count, (await AllAsync()).Count);
        Assert.Equal(before.Count, before.Select(shift => (shift.BeginsAt, shift.StaffId)).Distinct().Count());
        Assert.Equal(before.Count / 2, before.Count(shift => shift is { StaffId: "aoi", Country: "CA" }));
        Time.Advance(TimeSpan.FromDays(1));
        await RoundsAsync();
        Assert.Equal(before.Count + 2, (await AllAsync()).Count);

        await Get<ArrangeShifts>().EndAsync(Haru, series!.Id);
        Time.Advance(TimeSpan.FromDays(1));
        await RoundsAsync();
        Assert.All(await AllAsync(), shift => Assert.True(shift.BeginsAt < Time.GetUtcNow()));
    }

    [Fact]
    public async Task The_place_of_whoever_works_here_no_more_is_open()
    {
        var place = await PlaceAsync();
        await Get<HoldShift>().TakeAsync(Aoi, place.Id);
        await Records.WriteAsync(session => session.ExecuteAsync("UPDATE staff SET disabled = 1 WHERE id = 'aoi'"));
        Assert.Equal(0, (await WeekAsync()).Cover.Max(hour => hour.People));
        await RoundsAsync();
        Assert.Null((await ReadAsync(place)).StaffId);
        Assert.Equal("roster.opened", (await TrailAsync(place))[^1]);
    }

    [Fact]
    public async Task A_week_says_who_is_planned_and_who_is_expected_and_what_is_short()
    {
        await SaysAsync(Aoi, new RosterPerson { Country = "JP", Capacity = 3 });
        // Monday 10:00 to 14:00 in Japan.
        await Get<HoldShift>().TakeAsync(Aoi, (await PlaceAsync()).Id);
        Assert.Null((await WeekAsync()).Arrivals.PerHour);
        await CameAsync(weeks: 8, eachMonday: 6, hour: 10);
        var week = await WeekAsync();
        Assert.Equal((8, 6d, 0d), (week.Arrivals.Weeks, week.Arrivals.PerHour![10], week.Arrivals.PerHour[11]));
        Assert.Equal((HourState.Uncovered, 0, 0d), (week.At(9).State, week.At(9).People, week.At(9).Expected));
        Assert.Equal([JudgeHour.People, JudgeHour.Supervisors, JudgeHour.Hands], week.At(10).Lacks);
        Assert.Equal([JudgeHour.People, JudgeHour.Supervisors], week.At(11).Lacks);
        await Get<SayOfRoster>().DemandAsync(Haru, new RosterDemands { People = 1, PerSupervisor = 0, Hours = new OpeningHours { Holidays = HolidayUse.AsUsual, Rules = [new HoursRule { ByDay = "MO", Opens = "10:00", Closes = "15:00" }] } });
        week = await WeekAsync();
        int[] looked = [9, 10, 11, 14];
        Assert.Equal([HourState.Closed, HourState.Lacking, HourState.Covered, HourState.Uncovered], looked.Select(hour => week.At(hour).State));
    }

    [Fact]
    public async Task The_next_who_is_planned_is_a_counsellor_with_a_name_and_soon()
    {
        var open = await PlaceAsync("08:00", "12:00");
        Assert.Empty(await NextAsync());
        await Get<HoldShift>().TakeAsync(Haru, (await PlaceAsync("06:00", "07:00", asked => asked with { Role = RosterRole.Supervisor })).Id);
        Assert.Empty(await NextAsync());
        await Get<HoldShift>().TakeAsync(Aoi, open.Id);
        Assert.Equal(open.BeginsAt, Assert.Single(await NextAsync()).Value);
        Time.AdvanceTo(open.BeginsAt);
        Assert.Empty(await NextAsync());
        string[] both = ["aoi", "nobody"];
        Assert.Equal("JP", Assert.Single(await Records.ReadAsync(session => RosterFacts.CountriesAsync(session, both))).Value);
    }

    private Task<IReadOnlyDictionary<string, DateTimeOffset>> NextAsync() => Records.ReadAsync(session => RosterFacts.NextAsync(session, Time.GetUtcNow()));

    // All gateways at once: whatever is to happen once happens once.
    private Task RoundsAsync() => Task.WhenAll(_nodes.Select(node => ((RosterKeeper)node.GetService(typeof(RosterKeeper))!).RunOnceAsync(CancellationToken.None)));

    private async Task<IReadOnlyList<RosterShift>> AllAsync() =>
        [.. (await Get<ReadRoster>().ShiftsAsync("komorebi", Time.GetUtcNow().AddDays(-7), Time.GetUtcNow().AddDays(90))).Select(one => one.Shift)];

    private async Task<WeekCover> WeekAsync() => (await Get<ReadRoster>().WeekAsync(s_here, RosterWeek.StartOf(new DateOnly(2037, 11, 25))))[0];

    private Task CameAsync(int weeks, int eachMonday, int hour) => Records.WriteAsync(async session =>
    {
        await session.ExecuteAsync("INSERT INTO contact (id, organisation, channel, channel_account, address_hash, address_sealed, created_at) VALUES ('c', 'komorebi', 'chat', 'chat/a', @none, @none, 0)", new { none = new byte[] { 1 } });
        // The clock stands on a Saturday: the Monday of this week is over, and so are those before.
        var monday = RosterWeek.StartOf(Time.GetUtcNow()).AddHours(hour).AddMinutes(20);
        for (var i = 0; i < weeks * eachMonday; i++) await OpenedAsync(session, $"k{i}", monday.AddDays(-7 * (i / eachMonday)).ToUnixTimeMilliseconds());
        await OpenedAsync(session, "first", monday.AddDays(-7 * 20).ToUnixTimeMilliseconds());
    });

    private static Task<int> OpenedAsync(RecordsSession session, string id, long at) => session.ExecuteAsync(
        """
        INSERT INTO conversation (id, organisation, contact_id, channel, channel_account, label, language, stage, last_number, grade, opened_at, heard_at, closed_at)
        VALUES (@id, 'komorebi', 'c', 'chat', 'chat/a', @id, 'ja', 'closed', 0, 0, @at, @at, @at)
        """, new { id, at });
}
