using Gateway.Organisations;
using Gateway.Records.Sealing;

namespace Gateway.Operations;

/// <summary>The commands of the gateway besides serving: <c>check FILE</c> and <c>keys new FOLDER</c>.</summary>
public static class Commands
{
    /// <summary>Runs a command if the arguments name one.</summary>
    /// <returns>Its exit code; nothing when the gateway is to serve.</returns>
    public static async Task<int?> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["check", ..]:
                return await SetupCheck.RunAsync(args);
            case ["keys", "new", var folder]:
                var file = KeyFolder.Create(folder, TimeProvider.System.GetUtcNow());
                await Console.Out.WriteLineAsync($"Made {file}. Keep a copy apart from the database: without it nobody can read the records.");
                return 0;
            case [['-', ..], ..] or []:
                return null;
            default:
                await Console.Error.WriteLineAsync("Commands: check FILE | keys new FOLDER   (without a command: serve)");
                return 2;
        }
    }
}
