namespace Gateway.TestKit.Processes;

/// <summary>What a command of the gateway's program did.</summary>
/// <param name="ExitCode">The code it ended with.</param>
/// <param name="Output">What it wrote, both streams.</param>
public sealed record CommandEnd(int ExitCode, string Output);

/// <summary>Runs a command of the built gateway as a real process, as an administrator would.</summary>
public static class GatewayCommand
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="configuration">Settings by their keys; given as environment variables.</param>
    /// <param name="arguments">The command and its options.</param>
    public static async Task<CommandEnd> RunAsync(IReadOnlyDictionary<string, string> configuration, params string[] arguments)
    {
        var environment = configuration.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        await using var process = ChildProcess.Start("dotnet", [GatewayProgram.Path, .. arguments], environment: environment);
        await process.EndedAsync(TimeSpan.FromMinutes(5));
        return new CommandEnd(process.ExitCode, string.Join('\n', process.Output.After(0)));
    }
}
