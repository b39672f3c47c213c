using System.Net;
using System.Net.Http.Headers;
using Gateway.Conversations;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Channels.Sms;

/// <summary>Event Grid's calls through a real socket, to the records.</summary>
public sealed class SmsFrontDoorTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private FrontDoor _door = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Path => $"/channels/sms/{_gateway.Setup.Sms[0].Account}/events";

    private string Address => $"{Path}?key={Uri.EscapeDataString(_gateway.Setup.Sms[0].EventsKey)}";

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
        foreach (var name in Payload.Names("Sms")) Assert.Equal((name, HttpStatusCode.OK), (name, (await PostAsync(Payload.Bytes("Sms", name))).Status));
        var said = await _door.FromPersonsAsync();
        var noted = await _door.CountAsync("inbox");
        foreach (var name in Payload.Names("Sms")) Assert.Equal((name, HttpStatusCode.OK), (name, (await PostAsync(Payload.Bytes("Sms", name))).Status));
        Assert.Equal(said, await _door.FromPersonsAsync());
        Assert.Equal(noted, await _door.CountAsync("inbox"));
        foreach (var text in new[] { "前", "後", "印", "過去", "前\uFFFD後", "隣", "2通目", "(sms)" }) Assert.Contains(text, said);
    }

    [Fact]
    public async Task With_or_without_the_plus_it_is_the_same_person()
    {
        await PostAsync(Payload.Bytes("Sms", "received"));
        await PostAsync(Payload.Bytes("Sms", "received-with-plus"));
        await PostAsync(Payload.Bytes("Sms", "cloud-event"));
        var log = Assert.Single(await _door.LogsAsync());
        Assert.Equal(3, log.Count(entry => entry.Author == Authors.Person));
    }

    [Fact]
    public async Task The_handshake_of_event_grid_is_answered_and_nothing_is_fetched_or_stored()
    {
        Assert.Equal(
            (HttpStatusCode.OK, """{"validationResponse":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6"}"""), await PostAsync(Payload.Bytes("Sms", "validation")));
        Assert.Equal(0, await _door.CountAsync("inbox"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Payload.Bytes("Sms", "validation"), Path + "?key=wrong")).Status);
    }

    [Fact]
    public async Task A_message_beside_the_handshake_is_not_lost()
    {
        var (status, body) = await PostAsync(Payload.Bytes("Sms", "validation-and-received"));
        Assert.Equal((HttpStatusCode.OK, true), (status, body.Contains("validationResponse", StringComparison.Ordinal)));
        Assert.Equal(["相談したいです"], await _door.FromPersonsAsync());
    }

    [Fact]
    public async Task The_handshake_of_cloud_events_is_answered()
    {
        using var good = await OptionsAsync(Address, "eventgrid.azure.net");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal("eventgrid.azure.net", Assert.Single(good.Headers.GetValues("WebHook-Allowed-Origin")));
        Assert.Equal("120", Assert.Single(good.Headers.GetValues("WebHook-Allowed-Rate")));
        Assert.Contains("POST", good.Content.Headers.Allow);
        using var wrong = await OptionsAsync(Path + "?key=wrong", "eventgrid.azure.net");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("WebHook-Allowed-Origin"));
        using var without = await OptionsAsync(Address, null);
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
    }

    [Fact]
    public async Task A_bad_key_is_401_and_nothing_is_parsed_or_stored()
    {
        var key = _gateway.Setup.Sms[0].EventsKey;
        string[] bad = [Path, Path + "?key=", Path + "?key=x", $"{Path}?key={key}x", $"{Path}?key={key[..^1]}", $"{Path}?Kex={key}", $"{Path}?key={key.ToUpperInvariant()}"];
        foreach (var address in bad) Assert.Equal((address, HttpStatusCode.Unauthorized), (address, (await PostAsync("{"u8.ToArray(), address)).Status));
        Assert.Equal(bad.Length, _door.Counted("calls sms signature"));
        Assert.Equal(0, _door.Counted("calls sms broken"));
        Assert.Equal(0, await _door.CountAsync("inbox"));
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("[]"u8.ToArray(), $"/channels/sms/nobody/events?key={key}")).Status);
    }

    [Fact]
    public async Task Broken_json_under_a_good_key_is_400_and_counted()
    {
        var names = Payload.Names("Sms", broken: true).ToList();
        foreach (var name in names) Assert.Equal((name, HttpStatusCode.BadRequest), (name, (await PostAsync(Payload.Bytes("Sms", name))).Status));
        Assert.Equal(names.Count, _door.Counted("calls sms broken"));
        Assert.Equal(0, await _door.CountAsync("inbox"));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_before_it_is_read()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(Payload.Padded("[]"u8.ToArray(), (1024 * 1024) + 1))).Status);
        Assert.Contains(" 413 ", await _door.RawAsync($"POST {Address} HTTP/1.1\nHost: localhost\nContent-Length: 2000000000\n\n"), StringComparison.Ordinal);
        Assert.Contains(
            " 413 ", await _door.RawAsync($"POST {Address} HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n", FrontDoor.Chunk(60_000)), StringComparison.Ordinal);
        Assert.Equal(3, _door.Counted("calls sms too_large"));
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(byte[] body, string? address = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _gateway.Http.PostAsync(address ?? Address, content, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task<HttpResponseMessage> OptionsAsync(string address, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, address);
        if (origin is not null) request.Headers.Add("WebHook-Request-Origin", origin);
        return await _gateway.Http.SendAsync(request, Stop);
    }
}
