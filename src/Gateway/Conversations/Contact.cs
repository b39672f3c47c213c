using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Conversations;

/// <summary>A person at one channel account. No name: only where an answer goes to, sealed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Whose account.</param>
/// <param name="Channel">Which kind of account.</param>
/// <param name="ChannelAccount">Which account.</param>
/// <param name="AddressHash">Keyed hash by which it is found.</param>
/// <param name="AddressSealed">The address, sealed with the contact's own key.</param>
/// <param name="WrappedKey">That key, wrapped; nothing when the person was erased.</param>
/// <param name="CreatedAt">When first heard of, in milliseconds.</param>
public sealed record Contact(
    string Id, string Organisation, string Channel, string ChannelAccount, byte[] AddressHash, byte[] AddressSealed, byte[]? WrappedKey, long CreatedAt);

/// <summary>Finds and makes contacts.</summary>
public sealed class Contacts(Vault vault, Ids ids, TimeProvider time)
{
    private const string Columns =
        """
        c.id, c.organisation, c.channel, c.channel_account AS ChannelAccount, c.address_hash AS AddressHash, c.address_sealed AS AddressSealed,
        (SELECT k.wrapped FROM sealing_key k WHERE k.owner = c.id) AS WrappedKey, c.created_at AS CreatedAt
        """;

    /// <summary>The hash by which an address of an account is found.</summary>
    public byte[] HashOf(string channelAccount, Redacted<string> address) => vault.LookupHash(channelAccount, address.Value);

    /// <summary>
    /// 共同の窓口: the contact by which an organisation knows somebody who came by a common entrance of others: the same address, under a hash and a key of its own, so that what each organisation keeps
    /// is given out and erased by itself. Nothing when they were erased.
    /// </summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="entrance">The contact at the entrance.</param>
    /// <param name="organisation">Who is to know them.</param>
    internal async Task<Contact?> OfMemberAsync(RecordsSession session, string entrance, string organisation)
    {
        // In two steps: only what is read after the lock is known to be as it now stands, the key beside the row too.
        await LockAsync(session, entrance);
        if (await session.FindAsync<Contact>($"SELECT {Columns} FROM contact c WHERE c.id = @entrance", new { entrance }) is not { WrappedKey: { } key } contact) return null;
        if (contact.Organisation == organisation) return contact;
        var address = Redacted.Of(vault.Open(key, contact.Id).Open(contact.AddressSealed, "address"));
        return await FindOrAddAsync(session, organisation, contact.Channel, contact.ChannelAccount, address, MemberHashOf(contact.ChannelAccount, organisation, address));
    }

    /// <summary>The hash by which an organisation's own contact of an address at a common entrance is found.</summary>
    internal byte[] MemberHashOf(string channelAccount, string organisation, Redacted<string> address) => vault.LookupHash($"{channelAccount}|{organisation}", address.Value);

    /// <summary>Finds the contact of an address, or makes it.</summary>
    public Task<Contact> FindOrAddAsync(RecordsSession session, string organisation, string channel, string channelAccount, Redacted<string> address) =>
        FindOrAddAsync(session, organisation, channel, channelAccount, address, HashOf(channelAccount, address));

    private async Task<Contact> FindOrAddAsync(
        RecordsSession session, string organisation, string channel, string channelAccount, Redacted<string> address, byte[] hash)
    {
        // Locked, because a conversation is to be opened on it: whoever forgets the address at this moment comes before, and the person is a stranger; or after, and sees that it is in use.
        var found = await session.FindAsync<Contact>(
            $"SELECT {Columns} FROM contact c WHERE c.channel_account = @channelAccount AND c.address_hash = @hash" + OfContact(session), new { channelAccount, hash });
        if (found is not null) return found;
        var id = ids.New();
        var key = vault.NewKey(id);
        var contact = new Contact(
            id, organisation, channel, channelAccount, hash, vault.Open(key, id).Seal(address.Value, "address"), key, time.NowMs());
        // Two first words of one person at once: the loser's transaction meets the unique constraint and runs again.
        await session.ExecuteAsync(
            """
            INSERT INTO contact (id, organisation, channel, channel_account, address_hash, address_sealed, created_at)
            VALUES (@Id, @Organisation, @Channel, @ChannelAccount, @AddressHash, @AddressSealed, @CreatedAt);
            INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @WrappedKey)
            """, contact);
        return contact;
    }

    /// <summary>
    /// Locks a contact until the transaction ends: nobody forgets its address, opens a conversation on it, or brings it to a member meanwhile. Whoever locks a conversation too does that afterwards.
    /// </summary>
    internal static Task LockAsync(RecordsSession session, string contactId) =>
        session.FindAsync<string>("SELECT id FROM contact WHERE id = @contactId" + session.ForNoKeyUpdate, new { contactId });

    private static string OfContact(RecordsSession session) => session.ForNoKeyUpdate.Length == 0 ? "" : session.ForNoKeyUpdate + " OF c";

    /// <summary>Opens the address of a contact, for a message that is about to be sent; nothing when it was erased.</summary>
    public async Task<Redacted<string>?> AddressOfAsync(RecordsSession session, string contactId)
    {
        var contact = await session.FindAsync<Contact>($"SELECT {Columns} FROM contact c WHERE c.id = @contactId", new { contactId });
        return contact?.WrappedKey is { } key ? Redacted.Of(vault.Open(key, contact.Id).Open(contact.AddressSealed, "address")) : null;
    }
}
