using Gateway.Channels;
using Gateway.Channels.Line;
using Gateway.Channels.WebChat;
using Gateway.Consent;
using Gateway.ConsoleHub;
using Gateway.Consortium;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Disasters;
using Gateway.Emergencies;
using Gateway.Handoff;
using Gateway.Intake;
using Gateway.Intake.Bots;
using Gateway.Intake.Bots.Own;
using Gateway.Mail;
using Gateway.Operations;
using Gateway.Organisations;
using Gateway.PartnerGateways;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Rosters;
using Gateway.SupportBodies;
using Gateway.WaitingQueue;

namespace Gateway;

/// <summary>The table of contents: what the gateway is made of, and which slice listens to which.</summary>
public static class GatewayHost
{
    /// <summary>Builds the gateway; the caller runs it.</summary>
    /// <param name="args">Command-line settings, for example <c>--urls http://localhost:5080</c>.</param>
    /// <param name="configure">Further settings, read before the slices.</param>
    /// <param name="replace">Replaces services after the slices have added theirs (the clock, in tests).</param>
    /// <exception cref="SettingsRefusedException">Settings are wrong; it names every one of them.</exception>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder);
        builder.AddWebServer();

        var settings = new SettingsReader(builder.Configuration);
        settings.Read<WebSettings>(builder.Services);
        builder.Services.AddPrimitives();
        builder.Services.AddRecords(settings);
        builder.Services.AddOrganisations(settings);
        builder.Services.AddMail(settings);
        builder.Services.AddSupportBodies(settings);
        builder.Services.AddConversations(settings);
        builder.Services.AddRosters();
        builder.Services.AddConsent(settings);
        builder.Services.AddWaitingQueue(settings);
        builder.Services.AddEmergencies(settings);
        builder.Services.AddHandoff(settings);
        builder.Services.AddIntake(settings);
        builder.Services.AddConsortium();
        builder.Services.AddChannels(settings);
        builder.Services.AddWebChat(settings);
        builder.Services.AddPartnerGateways();
        builder.Services.AddConsoleHub();
        builder.Services.AddOperations(settings);
        settings.ThrowIfAnyProblem();
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseWebServer();
        app.UsePreparedOnly();
        app.MapOrganisations();
        app.MapSupportBodies();
        app.MapRosters();
        app.MapHandoff();
        app.MapConsortium();
        app.MapChannels();
        app.MapIntakeBots();
        app.MapWebChat();
        app.MapPartnerGateways();
        app.MapConsoleHub();
        app.MapOperations();

        // What happened in one slice, and who above it wants to know.
        app.On<ConversationMoved, LetGo>((letGo, moved) => letGo.FollowAsync(moved));
        app.On<ConversationMoved, TellBot>((bot, moved) => bot.FollowAsync(moved));
        app.On<SignedOut, LetGo>((letGo, signedOut) => letGo.FollowAsync(signedOut));
        app.On<SignedOut, Consoles>((consoles, signedOut) => consoles.EndAsync(signedOut));
        app.On<QueueNotAlone, IHostApplicationLifetime>((lifetime, _) => Task.Run(lifetime.StopApplication));
        app.On<CounsellorTyping, ShowTyping>((phones, typing) => phones.NoteAsync(typing));
        app.On<QueueSeen, ShiftBoard>((shifts, seen) => shifts.NoteAsync(seen));
        app.On<QueueSeen, QueueFigures>((figures, seen) => figures.NoteAsync(seen));
        app.On<WaitsSeen, QueueFigures>((figures, seen) => figures.NoteAsync(seen));
        app.On<DisasterChanged, KeepDisasterLine>((line, changed) => line.FollowAsync(changed));
        app.On<PlaceChanged, FollowPlace>((places, changed) => places.FollowAsync(changed));
        return app;
    }

    /// <summary>Takes the spool's folder, brings the records to the newest schema and the set-up file into them. Call it before anything is served.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        app.Services.TakeSpoolFolder();
        await app.Services.GetRequiredService<PrepareRecords>().RunAsync();
    }
}
