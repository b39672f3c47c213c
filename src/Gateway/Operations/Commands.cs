using Gateway.Operations.Upkeep;
using Gateway.Organisations;

namespace Gateway.Operations;

/// <summary>The commands of the gateway besides serving.</summary>
public static class Commands
{
    private static readonly IReadOnlyList<UpkeepCommand> Upkeep =
    [
        BackUp.Verify, BackUp.Make, Restore.Command, CheckAudit.Command, Erase.Command, TendKeys.New, TendKeys.Use, TendKeys.Rewrap, TendKeys.Status, Undelivered.Command, TriageFile.Command, OverflowFile.Command,
    ];

    private static string Overview { get; } =
        $"""
        Without a command the gateway serves. Commands:
          check FILE           says whether a set-up file could be used
          check-line FILE      asks LINE whether its accounts are set up as they should be
          line-key FILE        makes the pair of keys for LINE's tokens of the kind v2.1
        {string.Join('\n', Upkeep.Select(command => "  " + command.Name).Order(StringComparer.Ordinal))}
        Each of the last ones explains itself with --help.
        """;

    /// <summary>Runs a command if the arguments name one.</summary>
    /// <returns>Its exit code; nothing when the gateway is to serve.</returns>
    public static async Task<int?> RunAsync(string[] args)
    {
        foreach (var command in Upkeep)
        {
            var name = command.Name.Split(' ');
            if (args.Take(name.Length).SequenceEqual(name)) return await command.StartAsync(args[name.Length..]);
        }

        switch (args)
        {
            case ["check", ..]:
                return await SetupCheck.RunAsync(args);
            case ["--help" or "-h" or "help"]:
                await Console.Out.WriteLineAsync(Overview);
                return 0;
            case [['-', ..], ..] or []:
                return null;
            default:
                await Console.Error.WriteLineAsync(Overview);
                return 2;
        }
    }
}
