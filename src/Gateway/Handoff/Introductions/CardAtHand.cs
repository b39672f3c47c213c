using Gateway.Records;

namespace Gateway.Handoff.Introductions;

/// <summary>Whether somebody holds a card about which they have not decided yet: the head of their page says so.</summary>
public sealed class CardAtHand
{
    private readonly IRecords _records;
    private readonly IntroductionRows _rows;
    private readonly DecideCard _decide;

    internal CardAtHand(IRecords records, IntroductionRows rows, DecideCard decide) => (_records, _rows, _decide) = (records, rows, decide);

    /// <summary>The name of the body that wrote it; nothing when there is nothing to decide.</summary>
    /// <param name="account">The web chat.</param>
    /// <param name="holder">The keyed hash of the browser's secret.</param>
    /// <param name="conversationId">The talk in this browser; nothing before the first word.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<string?> BodyAsync(string account, byte[] holder, string? conversationId, CancellationToken cancel = default) => _records.ReadAsync(async session =>
        await _rows.HeldAsync(session, account, holder, conversationId) is { State: IntroductionState.Held } card && await _decide.IsAliveAsync(session, card)
            ? await _decide.BodyNameAsync(session, card)
            : null, cancel);
}
