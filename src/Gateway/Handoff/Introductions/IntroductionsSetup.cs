using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Introductions;

/// <summary>Puts the introductions together.</summary>
internal static class IntroductionsSetup
{
    public static void AddIntroductions(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<IntroductionSettings>(services);
        services.AddSingleton<IntroductionRows>();
        services.AddSingleton<KeepWaysIn>();
        services.AddSingleton<WriteIntroduction>();
        services.AddSingleton<DecideCard>();
        services.AddSingleton<AnswerCard>();
        services.AddSingleton<IOtherQuestion>(all => all.GetRequiredService<AnswerCard>());
        services.AddSingleton<IPersonsOwnWords>(all => all.GetRequiredService<AnswerCard>());
        services.AddSingleton<IWhenErasureIsAsked>(all => all.GetRequiredService<AnswerCard>());
        services.AddSingleton<CardFigures>();
        services.AddSingleton<CardGuesses>();
        services.AddSingleton<TakeCard>();
        services.AddSingleton<IWhenPersonSpeaks>(all => all.GetRequiredService<TakeCard>());
        services.AddSingleton(all => new CardAtHand(all.GetRequiredService<IRecords>(), all.GetRequiredService<IntroductionRows>(), all.GetRequiredService<DecideCard>()));
        services.AddSingleton<IntroduceDoor>();
        services.AddHostedService<ForgetIntroductions>();
    }
}

/// <summary>Every hour: what is past its day loses its note, what is long past is forgotten, and so are misses that count no longer.</summary>
internal sealed class ForgetIntroductions(IRecords records, TimeProvider time, ILogger<ForgetIntroductions> log) : Rounds("introductions", TimeSpan.FromHours(1), time, log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop) => records.WriteAsync(async session =>
    {
        await IntroductionRows.ForgetAsync(session, Time.NowMs(), Time.NowMs() - Kept.Ms());
        await CardGuesses.ForgetAsync(session, Time.NowMs());
    }, stop);
}
