using Gateway.Bots.Intake;
using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Intake.Blocks;
using Gateway.Intake.Bots;
using Gateway.Intake.Bots.Own;
using Gateway.Intake.Spool;
using Gateway.Intake.Triage;
using Gateway.Primitives;

namespace Gateway.Intake;

/// <summary>Puts first contact together.</summary>
public static class IntakeSetup
{
    /// <summary>Adds the way in, and the spool for when the records are away.</summary>
    public static void AddIntake(this IServiceCollection services, SettingsReader settings)
    {
        services.AddDisasters();
        settings.Read<SpoolSettings>(services);
        settings.Read<BotSettings>(services);
        settings.Read<HotlineSettings>(services);
        settings.Read<TriageSettings>(services);
        services.AddSingleton(provider => new GradeWords(Lexicon.With(provider.GetRequiredService<TriageSettings>().PrivateLexicon)));
        services.AddSingleton<GradeHeard>();
        services.AddSingleton<FirstWords>();
        services.AddSingleton<Hotlines>(provider => new(provider.GetRequiredService<HotlineSettings>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<HotlineFigures>();
        services.AddSingleton<ShiftBoard>();
        services.AddHostedService<MeasureTalks>();
        services.AddHostedService<ForeseeShifts>();
        services.AddSingleton<ReceiveTogether>();
        services.AddSingleton<FollowPassage>();
        services.AddSingleton<IntakeTexts>();
        services.AddSingleton<IntakeScript>();
        services.AddSingleton<IIntakeBot, BuiltInGuide>();
        services.AddSingleton<WelcomePerson>();
        services.AddSingleton<AfterTalk>();
        services.AddSingleton<AnswerWait>();
        services.AddSingleton<AskAfter>();
        services.AddSingleton<PromiseTurn>();
        services.AddSingleton<TellOfDisaster>();
        services.AddSingleton<NoteWish>();
        services.AddSingleton<IAskedWhileWaiting, AskForWish>();
        services.AddSingleton<IntakeBots>();
        services.AddSingleton<BotTokens>();
        services.AddSingleton<OwnBots>();
        services.AddSingleton<TakeActivity>();
        services.AddSingleton<BotFigures>();
        services.AddSingleton<BotsAway>();
        services.AddSingleton<BotSignal>();
        services.AddSingleton<TellBot>();
        services.AddSingleton<SayForBot>();
        services.AddSingleton<CarryOutTurn>();
        services.AddHostedService<BotRunner>();
        services.AddSingleton<KeepAtDoor>();
        services.AddSingleton<BlockPerson>();
        services.AddSingleton<IReceiveRouted, ReceiveRouted>();
        services.AddSingleton<ReceiveInbound>();
        services.AddSingleton<AcceptInbound>();
        services.AddSingleton<RecordsWatch>();
        services.AddSingleton<SpoolNode>();
        services.AddSingleton<SpoolOnDisk>();
        services.AddSingleton<HoldWord>();
        services.AddSingleton<LandSpool>();
        services.AddSingleton<AppendHeld>();
        services.AddSingleton<SpoolGauge>();
        services.AddSingleton<SpoolFigures>();
        services.AddSingleton<KeepSpool>();
        services.AddHostedService(provider => provider.GetRequiredService<KeepSpool>());
    }

    /// <summary>Takes the spool's folder. Call it before anything else: without it the gateway must not start.</summary>
    /// <exception cref="InvalidOperationException">The folder cannot be used; the message says why.</exception>
    public static void TakeSpoolFolder(this IServiceProvider services)
    {
        services.GetRequiredService<SpoolOnDisk>();
        services.GetRequiredService<SpoolFigures>();
    }
}
