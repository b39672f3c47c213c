using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>
/// 共同の窓口: a person who came by a common entrance is known to each member that had them by a contact of its own. Together these are one person: for what the person reads and does themselves, and for nothing else. What one organisation
/// holds of them, no other may read.
/// </summary>
public static class PersonContacts
{
    /// <summary>All contacts of the person who is known by this one, that one first; for whoever wrote to an organisation's own account it is the only one.</summary>
    /// <param name="session">Where.</param>
    /// <param name="contactId">By which they are known just now.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(RecordsSession session, string contactId)
    {
        var all = await session.QueryAsync<string>(
            """
            SELECT DISTINCT contact_id FROM conversation
            WHERE COALESCE(came_by, contact_id) IN (SELECT COALESCE(came_by, contact_id) FROM conversation WHERE contact_id = @contactId)
            """, new { contactId });
        return [contactId, .. all.Where(one => one != contactId).Order(StringComparer.Ordinal)];
    }

    /// <summary>What each of these contacts has, one after the other.</summary>
    internal static async Task<List<T>> GatherAsync<T>(this IEnumerable<string> contacts, Func<string, Task<IReadOnlyList<T>>> of)
    {
        var all = new List<T>();
        foreach (var contact in contacts) all.AddRange(await of(contact));
        return all;
    }
}
