using Gateway.Handoff.Desk;
using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Introductions;

/// <summary>How it ended when a way in was opened.</summary>
internal enum WayInOutcome
{
    /// <summary>It is open, and the body was written to.</summary>
    Done,

    /// <summary>There is no such body.</summary>
    NotFound,

    /// <summary>Nobody approved the body yet, it was taken out, it is a mere place, or it has no address: it could not be let in safely.</summary>
    NotPossible,

    /// <summary>No letter can leave: no mail is set up, or no address of the desk.</summary>
    NoMail,
}

/// <summary>Lets bodies in that may introduce people: by a link to their own desk, which goes to the address that two people approved.</summary>
internal sealed class KeepWaysIn(
    IRecords records, DeskRows links, SupportBodyDirectory bodies, SendLetters letters, DeskWords words, AuditTrail audit, DeskSettings desk, TimeProvider time)
{
    /// <summary>Opens it. A second time sends a new link, and the old one leads nowhere.</summary>
    public Task<WayInOutcome> OpenAsync(Staff staff, string body, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await bodies.FindAsync(staff.Organisation, body, cancel) is null) return WayInOutcome.NotFound;
        if (await bodies.RecipientAsync(session, staff.Organisation, body) is not { } to) return WayInOutcome.NotPossible;
        if (!desk.On || !letters.On) return WayInOutcome.NoMail;
        await IntroductionRows.OpenAsync(session, staff.Organisation, body, staff.Id, time.NowMs());
        await DeskRows.RemoveWaysAsync(session, staff.Organisation, body);
        var secret = Ids.NewSecret();
        await links.AddLinkAsync(session, secret, staff.Organisation, body, null, DeskReaders.Desk, time.NowMs());
        await letters.PostAsync(session, body, words.WayIn(to.Email, staff.Organisation, $"{desk.Address.TrimEnd('/')}/desk/go/{secret}"));
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "way_in.opened", body);
        return WayInOutcome.Done;
    }, cancel);

    /// <summary>Closes it. Cards that were handed out lead nowhere from that moment on.</summary>
    public Task<WayInOutcome> CloseAsync(Staff staff, string body, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (!await IntroductionRows.CloseAsync(session, staff.Organisation, body)) return WayInOutcome.NotFound;
        await DeskRows.RemoveWaysAsync(session, staff.Organisation, body);
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "way_in.closed", body);
        return WayInOutcome.Done;
    }, cancel);

    /// <summary>Whether it is open.</summary>
    public Task<bool> IsOpenAsync(Staff staff, string body, CancellationToken cancel) =>
        records.ReadAsync(session => IntroductionRows.IsOpenAsync(session, staff.Organisation, body), cancel);
}
