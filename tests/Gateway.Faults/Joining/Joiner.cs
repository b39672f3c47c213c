using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds.Consoles;

namespace Gateway.Faults.Joining;

/// <summary>A counsellor's console that joins again and again, each time on a new connection, and notes everything it is told.</summary>
internal sealed class Joiner(IReadOnlyList<Uri> nodes, JoinReport report)
{
    private readonly CookieContainer _cookies = new();
    private volatile Dictionary<string, JoinedLog> _logs = [];

    /// <summary>Signs in.</summary>
    public async Task SignInAsync(SetupPerson person)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies });
        using var answer = await http.PostAsJsonAsync(new Uri(nodes[0], "/api/session"), new { userName = person.UserName, password = person.Password });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Connects to a gateway; from now on these logs are kept.</summary>
    /// <param name="node">Which one, from 0.</param>
    /// <param name="known">Up to which number each conversation is known.</param>
    public async Task<HubSocket> ConnectAsync(int node, IReadOnlyDictionary<string, long> known)
    {
        _logs = known.ToDictionary(one => one.Key, one => new JoinedLog(one.Value));
        return await HubSocket.ConnectAsync(nodes[node], _cookies, Hear, CancellationToken.None);
    }

    /// <summary>From now on keeps what it is told of a conversation that it has just got.</summary>
    public JoinedLog Keep(string conversation, long known)
    {
        var log = new JoinedLog(known);
        _logs = new Dictionary<string, JoinedLog>(_logs) { [conversation] = log };
        return log;
    }

    /// <summary>What the present connection has of a conversation.</summary>
    public JoinedLog LogOf(string conversation) => _logs[conversation];

    /// <summary>Fetches all that is after what was known.</summary>
    public static async Task<IReadOnlyList<HubEntry>> FetchAsync(HubSocket socket, string conversation, long after)
    {
        var all = new List<HubEntry>();
        List<HubEntry> page;
        do
        {
            page = (await socket.InvokeAsync("EntriesAfter", conversation, all.Count > 0 ? all[^1].Number : after))
                .Deserialize<List<HubEntry>>(JsonSerializerOptions.Web)!;
            all.AddRange(page);
        }
        while (page.Count == 200);
        return all;
    }

    private void Hear(ReadOnlySpan<byte> frame, long at)
    {
        if (!EntriesFrame.Is(frame))
            return;
        var arguments = JsonSerializer.Deserialize<JsonElement>(frame).GetProperty("arguments");
        var entries = arguments[1].Deserialize<List<HubEntry>>(JsonSerializerOptions.Web)!;
        report.Pushed(entries);
        // What comes late on a connection that was given up is nobody's.
        if (_logs.TryGetValue(arguments[0].GetString()!, out var log))
            log.Push(entries);
    }
}
