using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Simulators;

/// <summary>One mail that was handed in.</summary>
/// <param name="To">To whom.</param>
/// <param name="Subject">Its subject, decoded.</param>
/// <param name="Text">Its text, decoded.</param>
/// <param name="Source">All of it as it came over the line.</param>
public sealed record ReceivedMail(string To, string Subject, string Text, string Source);

/// <summary>An SMTP server on this machine that keeps what it is given (RFC 5321, as much of it as a client that hands in mail uses).</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    private MailServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it was given; read it after a number, or wait on it.</summary>
    public NumberedLog<ReceivedMail> Log { get; } = new();

    /// <summary>What it was given, in order.</summary>
    public IReadOnlyList<ReceivedMail> Received => Log.After(0);

    /// <summary>What it answers to a recipient, for example <c>450 busy</c> or <c>550 unknown</c>; nothing: it takes the mail.</summary>
    public Func<string, string?>? Refuses { get; set; }

    /// <summary>Starts one.</summary>
    public static MailServer Start() => new();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = TalkAsync(client);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 mail.example.jp");
            var to = "";
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var word = line.Split(' ', ':')[0].ToUpperInvariant();
                if (word == "RCPT") to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                var answer = word switch
                {
                    "EHLO" or "HELO" => "250 mail.example.jp",
                    "RCPT" => Refuses?.Invoke(to) ?? "250 ok",
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
                await writer.WriteLineAsync(answer);
                if (word == "QUIT") return;
                if (word != "DATA") continue;
                var mail = await ReadMailAsync(reader, to);
                Log.Append(_ => mail);
                await writer.WriteLineAsync("250 taken");
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
        {
            // Somebody hung up.
        }
    }

    private async Task<ReceivedMail> ReadMailAsync(StreamReader reader, string to)
    {
        var (head, body, source) = (new List<string>(), new List<string>(), new StringBuilder());
        var inBody = false;
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
        {
            source.AppendLine(line);
            if (line.StartsWith('.')) line = line[1..];
            if (!inBody && line.Length == 0) inBody = true;
            else if (inBody) body.Add(line);
            else if (line.StartsWith(' ') && head.Count > 0) head[^1] += line;
            else head.Add(line);
        }

        string Field(string name) => head.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
        var text = Field("Content-Transfer-Encoding").ToLowerInvariant() switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(body))),
            "quoted-printable" => Unquoted(string.Join('\n', body).Replace("=\n", "", StringComparison.Ordinal)),
            _ => string.Join('\n', body),
        };
        var subject = string.Concat(Field("Subject").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, place) => Word(word, place)));
        return new ReceivedMail(to, subject, text.ReplaceLineEndings("\n"), source.ToString());
    }

    // RFC 2047: words in UTF-8 follow one another without the space between them.
    private static string Word(string word, int place) => word.Split('?') is ["=", _, { } how, { } text, "="]
        ? how is "B" or "b" ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : Unquoted(text.Replace('_', ' '))
        : (place > 0 ? " " : "") + word;

    private static string Unquoted(string text)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '=' && at + 2 < text.Length && byte.TryParse(text.AsSpan(at + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var value))
            {
                bytes.Add(value);
                at += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[at].ToString()));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
