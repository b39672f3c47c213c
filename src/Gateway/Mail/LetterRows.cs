using System.Text.Json;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Mail;

/// <summary>The SQL of letters that wait for the server. Each has a key of its own, which goes with it.</summary>
internal sealed class LetterRows(Vault vault)
{
    public Task AddAsync(RecordsSession session, string id, string reference, Letter letter, long now)
    {
        var key = vault.NewKey(id);
        return session.ExecuteAsync(
            """
            INSERT INTO letter (id, reference, created_at, due_at, attempts, content_sealed) VALUES (@id, @reference, @now, @now, 0, @Sealed);
            INSERT INTO sealing_key (owner, wrapped) VALUES (@id, @key)
            """, new { id, reference, now, key, Sealed = vault.Open(key, id).Seal(JsonSerializer.SerializeToUtf8Bytes(letter, LetterJson.Default.Letter), "letter") });
    }

    /// <summary>Claims the oldest that is due: until the lease ends, this node answers for it.</summary>
    public async Task<WaitingLetter?> ClaimAsync(RecordsSession session, long now, long leaseUntil)
    {
        var row = await session.FindAsync<Row>(
            """
            SELECT l.id, l.reference, l.created_at AS CreatedAt, l.attempts, l.content_sealed AS ContentSealed, (SELECT k.wrapped FROM sealing_key k WHERE k.owner = l.id) AS WrappedKey
            FROM letter l WHERE l.due_at <= @now ORDER BY l.due_at, l.id LIMIT 1
            """ + session.ForUpdateSkipLocked, new { now });
        if (row is null) return null;
        await session.ExecuteAsync("UPDATE letter SET due_at = @leaseUntil, attempts = attempts + 1 WHERE id = @Id", new { row.Id, leaseUntil });
        var letter = row.WrappedKey is { } key ? JsonSerializer.Deserialize(vault.Open(key, row.Id).OpenBytes(row.ContentSealed, "letter"), LetterJson.Default.Letter) : null;
        return new WaitingLetter(row.Id, row.Reference, row.CreatedAt, row.Attempts + 1, letter);
    }

    public static Task LaterAsync(RecordsSession session, string id, long dueAt) => session.ExecuteAsync("UPDATE letter SET due_at = @dueAt WHERE id = @id", new { id, dueAt });

    public static Task RemoveAsync(RecordsSession session, string id) =>
        session.ExecuteAsync("DELETE FROM letter WHERE id = @id; DELETE FROM sealing_key WHERE owner = @id", new { id });

    private sealed record Row(string Id, string Reference, long CreatedAt, long Attempts, byte[] ContentSealed, byte[]? WrappedKey);
}

/// <summary>A letter that is being carried; without content when its key is gone.</summary>
internal sealed record WaitingLetter(string Id, string Reference, long CreatedAt, long Attempts, Letter? Letter);
