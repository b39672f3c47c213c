using Gateway.Consortium.Overflow;
using Gateway.Records;

namespace Gateway.Consortium;

/// <summary>The SQL of consortia. Whoever changes one holds its row, so that changes follow one another.</summary>
internal static class ConsortiumRows
{
    /// <summary>A consortium, held for changing; nothing when there is none.</summary>
    public static Task<ConsortiumRecord?> LockAsync(RecordsSession session, string id) => LoadAsync(session, id, session.ForUpdate);

    /// <summary>A consortium, to read.</summary>
    public static Task<ConsortiumRecord?> FindAsync(RecordsSession session, string id) => LoadAsync(session, id, "");

    /// <summary>The consortia of which an organisation is or was named a member, oldest first.</summary>
    public static Task<IReadOnlyList<string>> OfAsync(RecordsSession session, string organisation) =>
        session.QueryAsync<string>("SELECT consortium_id FROM consortium_member WHERE organisation = @organisation ORDER BY consortium_id", new { organisation });

    /// <summary>The consortia that have an agreement, were not ended, and for which an organisation is responsible; the newest first.</summary>
    public static Task<IReadOnlyList<string>> OfResponsibleAsync(RecordsSession session, string organisation) =>
        session.QueryAsync<string>("SELECT id FROM consortium WHERE responsible = @organisation AND in_force > 0 AND ended_at IS NULL ORDER BY id DESC", new { organisation });

    /// <summary>Where an organisation takes part or pauses, held until the commit; nothing when nowhere.</summary>
    public static async Task<string?> PlaceAsync(RecordsSession session, string organisation)
    {
        // Two consortia that it joins at once follow one another here.
        await session.FindAsync<string>("SELECT id FROM organisation WHERE id = @organisation" + session.ForUpdate, new { organisation });
        return await session.FindAsync<string>("SELECT consortium_id FROM consortium_member WHERE organisation = @organisation AND standing IN (1, 2)", new { organisation });
    }

    /// <summary>Begins one.</summary>
    public static Task FoundAsync(RecordsSession session, string id, string responsible) => session.ExecuteAsync(
        "INSERT INTO consortium (id, responsible, in_force, newest) VALUES (@id, @responsible, 0, 0)", new { id, responsible });

