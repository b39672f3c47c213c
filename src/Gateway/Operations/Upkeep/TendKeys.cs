using System.Globalization;
using Gateway.Records.Sealing;

namespace Gateway.Operations.Upkeep;

/// <summary>The commands of the key folder: <c>keys new</c>, <c>keys use</c>, <c>keys rewrap</c>, <c>keys status</c>.</summary>
public static class TendKeys
{
    /// <summary>Makes keys.</summary>
    public static UpkeepCommand New { get; } = new(
        "keys new",
        """
        keys new FOLDER

        In an empty folder: makes the master key and the lookup key. In a folder with keys: makes a further master key that
        opens and does not seal yet (opens-….key); "keys use" makes it the sealing one. Needs no settings.
        """,
        [], [], NewAsync, Words: 1);

    /// <summary>Makes the newest key the sealing one.</summary>
    public static UpkeepCommand Use { get; } = new(
        "keys use",
        """
        keys use FOLDER

        Makes the newest opens-….key the sealing one, by renaming it to master-….key. Before: copy that file into the key folder
        of EVERY gateway and restart each, one after the other; a gateway without it cannot open what another one seals with it.
        After: say this for every gateway's folder, and restart each, one after the other. Needs no settings.
        """,
        [], [], UseAsync, Words: 1);

    /// <summary>Wraps all data keys anew.</summary>
    public static UpkeepCommand Rewrap { get; } = new(
        "keys rewrap",
        """
        keys rewrap

        Wraps every data key in the records anew with the sealing master key, in small steps, while the gateways run on. It can be
        stopped and said again at any time. When it is done, make a backup; then the older master keys open nothing any more
        but older backups of keys that you may have kept.
        """,
        [], [], RewrapAsync);

    /// <summary>Says which keys there are, and what each opens.</summary>
    public static UpkeepCommand Status { get; } = new(
        "keys status",
        """
        keys status

        Lists the master keys of the folder by their fingerprints, which one seals, and how many data keys in the records each wraps.
        Exit code 1 when the records hold keys that no master key of the folder opens.
        """,
        [], [], StatusAsync);

    private static async Task<int> NewAsync(CommandLine line)
    {
        var file = KeyFolder.Create(Folder(line), TimeProvider.System.GetUtcNow());
        await Console.Out.WriteLineAsync(KeyFolder.Seals(file)
            ? $"Made {file}. Keep a copy apart from the database: without it nobody can read the records."
            : $"""
               Made {file}. It opens, and does not seal yet. Next, without a moment of standstill:
                 1. copy it into the key folder of every gateway, and to where you keep the copy of the keys;
                 2. restart the gateways, one after the other;
                 3. keys use FOLDER for each folder, and restart the gateways once more, one after the other;
                 4. keys rewrap, then a backup.
               """);
        return 0;
    }

    private static async Task<int> UseAsync(CommandLine line)
    {
        var file = KeyFolder.Use(Folder(line));
        await Console.Out.WriteLineAsync($"{file} seals from the next start of the gateway on. Do the same for every gateway's folder.");
        return 0;
    }

    private static async Task<int> RewrapAsync(CommandLine line)
    {
        await using var services = UpkeepCommand.Open(line);
        var (wrapped, seen) = await ActivatorUtilities.CreateInstance<RewrapKeys>(services).RunAsync(done => UpkeepCommand.Say($"{Text(done)} keys seen"));
        await Console.Out.WriteLineAsync($"{Text(seen)} keys, {Text(wrapped)} of them wrapped anew. Now make a backup.");
        return 0;
    }

    private static async Task<int> StatusAsync(CommandLine line)
    {
        await using var services = UpkeepCommand.Open(line);
        var vault = services.GetRequiredService<Vault>();
        var counts = await ActivatorUtilities.CreateInstance<RewrapKeys>(services).CountAsync();
        foreach (var master in vault.Masters.Union(counts.Keys))
        {
            var what = master == vault.Current ? "seals" : vault.Has(master) ? "opens" : "NOT IN THE FOLDER";
            await Console.Out.WriteLineAsync($"{master}  {what}  {Text(counts.GetValueOrDefault(master))} keys in the records");
        }

        return counts.Keys.All(vault.Has) ? 0 : 1;
    }

    private static string Folder(CommandLine line) => line.Words is [var folder] ? folder : throw new UsageException("Say which folder.");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
