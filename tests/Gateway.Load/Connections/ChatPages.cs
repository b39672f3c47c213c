using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gateway.Worlds;

namespace Gateway.Load.Connections;

/// <summary>
/// Many people at the web chat, without browsers: each has said something, waits, and keeps the page's stream of events open. They come
/// from several addresses of this machine, because the gateway counts beginnings by address.
/// </summary>
internal sealed class ChatPages : IAsyncDisposable
{
    private const int AtOnce = 16;
    private const int PeopleAnAddress = 1000;

    private readonly Uri _chat;
    private readonly string[] _secrets;
    private readonly Oracle _oracle;
    private readonly List<HttpClient> _posts = [];
    private readonly List<ChatStream> _streams = [];

    /// <param name="chat">The address of the page.</param>
    /// <param name="count">How many people.</param>
    /// <param name="oracle">Is told of every word that a page is shown.</param>
    public ChatPages(Uri chat, int count, Oracle oracle)
    {
        (_chat, _oracle) = (chat, oracle);
        _secrets = [.. Enumerable.Range(0, count).Select(_ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_'))];
        for (var address = 0; address <= count / PeopleAnAddress; address++) _posts.Add(From(AddressOf(address * PeopleAnAddress)));
    }

    /// <summary>Streams that the gateway has ended.</summary>
    public int Ended => _streams.Count(stream => stream.Ended.IsCompleted);

    /// <summary>Everybody of these says a first word, and thereby waits.</summary>
    /// <exception cref="InvalidOperationException">Somebody was refused.</exception>
    public Task BeginAsync(int first, int after) => Parallel.ForAsync(
        first, after, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (person, _) => await SayAsync(person, "こんばんは"));

    /// <summary>Opens the streams of these.</summary>
    public async Task OpenAsync(int first, int after)
    {
        foreach (var some in Enumerable.Range(first, after - first).Chunk(AtOnce * 4))
            _streams.AddRange(await Task.WhenAll(some.Select(person => ChatStream.OpenAsync(_chat, _secrets[person], AddressOf(person), _oracle))));
    }

    /// <summary>So many further words at a steady rate, each by another person; on their own pages it is seen when they come back.</summary>
    public async Task SayAsync(int words, int rate)
    {
        var start = TimeProvider.System.GetTimestamp();
        var said = new List<Task>();
        for (var i = 0; i < words; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate) - TimeProvider.System.GetElapsedTime(start);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            var person = i * 7919 % _streams.Count;
            var word = _oracle.Say(person, TimeProvider.System.GetTimestamp(), 0);
            said.Add(SayAsync(person, string.Create(CultureInfo.InvariantCulture, $"{Oracle.Mark}{word}")));
        }
        await Task.WhenAll(said);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams) await stream.DisposeAsync();
        foreach (var post in _posts) post.Dispose();
    }

    private async Task SayAsync(int person, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _chat.OriginalString + "/messages")
        {
            Content = new FormUrlEncodedContent([new("text", text), new("clientId", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString()), new("beginning", _secrets[person])]),
        };
        request.Headers.TryAddWithoutValidation("Cookie", "chat=" + _secrets[person]);
        using var answer = await _posts[person / PeopleAnAddress].SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
            throw new InvalidOperationException($"A word at the web chat was answered {(int)answer.StatusCode}.");
    }

    private static IPAddress AddressOf(int person) => new([127, 0, 1, (byte)(1 + (person / PeopleAnAddress))]);

    private static HttpClient From(IPAddress address) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}

/// <summary>The stream of events of one page.</summary>
internal sealed class ChatStream : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Oracle _oracle;

    private ChatStream(Socket socket, Oracle oracle) => (_socket, _oracle) = (socket, oracle);

    /// <summary>Completes when the gateway has ended it.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Opens it and waits for the first bytes.</summary>
    public static async Task<ChatStream> OpenAsync(Uri chat, string secret, IPAddress from, Oracle oracle)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(chat.Host, chat.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {chat.AbsolutePath}/stream HTTP/1.1\r\nHost: {chat.Authority}\r\nAccept: text/event-stream\r\nCookie: chat={secret}\r\n\r\n"));
        var buffer = new byte[2048];
        var read = await socket.ReceiveAsync(buffer);
        if (!buffer.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8))
            throw new InvalidOperationException($"A stream was answered {Encoding.ASCII.GetString(buffer, 0, Math.Min(read, 40))}.");
        var stream = new ChatStream(socket, oracle);
        stream.Ended = stream.ReadAsync(buffer);
        return stream;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await Ended;
    }

    private async Task ReadAsync(byte[] buffer)
    {
        try
        {
            int read;
            while ((read = await _socket.ReceiveAsync(buffer)) > 0)
            {
                var at = TimeProvider.System.GetTimestamp();
                // An event is written in one piece, and is small.
                var word = WordIn(buffer.AsSpan(0, read));
                if (word >= 0) _oracle.Seen(word, at);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Closed here or there.
        }
    }

    private static int WordIn(ReadOnlySpan<byte> bytes)
    {
        var begin = bytes.IndexOf("\"text\":\"w"u8);
        if (begin < 0) return -1;
        var text = bytes[(begin + 8)..];
        var end = text.IndexOf((byte)'"');
        return end < 0 ? -1 : Gateway.Worlds.Consoles.EntriesFrame.WordOf(text[..end]);
    }
}
