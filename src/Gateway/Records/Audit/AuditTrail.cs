using System.Security.Cryptography;
using System.Text;
using Gateway.Primitives;

namespace Gateway.Records.Audit;

/// <summary>One line of the audit trail.</summary>
/// <param name="Organisation">Whose trail.</param>
/// <param name="Number">1, 2, 3 … without a gap within the organisation.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="Actor">Who: a staff id, or <c>gateway</c>.</param>
/// <param name="Action">What, for example <c>conversation.read</c>.</param>
/// <param name="Subject">On what: an id, never a name or words.</param>
/// <param name="Detail">Why or how, in the gateway's own words.</param>
/// <param name="Hash">Over this line and the hash of the line before.</param>
public sealed record AuditLine(string Organisation, long Number, long At, string Actor, string Action, string Subject, string Detail, byte[] Hash);

/// <summary>Append-only and hash-chained, one chain for each organisation: who read what, and every decision about a person.</summary>
public sealed class AuditTrail(TimeProvider time)
{
    /// <summary>Adds a line within the caller's transaction, so that the act and its line are one.</summary>
    public async Task AppendAsync(RecordsSession session, string organisation, string actor, string action, string subject, string detail = "")
    {
        await session.ExecuteAsync(
            "INSERT INTO audit_head (organisation, number, hash) VALUES (@organisation, 0, @Empty) ON CONFLICT (organisation) DO NOTHING",
            new { organisation, Empty = Array.Empty<byte>() });
        var head = await session.FindAsync<Head>(
            "SELECT number, hash FROM audit_head WHERE organisation = @organisation" + session.ForUpdate, new { organisation });
        var line = new AuditLine(organisation, head!.Number + 1, time.NowMs(), actor, action, subject, detail, []);
        line = line with { Hash = HashOf(line, head.Hash) };
        await session.ExecuteAsync(
            "INSERT INTO audit (organisation, number, at, actor, action, subject, detail, hash) VALUES (@Organisation, @Number, @At, @Actor, @Action, @Subject, @Detail, @Hash)",
            line);
        await session.ExecuteAsync("UPDATE audit_head SET number = @Number, hash = @Hash WHERE organisation = @Organisation", line);
    }

    /// <summary>Holds several trails until the end of the caller's transaction, always in the same order: two who write to several of them wait for each other and never both.</summary>
    public static async Task HoldAsync(RecordsSession session, IEnumerable<string> organisations)
    {
        foreach (var organisation in organisations.Distinct().Order(StringComparer.Ordinal))
        {
            await session.ExecuteAsync(
                "INSERT INTO audit_head (organisation, number, hash) VALUES (@organisation, 0, @Empty) ON CONFLICT (organisation) DO NOTHING",
                new { organisation, Empty = Array.Empty<byte>() });
            await session.FindAsync<Head>("SELECT number, hash FROM audit_head WHERE organisation = @organisation" + session.ForUpdate, new { organisation });
        }
    }

    /// <summary>Reads a chain from its beginning and names the first line that does not fit; nothing when it is whole.</summary>
    public static async Task<long?> FirstBrokenLineAsync(RecordsSession session, string organisation)
    {
        byte[] before = [];
        long expected = 1, after = long.MinValue;
        IReadOnlyList<AuditLine> lines;
        do
        {
            lines = await session.QueryAsync<AuditLine>(
                """
                SELECT organisation, number, at, actor, action, subject, detail, hash FROM audit
                WHERE organisation = @organisation AND number > @after ORDER BY number LIMIT 2000
                """, new { organisation, after });
            foreach (var line in lines)
            {
                if (line.Number != expected || !HashOf(line, before).AsSpan().SequenceEqual(line.Hash)) return expected;
                before = line.Hash;
                after = expected++;
            }
        }
        while (lines.Count > 0);

        var head = await session.FindAsync<Head>("SELECT number, hash FROM audit_head WHERE organisation = @organisation", new { organisation });
        // Without the head the newest lines could be taken away unseen.
        var whole = head is null ? expected == 1 : head.Number == expected - 1 && head.Hash.AsSpan().SequenceEqual(before);
        return whole ? null : expected;
    }

    // Length-prefixed, so that no two different lines have the same bytes.
    private static byte[] HashOf(AuditLine line, byte[] before)
    {
        var text = new StringBuilder();
        foreach (var part in new[] { line.Organisation, Text(line.Number), Text(line.At), line.Actor, line.Action, line.Subject, line.Detail })
            text.Append(part.Length).Append(':').Append(part);
        return SHA256.HashData([.. before, .. Encoding.UTF8.GetBytes(text.ToString())]);
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Head(long Number, byte[] Hash);
}
