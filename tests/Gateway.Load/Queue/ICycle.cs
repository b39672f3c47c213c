namespace Gateway.Load.Queue;

/// <summary>A queue that always holds the same number of people: whoever is claimed makes room for somebody new.</summary>
internal interface ICycle : IAsyncDisposable
{
    /// <summary>One claim and one join.</summary>
    /// <param name="claimer">Which of the claimers does it, from 0.</param>
    /// <returns>Whether somebody was claimed.</returns>
    Task<bool> TurnAsync(int claimer);
}
