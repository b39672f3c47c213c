using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Operations;

/// <summary>Starts the gateway, and says in plain words why it cannot.</summary>
public static class Serve
{
    /// <summary>Serves until it is told to stop.</summary>
    /// <returns>0 after a stop, 1 when it could not start because of its settings or its set-up.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> create)
    {
        try
        {
            await using var app = create();
            await app.PrepareAsync();
            await app.RunAsync();
            return app.Services.GetRequiredService<PrepareRecords>().Refused is { } refused ? throw refused : 0;
        }
        catch (Exception error) when (error is SettingsRefusedException or SetupRefusedException or InvalidOperationException
            or Records.RecordsUnavailableException or IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
