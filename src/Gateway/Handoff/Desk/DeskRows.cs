using System.Security.Cryptography;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff.Desk;

/// <summary>Who at a body is written to.</summary>
internal static class DeskReaders
{
    /// <summary>The address for hand-offs.</summary>
    public const string Desk = "desk";

    /// <summary>The deputy.</summary>
    public const string Deputy = "deputy";
}

/// <summary>The SQL of links, codes and open desks. None of the three is stored as it is: only a keyed hash, by which it is known again.</summary>
internal sealed class DeskRows(Vault vault)
{
    /// <summary>How often one code may be tried.</summary>
    public const int Tries = 5;

    private const string Columns =
        """
        l.link_hash AS LinkHash, l.referral_id AS ReferralId, l.reader, l.made_at AS MadeAt, l.code_hash AS CodeHash, l.code_until AS CodeUntil, l.tries,
        l.codes, l.codes_since AS CodesSince, l.organisation, l.body
        """;

    /// <summary>Keeps a link to the desk of a body, to one hand-off or to the desk alone.</summary>
    public Task AddLinkAsync(RecordsSession session, string secret, string organisation, string body, string? referralId, string reader, long now) => session.ExecuteAsync(
        """
        INSERT INTO desk_link (link_hash, organisation, body, referral_id, reader, made_at, tries, codes, codes_since)
        VALUES (@Hash, @organisation, @body, @referralId, @reader, @now, 0, 0, @now)
        """, new { Hash = HashOf("desk link", secret), organisation, body, referralId, reader, now });

    /// <summary>Forgets the links that lead to a body's desk without a hand-off.</summary>
    public static Task RemoveWaysAsync(RecordsSession session, string organisation, string body) => session.ExecuteAsync(
        "DELETE FROM desk_link WHERE organisation = @organisation AND body = @body AND referral_id IS NULL", new { organisation, body });

    public static Task<bool> WasWrittenToAsync(RecordsSession session, string referralId, string reader) =>
        session.AnyAsync("SELECT 1 FROM desk_link WHERE referral_id = @referralId AND reader = @reader LIMIT 1", new { referralId, reader });

    public Task<DeskLink?> LockLinkAsync(RecordsSession session, string secret) => session.FindAsync<DeskLink>(
        $"SELECT {Columns} FROM desk_link l WHERE l.link_hash = @Hash" + session.ForUpdate, new { Hash = HashOf("desk link", secret) });

    public Task KeepCodeAsync(RecordsSession session, DeskLink link, string code, long until, long codes, long codesSince) => session.ExecuteAsync(
        "UPDATE desk_link SET code_hash = @Hash, code_until = @until, tries = 0, codes = @codes, codes_since = @codesSince WHERE link_hash = @LinkHash",
        new { link.LinkHash, Hash = HashOfCode(link, code), until, codes, codesSince });

    /// <summary>Whether this is the code; in constant time.</summary>
    public bool IsCode(DeskLink link, string code) =>
        link.CodeHash is { } hash && CryptographicOperations.FixedTimeEquals(hash, HashOfCode(link, code));

    public static Task TryAsync(RecordsSession session, DeskLink link) => session.ExecuteAsync("UPDATE desk_link SET tries = tries + 1 WHERE link_hash = @LinkHash", new { link.LinkHash });

    public async Task OpenAsync(RecordsSession session, DeskLink link, string token, long until)
    {
        // A code opens one desk, once.
        await session.ExecuteAsync(
            """
            UPDATE desk_link SET code_hash = NULL, code_until = NULL WHERE link_hash = @LinkHash;
            INSERT INTO desk_session (token_hash, organisation, body, reader, until) VALUES (@Hash, @Organisation, @Body, @Reader, @until)
            """, new { link.LinkHash, link.Organisation, link.Body, link.Reader, until, Hash = HashOf("desk session", token) });
    }

    /// <summary>Opens a desk for an account of the body.</summary>
    public Task OpenAsync(RecordsSession session, BodyWorker worker, string token, long until) => session.ExecuteAsync(
        """
        INSERT INTO desk_session (token_hash, organisation, body, reader, until, staff, staff_stamp) VALUES (@Hash, @Organisation, @Body, @reader, @until, @Id, @Stamp)
        """, new { worker.Organisation, worker.Body, worker.Id, worker.Stamp, reader = DeskReaders.Desk, until, Hash = HashOf("desk session", token) });

    /// <summary>An open desk. One that was opened by an account is open as long as that account is as it was.</summary>
    public Task<DeskSession?> SessionAsync(RecordsSession session, string token, long now) => session.FindAsync<DeskSession>(
        """
        SELECT d.token_hash AS TokenHash, d.organisation, d.body, d.reader, d.until, d.staff FROM desk_session d WHERE d.token_hash = @Hash AND d.until > @now
            AND (d.staff IS NULL OR EXISTS (SELECT 1 FROM staff s WHERE s.id = d.staff AND s.disabled = 0 AND s.body = d.body AND s.security_stamp = d.staff_stamp))
        """, new { Hash = HashOf("desk session", token), now });

    /// <summary>Keeps an open desk open for a while longer.</summary>
    public static Task ExtendAsync(RecordsSession session, byte[] tokenHash, long until) =>
        session.ExecuteAsync("UPDATE desk_session SET until = @until WHERE token_hash = @tokenHash AND until < @until", new { tokenHash, until });

    public Task CloseAsync(RecordsSession session, string token) => session.ExecuteAsync("DELETE FROM desk_session WHERE token_hash = @Hash", new { Hash = HashOf("desk session", token) });

    public static Task<int> ForgetAsync(RecordsSession session, long now) => session.ExecuteAsync(
        """
        DELETE FROM desk_session WHERE until <= @now;
        DELETE FROM desk_link WHERE EXISTS (SELECT 1 FROM referral r WHERE r.id = desk_link.referral_id AND r.due_at IS NULL AND r.state_at < @Before)
        """, new { now, Before = now - (long)TimeSpan.FromDays(30).TotalMilliseconds });

    private byte[] HashOf(string what, string secret) => vault.LookupHash(what, secret);

    private byte[] HashOfCode(DeskLink link, string code) => vault.LookupHash("desk code", Convert.ToHexStringLower(link.LinkHash) + code);
}

/// <summary>A link that was mailed.</summary>
internal sealed record DeskLink(
    byte[] LinkHash, string? ReferralId, string Reader, long MadeAt, byte[]? CodeHash, long? CodeUntil, long Tries, long Codes, long CodesSince, string Organisation, string Body)
{
    /// <summary>What it leads to: a hand-off, or the desk of the body.</summary>
    public string About => ReferralId ?? Body;
}

/// <summary>A desk that is open.</summary>
/// <param name="TokenHash">Its keyed hash.</param>
/// <param name="Organisation">In whose directory the body stands.</param>
/// <param name="Body">Which body.</param>
/// <param name="Reader">One of <see cref="DeskReaders"/>.</param>
/// <param name="Until">Until when, in milliseconds.</param>
/// <param name="Staff">Whose account opened it; nothing where a link and a code did.</param>
internal sealed record DeskSession(byte[] TokenHash, string Organisation, string Body, string Reader, long Until, string? Staff = null)
{
    /// <summary>Who acts, as the audit trail names them.</summary>
    public string Actor => Staff ?? "body";
}
