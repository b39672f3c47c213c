using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Load.Floor;

/// <summary>
/// The least that any server of this kind does with a message: verify the signature, one INSERT into PostgreSQL, one SignalR send,
/// then 200. No queue, no order, no sealing, no second copy noticed, no access check: what the gateway is measured against.
/// </summary>
public static class FloorServer
{
    /// <summary>The command under which this program is that server.</summary>
    public const string Command = "floor-server";

    /// <summary>Serves until the process is ended.</summary>
    /// <param name="address">Where to listen.</param>
    /// <param name="connection">PostgreSQL.</param>
    /// <param name="secret">The channel secret with which LINE signs.</param>
    public static async Task ServeAsync(string address, string connection, string secret)
    {
        await using var records = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 1 });
        await using (var make = records.CreateCommand("CREATE TABLE IF NOT EXISTS word (id TEXT PRIMARY KEY, at BIGINT NOT NULL, body BYTEA NOT NULL)"))
            await make.ExecuteNonQueryAsync();

        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<FloorScreens>();
        await using var app = builder.Build();
        var key = System.Text.Encoding.UTF8.GetBytes(secret);
        app.MapHub<FloorHub>("/hubs/console");
        app.MapGet("/healthz/ready", () => "ready");
        app.MapPost("/channels/line/{account}/webhook", (HttpContext context, FloorScreens screens) => TakeAsync(context, key, records, screens));
        await app.RunAsync();
    }

    private static async Task<IResult> TakeAsync(HttpContext context, byte[] key, NpgsqlDataSource records, FloorScreens screens)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();
        if (!IsSigned(key, body, context.Request.Headers["x-line-signature"]!)) return Results.Unauthorized();
        using var document = JsonDocument.Parse(body);
        var word = document.RootElement.GetProperty("events")[0];
        var user = word.GetProperty("source").GetProperty("userId").GetString()!;
        await using (var insert = records.CreateCommand("INSERT INTO word (id, at, body) VALUES ($1, $2, $3)"))
        {
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = word.GetProperty("webhookEventId").GetString()! });
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = word.GetProperty("timestamp").GetInt64() });
            insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = body });
            await insert.ExecuteNonQueryAsync(CancellationToken.None);
        }

        await screens.ShowAsync(user, word.GetProperty("message").GetProperty("text").GetString()!, word.GetProperty("timestamp").GetInt64());
        return Results.Ok();
    }

    private static bool IsSigned(byte[] key, byte[] body, string signature)
    {
        Span<byte> given = stackalloc byte[32];
        return Convert.TryFromBase64String(signature, given, out var length) && length == 32
            && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, body), given);
    }
}

/// <summary>The connected screens; each person's words go to one of them.</summary>
/// <param name="hub">Sends.</param>
public sealed class FloorScreens(IHubContext<FloorHub> hub)
{
    private readonly ConcurrentDictionary<string, (string Connection, long Number)> _people = new();
    private volatile string[] _connections = [];

    /// <summary>A screen has connected.</summary>
    public void Add(string connection)
    {
        lock (hub) _connections = [.. _connections, connection];
    }

    /// <summary>Shows a word in the form in which the gateway shows an entry.</summary>
    public Task ShowAsync(string user, string text, long at)
    {
        var connections = _connections;
        if (connections.Length == 0) return Task.CompletedTask;
        var (connection, number) = _people.AddOrUpdate(
            user, _ => (connections[_people.Count % connections.Length], 1), (_, known) => (known.Connection, known.Number + 1));
        return hub.Clients.Client(connection).SendAsync(
            "Entries", user, new[] { new FloorEntry(number, DateTimeOffset.FromUnixTimeMilliseconds(at), "message", "person", text) });
    }
}

/// <summary>What a screen is sent.</summary>
public sealed record FloorEntry(long Number, DateTimeOffset SentAt, string Kind, string Author, string Text);

/// <summary>A hub without methods.</summary>
public sealed class FloorHub(FloorScreens screens) : Hub
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        screens.Add(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
