using System.Globalization;
using Gateway.Conversations.Outbox;

namespace Gateway.Operations.Upkeep;

/// <summary>The command <c>undelivered</c>.</summary>
public static class Undelivered
{
    private const int MostDays = 36_500;

    /// <summary>Lists replies that did not arrive, or may not have.</summary>
    public static UpkeepCommand Command { get; } = new(
        "undelivered",
        """
        undelivered [--days 7]

        Lists the replies that failed, or of which nobody knows whether they arrived: when, whose, over which account, in which
        conversation and at which entry. Never what they say. The gateway may run on.
          --days N   those written within the last N days
        What to do: while the talk is open, its counsellor sees the reply marked and can say it again. After it, the person can only
        be reached when they write once more.
        """,
        ["--days"], [], RunAsync);

    private static async Task<int> RunAsync(CommandLine line)
    {
        var days = line.Options.GetValueOrDefault("--days") is { } given
            ? int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostDays
                ? number
                : throw new UsageException($"--days: must be a number from 1 to {MostDays}.")
            : 7;
        await using var services = UpkeepCommand.Open(line);
        var all = await services.GetRequiredService<UndeliveredReplies>().SinceAsync(TimeSpan.FromDays(days));
        foreach (var one in all)
        {
            var state = one.ClosedAt is { } closed ? $"ended {BackUp.At(closed)}" : "open";
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{BackUp.At(one.At)}  {one.Delivery,-9}  {one.Organisation}  {one.ChannelAccount}  {one.Label}  {one.ConversationId}  entry {one.Number}  {state}"));
        }

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{all.Count} replies in {days} days."));
        return 0;
    }
}
