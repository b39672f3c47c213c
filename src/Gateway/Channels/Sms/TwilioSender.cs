using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;

namespace Gateway.Channels.Sms;

/// <summary>Sends SMS over Twilio's API, or that of a provider that speaks as Twilio does.</summary>
/// <remarks>Twilio cannot recognise a second copy of a call. Its reports come back with a reference of ours, and clear up what an unanswered call became.</remarks>
public sealed class TwilioSender(IHttpClientFactory clients) : ISmsProvider
{
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public bool Carries(SmsAccount account) => account is TwilioAccount;

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(SmsAccount account, OutboundSms sms, CancellationToken cancel)
    {
        var twilio = (TwilioAccount)account;
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{twilio.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/2010-04-01/Accounts/{twilio.AccountSid}/Messages.json")
        {
            Content = new FormUrlEncodedContent(
            [
                new("To", sms.To.Value),
                new("From", twilio.Number),
                new("Body", sms.Text.Value),
                new("StatusCallback", $"{twilio.PublicUrl("status")}?ref={sms.Reference}"),
            ]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{twilio.AccountSid}:{twilio.AuthToken.Value}")));
        try
        {
            using var response = await clients.CreateClient("twilio").SendAsync(request, cancel);
            return await OutcomeAsync(response, cancel);
        }
        catch (HttpRequestException error)
        {
            return ProviderCall.Failed(error);
        }
    }

    private static async Task<SendOutcome> OutcomeAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        // Accepted is accepted, whatever the rest of the answer looks like; what became of it later is in the reports.
        if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return new SendOutcome.Sent([(await AnswerAsync(response, cancel))?.Sid]);
        if (response.StatusCode >= HttpStatusCode.InternalServerError || response.StatusCode == HttpStatusCode.RequestTimeout) return new SendOutcome.Unknown();
        return (response.StatusCode, (await AnswerAsync(response, cancel))?.Code) switch
        {
            (_, 21610) => new SendOutcome.Refused("opted_out"),
            (_, 21211 or 21214 or 21217 or 21614 or 21612) => new SendOutcome.Refused("address"),
            (_, 21408) => new SendOutcome.Refused("region"),
            (HttpStatusCode.TooManyRequests, _) or (_, 20429 or 21611) => new SendOutcome.Throttled(RatePause),
            // The number is not ours, the account is closed or unknown, the address leads elsewhere: somebody can mend that.
            (_, 21606 or 21603 or 21212 or 21659 or 21660 or 20003 or 20005) => new SendOutcome.BadConfig(),
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest), _) =>
                new SendOutcome.BadConfig(),
            _ => new SendOutcome.Refused("rejected"),
        };
    }

    private static async Task<TwilioAnswer?> AnswerAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancel), TwilioJson.Default.TwilioAnswer);
        }
        catch (Exception error) when (error is JsonException or HttpRequestException)
        {
            return null;
        }
    }
}

internal sealed record TwilioAnswer(int? Code = null, string? Sid = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TwilioAnswer))]
internal sealed partial class TwilioJson : JsonSerializerContext;
