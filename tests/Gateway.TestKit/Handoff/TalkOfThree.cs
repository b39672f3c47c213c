using System.Net;
using System.Text.RegularExpressions;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Together;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.TestKit.Handoff;

/// <summary>A talk on LINE whose body has taken the hand-off on, up to three in it: the person at their phone, the counsellor, the worker at the desk.</summary>
public sealed class TalkOfThree : IAsyncDisposable
{
    private readonly MailServer _mail;

    private TalkOfThree(MailServer mail, DeskWorld world, Conversation talk, Referral referral)
    {
        (_mail, World, TalkId, ContactId, Referral) = (mail, world, talk.Id, talk.ContactId, referral);
        Desk = world.Browser();
        Phone = world.Gateway.Simulators.Line(world.Gateway.Setup.Line[0].Account).Phone(DeskWorld.LineUser);
    }

    /// <summary>The world around it.</summary>
    public DeskWorld World { get; }

    /// <summary>The worker's browser, with an open desk.</summary>
    public HttpClient Desk { get; }

    /// <summary>The person's phone.</summary>
    public LinePhone Phone { get; }

    /// <summary>The talk.</summary>
    public string TalkId { get; }

    /// <summary>Whose it is.</summary>
    public string ContactId { get; }

    /// <summary>The hand-off.</summary>
    public Referral Referral { get; }

    /// <summary>Asks, answers for the counsellor.</summary>
    public InviteWorker Invite => World.Gateway.Services.GetRequiredService<InviteWorker>();

    /// <summary>Up to a body that has taken it on.</summary>
    public static async Task<TalkOfThree> AcceptedAsync(FakeTime? time = null, params (string Key, string Value)[] settings)
    {
        var mail = MailServer.Start();
        var world = await DeskWorld.StartAsync(mail, time, settings);
        var (talk, referral) = await world.OfferAsync();
        var three = new TalkOfThree(mail, world, talk, referral);
        await world.EnterAsync(three.Desk, "desk@example.jp");
        using var accepted = await DeskWorld.PostAsync(three.Desk, $"/desk/referrals/{referral.Id}/accept", ("name", "たなか"));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        return three;
    }

    /// <summary>Up to three in the talk.</summary>
    public static async Task<TalkOfThree> TogetherAsync(FakeTime? time = null, params (string Key, string Value)[] settings)
    {
        var three = await AcceptedAsync(time, settings);
        Assert.Equal(InviteOutcome.Done, await three.AskAsync());
        await three.SayAsync($"{(await three.SeatAsync()).Code} はい");
        Assert.Equal(HttpStatusCode.OK, await three.SitAsync());
        return three;
    }

    /// <summary>The counsellor asks the person.</summary>
    public Task<InviteOutcome> AskAsync(bool again = false) => Invite.AskAsync(World.Counsellor, TalkId, Referral.Id, again, World.Cancel);

    /// <summary>The person writes on LINE; it is in the records when this returns.</summary>
    public Task SayAsync(string text) => Phone.SayAsync(text);

    /// <summary>The newest seat.</summary>
    public async Task<Seat> SeatAsync() => (await World.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(
        session => World.Gateway.Services.GetRequiredService<SeatRows>().OfConversationAsync(session, TalkId), World.Cancel))[^1];

    /// <summary>The worker comes.</summary>
    public async Task<HttpStatusCode> SitAsync(string name = "たなか", string role = "相談支援員")
    {
        using var sat = await DeskWorld.PostAsync(Desk, $"/desk/talks/{(await SeatAsync()).Id}/sit", ("name", name), ("role", role));
        return sat.StatusCode;
    }

    /// <summary>The worker says something.</summary>
    public async Task<HttpStatusCode> SpeakAsync(string text, string? client = null)
    {
        using var said = await DeskWorld.PostAsync(Desk, $"/desk/talks/{(await SeatAsync()).Id}/say", ("client", client ?? World.Gateway.Services.GetRequiredService<Ids>().New()), ("text", text));
        return said.StatusCode;
    }

    /// <summary>What the worker reads, without the marks of the page; nothing when they are not in the talk.</summary>
    public async Task<string?> ReadAsync()
    {
        using var read = await Desk.GetAsync($"/desk/talks/{(await SeatAsync()).Id}/log", World.Cancel);
        return read.StatusCode == HttpStatusCode.OK ? Regex.Replace(await read.Content.ReadAsStringAsync(World.Cancel), "<[^>]*>", "") : null;
    }

    /// <summary>The counsellor says something.</summary>
    public Task<SpeakResult> ReplyAsync(string text) => World.Gateway.Services.GetRequiredService<SpeakToPerson>().SayAsync(
        TalkId, World.Counsellor.Id, World.Counsellor.Name, World.Gateway.Services.GetRequiredService<Ids>().New(), Redacted.Of(text), World.Cancel);

    /// <summary>The talk as it stands.</summary>
    public async Task<Conversation> TalkAsync() =>
        (await World.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => ConversationRows.FindAsync(session, TalkId), World.Cancel))!;

    /// <summary>Everything in it.</summary>
    public Task<IReadOnlyList<Entry>> EntriesAsync() => World.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(async session =>
        await World.Gateway.Services.GetRequiredService<ConversationLog>().ReadAsync(session, (await ConversationRows.FindAsync(session, TalkId))!, 0), World.Cancel);

    /// <summary>The quiet lines about the seat, by what happened.</summary>
    public async Task<IReadOnlyList<string>> StepsAsync() =>
        [.. (await EntriesAsync()).Where(entry => entry.Kind == EntryKinds.Handoff && entry.Body.Seat is not null).Select(entry => entry.Body.Stage!["seat_".Length..])];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        await World.DisposeAsync();
        await _mail.DisposeAsync();
    }
}
