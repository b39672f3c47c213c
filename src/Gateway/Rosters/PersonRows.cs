using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Rosters;

/// <summary>The SQL of what people say of themselves for the roster. Their address for letters is sealed with a key of its own.</summary>
internal sealed class PersonRows(Vault vault)
{
    /// <summary>What somebody said; nothing when they said nothing yet, or work here no more.</summary>
    public async Task<RosterPerson?> FindAsync(RecordsSession session, string staffId) => (await FindHeldAsync(session, staffId))?.Person;

    /// <summary>What somebody said, with their name, role and organisation.</summary>
    public async Task<HeldPerson?> FindHeldAsync(RecordsSession session, string staffId) =>
        (await session.FindAsync<Row>(Columns + " WHERE p.staff_id = @staffId AND t.disabled = 0", new { staffId })) is { } row ? Of(row) : null;

    /// <summary>All of an organisation who said something, by name; their addresses are left out.</summary>
    public async Task<IReadOnlyList<HeldPerson>> OfAsync(RecordsSession session, string[] organisations) =>
        [.. (await session.QueryAsync<Row>(Columns + $" WHERE p.organisation {session.In(nameof(organisations))} AND t.disabled = 0 ORDER BY t.name, t.id", new { organisations }))
            .Select(row => Of(row with { MailSealed = null }))];

    /// <summary>Says it anew.</summary>
    public async Task PutAsync(RecordsSession session, string staffId, string organisation, RosterPerson person)
    {
        var owner = Owner(staffId);
        await session.ExecuteAsync("DELETE FROM sealing_key WHERE owner = @owner", new { owner });
        byte[]? mail = null;
        if (person.Mail is { } address)
        {
            var key = vault.NewKey(owner);
            await session.ExecuteAsync("INSERT INTO sealing_key (owner, wrapped) VALUES (@owner, @key)", new { owner, key });
            mail = vault.Open(key, owner).Seal(System.Text.Encoding.UTF8.GetBytes(address), "mail");
        }

        await session.ExecuteAsync(
            """
            INSERT INTO roster_person (staff_id, organisation, time_zone, country, skills, languages, capacity, remind_minutes, mail_sealed)
            VALUES (@staffId, @organisation, @TimeZone, @Country, @skills, @languages, @capacity, @remind, @mail)
            ON CONFLICT (staff_id) DO UPDATE SET organisation = excluded.organisation, time_zone = excluded.time_zone, country = excluded.country, skills = excluded.skills,
                languages = excluded.languages, capacity = excluded.capacity, remind_minutes = excluded.remind_minutes, mail_sealed = excluded.mail_sealed
            """,
            new
            {
                staffId,
                organisation,
                person.TimeZone,
                person.Country,
                skills = RosterJson.TextOf(person.Skills),
                languages = RosterJson.TextOf(person.Languages),
                capacity = (long)person.Capacity,
                remind = (long)person.RemindMinutes,
                mail,
            });
    }

    private const string Columns =
        """
        SELECT p.staff_id AS StaffId, p.organisation, t.name, t.role, p.time_zone AS TimeZone, p.country, p.skills, p.languages, p.capacity, p.remind_minutes AS RemindMinutes,
               p.mail_sealed AS MailSealed, (SELECT k.wrapped FROM sealing_key k WHERE k.owner = 'roster-' || p.staff_id) AS Wrapped
        FROM roster_person p JOIN staff t ON t.id = p.staff_id
        """;

    private static string Owner(string staffId) => "roster-" + staffId;

    private HeldPerson Of(Row row) => new(row.StaffId, row.Name, row.Role, row.Organisation, new RosterPerson
    {
        TimeZone = row.TimeZone,
        Country = row.Country,
        Skills = RosterJson.Read<string[]>(row.Skills),
        Languages = RosterJson.Read<string[]>(row.Languages),
        Capacity = (int)row.Capacity,
        RemindMinutes = (int)row.RemindMinutes,
        Mail = row is { MailSealed: { } box, Wrapped: { } key } ? System.Text.Encoding.UTF8.GetString(vault.Open(key, Owner(row.StaffId)).OpenBytes(box, "mail")) : null,
    });

    private sealed record Row
    {
        public string StaffId { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string Name { get; init; } = "";

        public string Role { get; init; } = "";

        public string TimeZone { get; init; } = "";

        public string Country { get; init; } = "";

        public string Skills { get; init; } = "";

        public string Languages { get; init; } = "";

        public long Capacity { get; init; }

        public long RemindMinutes { get; init; }

        public byte[]? MailSealed { get; init; }

        public byte[]? Wrapped { get; init; }
    }
}

/// <summary>Somebody who may be on the roster, with what they said of themselves.</summary>
/// <param name="StaffId">Who.</param>
/// <param name="Name">What colleagues see.</param>
/// <param name="Role">One of <see cref="Organisations.Roles"/>.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Person">What they said.</param>
public sealed record HeldPerson(string StaffId, string Name, string Role, string Organisation, RosterPerson Person);
