using System.Text;
using Gateway.Records;
using Gateway.SupportBodies;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class SupportBodiesContract
{
    [Fact]
    public async Task A_body_receives_nothing_before_a_second_person_has_approved_it()
    {
        var proposed = await Get<ProposeBody>().AddAsync(Haru, ExampleBodies.CityDesk, TestContext.Current.CancellationToken);
        Assert.Equal(BodyOutcome.Proposed, proposed.Outcome);
        var id = proposed.Body!.Id;
        Assert.Null(await RecipientAsync(id));
        Assert.Equal(BodyOutcome.SamePerson, (await Get<ApproveBody>().ApproveAsync(Haru, id, proposed.Body.Version, TestContext.Current.CancellationToken)).Outcome);
        Assert.Null(await RecipientAsync(id));
        Assert.Equal(BodyOutcome.InEffect, (await Get<ApproveBody>().ApproveAsync(Natsu, id, proposed.Body.Version, TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal("desk@example.jp", (await RecipientAsync(id))!.Email);
        Assert.Equal(["staff-haru body.proposed new", "staff-natsu body.approved edit by staff-haru"], await TrailAsync());
    }

    [Fact]
    public async Task A_change_of_where_particulars_go_waits_and_the_old_address_holds_until_then()
    {
        var body = await ApprovedAsync();
        var moved = body.Entry with { HandoffEmail = "thief@example.com", Alert = "住所が変わります" };
        var answer = await Get<ProposeBody>().ChangeAsync(Natsu, body.Id, body.Version, moved, TestContext.Current.CancellationToken);
        Assert.Equal(BodyOutcome.Proposed, answer.Outcome);
        Assert.Equal("desk@example.jp", (await RecipientAsync(body.Id))!.Email);
        Assert.Equal(BodyOutcome.SamePerson, (await Get<ApproveBody>().ApproveAsync(Natsu, body.Id, answer.Body!.Version, TestContext.Current.CancellationToken)).Outcome);

        // The approver approves what they saw: meanwhile the proposer put in another address.
        var again = await Get<ProposeBody>().ChangeAsync(Natsu, body.Id, answer.Body.Version, moved with { HandoffEmail = "third@example.com" }, TestContext.Current.CancellationToken);
        Assert.Equal(BodyOutcome.Changed, (await Get<ApproveBody>().ApproveAsync(Haru, body.Id, answer.Body.Version, TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal("desk@example.jp", (await RecipientAsync(body.Id))!.Email);
        Assert.Equal(BodyOutcome.InEffect, (await Get<ApproveBody>().ApproveAsync(Haru, body.Id, again.Body!.Version, TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal("third@example.com", (await RecipientAsync(body.Id))!.Email);
    }

    [Fact]
    public async Task Whoever_changes_a_proposal_becomes_its_proposer()
    {
        var proposed = (await Get<ProposeBody>().AddAsync(Haru, ExampleBodies.CityDesk, TestContext.Current.CancellationToken)).Body!;
        var changed = (await Get<ProposeBody>().ChangeAsync(Natsu, proposed.Id, proposed.Version, proposed.Entry with { HandoffEmail = "other@example.jp" }, TestContext.Current.CancellationToken)).Body!;
        Assert.Equal(BodyOutcome.SamePerson, (await Get<ApproveBody>().ApproveAsync(Natsu, proposed.Id, changed.Version, TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal(BodyOutcome.InEffect, (await Get<ApproveBody>().ApproveAsync(Haru, proposed.Id, changed.Version, TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task Hours_and_notices_hold_at_once_and_are_in_the_trail_without_their_words()
    {
        var body = await ApprovedAsync();
        var answer = await Get<ProposeBody>().ChangeAsync(Natsu, body.Id, body.Version, body.Entry with { Alert = "ひみつの知らせ", MaximumAge = 64 }, TestContext.Current.CancellationToken);
        Assert.Equal(BodyOutcome.InEffect, answer.Outcome);
        Assert.Equal("ひみつの知らせ", (await FindAsync(body.Id))!.Entry.Alert);
        Assert.Equal("staff-natsu body.changed maximumAge alert", (await TrailAsync())[^1]);
        Assert.Equal(BodyOutcome.Unchanged, (await Get<ProposeBody>().ChangeAsync(Natsu, body.Id, answer.Body!.Version, answer.Body.Entry, TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task One_person_takes_a_body_out_at_once_and_two_let_it_in_again()
    {
        var body = await ApprovedAsync();
        Assert.Equal(BodyOutcome.Faulty, (await Get<ApproveBody>().DisableAsync(Haru, body.Id, " ", TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal(BodyOutcome.InEffect, (await Get<ApproveBody>().DisableAsync(Haru, body.Id, "あて先を確かめています", TestContext.Current.CancellationToken)).Outcome);
        Assert.Null(await RecipientAsync(body.Id));
        Assert.Empty(await Get<SupportBodyDirectory>(1).RankedAsync("komorebi", new BodyNeed(), TestContext.Current.CancellationToken));
        var asked = await Get<ApproveBody>().EnableAsync(Haru, body.Id, TestContext.Current.CancellationToken);
        Assert.Null(await RecipientAsync(body.Id));
        Assert.Equal(BodyOutcome.SamePerson, (await Get<ApproveBody>().ApproveAsync(Haru, body.Id, asked.Body!.Version, TestContext.Current.CancellationToken)).Outcome);
        await Get<ApproveBody>().ApproveAsync(Natsu, body.Id, asked.Body.Version, TestContext.Current.CancellationToken);
        Assert.NotNull(await RecipientAsync(body.Id));
    }

    [Fact]
    public async Task A_change_that_is_approved_does_not_let_a_disabled_body_in()
    {
        var body = await ApprovedAsync();
        var change = await Get<ProposeBody>().ChangeAsync(Haru, body.Id, body.Version, body.Entry with { HandoffEmail = "other@example.jp" }, TestContext.Current.CancellationToken);
        var disabled = await Get<ApproveBody>().DisableAsync(Natsu, body.Id, "確認中", TestContext.Current.CancellationToken);
        Assert.Equal(change.Body!.Version + 1, disabled.Body!.Version);
        await Get<ApproveBody>().ApproveAsync(Natsu, body.Id, disabled.Body.Version, TestContext.Current.CancellationToken);
        Assert.Null(await RecipientAsync(body.Id));
    }

    [Fact]
    public async Task A_declined_body_is_gone_and_a_declined_change_leaves_what_was()
    {
        var stranger = (await Get<ProposeBody>().AddAsync(Haru, ExampleBodies.Lounge, TestContext.Current.CancellationToken)).Body!;
        await Get<ApproveBody>().DeclineAsync(Natsu, stranger.Id, stranger.Version, TestContext.Current.CancellationToken);
        Assert.Null(await FindAsync(stranger.Id));
        var body = await ApprovedAsync();
        var change = (await Get<ProposeBody>().ChangeAsync(Haru, body.Id, body.Version, body.Entry with { Name = "別の名" }, TestContext.Current.CancellationToken)).Body!;
        await Get<ApproveBody>().DeclineAsync(Haru, body.Id, change.Version, TestContext.Current.CancellationToken);
        Assert.Equal(body.Entry.Name, (await FindAsync(body.Id))!.Entry.Name);
        Assert.Equal(body.Id, Assert.Single(await Get<SupportBodyDirectory>(1).AllAsync("komorebi", TestContext.Current.CancellationToken)).Id);
    }

    [Fact]
    public async Task Another_organisation_sees_nothing_and_changes_nothing()
    {
        var body = await ApprovedAsync();
        Assert.Null(await Get<SupportBodyDirectory>().FindAsync("yoake", body.Id, TestContext.Current.CancellationToken));
        Assert.Empty(await Get<SupportBodyDirectory>().AllAsync("yoake", TestContext.Current.CancellationToken));
        Assert.Equal(BodyOutcome.NotFound, (await Get<ProposeBody>().ChangeAsync(Nagi, body.Id, body.Version, body.Entry, TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal(BodyOutcome.NotFound, (await Get<ApproveBody>().DisableAsync(Nagi, body.Id, "x", TestContext.Current.CancellationToken)).Outcome);
        Assert.NotNull(await RecipientAsync(body.Id));
    }

    [Fact]
    public async Task A_withheld_address_stays_when_somebody_who_never_saw_it_changes_the_rest()
    {
        var body = await ApprovedAsync(ExampleBodies.Refuge);
        var shown = body.Entry with { Address = null, Alert = "満室です" };
        var changed = (await Get<ProposeBody>().ChangeAsync(Natsu, body.Id, body.Version, shown, TestContext.Current.CancellationToken)).Body!;
        Assert.Equal(ExampleBodies.Refuge.Address, (await Get<ApproveBody>().TellAddressAsync(Natsu, body.Id, TestContext.Current.CancellationToken)));
        Assert.Equal("staff-natsu body.address_read ", (await TrailAsync())[^1]);
        // An empty one takes it away.
        await Get<ProposeBody>().ChangeAsync(Natsu, body.Id, changed.Version, shown with { Address = new BodyAddress() }, TestContext.Current.CancellationToken);
        Assert.Equal(new BodyAddress(), (await FindAsync(body.Id))!.Entry.Address);
    }

    [Fact]
    public async Task Places_are_taken_and_given_back_and_the_quick_report_holds_at_once()
    {
        var body = await ApprovedAsync(ExampleBodies.NightWork);
        await Get<IRecords>().WriteAsync(session => Get<SupportBodyDirectory>().TakePlacesAsync(session, "komorebi", body.Id, 2), TestContext.Current.CancellationToken);
        Assert.Equal(1, (await FindAsync(body.Id))!.Room);
        await Get<ProposeBody>().ReportAsync(Haru, body.Id, new BodyReport(Taken: 3, Alert: "今夜は満室", Status: BodyStatus.TemporarilyClosed), TestContext.Current.CancellationToken);
        var full = (await FindAsync(body.Id))!;
        Assert.Equal((0, "今夜は満室", BodyStatus.TemporarilyClosed), (full.Room, full.Entry.Alert, full.Entry.Status));
        Assert.Null(await RecipientAsync(body.Id));
        await Get<ProposeBody>().ReportAsync(Haru, body.Id, new BodyReport(Taken: 0, Alert: "", Status: BodyStatus.Active), TestContext.Current.CancellationToken);
        Assert.Null((await FindAsync(body.Id))!.Entry.Alert);
        Assert.NotNull(await RecipientAsync(body.Id));
    }

    [Fact]
    public async Task Changes_at_the_same_moment_follow_one_another_and_every_node_sees_them()
    {
        var body = await ApprovedAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Get<ProposeBody>(i).AddAsync(Haru, ExampleBodies.Lounge with { Name = $"窓口{i}" }))));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => Get<ProposeBody>(i).ChangeAsync(Natsu, body.Id, body.Version, body.Entry with { Alert = $"{i}" }))));
        Assert.Single(answers, answer => answer.Outcome == BodyOutcome.InEffect);
        for (var node = 0; node < NodeCount; node++) Assert.Equal(21, (await Get<SupportBodyDirectory>(node).AllAsync("komorebi", TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task Nothing_of_an_entry_stands_in_the_records_in_the_clear()
    {
        await ApprovedAsync(ExampleBodies.Refuge);
        var rows = await Get<IRecords>().ReadAsync(session => session.QueryAsync<byte[]>("SELECT document FROM support_body"));
        Assert.All(rows, row => Assert.True(row.AsSpan().IndexOf(Encoding.UTF8.GetBytes("ひみつ町")) < 0 && row.AsSpan().IndexOf("women_support"u8) < 0));
    }
}
