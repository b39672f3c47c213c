using Gateway.Rosters;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class RostersContract
{
    [Fact]
    public async Task A_place_has_one_holder_however_many_want_it()
    {
        var place = await PlaceAsync();
        var both = await Task.WhenAll(Get<HoldShift>().TakeAsync(Aoi, place.Id), Get<HoldShift>().TakeAsync(Nagi, place.Id));
        Assert.Equal([RosterOutcome.Done, RosterOutcome.Taken], both.Select(answer => answer.Outcome).Order());
        Assert.Equal(["roster.added", "roster.taken"], await TrailAsync(place));
        Assert.Equal("JP", (await ReadAsync(place)).Country);
    }

    [Fact]
    public async Task Whoever_offers_a_shift_stays_responsible_until_another_has_taken_it()
    {
        var place = await PlaceAsync();
        await Get<HoldShift>().TakeAsync(Aoi, place.Id);
        Assert.Equal(RosterOutcome.Taken, (await Get<HoldShift>().TakeAsync(Nagi, place.Id)).Outcome);
        Assert.Equal(RosterOutcome.NotTheirs, (await Get<HoldShift>().OfferAsync(Nagi, place.Id, offered: true)).Outcome);
        await Get<HoldShift>().OfferAsync(Aoi, place.Id, offered: true);
        Assert.Equal(("aoi", true), (await ReadAsync(place) is var now ? (now.StaffId, now.Offered) : default));
        await Get<HoldShift>().TakeAsync(Nagi, place.Id);
        Assert.Equal(("nagi", false), (await ReadAsync(place) is var then ? (then.StaffId, then.Offered) : default));
        Assert.Equal(["roster.added", "roster.taken", "roster.offered", "roster.taken"], await TrailAsync(place));
    }

    [Fact]
    public async Task Whoever_was_given_a_shift_declines_it_and_the_one_before_has_it_again()
    {
        var place = await PlaceAsync();
        await Get<HoldShift>().TakeAsync(Aoi, place.Id);
        Assert.Equal(RosterOutcome.NotTheirs, (await Get<HoldShift>().DeclineAsync(Aoi, place.Id)).Outcome);
        await Get<HoldShift>().AssignAsync(Haru, place.Id, "nagi");
        Assert.Equal("nagi", (await ReadAsync(place)).StaffId);
        await Get<HoldShift>().DeclineAsync(Nagi, place.Id);
        Assert.Equal(("aoi", true, null), await ReadAsync(place) is var now ? (now.StaffId, now.Offered, now.AssignedBy) : default);
        await Get<HoldShift>().AssignAsync(Haru, place.Id, "nagi");
        // Aoi is on another shift by now: the place is open.
        await Get<HoldShift>().TakeAsync(Aoi, (await PlaceAsync("09:00", "11:00")).Id);
        await Get<HoldShift>().DeclineAsync(Nagi, place.Id);
        Assert.Null((await ReadAsync(place)).StaffId);
    }

    [Fact]
    public async Task Nobody_is_on_two_shifts_at_once_and_two_that_touch_are_no_matter()
    {
        var (one, touching, over) = (await PlaceAsync("10:00", "12:00"), await PlaceAsync("12:00", "14:00"), await PlaceAsync("11:00", "13:00"));
        Assert.Equal(RosterOutcome.Done, (await Get<HoldShift>().TakeAsync(Aoi, one.Id)).Outcome);
        Assert.Equal(RosterOutcome.Done, (await Get<HoldShift>().TakeAsync(Aoi, touching.Id)).Outcome);
        Assert.Equal(RosterOutcome.Overlaps, (await Get<HoldShift>().TakeAsync(Aoi, over.Id)).Outcome);
        var (first, second) = (await PlaceAsync("16:00", "18:00"), await PlaceAsync("17:00", "19:00"));
        var both = await Task.WhenAll(Get<HoldShift>().TakeAsync(Nagi, first.Id), Get<HoldShift>().TakeAsync(Nagi, second.Id));
        Assert.Single(both, answer => answer.Outcome == RosterOutcome.Done);
    }

    [Fact]
    public async Task A_shift_asks_for_a_role_a_skill_and_a_language_and_for_the_country()
    {
        var supervisor = await PlaceAsync(with: single => single with { Role = RosterRole.Supervisor });
        Assert.Equal(RosterOutcome.DoesNotFit, (await Get<HoldShift>().TakeAsync(Aoi, supervisor.Id)).Outcome);
        Assert.Equal(RosterOutcome.Done, (await Get<HoldShift>().TakeAsync(Haru, supervisor.Id)).Outcome);
        var portuguese = await PlaceAsync(with: single => single with { Languages = ["pt"], Skills = ["若者"] });
        Assert.Equal(RosterOutcome.DoesNotFit, (await Get<HoldShift>().TakeAsync(Nagi, portuguese.Id)).Outcome);
        await SaysAsync(Nagi, new RosterPerson { Country = "PT", TimeZone = "Europe/Lisbon", Languages = ["ja", "pt"], Skills = ["若者"] });
        Assert.Equal(RosterOutcome.Done, (await Get<HoldShift>().TakeAsync(Nagi, portuguese.Id)).Outcome);
        Assert.Equal("PT", (await ReadAsync(portuguese)).Country);
        await Records.WriteAsync(session => session.ExecuteAsync("DELETE FROM roster_person WHERE staff_id = 'aoi'"));
        Assert.Equal(RosterOutcome.NoProfile, (await Get<HoldShift>().TakeAsync(Aoi, (await PlaceAsync("20:00", "22:00")).Id)).Outcome);
    }

    [Fact]
    public async Task What_somebody_was_given_and_another_then_declines_is_theirs_again()
    {
        var place = await PlaceAsync();
        Assert.Equal(RosterOutcome.Done, (await Get<HoldShift>().AssignAsync(Haru, place.Id, "aoi")).Outcome);
        Assert.Equal(RosterOutcome.Done, (await Get<HoldShift>().AssignAsync(Haru, place.Id, "nagi")).Outcome);
        Assert.Equal(RosterOutcome.Done, (await Get<HoldShift>().DeclineAsync(Nagi, place.Id)).Outcome);
        var now = await ReadAsync(place);
        Assert.Equal(("aoi", true), (now.StaffId, now.Offered));
    }

    [Fact]
    public async Task Another_organisation_finds_nothing_and_what_is_over_stays()
    {
        var place = await PlaceAsync();
        Assert.Equal(RosterOutcome.NotFound, (await Get<HoldShift>().TakeAsync(Sora, place.Id)).Outcome);
        Assert.Equal(RosterOutcome.NotFound, (await Get<ArrangeShifts>().RemoveAsync(Sora, place.Id)).Outcome);
        Assert.Equal(RosterOutcome.NotFound, (await Get<HoldShift>().AssignAsync(Haru, place.Id, "sora")).Outcome);
        Time.AdvanceTo(place.EndsAt);
        Assert.Equal(RosterOutcome.TooLate, (await Get<HoldShift>().TakeAsync(Aoi, place.Id)).Outcome);
        Assert.Equal(RosterOutcome.TooLate, (await Get<ArrangeShifts>().RemoveAsync(Haru, place.Id)).Outcome);
    }
}
