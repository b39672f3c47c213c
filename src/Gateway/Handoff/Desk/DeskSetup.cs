using Gateway.Handoff.Introductions;
using Gateway.Handoff.Referrals;
using Gateway.Mail;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Desk;

/// <summary>Puts the desk of the support bodies together.</summary>
internal static class DeskSetup
{
    public static void AddDesk(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<DeskSettings>(services);
        services.AddSingleton<DeskRows>();
        services.AddSingleton<DeskWords>();
        services.AddSingleton<EnterDesk>();
        services.AddSingleton<InviteToDesk>();
        services.AddSingleton<DeskDoor>();
        services.AddSingleton<TalkDoor>();
        services.AddSingleton<IWhenReferralMoves, NoticeBody>();
        services.AddSingleton<IWhenLetterIsLost>(all => new TellLostLetter(all.GetRequiredService<ReferralLog>));
        services.AddHostedService<ForgetDesks>();
    }

    /// <summary><c>/desk</c>: what a support body reads and answers.</summary>
    public static void MapDesk(this IEndpointRouteBuilder endpoints)
    {
        var door = endpoints.ServiceProvider.GetRequiredService<DeskDoor>();
        var desk = endpoints.MapGroup("/desk").AllowAnonymous().ExcludeFromDescription();
        desk.AddEndpointFilter(door.FilterAsync);
        desk.MapGet("", (Delegate)door.ListAsync);
        desk.MapGet("/sign-in", (Delegate)DeskDoor.SignIn);
        desk.MapPost("/sign-in", (Delegate)door.SignInAsync);
        desk.MapGet("/invited/{link}", (Delegate)door.InvitedAsync);
        desk.MapPost("/invited/{link}", (Delegate)door.MakeAccountAsync);
        desk.MapGet("/go/{link}", (Delegate)door.Look);
        desk.MapPost("/go/{link}/code", (Delegate)door.SendCodeAsync);
        desk.MapPost("/go/{link}", (Delegate)door.OpenAsync);
        desk.MapGet("/referrals/{id}", (Delegate)door.ReadAsync);
        desk.MapGet("/referrals/{id}/print", (Delegate)door.PrintAsync);
        desk.MapPost("/referrals/{id}/{act}", (Delegate)door.ActAsync);
        var talks = endpoints.ServiceProvider.GetRequiredService<TalkDoor>();
        desk.MapGet("/talks/{id}", (Delegate)talks.PageAsync);
        desk.MapGet("/talks/{id}/log", (Delegate)talks.LogAsync);
        desk.MapPost("/talks/{id}/{act}", (Delegate)talks.ActAsync);
        var introduce = endpoints.ServiceProvider.GetRequiredService<IntroduceDoor>();
        desk.MapGet("/introductions", (Delegate)introduce.ListAsync);
        desk.MapPost("/introductions", (Delegate)introduce.WriteAsync);
        desk.MapGet("/introductions/{id}", (Delegate)introduce.CardAsync);
        desk.MapPost("/introductions/{id}/take-back", (Delegate)introduce.TakeBackAsync);
        desk.MapPost("/leave", (Delegate)door.LeaveAsync);
        endpoints.MapGet("/desk/assets/{name}", DeskStyle.Serve).AllowAnonymous().ExcludeFromDescription();
    }
}

/// <summary>Every hour: forgets desks that have closed, links to what is long over, and invitations that nobody used in time.</summary>
internal sealed class ForgetDesks(IRecords records, TimeProvider time, ILogger<ForgetDesks> log) : Rounds("desks", TimeSpan.FromHours(1), time, log)
{
    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop) => records.WriteAsync(async session =>
    {
        await DeskRows.ForgetAsync(session, Time.NowMs());
        await InviteToDesk.ForgetAsync(session, Time.NowMs());
    }, stop);
}
