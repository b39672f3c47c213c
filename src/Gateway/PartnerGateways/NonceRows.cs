using Gateway.Records;

namespace Gateway.PartnerGateways;

/// <summary>The nonces of calls that came: a copy of a call is known for one, on whichever node it comes.</summary>
internal static class NonceRows
{
    /// <summary>Whether it is used for the first time. <paramref name="until"/>: how long it is kept, in milliseconds.</summary>
    public static async Task<bool> UseAsync(RecordsSession session, string partner, string nonce, long until) => await session.ExecuteAsync(
        "INSERT INTO partner_nonce (partner, nonce, until) VALUES (@partner, @nonce, @until) ON CONFLICT DO NOTHING", new { partner, nonce, until }) == 1;

    /// <summary>Forgets those whose calls would be too old by now.</summary>
    public static Task ForgetAsync(RecordsSession session, long now) => session.ExecuteAsync("DELETE FROM partner_nonce WHERE until < @now", new { now });
}
