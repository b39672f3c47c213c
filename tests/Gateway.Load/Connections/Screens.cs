using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Gateway.TestKit;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;

namespace Gateway.Load.Connections;

/// <summary>Many further counsellors, each with an open console on which nothing is looked at.</summary>
internal sealed class Screens : IAsyncDisposable
{
    private readonly List<HubSocket> _sockets = [];

    /// <summary>Consoles whose connection has ended.</summary>
    public int Ended => _sockets.Count(socket => socket.Ended.IsCompleted);

    /// <summary>Enters so many counsellors into the records, all with the password of <paramref name="like"/>: to set as many anew at the start would take minutes.</summary>
    public static Task EnterAsync(RecordsProbe records, SetupPerson like, int count) => records.ChangeAsync(string.Create(CultureInfo.InvariantCulture,
        $"""
        INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, password_hash, setup_password, security_stamp, created_at)
        SELECT '00000000-0000-7000-b000-' || lpad(i::text, 12, '0'), organisation, 'screen' || i, upper('screen' || i), 'Screen ' || i, role, password_hash,
            setup_password, security_stamp, created_at
        FROM staff, generate_series(0, {count - 1}) AS i WHERE user_name = '{like.UserName}'
        """));

    /// <summary>Signs these in and opens their consoles.</summary>
    public async Task OpenAsync(Uri gateway, SetupPerson like, int first, int after)
    {
        await Parallel.ForAsync(first, after, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, stop) =>
        {
            var cookies = new CookieContainer();
            using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies });
            var signIn = new Dictionary<string, string> { ["userName"] = string.Create(CultureInfo.InvariantCulture, $"screen{number}"), ["password"] = like.Password };
            using var answer = await http.PostAsJsonAsync(new Uri(gateway, "/api/session"), signIn, stop);
            answer.EnsureSuccessStatusCode();
            var socket = await HubSocket.ConnectAsync(gateway, cookies, (_, _) => { }, stop);
            await socket.InvokeAsync("Resume");
            lock (_sockets) _sockets.Add(socket);
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets) await socket.DisposeAsync();
    }
}