    /// <summary>Adds a version, and whom it names.</summary>
    public static async Task ProposeAsync(RecordsSession session, string id, long version, Charter charter, string by, long now)
    {
        var text = ConsortiumJson.TextOf(charter);
        await session.ExecuteAsync(
            "INSERT INTO consortium_agreement (consortium_id, version, charter, hash, proposed_by, proposed_at) VALUES (@id, @version, @text, @hash, @by, @now)",
            new { id, version, text, hash = ConsortiumJson.HashOf(text), by, now });
        await session.ExecuteAsync("UPDATE consortium SET newest = @version WHERE id = @id", new { id, version });
        foreach (var organisation in charter.Members)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO consortium_member (consortium_id, organisation, standing, changed_at, terms) VALUES (@id, @organisation, 0, @now, @terms)
                ON CONFLICT (consortium_id, organisation) DO NOTHING
                """, new { id, organisation, now, terms = ConsortiumJson.TextOf(new MemberTerms()) });
        }
    }

    /// <summary>Keeps a signature.</summary>
    public static Task SignAsync(RecordsSession session, string signatureId, string id, long version, AgreementSignature signature) => session.ExecuteAsync(
        """
        INSERT INTO consortium_signature (id, consortium_id, version, organisation, staff_id, name, role, at, hash)
        VALUES (@signatureId, @id, @version, @Organisation, @StaffId, @Name, @Role, @At, @Hash)
        """,
        new { signatureId, id, version, signature.Organisation, signature.StaffId, signature.Name, signature.Role, signature.At, signature.Hash });

    /// <summary>From now on this version holds.</summary>
    public static Task EnactAsync(RecordsSession session, string id, long version) =>
        session.ExecuteAsync("UPDATE consortium SET in_force = @version WHERE id = @id", new { id, version });

    /// <summary>A member stands otherwise.</summary>
    public static Task StandAsync(RecordsSession session, string id, string organisation, Standing standing, long now) => session.ExecuteAsync(
        "UPDATE consortium_member SET standing = @standing, changed_at = @now WHERE consortium_id = @id AND organisation = @organisation",
        new { id, organisation, standing = (long)standing, now });

    /// <summary>A member gives and takes otherwise.</summary>
    public static Task SetTermsAsync(RecordsSession session, string id, string organisation, MemberTerms terms, long now) => session.ExecuteAsync(
        "UPDATE consortium_member SET terms = @terms, changed_at = @now WHERE consortium_id = @id AND organisation = @organisation",
        new { id, organisation, terms = ConsortiumJson.TextOf(terms), now });

    /// <summary>It is over; nobody is bound to it any more.</summary>
    public static async Task EndAsync(RecordsSession session, string id, long now)
    {
        await session.ExecuteAsync("UPDATE consortium SET ended_at = @now WHERE id = @id", new { id, now });
        await session.ExecuteAsync("UPDATE consortium_member SET standing = 3, changed_at = @now WHERE consortium_id = @id AND standing IN (1, 2)", new { id, now });
    }

    private static async Task<ConsortiumRecord?> LoadAsync(RecordsSession session, string id, string held)
    {
        if (await session.FindAsync<Row>("SELECT responsible, in_force AS InForce, newest, ended_at AS EndedAt FROM consortium WHERE id = @id" + held, new { id }) is not { } row) return null;
        long[] versions = [row.InForce, row.Newest];
        var signed = (await session.QueryAsync<SignatureRow>(
            $"""
            SELECT version, organisation, staff_id AS StaffId, name, role, at, hash FROM consortium_signature
            WHERE consortium_id = @id AND version {session.In(nameof(versions))} ORDER BY at, id
            """, new { id, versions })).ToLookup(one => one.Version);
        var agreements = await session.QueryAsync<AgreementRow>(
            $"SELECT version, charter, hash, proposed_at AS ProposedAt FROM consortium_agreement WHERE consortium_id = @id AND version {session.In(nameof(versions))} ORDER BY version",
            new { id, versions });
        var members = await session.QueryAsync<MemberRow>(
            "SELECT organisation, standing, changed_at AS ChangedAt, terms FROM consortium_member WHERE consortium_id = @id ORDER BY organisation", new { id });
        return new ConsortiumRecord(
            id, row.Responsible, row.InForce,
            [.. agreements.Select(one => new Agreement(one.Version, ConsortiumJson.Read<Charter>(one.Charter), one.Charter, one.Hash, one.ProposedAt, Latest(signed[one.Version])))],
            [.. members.Select(one => new Member(one.Organisation, (Standing)one.Standing, one.ChangedAt, ConsortiumJson.Read<MemberTerms>(one.Terms)))],
            row.EndedAt);
    }

    private static List<AgreementSignature> Latest(IEnumerable<SignatureRow> rows) =>
        [.. rows.GroupBy(row => row.Organisation).Select(of => of.Last()).Select(one => new AgreementSignature(one.Organisation, one.StaffId, one.Name, one.Role, one.At, one.Hash))];

    // No constructors: SQLite does not know the type of a column before there is a row.
    private sealed class Row
    {
        public string Responsible { get; init; } = "";

        public long InForce { get; init; }

        public long Newest { get; init; }

        public long? EndedAt { get; init; }
    }

    private sealed class AgreementRow
    {
        public long Version { get; init; }

        public string Charter { get; init; } = "";

        public string Hash { get; init; } = "";

        public long ProposedAt { get; init; }
    }

    private sealed class SignatureRow
    {
        public long Version { get; init; }

        public string Organisation { get; init; } = "";

        public string StaffId { get; init; } = "";

        public string Name { get; init; } = "";

        public string Role { get; init; } = "";

        public long At { get; init; }

        public string Hash { get; init; } = "";
    }

    private sealed class MemberRow
    {
        public string Organisation { get; init; } = "";

        public long Standing { get; init; }

        public long ChangedAt { get; init; }

        public string Terms { get; init; } = "";
    }
}
