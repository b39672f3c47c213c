using System.Net;
using System.Text.RegularExpressions;
using Gateway.Handoff.Desk;
using Gateway.Organisations;
using Gateway.Organisations.SetupFile;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>Somebody of a body is invited by a letter, makes themselves an account, and is shut out at once.</summary>
public sealed partial class BodyInvitationTests
{
    private const string Address = "sato@example.jp", UserName = "sato", Password = "a-long-sentence-of-mine";

    [Fact]
    public async Task The_link_works_once_opens_the_desk_and_the_account_is_closed_at_once()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (invite, keeper) = await KeeperAsync(world);
        Assert.Equal(DeskInviteOutcome.Done, await invite.InviteAsync(keeper, world.Body, "さとう", Address, world.Cancel));
        var letter = await world.LetterAsync(Address);
        // Nothing of any person stands in it, and not how the invited one is called.
        Assert.DoesNotContain("さとう", letter.Text, StringComparison.Ordinal);
        var link = Link().Match(letter.Text).Value;
        using var desk = world.Browser();
        Assert.Contains("12文字以上", await desk.GetStringAsync(link, world.Cancel), StringComparison.Ordinal);
        // What does not do uses nothing up.
        Assert.Equal(HttpStatusCode.BadRequest, (await MakeAsync(desk, link, UserName, "short")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await MakeAsync(desk, link, "さとう", Password)).Status);
        Assert.Equal((HttpStatusCode.OK, "/desk"), await MakeAsync(desk, link, UserName, Password));
        Assert.Equal(HttpStatusCode.NotFound, (await MakeAsync(desk, link, "other", Password)).Status);
        using (var again = await desk.GetAsync(link, world.Cancel)) Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);

        // They come back by the name and password that they chose; a start with the same file changes nothing of it.
        var file = world.Gateway.Services.GetRequiredService<IConfiguration>()["Gateway:Setup:File"]!;
        await ActivatorUtilities.CreateInstance<ApplySetup>(world.Gateway.Services, SetupReading.FromFile(file)).RunAsync(world.Cancel);
        using var later = world.Browser();
        using (var signed = await DeskWorld.PostAsync(later, "/desk/sign-in", ("userName", UserName), ("password", Password))) Assert.Equal("/desk", signed.RequestMessage!.RequestUri!.AbsolutePath);

        var account = Assert.Single((await invite.OfBodyAsync(keeper, world.Body, world.Cancel)).Accounts);
        Assert.Equal(("@" + UserName, "さとう", false, true), (account.UserName, account.Name, account.Disabled, account.Invited));
        Assert.False(await invite.CloseAsync(keeper, "019aa2f0-0000-7000-8000-000000000000", account.Id, world.Cancel));
        Assert.True(await invite.CloseAsync(keeper, world.Body, account.Id, world.Cancel));
        foreach (var browser in new[] { desk, later }) Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/desk", world.Cancel)).StatusCode);
        using (var shut = await DeskWorld.PostAsync(later, "/desk/sign-in", ("userName", UserName), ("password", Password))) Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
        Assert.Equal(
            ["body_account.invited", "staff.added", "body_account.made", "staff.disabled", "body_account.closed"],
            await world.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<string>(
                "SELECT action FROM audit WHERE action LIKE 'body_account.%' OR (action LIKE 'staff.%' AND detail = 'supportBody') OR action = 'staff.disabled' ORDER BY number"), world.Cancel));
    }

    [Fact]
    public async Task A_link_is_over_after_its_days_when_it_is_taken_back_and_when_the_body_is_taken_out()
    {
        var time = new FakeTime();
        await using var world = await IntroductionWorld.OpenAsync(time);
        var (invite, keeper) = await KeeperAsync(world);
        using var desk = world.Browser();
        await invite.InviteAsync(keeper, world.Body, "さとう", Address, world.Cancel);
        var first = Link().Match((await world.LetterAsync(Address)).Text).Value;
        var open = Assert.Single((await invite.OfBodyAsync(keeper, world.Body, world.Cancel)).Open);
        Assert.True(await invite.TakeBackAsync(keeper, world.Body, open.Id, world.Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await MakeAsync(desk, first, UserName, Password)).Status);

        await invite.InviteAsync(keeper, world.Body, "さとう", "late@example.jp", world.Cancel);
        var late = Link().Match((await world.LetterAsync("late@example.jp")).Text).Value;
        time.Advance(InviteToDesk.Lasts);
        Assert.Equal(HttpStatusCode.NotFound, (await MakeAsync(desk, late, UserName, Password)).Status);

        await invite.InviteAsync(keeper, world.Body, "さとう", "out@example.jp", world.Cancel);
        var shut = Link().Match((await world.LetterAsync("out@example.jp")).Text).Value;
        await world.Gateway.Services.GetRequiredService<ApproveBody>().DisableAsync(keeper, world.Body, "試し", world.Cancel);
        Assert.Equal(HttpStatusCode.NotFound, (await MakeAsync(desk, shut, UserName, Password)).Status);
        Assert.Equal(DeskInviteOutcome.NotPossible, await invite.InviteAsync(keeper, world.Body, "さとう", Address, world.Cancel));
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM staff WHERE invited = 1"));
        time.Advance(InviteToDesk.Lasts);
        await world.Gateway.Services.GetServices<IHostedService>().OfType<ForgetDesks>().Single().RunOnceAsync(world.Cancel);
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM body_invitation"));
    }

    [Fact]
    public async Task An_invited_account_and_one_of_the_file_never_stand_in_each_others_way()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (invite, keeper) = await KeeperAsync(world);
        var ofFile = world.Gateway.Setup.People[0].UserName;
        using var desk = await MadeAsync(world, invite, keeper, ofFile);
        var account = Assert.Single((await invite.OfBodyAsync(keeper, world.Body, world.Cancel)).Accounts);
        Assert.Equal("@" + ofFile, account.UserName);
        using var later = world.Browser();
        // The name without the mark is that of the file, and is refused at the desk.
        using (var other = await DeskWorld.PostAsync(later, "/desk/sign-in", ("userName", ofFile), ("password", Password))) Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using (var own = await DeskWorld.PostAsync(later, "/desk/sign-in", ("userName", "@" + ofFile), ("password", Password))) Assert.Equal("/desk", own.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.False(SetupForms.IsUserName(account.UserName));
        // Somebody else cannot have it, nor can the file: not even were it of a form that the file may use.
        Assert.Equal(HttpStatusCode.BadRequest, (await MakeAsync(desk, await InvitedAsync(world, invite, keeper, "second@example.jp"), ofFile, Password)).Status);
        await world.Gateway.Services.GetRequiredService<IRecords>().WriteAsync(session => session.ExecuteAsync("UPDATE staff SET invited = 1 WHERE id = (SELECT MIN(id) FROM staff)"), world.Cancel);
        var file = world.Gateway.Services.GetRequiredService<IConfiguration>()["Gateway:Setup:File"]!;
        var refused = await Assert.ThrowsAsync<SetupRefusedException>(
            () => ActivatorUtilities.CreateInstance<ApplySetup>(world.Gateway.Services, SetupReading.FromFile(file)).RunAsync(world.Cancel));
        Assert.Contains("by an invitation", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_closes_invited_accounts_and_their_people_may_have_their_names_again()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (invite, keeper) = await KeeperAsync(world);
        using var desk = await MadeAsync(world, invite, keeper, UserName);
        var records = world.Gateway.Services.GetRequiredService<IRecords>();
        Assert.Equal(1, await records.WriteAsync(session => BodyAccounts.AfterRestoreAsync(session, world.Gateway.Services.GetRequiredService<AuditTrail>()), world.Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync("/desk", world.Cancel)).StatusCode);
        using (var shut = await DeskWorld.PostAsync(desk, "/desk/sign-in", ("userName", UserName), ("password", Password))) Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM audit WHERE action = 'staff.disabled' AND detail = 'restored'"));
        // The file's own people work on.
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM staff WHERE invited = 0 AND disabled = 1"));

        using var again = await MadeAsync(world, invite, keeper, UserName);
        var accounts = (await invite.OfBodyAsync(keeper, world.Body, world.Cancel)).Accounts;
        Assert.Equal([("@" + UserName, false), ("@" + UserName, true)], accounts.Select(account => (account.UserName, account.Disabled)));
        using (var signed = await DeskWorld.PostAsync(again, "/desk/sign-in", ("userName", UserName), ("password", Password))) Assert.Equal("/desk", signed.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Only_a_name_and_a_plain_address_are_taken_and_a_supervisor_invites_nobody()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var (invite, keeper) = await KeeperAsync(world);
        foreach (var (name, email) in new[] { ("", Address), (" ", Address), (new string('あ', 41), Address), ("さ\nとう", Address), ("さとう", "sato"), ("さとう", "a@example.jp, b@example.jp") })
            Assert.Equal(DeskInviteOutcome.Words, await invite.InviteAsync(keeper, world.Body, name, email, world.Cancel));
        Assert.Equal(DeskInviteOutcome.NotFound, await invite.InviteAsync(keeper, "019aa2f0-0000-7000-8000-000000000000", "さとう", Address, world.Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Keeper.GetAsync($"/api/bodies/{world.Body}/accounts", world.Cancel)).StatusCode);
    }

    private static async Task<HttpClient> MadeAsync(IntroductionWorld world, InviteToDesk invite, Staff keeper, string userName)
    {
        var browser = world.Browser();
        var address = $"made-{await world.CountAsync("SELECT COUNT(*) FROM staff")}@example.jp";
        Assert.Equal((HttpStatusCode.OK, "/desk"), await MakeAsync(browser, await InvitedAsync(world, invite, keeper, address), userName, Password));
        return browser;
    }

    private static async Task<string> InvitedAsync(IntroductionWorld world, InviteToDesk invite, Staff keeper, string address)
    {
        Assert.Equal(DeskInviteOutcome.Done, await invite.InviteAsync(keeper, world.Body, "さとう", address, world.Cancel));
        return Link().Match((await world.LetterAsync(address)).Text).Value;
    }

    private static async Task<(HttpStatusCode Status, string? Where)> MakeAsync(HttpClient browser, string link, string userName, string password)
    {
        using var answer = await DeskWorld.PostAsync(browser, link, ("userName", userName), ("password", password));
        return (answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    private static async Task<(InviteToDesk Invite, Staff Keeper)> KeeperAsync(IntroductionWorld world)
    {
        var supervisor = (await world.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<Staff>(
            "SELECT id, user_name AS UserName, name, role, organisation FROM staff WHERE role = 'supervisor' ORDER BY id LIMIT 1"), world.Cancel))!;
        return (world.Gateway.Services.GetRequiredService<InviteToDesk>(), supervisor with { Role = Roles.Coordinator });
    }

    [GeneratedRegex("/desk/invited/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
