namespace Gateway.Worlds;

/// <summary>What gateways logged of calls of consoles that failed on their side. A console tries again and loses nothing, so no run fails of it; but somebody has to hear of it.</summary>
internal static class HubFailures
{
    private const string Logged = "[1503]";
    private const int Lines = 12;

    /// <summary>Each kind of them once, with how often: the first lines.</summary>
    /// <param name="output">All that a gateway has written, line by line.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string> output) =>
        from line in output.Index()
        where line.Item.Contains(Logged, StringComparison.Ordinal)
        select string.Join('\n', output.Skip(line.Index).Take(Lines)) into failure
        group failure by failure into same
        select $"{same.Count()} x {same.Key}";
}
