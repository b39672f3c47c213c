using System.Net;
using System.Text.RegularExpressions;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.SupportBodies;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.TestKit.Handoff;

/// <summary>A gateway with a mail server, a body that two people approved, and somebody who agreed that it may read of them.</summary>
public sealed class DeskWorld : IAsyncDisposable
{
    private readonly MailServer _mail;
    private Staff? _counsellor;

    private DeskWorld(TestGateway gateway, MailServer mail) => (Gateway, _mail) = (gateway, mail);

    /// <summary>The gateway.</summary>
    public TestGateway Gateway { get; }

    /// <summary>Ends with the test.</summary>
    public CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    /// <summary>What stands in the sheet and was not agreed to.</summary>
    public string Secret { get; } = "ぜんそくで通院している";

    /// <summary>The counsellor.</summary>
    public Staff Counsellor => _counsellor!;

    /// <summary>Starts it.</summary>
    public static Task<DeskWorld> StartAsync(MailServer mail, params (string Key, string Value)[] settings) => StartAsync(mail, null, settings);

    /// <summary>Starts it, on a clock of the test's.</summary>
    public static async Task<DeskWorld> StartAsync(MailServer mail, FakeTime? time, params (string Key, string Value)[] settings)
    {
        var gateway = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 }, time: time, settings:
        [
            ("Gateway:Mail:Host", "127.0.0.1"), ("Gateway:Mail:Port", mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Gateway:Mail:Tls", "false"),
            ("Gateway:Mail:From", "tsunagi@example.jp"), ("Gateway:Desk:Address", "http://127.0.0.1"), ("Gateway:SupportBodies:AllowInventedAreas", "true"), .. settings,
        ]);
        return new DeskWorld(gateway, mail);
    }

    /// <summary>Somebody writes, is talked with, is asked, agrees to their name, how to reach them and what they wish; and it leaves.</summary>
    public Task<(Conversation Talk, Referral Referral)> OfferAsync() => OfferAsync(WriteOnLineAsync);

    /// <summary>The same, of somebody who comes by another way.</summary>
    /// <param name="comes">Has them write; returns their conversation, which waits.</param>
    public async Task<(Conversation Talk, Referral Referral)> OfferAsync(Func<Task<Conversation>> comes)
    {
        var services = Gateway.Services;
        var everybody = await services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<Staff>(
            "SELECT id, user_name AS UserName, name, role, organisation FROM staff ORDER BY id"), Cancel);
        _counsellor = everybody.First(one => one.Role == Roles.Volunteer);
        var supervisor = everybody.First(one => one.Role == Roles.Supervisor && one.Organisation == _counsellor.Organisation);
        var added = (await services.GetRequiredService<ProposeBody>().AddAsync(_counsellor, ExampleBodies.CityDesk, Cancel)).Body!;
        await services.GetRequiredService<ApproveBody>().ApproveAsync(supervisor, added.Id, added.Version, Cancel);

        var records = services.GetRequiredService<IRecords>();
        var waiting = await comes();
        var talk = (await services.GetRequiredService<MoveConversation>().TakeAsync(waiting.Id, _counsellor.Id, _counsellor.Name, fence: 1))!;

        var sheet = Sheet();
        var terms = new ConsentTerms(
            added.Id, added.Entry.Name, "多機関協働", null, ConsentPurpose.Contact, "住まい", [ConsentItem.Name, ConsentItem.Contact, ConsentItem.Health, ConsentItem.Wishes, ConsentItem.Story],
            sheet.Document.Id!, 1, sheet.ContentHash(), AgeBand.Adult, "", "", 0);
        var (_, record) = await records.WriteAsync(async session => await services.GetRequiredService<AskConsent>().AskAsync(
            session, (await ConversationRows.FindAsync(session, talk.Id))!, _counsellor, terms, again: false), Cancel);
        await services.GetRequiredService<AnswerConsent>().ByTapAsync(
            talk.ContactId, record!.Id, record.TermsHash, [ConsentItem.Name, ConsentItem.Contact, ConsentItem.Wishes, ConsentItem.Story], Cancel);
        var referral = (await services.GetRequiredService<ReadReferrals>().OfStaffAsync(_counsellor, Cancel))[^1];
        var (outcome, gate) = await services.GetRequiredService<OfferReferral>().OfferAsync(_counsellor, referral.Id, sheet);
        Assert.True(outcome == ReferralOutcome.Done, $"{outcome} {gate?.Outcome} {gate?.Check} {string.Join(", ", gate?.Problems?.Select(problem => problem.ToString()) ?? [])}");
        return (talk, referral);
    }

    /// <summary>Somebody writes on LINE.</summary>
    private async Task<Conversation> WriteOnLineAsync()
    {
        var account = $"line/{Gateway.Setup.Line[0].Account}";
        await Gateway.Services.GetRequiredService<ReceiveInbound>().ReceiveAsync(new Inbound(
            _counsellor!.Organisation, ChannelNames.Line, account, Redacted.Of(LineUser), Ids.NewSecret(), InboundKind.Message, Redacted.Of("住むところがない"),
            SentAt: Gateway.Services.GetRequiredService<TimeProvider>().NowMs()));
        return await NewestAsync(account, LineUser);
    }

    /// <summary>The newest conversation of an address.</summary>
    public async Task<Conversation> NewestAsync(string account, string address)
    {
        var hash = Gateway.Services.GetRequiredService<Contacts>().HashOf(account, Redacted.Of(address));
        return (await Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => ConversationRows.NewestAsync(session, account, hash), Cancel))!;
    }

    /// <summary>Who writes on LINE.</summary>
    public const string LineUser = "U0123456789abcdef0123456789abcdef";

    /// <summary>The n-th mail, once it is there.</summary>
    public async Task<ReceivedMail> MailAsync(string to, int number)
    {
        await Gateway.EventuallyAsync(() => Task.FromResult(_mail.Received.Count >= number), $"mail {number}");
        var mail = _mail.Received[number - 1];
        Assert.Equal(to, mail.To);
        return mail;
    }

    /// <summary>A browser that keeps cookies and follows where it is led.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Gateway.Address };
        browser.DefaultRequestHeaders.Add("Accept-Language", "ja");
        return browser;
    }

    /// <summary>Opens the desk by the newest link and a code.</summary>
    public async Task EnterAsync(HttpClient browser, string to)
    {
        var link = LinkIn(await MailAsync(to, _mail.Received.Count == 0 ? 1 : _mail.Received.Count));
        var before = _mail.Received.Count;
        using (await browser.PostAsync($"{link}/code", null, Cancel)) { }
        using var opened = await PostAsync(browser, link, ("code", CodeIn(await MailAsync(to, before + 1))));
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
    }

    /// <summary>Sends a form.</summary>
    public static Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, params (string Name, string Value)[] fields) => browser.PostAsync(
        address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), TestContext.Current.CancellationToken);

    /// <summary>The path of the link in a mail.</summary>
    public static string LinkIn(ReceivedMail mail) => Regex.Match(mail.Text, "/desk/go/[A-Za-z0-9_-]+").Value;

    /// <summary>The code in a mail.</summary>
    public static string CodeIn(ReceivedMail mail) => Regex.Match(mail.Text, "[0-9]{6}").Value;

    /// <summary>The place of somebody among the people of the set-up.</summary>
    public int PlaceOf(Staff staff) => Gateway.Setup.People.Select(person => person.UserName).ToList().IndexOf(staff.UserName);

    /// <summary>The hand-off as it stands.</summary>
    public async Task<Referral> FindAsync(Referral referral) => (await Gateway.Services.GetRequiredService<ReadReferrals>().FindAsync(Counsellor, referral.Id, Cancel))!.Value.Referral;

    /// <summary>Its steps.</summary>
    public async Task<IReadOnlyList<ReferralStep>> StepsAsync(Referral referral) => (await Gateway.Services.GetRequiredService<ReadReferrals>().FindAsync(Counsellor, referral.Id, Cancel))!.Value.Steps;

    /// <summary>A count out of the records.</summary>
    public Task<long> CountAsync(string sql) => Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<long>(sql), Cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    private Sheet Sheet()
    {
        var sheet = new RandomSheets(7).Full();
        return sheet with
        {
            Document = sheet.Document with { UseKind = UseKind.Handoff, Priority = Priority.Normal },
            Person = sheet.Person with { PreferredName = "タカ" },
            Situation = sheet.Situation with { Health = Secret },
        };
    }
}
