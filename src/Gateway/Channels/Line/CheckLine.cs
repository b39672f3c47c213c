using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>The command <c>check-line FILE</c>: asks LINE whether every account is set up as it should be, and says in plain words what is not.</summary>
public static class CheckLine
{
    private const string Usage =
        """
        check-line FILE [--public https://HOST]

        Asks LINE about each LINE account of a set-up file: whether the token is good, whether it belongs to this account, whether the
        webhook leads here and is switched on, whether LINE reaches it, and how many messages are left this month. Nobody gets a message.
        With --public the whole address of the webhook is compared, without it only its end.
        Exit code: 0 everything is well, 1 something is not, 2 wrong arguments.
        """;

    /// <summary>Runs the command if the arguments name it.</summary>
    /// <returns>Its exit code; nothing when they name another.</returns>
    public static async Task<int?> RunAsync(string[] args) => args is ["check-line", .. var rest] ? await RunAsync(rest, Console.Out) : null;

    internal static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var settings = args.Where(arg => arg.StartsWith("--Gateway:", StringComparison.OrdinalIgnoreCase)).ToArray();
        string? file;
        Uri? here = null;
        switch (args.Except(settings).ToArray())
        {
            case [var only] when !only.StartsWith('-'):
                file = only;
                break;
            case [var first, "--public", var address] when Uri.TryCreate(address, UriKind.Absolute, out here) && here.Scheme == Uri.UriSchemeHttps:
                file = first;
                break;
            default:
                await output.WriteLineAsync(Usage);
                return 2;
        }

        try
        {
            await using var services = Open(settings);
            if (SetupCheck.Read(file) is not { } organisations)
            {
                await output.WriteLineAsync($"{file} cannot be used; \"check {file}\" says why.");
                return 1;
            }

            return await AskAsync(services, organisations, here, output);
        }
        catch (SettingsRefusedException refused)
        {
            await output.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> AskAsync(ServiceProvider services, OrganisationDirectory organisations, Uri? here, TextWriter output)
    {
        using var tokens = ActivatorUtilities.CreateInstance<LineTokens>(services, organisations);
        var ask = new AskAboutAccount(ActivatorUtilities.CreateInstance<CallLine>(services, tokens));
        var wrong = 0;
        if (organisations.LineAccounts.Count == 0) await output.WriteLineAsync("There is no LINE account in this file.");
        foreach (var account in organisations.LineAccounts)
        {
            await output.WriteLineAsync($"line/{account.Account} ({account.Organisation})");
            await foreach (var (isWell, what) in ask.AskAsync(account, here))
            {
                if (isWell == false) wrong++;
                await output.WriteLineAsync($"  {(isWell switch { true => "well ", false => "WRONG", null => "     " })} {what}");
            }
        }

        return wrong == 0 ? 0 : 1;
    }

    private static ServiceProvider Open(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var reader = new SettingsReader(builder.Configuration);
        reader.Read<LineSettings>(builder.Services);
        if (reader.Problems.Count > 0) throw new SettingsRefusedException(reader.Problems);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLineClient();
        return builder.Services.BuildServiceProvider();
    }
}
