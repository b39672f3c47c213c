using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.Conversations;
using Gateway.TestKit;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>LINE's webhook through a real socket, to the records.</summary>
public sealed class LineFrontDoorTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private FrontDoor _door = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Address => $"/channels/line/{_gateway.Setup.Line[0].Account}/webhook";

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _door = new FrontDoor(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        _door.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Every_call_is_answered_200_and_a_second_copy_of_it_changes_nothing()
    {
        foreach (var name in Payload.Names("Line")) Assert.Equal((name, HttpStatusCode.OK), (name, await PostAsync(Payload.Bytes("Line", name))));
        var said = await _door.FromPersonsAsync();
        var noted = await _door.CountAsync("inbox");
        foreach (var name in Payload.Names("Line")) Assert.Equal((name, HttpStatusCode.OK), (name, await PostAsync(Payload.Bytes("Line", name))));
        Assert.Equal(said, await _door.FromPersonsAsync());
        Assert.Equal(noted, await _door.CountAsync("inbox"));
        // The withdrawal of a message that never came is an event, and a note for the message.
        Assert.Equal(_door.Counted("events line stored") + _door.Counted("events line noted") + 1, noted);
        foreach (var text in new[] { "前", "後", "遠い未来", "ことば", "前\uFFFD後", "印のあと", "深い", "(sticker)", "(hologram)" }) Assert.Contains(text, said);
        Assert.All(await _door.LogsAsync(), log => Assert.Equal(Enumerable.Range(1, log.Count).Select(n => (long)n), log.Select(entry => entry.Number)));
    }

    [Fact]
    public async Task Several_people_in_one_call_have_a_conversation_each_in_their_order()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Payload.Bytes("Line", "several-people")));
        var logs = (await _door.LogsAsync()).Select(log => string.Join(' ', log.Where(entry => entry.Author == Authors.Person).Select(entry => entry.Body.Text ?? entry.Body.What)));
        Assert.Equal(["A 一 A 二", "B 一", "sticker"], logs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_without_events_is_answered_200()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync("""{"destination":"U0","events":[]}"""u8.ToArray()));
        Assert.Equal(1, _door.Counted("calls line ok"));
    }

    [Fact]
    public async Task Broken_json_under_a_good_signature_is_400_and_counted()
    {
        var names = Payload.Names("Line", broken: true).ToList();
        foreach (var name in names) Assert.Equal((name, HttpStatusCode.BadRequest), (name, await PostAsync(Payload.Bytes("Line", name))));
        Assert.Equal(names.Count, _door.Counted("calls line broken"));
        Assert.Equal(0, await _door.CountAsync("inbox"));
    }

    [Fact]
    public async Task A_bad_signature_is_401_and_nothing_is_parsed_or_stored()
    {
        var body = Payload.Bytes("Line", "message-text");
        var good = Sign(body);
        string?[] bad = [null, "", "x", good[..^4], (good[0] == 'A' ? "B" : "A") + good[1..], good + "A", Sign([.. body, (byte)'\n']), Sign(body, "another secret"), Sign(body, "")];
        foreach (var signature in bad) Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(body, signature));
        // Broken JSON would be 400 if it were looked at.
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("{"u8.ToArray(), null));
        Assert.Equal(bad.Length + 1, _door.Counted("calls line signature"));
        Assert.Equal(0, _door.Counted("calls line broken"));
        Assert.Equal(0, await _door.CountAsync("inbox"));
    }

    [Fact]
    public async Task A_signature_is_good_for_its_own_account_only()
    {
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(Payload.Bytes("Line", "message-text"), address: "/channels/line/nobody/webhook"));
        Assert.Equal(0, await _door.CountAsync("inbox"));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_before_it_is_read()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Payload.Padded("""{"events":[]}"""u8.ToArray(), 1024 * 1024)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(Payload.Padded("""{"events":[]}"""u8.ToArray(), (1024 * 1024) + 1)));
        Assert.Contains(" 413 ", await _door.RawAsync($"POST {Address} HTTP/1.1\nHost: localhost\nContent-Length: 2000000000\n\n"), StringComparison.Ordinal);
        Assert.Contains(
            " 413 ", await _door.RawAsync($"POST {Address} HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n", FrontDoor.Chunk(60_000)), StringComparison.Ordinal);
        Assert.Equal(3, _door.Counted("calls line too_large"));
        Assert.Equal(0, await _door.CountAsync("inbox"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_a_post_is_a_webhook(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address);
        using var answer = await _gateway.Http.SendAsync(request, Stop);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task A_call_that_ends_in_the_middle_stores_nothing_and_the_next_one_works()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(_gateway.Address.Host, _gateway.Address.Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {Address} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{{\"events\":["), Stop);
        // No more will come. A reset instead could overtake the bytes, and the gateway would never have heard of the call.
        client.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await _gateway.EventuallyAsync(() => Task.FromResult(_door.Counted("calls line cut") == 1), "the call is counted");

        Assert.Equal(HttpStatusCode.OK, await PostAsync(Payload.Bytes("Line", "message-text")));
        Assert.Equal(1, await _door.CountAsync("inbox"));
    }

    [Fact]
    public async Task While_the_records_are_away_the_words_are_kept_and_stand_once_in_the_records_afterwards()
    {
        await using var gateway = await TestGateway.StartAsync(null, null, null, ("Gateway:Records:TimeoutMs", "60000"), ("Gateway:Spool:WaitMs", "300"));
        using var door = new FrontDoor(gateway);
        var body = Payload.Bytes("Line", "message-text");
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(gateway.Setup.Folder, "gateway.db")};Pooling=false"))
        {
            await other.OpenAsync(Stop);
            await using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync(Stop);
            Assert.Equal(HttpStatusCode.OK, await PostToAsync(gateway, body));
            Assert.Equal(1, door.Counted("events line spooled"));
        }

        Assert.Equal(HttpStatusCode.OK, await PostToAsync(gateway, body));
        await gateway.EventuallyAsync(async () => (await door.FromPersonsAsync()).Count > 0, "the words are in the records");
        Assert.Equal(HttpStatusCode.OK, await PostToAsync(gateway, body));
        Assert.Equal(["相談したいです"], await door.FromPersonsAsync());
    }

    private static async Task<HttpStatusCode> PostToAsync(TestGateway gateway, byte[] body)
    {
        var secret = Encoding.UTF8.GetBytes(gateway.Setup.Line[0].ChannelSecret);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/channels/line/{gateway.Setup.Line[0].Account}/webhook") { Content = new ByteArrayContent(body) };
        request.Headers.Add("x-line-signature", Convert.ToBase64String(HMACSHA256.HashData(secret, body)));
        using var answer = await gateway.Http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private string Sign(byte[] body, string? secret = null) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? _gateway.Setup.Line[0].ChannelSecret), body));

    private Task<HttpStatusCode> PostAsync(byte[] body) => PostAsync(body, Sign(body));

    private async Task<HttpStatusCode> PostAsync(byte[] body, string? signature = "sign", string? address = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address ?? Address) { Content = new ByteArrayContent(body) };
        signature = signature == "sign" ? Sign(body) : signature;
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-LINE-Signature", signature);
        using var answer = await _gateway.Http.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
