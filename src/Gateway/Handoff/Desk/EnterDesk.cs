using System.Globalization;
using System.Security.Cryptography;
using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Desk;

/// <summary>The way in: a link from a letter, a code that goes to the address of the directory, and a desk that is open for a while.</summary>
/// <remarks>
/// The link alone opens nothing, however often it is forwarded. What is answered to somebody who asks for a code does not say whether the link is one.
/// </remarks>
internal sealed class EnterDesk(
    IRecords records, DeskRows rows, SupportBodyDirectory bodies, SendLetters letters, SignInBody accounts, AuditTrail audit, DeskSettings settings, TimeProvider time)
{
    /// <summary>Sends a code to the address that two people approved, if the link is one and not too many were sent.</summary>
    public Task SendCodeAsync(string secret, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await rows.LockLinkAsync(session, secret) is not { } link || await AddressOfAsync(session, link) is not { } address) return;
        var now = time.NowMs();
        var anew = now - link.CodesSince >= TimeSpan.FromHours(1).Ms();
        if (!anew && link.Codes >= settings.CodesPerHour) return;
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        await rows.KeepCodeAsync(session, link, code, now + TimeSpan.FromMinutes(settings.CodeMinutes).Ms(), anew ? 1 : link.Codes + 1, anew ? now : link.CodesSince);
        await letters.PostAsync(session, link.About, DeskWords.Code(address, code, settings.CodeMinutes));
        await audit.AppendAsync(session, link.Organisation, "body", "desk.code", link.About, $"body {link.Body}, to the {link.Reader}");
    }, cancel);

    /// <summary>Opens the desk with a code.</summary>
    /// <returns>The token of the open desk and the hand-off that the link names, if it names one; nothing when it is not the code, or not any more.</returns>
    public Task<(string Token, string? ReferralId)?> OpenAsync(string secret, string code, CancellationToken cancel) => records.WriteAsync<(string, string?)?>(async session =>
    {
        if (await rows.LockLinkAsync(session, secret) is not { } link || link.CodeUntil is not { } until || until <= time.NowMs() || link.Tries >= DeskRows.Tries) return null;
        if (!rows.IsCode(link, code))
        {
            await DeskRows.TryAsync(session, link);
            await audit.AppendAsync(session, link.Organisation, "body", "desk.wrong_code", link.About, $"body {link.Body}");
            return null;
        }

        var token = Ids.NewSecret();
        await rows.OpenAsync(session, link, token, time.NowMs() + TimeSpan.FromMinutes(settings.SessionMinutes).Ms());
        await audit.AppendAsync(session, link.Organisation, "body", "desk.opened", link.About, $"body {link.Body}, by the {link.Reader}");
        return (token, link.ReferralId);
    }, cancel);

    /// <summary>Opens the desk by an account of the body's.</summary>
    /// <returns>The token of the open desk; nothing when it is refused, for whatever reason: a wrong password, a locked account, a body that may not receive.</returns>
    public async Task<string?> SignInAsync(string userName, string password, CancellationToken cancel)
    {
        if (await accounts.TryAsync(userName, password) is not { } worker) return null;
        return await records.WriteAsync(async session =>
        {
            // A body that was taken out signs nobody in.
            if (await bodies.RecipientAsync(session, worker.Organisation, worker.Body) is null) return null;
            var token = Ids.NewSecret();
            await rows.OpenAsync(session, worker, token, time.NowMs() + TimeSpan.FromMinutes(settings.SessionMinutes).Ms());
            await audit.AppendAsync(session, worker.Organisation, worker.Id, "desk.opened", worker.Body, $"body {worker.Body}, by an account");
            return token;
        }, cancel);
    }

    /// <summary>The open desk of a token; nothing when it is closed. What an account opened is closed as soon as its body may not receive any more.</summary>
    public Task<DeskSession?> FindAsync(string token, CancellationToken cancel) => records.ReadAsync(async session =>
        await rows.SessionAsync(session, token, time.NowMs()) is { } desk && (desk.Staff is null || await bodies.RecipientAsync(session, desk.Organisation, desk.Body) is not null)
            ? desk
            : null, cancel);

    /// <summary>Closes it.</summary>
    public Task CloseAsync(string token) => records.WriteAsync(session => rows.CloseAsync(session, token));

    // As the directory says now: a link from before a change leads to the new address.
    private async Task<string?> AddressOfAsync(RecordsSession session, DeskLink link) => await bodies.RecipientAsync(session, link.Organisation, link.Body) is not { } to
        ? null
        : link.Reader == DeskReaders.Deputy ? to.Body.Entry.Deputy?.Email : to.Email;
}
