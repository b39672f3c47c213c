using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.SupportBodies.Exchange;

/// <summary>
/// Takes bodies from a file, as proposals: none of them receives anything, and nothing that holds changes, before a second person has approved it. The same file
/// twice changes nothing the second time. What cannot be used is named with its line, and the rest is taken.
/// </summary>
internal sealed class ImportBodies(IRecords records, BodyRows rows, AuditTrail audit, SupportBodySettings settings, TimeProvider time)
{
    private const int AtOnce = 100;
    private const int MostProblems = 500;
    private const string Origin = "import";

    /// <summary>Takes a file, or only says what would become of it.</summary>
    /// <param name="staff">Who proposes.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name, for the places of problems.</param>
    /// <param name="options">What is taken for granted.</param>
    /// <param name="check">Keeps nothing.</param>
    /// <param name="cancel">Ends the wait for the records, between two steps; the same file again goes on.</param>
    public async Task<ImportReport> TakeAsync(Staff staff, byte[] bytes, string name, ImportOptions options, bool check, CancellationToken cancel)
    {
        var read = Read(bytes, name, options);
        var problems = read.Problems.ToList();
        var bodies = Usable(read.Bodies, problems);
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var some in bodies.Chunk(AtOnce))
        {
            var (more, other, same, full) = check
                ? await records.ReadAsync(session => LookAsync(session, staff, some), cancel)
                : await records.WriteAsync(session => KeepAsync(session, staff, some), cancel);
            (added, changed, unchanged) = (added + more, changed + other, unchanged + same);
            problems.AddRange(full.Select(body => body.Spot.Problem("", "too_many")));
        }

