using System.Data.Common;
using System.Security.Cryptography;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Backup;

namespace Gateway.Operations.Upkeep;

/// <summary>A command for whoever looks after the records: what it is called, what it says of itself, what it does.</summary>
/// <param name="Name">Its words, for example <c>backup verify</c>.</param>
/// <param name="Help">What <c>--help</c> prints.</param>
/// <param name="Valued">Its options with a value.</param>
/// <param name="Switches">Its options without one.</param>
/// <param name="RunAsync">Does it; the exit code.</param>
/// <param name="Words">How many words without dashes it takes at most.</param>
public sealed record UpkeepCommand(
    string Name, string Help, IReadOnlyCollection<string> Valued, IReadOnlyCollection<string> Switches, Func<CommandLine, Task<int>> RunAsync,
    int Words = 0)
{
    /// <summary>Which settings it needs, in a sentence for <c>--help</c>.</summary>
    public string Needs { get; init; } = "It needs\nGateway:Records:… and Gateway:Keys:Directory.";

    private string Settings =>
        $"""

        Settings are read as by the serving gateway: environment, appsettings.json, or --Gateway:…=… here. {Needs}
        Exit code: 0 done, 1 not done (the reason is on stderr), 2 wrong arguments.
        """;

    /// <summary>Runs it with the arguments after its name.</summary>
    /// <returns>The exit code: 0 done, 1 not done, 2 wrong arguments.</returns>
    public async Task<int> StartAsync(IReadOnlyList<string> args)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            await Console.Out.WriteLineAsync(Help + Settings);
            return 0;
        }

        try
        {
            var line = CommandLine.Parse(args, Valued, Switches);
            if (line.Words.Count > Words) throw new UsageException($"{line.Words[Words]} is one word too many.");
            return await RunAsync(line);
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{Help}");
            return 2;
        }
        catch (Exception error) when (error is BackupRefusedException or SettingsRefusedException or RecordsUnavailableException or InvalidOperationException
            or IOException or UnauthorizedAccessException or CryptographicException or DbException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <summary>The records, the keys and the conversations, put together as in the gateway, without anything that serves or keeps.</summary>
    /// <exception cref="SettingsRefusedException">Settings are wrong.</exception>
    /// <param name="line">What was typed, with the settings in it.</param>
    /// <param name="add">What the command needs besides.</param>
    public static ServiceProvider Open(CommandLine line, Action<IServiceCollection, SettingsReader>? add = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = line.Settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var settings = new SettingsReader(builder.Configuration);
        builder.Services.AddPrimitives();
        builder.Services.AddRecords(settings);
        builder.Services.AddConversations(settings);
        // Nobody listens here: running gateways find what a command wrote by their rounds.
        builder.Services.AddSingleton<IFeed, InProcessFeed>();
        // No command needs the set-up file. Whom one of them ends a talk with is asked nothing afterwards.
        builder.Services.AddSingleton(new OrganisationDirectory([], [], [], []));
        add?.Invoke(builder.Services, settings);
        if (settings.Problems.Count > 0) throw new SettingsRefusedException(settings.Problems);
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Tells of progress, apart from the result.</summary>
    public static void Say(string what) => Console.Error.Write($"  {what}\n");
}
