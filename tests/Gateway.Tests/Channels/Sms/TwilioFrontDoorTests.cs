using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Gateway.Records;
using Gateway.Simulators.Twilio;
using Gateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.Sms;

/// <summary>Twilio's calls through a real socket, to the records.</summary>
public sealed class TwilioFrontDoorTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private FrontDoor _door = null!;

    private static readonly string[] States = ["queued", "delivered", "undelivered", "tomorrow", ""];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TwilioNumberOptions Twilio => _gateway.Setup.Twilio[0];

    private string Messages => $"/channels/twilio/{Twilio.Account}/messages";

    private string Status => $"/channels/twilio/{Twilio.Account}/status";

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new SetupSize { TwilioNumbers = 1, SmsNumbers = 1 });
        // What becomes of the first words would be counted among the calls.
        _gateway.Simulators.Twilio(Twilio.Account).Reports.Hold = true;
        _door = new FrontDoor(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        _door.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_stored_and_answered_with_an_empty_reply()
    {
        var (status, body, type) = await CallAsync(Messages, Message("相談したいです"));
        Assert.Equal((HttpStatusCode.OK, """<?xml version="1.0" encoding="UTF-8"?><Response/>""", "text/xml"), (status, body, type));
        await CallAsync(Messages, Message("相談したいです"));
        Assert.Equal(["相談したいです"], await _door.FromPersonsAsync());
        Assert.Equal(2, _door.Counted("calls sms ok"));
        Assert.Equal(1, _door.Counted("events sms repeated"));
    }

    [Fact]
    public async Task What_was_written_to_another_number_of_the_account_is_refused_and_not_answered_from_this_one()
    {
        (string, string)[] form = [.. Message("よその番号へ").Where(field => field.Item1 != "To"), ("To", "+815099999999")];
        Assert.Equal(HttpStatusCode.Forbidden, (await CallAsync(Messages, form)).Status);
        Assert.Equal(1, _door.Counted("calls sms number"));
        Assert.Equal(0, await _door.CountAsync("inbox"));
        // Without the plus sign it is ours.
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(Messages, [.. Message("はい").Where(field => field.Item1 != "To"), ("To", Twilio.Number[1..])])).Status);
        Assert.Equal(["はい"], await _door.FromPersonsAsync());
    }

    [Fact]
    public async Task Parameters_that_did_not_exist_yesterday_and_repeated_names_are_signed_and_passed_over()
    {
        (string, string)[] form = [.. Message("はい", "SM2"), ("Channel", "sms"), ("X", "2"), ("X", "1"), ("X", "2"), ("", ""), ("空", "　&=%"), ("AddOns", "{\"a\":1}")];
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(Messages + "?t=1&u=%E3%81%82", form)).Status);
        Assert.Equal(["はい"], await _door.FromPersonsAsync());
    }

    [Fact]
    public async Task Pictures_are_kept_under_their_names_beside_the_words()
    {
        await CallAsync(Messages, [.. Message("これ", "MM1", media: 2), ("MediaContentType0", "image/jpeg"), ("MediaContentType1", "application/pdf")]);
        await CallAsync(Messages, [.. Message("", "MM2", media: 1), ("MediaContentType0", "audio/amr")]);
        await CallAsync(Messages, Message("", "SM3"));
        Assert.Equal(["これ", "(image)", "(file)", "(audio)", "(sms)"], await _door.FromPersonsAsync());
    }

    [Fact]
    public async Task A_json_body_is_bound_to_the_address_by_its_hash()
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"MessageSid":"SM4","From":"+819012345678","To":"{{{Twilio.Number}}}","Body":"JSONで","NumMedia":0,"x":{"y":1}}""");
        var address = $"{Messages}?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(body))}";
        Assert.Equal(HttpStatusCode.OK, await PostAsync(address, body, Sign(address, []), "application/json"));
        Assert.Equal(["JSONで"], await _door.FromPersonsAsync());
        // Another body under the same address and signature; the right hash without a signature for it.
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(address, [.. body, (byte)' '], Sign(address, []), "application/json"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(address, body, Sign(Messages, []), "application/json"));
        var list = "[]"u8.ToArray();
        var other = $"{Messages}?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(list))}";
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(other, list, Sign(other, []), "application/json"));
    }

    [Fact]
    public async Task A_signature_that_is_not_good_is_401_and_nothing_is_stored()
    {
        var form = Message("にせもの");
        var good = Sign(Messages, form);
        var body = Body(form);
        string?[] bad =
        [
            null, "", good[..^1], good + "=", good.ToLowerInvariant(), Sign(Status, form), Sign(Messages + "?t=1", form), Sign(Messages, form[..^1]), Sign(Messages, []),
            Sign(Messages, form, "another token"), TwilioSignature.Of(Twilio.AuthToken, _gateway.Address.GetLeftPart(UriPartial.Authority) + Messages, form),
            TwilioSignature.Of(Twilio.AuthToken, "http://gateway.example.jp" + Messages, form), $"{good}, {good}",
        ];
        foreach (var signature in bad) Assert.Equal((signature, HttpStatusCode.Unauthorized), (signature, await PostAsync(Messages, body, signature)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Messages, Body([.. form, ("Extra", "1")]), good));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Messages + "?x=1", body, good));
        Assert.Equal(bad.Length + 2, _door.Counted("calls sms signature"));
        Assert.Equal(0, await _door.CountAsync("inbox"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Messages, body, TwilioSignature.Of(Twilio.AuthToken, "https://gateway.example.jp:443" + Messages, form)));
    }

    [Fact]
    public async Task One_provider_s_account_has_no_door_of_the_other()
    {
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync($"/channels/twilio/{_gateway.Setup.Sms[0].Account}/messages", [], "x"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/channels/twilio/nobody/messages", [], "x"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync($"/channels/sms/{Twilio.Account}/events?key=", "[]"u8.ToArray(), null, "application/json"));
    }

    [Fact]
    public async Task A_status_of_nothing_that_we_sent_is_only_noted()
    {
        foreach (var (i, status) in States.Index())
        {
            (string, string)[] form = [("MessageSid", $"SM{i}"), ("MessageStatus", status), ("To", "+819012345678"), ("From", Twilio.Number)];
            Assert.Equal(HttpStatusCode.OK, (await CallAsync(Status + "?ref=8b5c1d1e-6f1f-4b7e-9d0a-0d5b8f0e6a11", form)).Status);
            Assert.Equal(HttpStatusCode.OK, (await CallAsync(Status, [.. form, ("n", "1")])).Status);
        }

        Assert.Empty(await _door.LogsAsync());
        // Each call once; a state beside it, for an answer that may still be on its way.
        var notes = await _gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<string>("SELECT event_id FROM inbox"), Stop);
        Assert.Equal(6, notes.Count(note => !note.StartsWith("report|", StringComparison.Ordinal)));
    }

    // PostgreSQL takes no NUL for a key: there such a call was answered 500.
    [Theory]
    [InlineData("?ref=%00")]
    [InlineData("?ref=a%00b")]
    [InlineData("?ref=%E3%81%82")]
    [InlineData("?ref=")]
    public async Task A_reference_that_we_cannot_have_given_is_none(string query)
    {
        (string, string)[] form = [("MessageSid", "SM1"), ("MessageStatus", "delivered"), ("To", "+819012345678"), ("From", Twilio.Number)];
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(Status + query, form)).Status);
        Assert.Equal(1, _door.Counted("events sms noted"));
        // It is kept by Twilio's own id alone, for the answer to a call that may still be on its way.
        Assert.Equal(
            ["report|SM1|delivered", "status|SM1|delivered"],
            await _gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<string>("SELECT event_id FROM inbox ORDER BY event_id"), Stop));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_and_one_with_too_much_in_it_is_not_even_sorted()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(Messages, new byte[(1024 * 1024) + 1], "x"));
        (string, string)[] many = [.. Enumerable.Range(0, 1001).Select(i => (i.ToString(CultureInfo.InvariantCulture), ""))];
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Messages, Body(many), Sign(Messages, many)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Messages, [], null));
    }

    private (string, string)[] Message(string text, string sid = "SM1", int media = 0) =>
    [
        ("MessageSid", sid), ("AccountSid", Twilio.AccountSid), ("From", "+819012345678"), ("To", Twilio.Number), ("Body", text),
        ("NumMedia", media.ToString(CultureInfo.InvariantCulture)), ("SmsStatus", "received"),
    ];

    private string Sign(string address, (string, string)[] form, string? token = null) => TwilioSignature.Of(token ?? Twilio.AuthToken, "https://gateway.example.jp" + address, form);

    private static byte[] Body((string Name, string Value)[] form) =>
        Encoding.UTF8.GetBytes(string.Join('&', form.Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}")));

    private async Task<(HttpStatusCode Status, string Body, string? Type)> CallAsync(string address, (string, string)[] form)
    {
        using var request = Request(address, Body(form), Sign(address, form), "application/x-www-form-urlencoded");
        using var answer = await _gateway.Http.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop), answer.Content.Headers.ContentType?.MediaType);
    }

    private async Task<HttpStatusCode> PostAsync(string address, byte[] body, string? signature, string type = "application/x-www-form-urlencoded")
    {
        using var request = Request(address, body, signature, type);
        using var answer = await _gateway.Http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(string address, byte[] body, string? signature, string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
        return request;
    }
}
