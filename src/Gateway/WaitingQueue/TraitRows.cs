using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.WaitingQueue;

/// <summary>The SQL of what counsellors said for the matching. Each row is sealed with a key of its own, which goes with it.</summary>
public sealed class TraitRows(Vault vault)
{
    private const string Place = "traits";

    /// <summary>What somebody said; an empty answer where they said nothing.</summary>
    public async Task<StaffTraits> OfAsync(RecordsSession session, string staffId) =>
        (await session.QueryAsync<Row>(Columns + " WHERE t.staff_id = @staffId", new { staffId })) is [var row] ? Opened(row) : new StaffTraits();

    /// <summary>Which wishes each counsellor of an organisation meets; who said nothing, or works here no more, is missing.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CodesAsync(RecordsSession session, string organisation) =>
        (await session.QueryAsync<Row>(Columns + " WHERE s.organisation = @organisation AND s.disabled = 0", new { organisation })).ToDictionary(row => row.StaffId, row => Opened(row).Code);

    /// <summary>Says it anew; to say nothing deletes the row and its key.</summary>
    public async Task PutAsync(RecordsSession session, string staffId, StaffTraits traits)
    {
        var owner = Owner(staffId);
        await session.ExecuteAsync("DELETE FROM staff_traits WHERE staff_id = @staffId; DELETE FROM sealing_key WHERE owner = @owner", new { staffId, owner });
        if (traits.SayNothing) return;
        var key = vault.NewKey(owner);
        var box = vault.Open(key, owner).Seal(JsonSerializer.SerializeToUtf8Bytes(traits, JsonSerializerOptions.Web), Place);
        await session.ExecuteAsync(
            "INSERT INTO sealing_key (owner, wrapped) VALUES (@owner, @key); INSERT INTO staff_traits (staff_id, sealed) VALUES (@staffId, @box)", new { owner, key, staffId, box });
    }

    private const string Columns =
        """
        SELECT t.staff_id AS StaffId, t.sealed, k.wrapped FROM staff_traits t JOIN staff s ON s.id = t.staff_id JOIN sealing_key k ON k.owner = 'traits-' || t.staff_id
        """;

    private static string Owner(string staffId) => "traits-" + staffId;

    // What cannot be opened is as if it had not been said: nothing that nobody needs stands between a person and a counsellor.
    private StaffTraits Opened(Row row)
    {
        try
        {
            return JsonSerializer.Deserialize<StaffTraits>(vault.Open(row.Wrapped, Owner(row.StaffId)).OpenBytes(row.Sealed, Place), JsonSerializerOptions.Web) ?? new StaffTraits();
        }
        catch (Exception error) when (error is CryptographicException or JsonException)
        {
            return new StaffTraits();
        }
    }

    private sealed record Row(string StaffId, byte[] Sealed, byte[] Wrapped);
}
