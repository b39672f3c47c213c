using System.Net;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Gateway.Tests.Channels.WebChat;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.Passages;

/// <summary>A gateway whose conversations can go on on the web, with phones, browsers and a counsellor.</summary>
internal sealed class PassageHouse : IAsyncDisposable
{
    /// <summary>What every link begins with.</summary>
    public const string Address = "https://chat.example.jp/chat/org1-chat1";

    private PassageHouse(TestGateway gateway, HubClient aoi) => (Gateway, Aoi) = (gateway, aoi);

    public TestGateway Gateway { get; }

    /// <summary>The counsellor.</summary>
    public HubClient Aoi { get; }

    public static async Task<PassageHouse> OpenAsync(FakeTime? time = null, bool entranceOnly = false, int? quota = null)
    {
        var gateway = await TestGateway.StartAsync(
            new SetupSize { SmsNumbers = 1, EntranceOnly = entranceOnly, LineMonthlyQuota = quota }, time, null, ("Gateway:Passage:Address", "https://chat.example.jp"), ("Gateway:Passage:LinksPerHour", "3"), ("Gateway:Passage:NewsSeconds", "15"));
        return new PassageHouse(gateway, await gateway.ConsoleAsync());
    }

    public ChatBrowser Browser() => new(new Uri(Gateway.Address, "/chat/" + Gateway.Setup.Chat[0]));

    public Task<HubConversation> TakeAsync() => Gateway.TakenByAsync(Aoi);

    /// <summary>The way of a link on the page, for example <c>/go/…</c>.</summary>
    public static string WayOf(OutboxItem received) => WayOf(received.Text);

    public static string WayOf(string text)
    {
        var link = text.Split('\n')[^1];
        Assert.StartsWith(Address + "/go/", link, StringComparison.Ordinal);
        return link[Address.Length..];
    }

    /// <summary>Presses the button of a link.</summary>
    public static async Task<HttpResponseMessage> PressAsync(ChatBrowser browser, string way)
    {
        var shown = await browser.GetAsync(way);
        var html = await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return shown.StatusCode == HttpStatusCode.OK ? await browser.PostAsync(way, ChatBrowser.FieldsOf(html)) : shown;
    }

    /// <summary>Somebody writes on LINE, is taken, asks for the page and opens it in this browser.</summary>
    public async Task<HubConversation> GoOnAsync(LinePhone phone, ChatBrowser browser)
    {
        await phone.SayAsync("こんばんは");
        var talk = await TakeAsync();
        await phone.SayAsync("ウェブ");
        await PressAsync(browser, WayOf(await phone.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal))));
        return talk;
    }

    /// <summary>Every conversation there is, with everything in it.</summary>
    public Task<IReadOnlyList<(Conversation Conversation, IReadOnlyList<Entry> Entries)>> ConversationsAsync() =>
        Gateway.Services.GetRequiredService<IRecords>().ReadAsync<IReadOnlyList<(Conversation, IReadOnlyList<Entry>)>>(async session =>
        {
            var all = new List<(Conversation, IReadOnlyList<Entry>)>();
            foreach (var id in await session.QueryAsync<string>("SELECT id FROM conversation ORDER BY opened_at, id"))
            {
                var conversation = (await ConversationRows.FindAsync(session, id))!;
                all.Add((conversation, await Gateway.Services.GetRequiredService<ConversationLog>().ReadAsync(session, conversation, 0)));
            }

            return all;
        });

    public async ValueTask DisposeAsync()
    {
        await Aoi.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
