using Gateway.Bots.Protocol;
using Gateway.Organisations;
using Polly;
using Polly.CircuitBreaker;

namespace Gateway.Intake.Bots.Own;

/// <summary>An organisation's own bot, spoken to over the Bot Framework protocol.</summary>
/// <remarks>
/// It is called while it answers: after nearly all calls have failed, none is made for a while, and people go the way without it at once
/// instead of waiting for the time limit each.
/// </remarks>
internal sealed class OwnBot : IIntakeBot
{
    // Of at least six calls within half a minute nine in ten did not get through.
    private const double NearlyAll = 0.9;
    private const int AtLeast = 6;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private readonly string _organisation;
    private readonly IntakeBotAccount _account;
    private readonly BotClient _client;
    private readonly BotTokens _tokens;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _calls;

    public OwnBot(string organisation, IntakeBotAccount account, BotClient client, BotTokens tokens, TimeProvider time)
    {
        (_organisation, _account, _client, _tokens, _time) = (organisation, account, client, tokens, time);
        _calls = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = NearlyAll,
            MinimumThroughput = AtLeast,
            SamplingDuration = Within,
            BreakDuration = Rest,
            OnOpened = _ => Note(away: true),
            OnClosed = _ => Note(away: false),
            ShouldHandle = args => new(args.Outcome.Exception is BotAwayException or OperationCanceledException),
        }).Build();
    }

    /// <summary>Whether nearly all of its last calls failed, and none has succeeded since.</summary>
    public bool Away { get; private set; }

    /// <summary>Whose it is.</summary>
    public string Organisation => _organisation;

    /// <inheritdoc />
    public async Task<BotAnswer> TurnAsync(BotTurn turn, CancellationToken cancel)
    {
        var said = new List<Activity>();
        foreach (var activity in TurnActivities.Of(turn, _tokens.ServiceUrl(_organisation), !_account.Connects, _time.GetUtcNow()))
        {
            var token = _account.Local ? null : await _tokens.ForCallAsync(_organisation, _account);
            try
            {
                said.AddRange(await _calls.ExecuteAsync(async stop => await AskAsync(activity, token, stop), cancel));
            }
            catch (BrokenCircuitException)
            {
                throw new BotAwayException("resting", again: false);
            }
        }

        return ActivityAnswer.Of(said);
    }

    private ValueTask Note(bool away)
    {
        Away = away;
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<Activity>> AskAsync(Activity activity, string? token, CancellationToken cancel) => await _client.PostAsync(_account.Url, activity, token, cancel) switch
    {
        BotReply.Heard heard => _account.Connects ? [] : heard.Activities,
        BotReply.Unreachable => throw new BotAwayException("unreachable", again: true),
        BotReply.Failed failed => throw new BotAwayException(FormattableString.Invariant($"status {failed.Status}"), again: true),
        BotReply.Refused refused => throw new BotAwayException(FormattableString.Invariant($"status {refused.Status}"), again: false),
        _ => throw new BotAwayException("broken answer", again: false),
    };
}
