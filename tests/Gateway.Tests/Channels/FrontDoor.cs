using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels;

/// <summary>Looks at a running gateway from outside and from behind: what was counted, what was stored.</summary>
internal sealed class FrontDoor : IDisposable
{
    private readonly TestGateway _gateway;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counted = new();

    public FrontDoor(TestGateway gateway)
    {
        _gateway = gateway;
        var mine = gateway.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == mine && instrument.Name.StartsWith("gateway.webhook.", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = instrument.Name["gateway.webhook.".Length..];
            foreach (var tag in tags) key += $" {tag.Value}";
            _counted.AddOrUpdate(key, value, (_, before) => before + value);
        });
        _listener.Start();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>For example <c>calls line ok</c>.</summary>
    public long Counted(string what) => _counted.GetValueOrDefault(what);

    /// <summary>How many rows a table has.</summary>
    public Task<long> CountAsync(string table) => _gateway.Services.GetRequiredService<IRecords>().ReadAsync(
        session => session.FindAsync<long>($"SELECT COUNT(*) FROM {table}"), Stop);

    /// <summary>All entries of the gateway, conversation by conversation in the order in which they were opened.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Entry>>> LogsAsync()
    {
        var records = _gateway.Services.GetRequiredService<IRecords>();
        var log = _gateway.Services.GetRequiredService<ConversationLog>();
        return await records.ReadAsync(async session =>
        {
            List<IReadOnlyList<Entry>> logs = [];
            foreach (var id in await session.QueryAsync<string>("SELECT id FROM conversation ORDER BY opened_at, id"))
                logs.Add(await log.ReadAsync(session, (await ConversationRows.FindAsync(session, id))!, 0, 1000));
            return logs;
        }, Stop);
    }

    /// <summary>What persons said and did, over all conversations.</summary>
    public async Task<IReadOnlyList<string>> FromPersonsAsync() =>
        [.. (await LogsAsync()).SelectMany(log => log).Where(entry => entry is { Kind: EntryKinds.Unknown } or { Author: Authors.Person }).Select(entry => entry.Body.Text ?? $"({entry.Body.What})")];

    /// <summary>Sends a request line and headers as they are, then <paramref name="more"/> again and again until an answer begins; its first line.</summary>
    public async Task<string> RawAsync(string head, byte[]? more = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_gateway.Address.Host, _gateway.Address.Port, Stop);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n")), Stop);
        var answer = ReadLineAsync(stream);
        var sent = 0L;
        while (more is not null && !answer.IsCompleted && sent < 50_000_000)
        {
            try
            {
                await stream.WriteAsync(more, Stop);
                sent += more.Length;
            }
            catch (IOException)
            {
                break;
            }
        }

        return await answer.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    /// <summary>One chunk of a body of unknown length.</summary>
    public static byte[] Chunk(int length) =>
        [.. Encoding.ASCII.GetBytes(length.ToString("X", CultureInfo.InvariantCulture) + "\r\n"), .. new byte[length], .. "\r\n"u8];

    public void Dispose() => _listener.Dispose();

    private static async Task<string> ReadLineAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, false, 256, leaveOpen: true);
        return await reader.ReadLineAsync(Stop) ?? "";
    }
}
