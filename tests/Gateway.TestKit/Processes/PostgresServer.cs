using System.Globalization;
using Gateway.Records;
using Gateway.Records.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.TestKit.Processes;

/// <summary>A real PostgreSQL cluster of its own on a free port. One a test run is enough: each test takes a database of its own.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // PostgreSQL refuses to run as root; Debian's package makes this user.
    private const string Unprivileged = "postgres";
    private static readonly Lock Gate = new();
    private static Task<PostgresServer>? _shared;

    private readonly string _folder;
    private readonly bool _durable;
    private ChildProcess? _process;
    private int _databases;
    private Task<string>? _migrated;

    private PostgresServer(string folder, bool durable) => (_folder, _durable) = (folder, durable);

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>The cluster that all tests of this run share; started by the first who asks, ended by <see cref="EndSharedAsync"/>, or gone with the run.</summary>
    public static Task<PostgresServer> SharedAsync()
    {
        lock (Gate)
            return _shared ??= StartAsync(durable: true, Memory());
    }

    /// <summary>Ends the shared cluster, if anybody asked for it. What is left to the process's exit keeps the runner waiting.</summary>
    public static async Task EndSharedAsync()
    {
        Task<PostgresServer>? shared;
        lock (Gate)
            (shared, _shared) = (_shared, null);
        if (shared is not null)
            await (await shared).DisposeAsync();
    }

    /// <summary>Makes and starts a cluster.</summary>
    /// <param name="durable">Whether a commit waits for the disk: true for figures and faults, false where tests only want to be quick.</param>
    public static Task<PostgresServer> StartAsync(bool durable = false) => StartAsync(durable, Path.GetTempPath());

    private static async Task<PostgresServer> StartAsync(bool durable, string within)
    {
        var folder = Path.Combine(within, $"gateway-postgres-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess)
            await ChildProcess.RunAsync("chown", Unprivileged, folder);
        var server = new PostgresServer(folder, durable);
        var (program, arguments) = Command(
            "initdb", "-D", folder, "-U", "gateway", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        await ChildProcess.RunAsync(program, arguments);
        await server.RestartAsync();
        // After the process's own handler, which ends it.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        return server;
    }

    /// <summary>Starts the cluster again after <see cref="StopAsync"/> or a kill, on the same port.</summary>
    /// <param name="settings">Further settings, <c>name=value</c>; they win.</param>
    public async Task RestartAsync(params string[] settings)
    {
        if (Port == 0)
            Port = FreePort.Find();
        var sync = _durable ? "on" : "off";
        var (program, arguments) = Command(
        [
            "postgres", "-D", _folder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _folder,
            "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", "-c", $"fsync={sync}", "-c", $"full_page_writes={sync}",
            .. settings.SelectMany(setting => new[] { "-c", setting }),
        ]);
        _process = ChildProcess.Start(program, arguments);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (tries < 2400 && _process.Running)
            {
                await Task.Delay(25);
            }
            catch (NpgsqlException failure)
            {
                throw new InvalidOperationException($"postgres did not start:\n{_process.LastLines}", failure);
            }
        }
    }

    /// <summary>Makes an empty database; its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = NextName();
        await ExecuteAsync($"CREATE DATABASE {name}");
        return Connection(name);
    }

    /// <summary>Makes a database with every table and nothing in them, as a copy: hundreds of tests would otherwise carry out the same migrations. Its connection string.</summary>
    public async Task<string> MigratedDatabaseAsync()
    {
        Task<string> migrated;
        lock (Gate)
            migrated = _migrated ??= MigrateAsync();
        var name = NextName();
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {await migrated}");
        return Connection(name);
    }

    private async Task<string> MigrateAsync()
    {
        var name = NextName();
        await ExecuteAsync($"CREATE DATABASE {name}");
        // Nobody may be connected with what is copied.
        var settings = new RecordsSettings { Engine = "Postgres", Postgres = new() { Connection = Connection(name) + ";Pooling=false" }, TimeoutMs = 60_000 };
        await using var records = new PostgresRecords(settings, TimeProvider.System, NullLogger<PostgresRecords>.Instance);
        await records.MigrateAsync();
        return name;
    }

    private string NextName() => $"gateway_{Interlocked.Increment(ref _databases)}";

    /// <summary>Ends it in order; open connections are closed.</summary>
    public async Task StopAsync()
    {
        var (program, arguments) = Command("pg_ctl", "stop", "-D", _folder, "-m", "fast", "-w");
        await ChildProcess.RunAsync(program, arguments);
    }

    /// <summary>Takes it away without writing down anything more; the next start recovers.</summary>
    public async Task KillAsync()
    {
        var (program, arguments) = Command("pg_ctl", "stop", "-D", _folder, "-m", "immediate", "-w");
        await ChildProcess.RunAsync(program, arguments);
    }

    /// <summary>Stops every process of the cluster where it stands (SIGSTOP): connections stay open, nothing is answered.</summary>
    public void Hold() => Signal("STOP");

    /// <summary>Lets them go on.</summary>
    public void Resume() => Signal("CONT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Resume();
        if (_process is { Running: true })
            await KillAsync();
        if (_process is not null)
            await _process.DisposeAsync();
        Remove(_folder);
    }

    // Each connection is served by a process of its own, a child of the first.
    private void Signal(string name)
    {
        if (_process is not { Running: true } first)
            return;
        // Held first of all, the first can make no further ones meanwhile.
        first.Signal(name);
        foreach (var child in File.ReadAllText($"/proc/{first.Id}/task/{first.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            using var kill = System.Diagnostics.Process.Start("kill", ["-" + name, child]);
            kill.WaitForExit();
        }
    }

    // Hundreds of databases are made and filled by a run, and none of their tests is about the disk: each commit waits for it, and in memory the wait costs nothing.
    private static string Memory()
    {
        var memory = new DriveInfo("/dev/shm");
        return memory.IsReady && memory.AvailableFreeSpace > 8L << 30 ? memory.Name : Path.GetTempPath();
    }

    private string Connection(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=gateway;Database={database}");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false;Timeout=5");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static (string Program, string[] Arguments) Command(params string[] command) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid", Unprivileged, "--regid", Unprivileged, "--init-groups", Programs.Postgres(command[0]), .. command[1..]])
            : (Programs.Postgres(command[0]), command[1..]);

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // The server is ending at this moment; what is left lies in the folder for temporary files.
        }
    }
}
