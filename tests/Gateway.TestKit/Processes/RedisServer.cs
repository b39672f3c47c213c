using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.TestKit.Processes;

/// <summary>A real Redis of its own on a free port, in memory only: after a kill it comes back empty.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-redis-");
    private ChildProcess? _process;

    private readonly string[] _arguments;

    private RedisServer(string[] arguments) => _arguments = arguments;

    /// <summary>Where it listens; stays the same over a restart.</summary>
    public int Port { get; private set; }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>The process; to be stopped and continued, for example.</summary>
    public ChildProcess Process => _process ?? throw new InvalidOperationException("This Redis is not running.");

    /// <summary>Starts one, with further arguments, and waits until it answers.</summary>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var server = new RedisServer(arguments);
        for (var tries = 1; ; tries++)
        {
            server.Port = FreePort.Find();
            try
            {
                await server.RestartAsync();
                return server;
            }
            catch (InvalidOperationException) when (tries < 3 && server._process is { Running: false })
            {
                // Somebody took the port in between.
            }
        }
    }

    /// <summary>Starts it again on the same port, empty.</summary>
    public async Task RestartAsync()
    {
        _process = ChildProcess.Start(
            Programs.Redis,
            ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--repl-diskless-sync-delay", "0", "--dir", _folder.FullName, .. _arguments]);
        for (var tries = 0; tries < 2400; tries++)
        {
            if (!_process.Running)
                throw new InvalidOperationException($"redis-server ended at once:\n{_process.LastLines}");
            if (await AskAsync("PING") == "+PONG")
                return;
            await Task.Delay(25);
        }
        throw new TimeoutException($"redis-server did not answer within a minute:\n{_process.LastLines}");
    }

    /// <summary>Forgets everything, as a failover to an empty node would.</summary>
    public async Task FlushAsync()
    {
        if (await AskAsync("FLUSHALL") is not "+OK" and var answer)
            throw new InvalidOperationException($"redis-server answered FLUSHALL with {answer ?? "nothing"}.");
    }

    /// <summary>Becomes a replica of another one, and waits until it holds what that one holds.</summary>
    /// <param name="primary">Which.</param>
    /// <param name="over">The port of a wire that leads there; its own when not given.</param>
    public async Task FollowAsync(RedisServer primary, int? over = null)
    {
        await AskAsync(string.Create(CultureInfo.InvariantCulture, $"REPLICAOF 127.0.0.1 {over ?? primary.Port}"));
        for (var tries = 0; tries < 2400; tries++)
        {
            if (await SaysAsync("master_link_status:up"))
                return;
            await Task.Delay(25);
        }
        throw new TimeoutException($"The replica did not catch up within a minute:\n{Process.LastLines}");
    }

    /// <summary>Stops following: from now on it is a primary itself, with whatever it holds.</summary>
    public Task PromoteAsync() => AskAsync("REPLICAOF NO ONE");

    /// <summary>Takes it away without warning.</summary>
    public Task Kill9Async() => Process.Kill9Async();

    /// <summary>Ends it in order.</summary>
    public Task StopAsync() => Process.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> SaysAsync(string line)
    {
        var found = false;
        await AskAsync("INFO replication", async reader =>
        {
            // The last thing that this section says.
            for (var read = await reader.ReadLineAsync(); read?.StartsWith("repl_backlog_histlen", StringComparison.Ordinal) == false; read = await reader.ReadLineAsync())
                found |= read == line;
        });
        return found;
    }

    private async Task<string?> AskAsync(string command, Func<StreamReader, Task>? readOn = null)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var answer = await reader.ReadLineAsync();
            if (readOn is not null)
                await readOn(reader);
            return answer;
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return null;
        }
    }
}
