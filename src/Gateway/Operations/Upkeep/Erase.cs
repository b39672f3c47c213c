using System.Globalization;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.Mail;
using Gateway.SupportBodies;

namespace Gateway.Operations.Upkeep;

/// <summary>The command <c>erase</c>.</summary>
public static class Erase
{
    /// <summary>Makes one conversation, or all of one person's, unreadable for good.</summary>
    public static UpkeepCommand Command { get; } = new(
        "erase",
        """
        erase ID|LABEL [--person] [--yes]

        Shows what would be erased; with --yes, erases it: nobody can read those words any more, in the records at once.
        The gateway may run on.
          ID|LABEL   a conversation: its id, or the code that counsellors say aloud, such as K-482
          --person   all conversations of that person at that channel account, and their address
          --yes      really do it. It cannot be undone
        While an emergency is open there, nothing is erased; a worksheet of an earlier one is erased with the words.
        What a support body can read of them is taken back first, as if the person had done it, and the body is asked to delete it.
        What stays: that there was a conversation, when, and who had it; what was given to whom by consent, for the years that the
        law asks for. Backups: make one afterwards; when its keys.backup has
        replaced the older one, the words are unreadable in every backup. What lies on LINE's servers or on a phone is not ours.
        """,
        [], ["--person", "--yes"], RunAsync, Words: 1);

    private static async Task<int> RunAsync(CommandLine line)
    {
        var name = line.Words is [var word] ? word : throw new UsageException("Say which conversation: its id, or its code.");
        await using var services = UpkeepCommand.Open(line, (all, settings) =>
        {
            all.AddMail(settings);
            all.AddSupportBodies(settings);
            all.AddConsent(settings);
            all.AddHandoff(settings);
        });
        var erase = services.GetRequiredService<EraseWords>();
        var found = await erase.FindAsync(name);
        if (found.Count != 1)
        {
            await Console.Error.WriteLineAsync(found.Count == 0 ? $"There is no conversation {name}." : $"{name} may mean several conversations. Say the id of one:");
            foreach (var one in found) await Console.Error.WriteLineAsync("  " + Shown(one));
            return 1;
        }

        var person = line.Has("--person");
        var all = person ? await erase.OfPersonAsync(found[0]) : found;
        foreach (var one in all) await Console.Out.WriteLineAsync(Shown(one));
        if (all.Any(one => one.Emergency))
        {
            await Console.Error.WriteLineAsync("Nothing was erased: an emergency is open there. It is closed by two people in the console; then say the same again.");
            return 1;
        }

        var readers = await services.GetRequiredService<ReadReferrals>().ReadersAsync([.. all.Select(one => one.Id)]);
        if (!line.Has("--yes"))
        {
            if (readers > 0) await Console.Out.WriteLineAsync($"Support bodies that can read of them now, by what they agreed to: {Text(readers)}. It would be taken back first, and they would be asked to delete it.");
            await Console.Out.WriteLineAsync($"Nothing was erased. To erase {Text(all.Count(one => !one.IsErased))} conversations{(person ? " and the address" : "")} for good, say the same with --yes.");
            return 0;
        }

        var erased = person ? await erase.PersonAsync(found[0].ContactId, EraseWords.Asked) : await erase.ConversationAsync(found[0].Id, EraseWords.Asked) ? 1 : 0;
        if (readers > 0) await Console.Out.WriteLineAsync($"Taken back from {Text(readers)} support bodies; the running gateway writes to them.");
        await Console.Out.WriteLineAsync(
            $"Erased: {Text(erased)} conversations{(person ? " and the address" : "")}. Now make a backup: until then the older backups still open them.");
        return 0;
    }

    private static string Shown(Conversation one)
    {
        var state = one.IsErased ? "erased already" : one.ClosedAt is { } closed ? $"ended {BackUp.At(closed)}" : "OPEN: it would be ended";
        return $"{one.Id}  {one.Label}  {one.Organisation}  {one.ChannelAccount}  begun {BackUp.At(one.OpenedAt)}  {Text(one.LastNumber)} entries  {state}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
