using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gateway.Organisations.SignIn;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;
using Microsoft.AspNetCore.Identity;

namespace Gateway.Organisations.SetupFile;

/// <summary>Makes the records say what the set-up file says. Applying the same file again changes nothing.</summary>
internal sealed partial class ApplySetup(
    SetupReading setup, IRecords records, Vault vault, AuditTrail audit, IPasswordHasher<StaffAccount> hasher, Ids ids, TimeProvider time, ILogger<ApplySetup> log)
{
    /// <summary>Applies it in one transaction.</summary>
    /// <exception cref="SetupRefusedException">The records hold something that the file leaves out or moves.</exception>
    public async Task RunAsync(CancellationToken cancel = default)
    {
        var hashes = Hash(await records.ReadAsync(session => SetupSql.StaffAsync(session), cancel));
        var changes = await records.WriteAsync(session => ApplyAsync(session, hashes), cancel);
        LogApplied(setup.Directory.Organisations.Count, setup.People.Count, changes);
    }

    private async Task<int> ApplyAsync(RecordsSession session, ConcurrentDictionary<string, string> hashes)
    {
        var organisations = await SetupSql.OrganisationsAsync(session);
        var staff = (await SetupSql.StaffAsync(session, session.ForUpdate)).ToDictionary(row => row.NormalizedUserName);
        RefuseWhatCannotBe(organisations, staff);
        var changes = 0;
        foreach (var organisation in setup.Directory.Organisations.Concat(setup.Directory.PartnerGateways.Select(partner => partner.AsOrganisation())))
        {
            if (organisations.GetValueOrDefault(organisation.Id) == organisation.Name) continue;
            await SetupSql.PutOrganisationAsync(session, organisation, time.NowMs());
            changes += await NoteAsync(session, organisation.Id, organisations.ContainsKey(organisation.Id) ? "organisation.renamed" : "organisation.added", organisation.Id);
        }

        foreach (var partner in setup.Directory.PartnerGateways) await PutDeskAsync(session, partner, staff);
        foreach (var person in setup.People) changes += await PutAsync(session, person, staff.GetValueOrDefault(Normalized(person)), hashes);
        foreach (var gone in staff.Values.Where(row => row is { Disabled: 0, Invited: 0 }).ExceptBy(setup.People.Select(Normalized), row => row.NormalizedUserName))
        {
            await SetupSql.DisableAsync(session, gone.Id, NewStamp());
            changes += await NoteAsync(session, gone.Organisation, "staff.disabled", gone.Id);
        }

        return changes;
    }

    private async Task<int> PutAsync(RecordsSession session, SetupPerson person, StaffRow? row, ConcurrentDictionary<string, string> hashes)
    {
        var newPassword = HasNewPassword(person, row);
        if (row is not null && !newPassword && row.Disabled == 0 && (row.UserName, row.Name, row.Role, row.Body) == (person.UserName, person.Name, person.Role, person.Body)) return 0;
        var put = new StaffRow
        {
            Id = row?.Id ?? ids.New(),
            Organisation = person.Organisation,
            UserName = person.UserName,
            NormalizedUserName = Normalized(person),
            Name = person.Name,
            Role = person.Role,
            Body = person.Body,
            // Another node may have been quicker: then the rows changed after the hashes were made.
            PasswordHash = newPassword ? hashes.GetOrAdd(Normalized(person), _ => Hash(person)) : row!.PasswordHash,
            SetupPassword = Fingerprint(person),
            SecurityStamp = NewStamp(),
            CreatedAt = time.NowMs(),
        };
        await SetupSql.PutStaffAsync(session, put, newPassword);
        var what = row is null ? "staff.added" : row.Disabled != 0 ? "staff.enabled" : newPassword ? "staff.password_set" : "staff.changed";
        return await NoteAsync(session, person.Organisation, what, put.Id, person.Role);
    }

    // Whoever answers over there stands in our records as this one: without a password and disabled, under a user name that no file can give.
    private async Task PutDeskAsync(RecordsSession session, PartnerGateway partner, Dictionary<string, StaffRow> staff)
    {
        var userName = "@" + partner.Id;
        var row = staff.GetValueOrDefault(UserNames.Normalize(userName));
        if (row?.Name == partner.Name) return;
        var desk = new StaffRow
        {
            Id = row?.Id ?? ids.New(),
            Organisation = partner.Id,
            UserName = userName,
            NormalizedUserName = UserNames.Normalize(userName),
            Name = partner.Name,
            Role = Roles.PartnerGateway,
            SecurityStamp = NewStamp(),
            CreatedAt = time.NowMs(),
        };
        await SetupSql.PutStaffAsync(session, desk, newPassword: false);
        await SetupSql.DisableAsync(session, desk.Id, desk.SecurityStamp);
    }

    private void RefuseWhatCannotBe(IReadOnlyDictionary<string, string> organisations, Dictionary<string, StaffRow> staff)
    {
        // Whoever ran a gateway of their own and is not exchanged with any more leaves nothing behind that would have to be looked after here.
        var elsewhere = staff.Values.Where(row => row.Role == Roles.PartnerGateway).Select(row => row.Organisation);
        var gone = organisations.Keys.Except(setup.Directory.Organisations.Select(organisation => organisation.Id)).Except(elsewhere).Order()
            .Select(id => $"organisation \"{id}\" is in the records but not in the file; list it again, or with \"closed: true\" if it works no more");
        var moved =
            from person in setup.People
            let row = staff.GetValueOrDefault(Normalized(person))
            where row is { Invited: 0 } && row.Organisation != person.Organisation
            select $"user name \"{person.UserName}\" belongs to somebody of organisation \"{row.Organisation}\"; choose another one for \"{person.Organisation}\"";
        // Taking it over would give whoever holds the account its new role, and the file the account.
        var invited = setup.People.Where(person => staff.GetValueOrDefault(Normalized(person)) is { Invited: not 0 })
            .Select(person => $"user name \"{person.UserName}\" belongs to an account that somebody of a support body made by an invitation; choose another one");
        string[] problems = [.. gone, .. moved, .. invited];
        if (problems.Length > 0) throw new SetupRefusedException(problems);
    }

    // Hashing takes its time on purpose: it is done side by side, and not while the records are held.
    private ConcurrentDictionary<string, string> Hash(IReadOnlyList<StaffRow> rows)
    {
        var staff = rows.ToDictionary(row => row.NormalizedUserName);
        var hashes = new ConcurrentDictionary<string, string>();
        Parallel.ForEach(
            setup.People.Where(person => HasNewPassword(person, staff.GetValueOrDefault(Normalized(person)))),
            person => hashes[Normalized(person)] = Hash(person));
        return hashes;
    }

    private string Hash(SetupPerson person) => hasher.HashPassword(new StaffAccount(), person.Password.Value);

    private bool HasNewPassword(SetupPerson person, StaffRow? row) =>
        row?.SetupPassword is null || !CryptographicOperations.FixedTimeEquals(row.SetupPassword, Fingerprint(person));

    private byte[] Fingerprint(SetupPerson person) => vault.LookupHash("setup-password|" + Normalized(person), person.Password.Value);

    private async Task<int> NoteAsync(RecordsSession session, string organisation, string what, string subject, string detail = "")
    {
        await audit.AppendAsync(session, organisation, "gateway", what, subject, detail);
        return 1;
    }

    private static string Normalized(SetupPerson person) => UserNames.Normalize(person.UserName);

    private static string NewStamp() => Ids.NewSecret();

    [LoggerMessage(1202, LogLevel.Information, "The set-up file was applied: {Organisations} organisations, {People} people, {Changes} changes")]
    private partial void LogApplied(int organisations, int people, int changes);
}