        var refused = problems.Where(problem => problem.Refused).Select(problem => (problem.File, problem.Line)).Distinct().Count();
        return new ImportReport(check, added, changed, unchanged, refused, [.. problems.OrderByDescending(problem => problem.Refused).Take(MostProblems)], problems.Count);
    }

    /// <summary>What a file holds: what it is, its first bytes say.</summary>
    internal ReadFile Read(byte[] bytes, string name, ImportOptions options)
    {
        if (bytes.AsSpan().StartsWith("PK"u8)) return HsdsFile.FromZip(bytes, name, options, settings.LargestImportMb * 8L * 1024 * 1024);
        var first = bytes.AsSpan().StartsWith(System.Text.Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes;
        return first.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? HsdsFile.FromJson(bytes, name, options) : Facilities.Read(bytes, name, options);
    }

    private List<ReadBody> Usable(IReadOnlyList<ReadBody> read, List<ImportProblem> problems)
    {
        var usable = new List<ReadBody>();
        var seen = new HashSet<string>();
        foreach (var body in read)
        {
            var faults = CheckEntry.Faults(body.Entry, settings.AllowInventedAreas);
            problems.AddRange(faults.Select(fault => body.Spot.Problem(fault.Field, fault.Fault)));
            if (faults.Count > 0) continue;
            if (seen.Add(body.Id)) usable.Add(body);
            else problems.Add(body.Spot.Problem("id", "twice", body.Entry.Source?.Id));
        }

        return usable;
    }

    private async Task<(int Added, int Changed, int Unchanged, List<ReadBody> Full)> LookAsync(RecordsSession session, Staff staff, ReadBody[] some)
    {
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var read in some)
        {
            if (await rows.ReadAsync(session, staff.Organisation, read.Id) is not { } body) added++;
            else if (Next(body, read) is null) unchanged++;
            else changed++;
        }

        return (added, changed, unchanged, []);
    }

    private async Task<(int Added, int Changed, int Unchanged, List<ReadBody> Full)> KeepAsync(RecordsSession session, Staff staff, ReadBody[] some)
    {
        var directory = await rows.LockAsync(session, staff.Organisation);
        var room = settings.MostBodies - await BodyRows.CountAsync(session, staff.Organisation);
        var (added, changed, unchanged) = (0, 0, 0);
        var full = new List<ReadBody>();
        foreach (var read in some)
        {
            var known = await BodyRows.FindAsync(session, directory, read.Id);
            if (known is ({ } body, false))
            {
                if (Next(body, read) is not { } entry)
                {
                    unchanged++;
                    continue;
                }

                changed++;
                await rows.SaveAsync(session, directory, body with
                {
                    Entry = body.Approval is null ? entry : body.Entry,
                    Taken = read.Taken ?? body.Taken,
                    Proposal = BodyChanges.Same(entry, body.Entry) && body.Approval is not null ? body.Proposal : new BodyProposal(entry, staff.Id, time.NowMs(), Origin),
                });
            }
            else if (room-- <= 0)
            {
                full.Add(read);
                continue;
            }
            else
            {
                added++;
                var proposal = new BodyProposal(read.Entry, staff.Id, time.NowMs(), Origin);
                var version = known?.Body.Version ?? 0;
                await rows.SaveAsync(session, directory, new SupportBody(staff.Organisation, read.Id, version, read.Entry, null, proposal, null, read.Taken ?? 0, 0));
            }

            await audit.AppendAsync(session, staff.Organisation, staff.Id, "body.proposed", read.Id, Origin);
        }

        return (added, changed, unchanged, full);
    }

    // What a file cannot say, or leaves out for the public, stays as it is here.
    private static BodyEntry? Next(SupportBody body, ReadBody read)
    {
        var here = body.Proposal?.Entry ?? body.Entry;
        var entry = Onto(here, read.Entry);
        var sameTaken = (read.Taken ?? body.Taken) == body.Taken;
        if (sameTaken && (BodyChanges.Same(entry, here) || BodyChanges.Same(Onto(body.Entry, read.Entry), body.Entry))) return null;
        return entry;
    }

    internal static BodyEntry Onto(BodyEntry here, BodyEntry read)
    {
        var withheld = here.AddressWithheld || read.AddressWithheld;
        var merged = read.Source is { Scheme: Facilities.Scheme }
            ? here with
            {
                Name = read.Name,
                NameKana = read.NameKana,
                NameEn = read.NameEn,
                RunBy = read.RunBy,
                CorporateNumber = read.CorporateNumber,
                Areas = read.Areas,
                Address = read.Address,
                Phone = read.Phone,
                PublicEmail = read.PublicEmail,
                Website = read.Website,
                Description = read.Description,
                Hours = read.Hours,
                Source = read.Source,
                Others = read.Others,
            }
            : read with
            {
                HandoffEmail = read.HandoffEmail ?? here.HandoffEmail,
                Liaison = read.Liaison ?? here.Liaison,
                Deputy = read.Deputy ?? here.Deputy,
                Conditions = read.Conditions ?? here.Conditions,
                Preset = read.Preset ?? here.Preset,
                Council = read.Council ?? here.Council,
                TakesNotifications = read.TakesNotifications || here.TakesNotifications,
                Until = here.Until,
                Disaster = here.Disaster,
            };
        return merged with { Source = here.Source, AddressWithheld = withheld, Address = withheld ? here.Address ?? read.Address : merged.Address, Others = withheld ? new Dictionary<string, string>() : merged.Others };
    }
}

/// <summary>What became of an import.</summary>
/// <param name="Check">Nothing was kept.</param>
/// <param name="Added">Bodies that were not known.</param>
/// <param name="Changed">Known bodies for which a change now waits.</param>
/// <param name="Unchanged">Bodies that are already as the file has them.</param>
/// <param name="Refused">Lines that were left out.</param>
/// <param name="Problems">What is wrong, at most 500 of them; those that cost a body first.</param>
/// <param name="ProblemsInAll">How many there are.</param>
public sealed record ImportReport(bool Check, int Added, int Changed, int Unchanged, int Refused, IReadOnlyList<ImportProblem> Problems, int ProblemsInAll);
