using Gateway.Organisations;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.ConsoleHub;

/// <summary>応援: what is done for a person whom a partner answers, on both sides.</summary>
public sealed partial class CounsellorHub
{
    /// <summary>A partner's counsellor sends a guest home with a summary; <c>later</c>: for home's next shift.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task SendHome(string conversationId, IReadOnlyDictionary<string, string>? parts, bool later) => guests.SendHomeAsync(Me, conversationId, parts, later);

    /// <summary>A partner's counsellor asks home to join a guest to a support body.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task AskHandoff(string conversationId, IReadOnlyDictionary<string, string>? parts) => guests.AskHandoffAsync(Me, conversationId, parts);

    /// <summary>At home: what a partner asks for. Leaves an audit line.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task<HandoffAskedView> ReadHandoffAsked(string conversationId) => guests.ReadHandoffAsync(Me, conversationId);

    /// <summary>At home: it is not done now (<c>later</c>, <c>not_possible</c>).</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task AnswerHandoffAsked(string conversationId, string answer) => guests.AnswerHandoffAsync(Me, conversationId, answer);

    /// <summary>At home: takes the talk over from the partner that asked for a hand-off.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task<ConversationView> TakeOverGuest(string conversationId) => guests.TakeOverAsync(Me, Context.ConnectionId, conversationId);

    /// <summary>At home: has somebody back who still waits at a partner.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public Task FetchHome(string conversationId) => guests.FetchHomeAsync(Me, conversationId);
}
