using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Organisations;
using Gateway.PartnerGateways.Signatures;
using Gateway.PartnerGateways.Stays;
using Gateway.Primitives;

namespace Gateway.PartnerGateways;

/// <summary>Calls a partner's gateway, and believes nothing that it has not signed for this very call.</summary>
public sealed class CallPartner(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the client.</summary>
    public const string Client = "partner-gateways";

    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Makes one call. Never throws for what the outside world does.</summary>
    /// <param name="partner">Whom.</param>
    /// <param name="stays">Those of our people who are there, or were; nothing: it is only asked who is there.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What was answered, or why nothing that counts was: a fixed word; and the alarms, which count whatever else was answered.</returns>
    public async Task<(ExchangeAnswer? Answer, string? Fault, IReadOnlyList<StayAlarm> Alarms)> ExchangeAsync(PartnerGateway partner, IReadOnlyList<StayCall>? stays, CancellationToken cancel)
    {
        var (target, body) = (partner.Address + ExchangeJson.Path, ExchangeJson.Write(new ExchangeCall(ExchangeJson.Version, time.GetUtcNow()) { Stays = stays }));
        using var call = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        var signature = Sign(call, partner, target, body);
        try
        {
            using var answer = await clients.CreateClient(Client).SendAsync(call, cancel);
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
            if (answer.StatusCode != HttpStatusCode.OK) return (null, FaultOf(answer.StatusCode, bytes), []);
            if (!IsSigned(answer, partner, bytes, signature)) return (null, "answer_signature", []);
            var alarms = StayAlarm.In(bytes);
            return ExchangeJson.Read<ExchangeAnswer>(bytes) is { } read && CheckAnswer.IsUsable(read) ? (read, null, alarms) : (null, "answer_broken", alarms);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (null, error is OperationCanceledException ? "timeout" : "unreachable", []);
        }
    }

    private string Sign(HttpRequestMessage call, PartnerGateway partner, string target, byte[] body)
    {
        var (digest, now) = (ContentDigest.Of(body), time.GetUtcNow().ToUnixTimeSeconds());
        var components = SignedExchange.OfCall(target, digest);
        var parameters = new SignatureParameters(now, now + SignedExchange.HoldsSeconds, Ids.NewSecret(), partner.SigningKeyId);
        using var key = partner.OpenSigningKey();
        var signature = SignedExchange.Sign(key, components, parameters.Text);
        call.Content!.Headers.ContentType = new MediaTypeHeaderValue(SignedExchange.ContentType);
        call.Headers.TryAddWithoutValidation(ContentDigest.Field, digest);
        call.Headers.TryAddWithoutValidation("Signature-Input", SignedExchange.InputOf(components, parameters));
        call.Headers.TryAddWithoutValidation("Signature", $"{SignedExchange.Label}={signature}");
        return signature;
    }

    private bool IsSigned(HttpResponseMessage answer, PartnerGateway partner, byte[] body, string callSignature)
    {
        var digest = ContentDigest.Of(body);
        var components = SignedExchange.OfAnswer(digest, callSignature);
        if (Only(answer, ContentDigest.Field) != digest || Only(answer, "Content-Type") != SignedExchange.ContentType) return false;
        if (Only(answer, "Signature-Input") is not { } input || SignedExchange.ParametersOf(input, components) is not { } text || SignatureParameters.Read(text) is not { } parameters) return false;
        return Only(answer, "Signature") is { } field && SignedExchange.SignatureOf(field) is { } signature
            && Math.Abs(parameters.Created - time.GetUtcNow().ToUnixTimeSeconds()) <= CheckCall.ClocksApart.TotalSeconds
            && partner.Keys.FirstOrDefault(key => key.Id == parameters.KeyId) is { } key && SignedExchange.IsGood(key, components, text, signature);
    }

    private static string? Only(HttpResponseMessage answer, string name)
    {
        if (answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values)) return values.Count == 1 ? values.First() : null;
        return null;
    }

    // What an answer without a signature says is a hint for whoever looks, and no more: only words that we know ourselves are passed on.
    private static string FaultOf(HttpStatusCode status, byte[] body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            var code = problem.RootElement.TryGetProperty("code", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
            if (Enum.GetValues<Refusal>().Any(refusal => code == "partner." + refusal.Word())) return "refused_" + code!["partner.".Length..];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Told by its status.
        }

        return (int)status >= 500 ? "unavailable" : "refused";
    }
}
