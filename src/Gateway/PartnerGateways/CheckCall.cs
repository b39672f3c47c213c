using System.Security.Cryptography;
using System.Text;
using Gateway.Channels;
using Gateway.Organisations;
using Gateway.PartnerGateways.Signatures;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways;

/// <summary>Whether a call comes from a partner's gateway, was written just now, and comes for the first time. The cheap questions come first; no body is parsed before the signature holds.</summary>
public sealed class CheckCall(OrganisationDirectory organisations, CallLimits limits, IRecords records, TimeProvider time)
{
    /// <summary>By how much the clock of whoever calls may differ from ours.</summary>
    public static readonly TimeSpan ClocksApart = TimeSpan.FromSeconds(30);

    // How a copy is known: as long as its signature could hold by any clock that is near enough to ours.
    private static readonly TimeSpan NonceKept = TimeSpan.FromSeconds(SignedExchange.HoldsSeconds) + 2 * ClocksApart;

    /// <summary>Checks it and reads its body.</summary>
    internal async Task<CheckedCall> ReadAsync(HttpContext context)
    {
        if (!limits.MayKnock(context)) return CheckedCall.Refused(Refusal.TooMany);
        var headers = context.Request.Headers;
        // A proxy that adds a signature of its own, or splits a field, would have us guess which one is meant.
        if (context.Request.ContentType != SignedExchange.ContentType || headers[ContentDigest.Field] is not [{ } digest] || headers["Signature-Input"] is not [{ } input] || headers["Signature"] is not [{ } field]
            || SignedExchange.SignatureOf(field) is not { } signature || KeyOf(input) is not { } named)
            return CheckedCall.Refused(Refusal.NotSigned);
        if (Find(named) is not var (partner, key)) return CheckedCall.Refused(Refusal.UnknownKey);
        if (context.Request.ContentLength > ExchangeDoor.LargestBody) return CheckedCall.Refused(Refusal.TooLarge);
        var components = SignedExchange.OfCall(partner.OurAddress + context.Request.Path + context.Request.QueryString, digest);
        if (SignedExchange.ParametersOf(input, components) is not { } text || SignatureParameters.Read(text) is not { } parameters) return CheckedCall.Refused(Refusal.NotSigned);
        // Copies and old calls cost neither a body nor a verification, whoever keeps them. By how much a clock is off is no secret: the time stands in every answer.
        var apart = parameters.Created - time.GetUtcNow().ToUnixTimeSeconds();
        if (Math.Abs(apart) > ClocksApart.TotalSeconds || parameters.Expires > parameters.Created + SignedExchange.HoldsSeconds || parameters.Expires < time.GetUtcNow().ToUnixTimeSeconds() - ClocksApart.TotalSeconds)
            return CheckedCall.Refused(Refusal.ClocksApart, partner) with { SecondsApart = apart };
        if (limits.IsCopy(partner.Id, parameters.Nonce)) return CheckedCall.Refused(Refusal.Replayed, partner);
        if ((await RawBody.ReadAsync(context)).Bytes is not { } body || body.Length > ExchangeDoor.LargestBody) return CheckedCall.Refused(Refusal.TooLarge);
        if (!SignedExchange.IsGood(key, components, text, signature)) return CheckedCall.Refused(Refusal.BadSignature);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(digest), Encoding.UTF8.GetBytes(ContentDigest.Of(body)))) return CheckedCall.Refused(Refusal.BadSignature);
        var until = time.NowMs() + NonceKept.Ms();
        // Only now: an old call, or one that came before, is somebody else's doing as easily as the partner's.
        if (limits.Count(partner.Id, parameters.Nonce, until) is { } refusal) return CheckedCall.Refused(refusal, partner);
        return await records.WriteAsync(session => NonceRows.UseAsync(session, partner.Id, parameters.Nonce, until), context.RequestAborted)
            ? new CheckedCall(null, partner, body, signature)
            : CheckedCall.Refused(Refusal.Replayed, partner);
    }

    // Which key to verify with; everything else is read again once the components are known.
    private static string? KeyOf(string input)
    {
        var at = input.IndexOf(')', StringComparison.Ordinal);
        return at < 0 ? null : SignatureParameters.Read(input[(at + 1)..])?.KeyId;
    }

    private (PartnerGateway Partner, PartnerKey Key)? Find(string keyId)
    {
        foreach (var partner in organisations.PartnerGateways)
        {
            if (partner.Keys.FirstOrDefault(key => key.Id == keyId) is { } key) return (partner, key);
        }

        return null;
    }
}

/// <summary>A call that was checked.</summary>
/// <param name="Refusal">Why it is refused; nothing when it is good.</param>
/// <param name="Partner">Whose it is; nothing while that is not certain.</param>
/// <param name="Body">What was signed.</param>
/// <param name="Signature">By which signature, as Base64 between colons; the answer is bound to it.</param>
internal sealed record CheckedCall(Refusal? Refusal, PartnerGateway? Partner, byte[]? Body = null, string? Signature = null)
{
    /// <summary>With <see cref="Refusal.ClocksApart"/>: by how many seconds the caller is ahead of us.</summary>
    public long? SecondsApart { get; init; }

    public static CheckedCall Refused(Refusal why, PartnerGateway? partner = null) => new(why, partner);
}
