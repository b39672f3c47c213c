using System.Net;
using System.Text.RegularExpressions;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.Tests.Organisations;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>A whole gateway with one web chat, behind real HTTP, on a database of its own.</summary>
internal sealed class ChatHouse : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly TestLog _log;

    private ChatHouse(WebApplication app, DirectoryInfo folder, TestLog log) => (App, _folder, _log) = (app, folder, log);

    public WebApplication App { get; }

    public Uri Page => new(new Uri(App.Urls.Single()), "/chat/komorebi");

    public string Database => Path.Combine(_folder.FullName, "gateway.db");

    public IRecords Records => App.Services.GetRequiredService<IRecords>();

    public static async Task<ChatHouse> OpenAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-chat-");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "organisations.yaml"),
            """
            organisations:
              - id: komorebi
                guide: none
                name: こもれび相談室
                nameEn: Komorebi
                openingHours: 毎日 13時〜22時
                chat:
                  - entrance: komorebi
                  - entrance: city
                    frames: [https://www.city.example]
                people:
                  - userName: aoi
                    name: あおい
                    role: volunteer
                    password: file:aoi.txt
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "aoi.txt"), "a-password-of-the-night", TestContext.Current.CancellationToken);
        var log = new TestLog();
        var app = GatewayHost.Create(
            [
                "--urls=http://127.0.0.1:0", $"--Gateway:Setup:File={folder.FullName}/organisations.yaml", $"--Gateway:Keys:Directory={folder.FullName}/keys",
                "--Gateway:Keys:CreateForDevelopment=true", $"--Gateway:Records:Sqlite:File={folder.FullName}/gateway.db", .. settings,
            ],
            builder => builder.Logging.ClearProviders().AddProvider(log));
        await app.PrepareAsync();
        await app.StartAsync(TestContext.Current.CancellationToken);
        await QueueIsThereAsync(app.Services.GetRequiredService<IQueueEngine>());
        return new ChatHouse(app, folder, log);
    }

    // Its keeper fills it from the records in the first moment after the start.
    private static async Task QueueIsThereAsync(IQueueEngine engine)
    {
        while (true)
        {
            try
            {
                await engine.HeartbeatAsync("komorebi", []);
                return;
            }
            catch (QueueEpochLostException)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>A browser of its own.</summary>
    public ChatBrowser Browser() => new(Page);

    /// <summary>Every conversation there is, with everything said in it.</summary>
    public Task<IReadOnlyList<(Conversation Conversation, IReadOnlyList<Entry> Entries)>> ConversationsAsync() =>
        Records.ReadAsync<IReadOnlyList<(Conversation, IReadOnlyList<Entry>)>>(async session =>
        {
            var all = new List<(Conversation, IReadOnlyList<Entry>)>();
            foreach (var id in await session.QueryAsync<string>("SELECT id FROM conversation ORDER BY id"))
            {
                var conversation = (await ConversationRows.FindAsync(session, id))!;
                all.Add((conversation, await App.Services.GetRequiredService<ConversationLog>().ReadAsync(session, conversation, 0)));
            }

            return all;
        });

    /// <summary>What persons said, over all conversations.</summary>
    public async Task<IReadOnlyList<string>> WordsAsync() =>
        [.. (await ConversationsAsync()).SelectMany(talk => talk.Entries).Where(entry => entry is { Author: Authors.Person, Kind: "message" }).Select(entry => entry.Body.Text!)];

    /// <summary>Set by a test that brings errors about on purpose.</summary>
    public bool MayLogErrors { get; set; }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        if (!MayLogErrors) Assert.Empty(_log.Lines);
    }
}

/// <summary>A browser without scripts that keeps its cookies and follows nothing by itself.</summary>
internal sealed partial class ChatBrowser(Uri page) : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private HttpClient? _client;

    public CookieContainer Cookies => _handler.CookieContainer;

    public HttpClient Client => _client ??= new HttpClient(_handler);

    public Uri At(string path) => new(page + path);

    public Task<HttpResponseMessage> GetAsync(string path = "") => Client.GetAsync(At(path), TestContext.Current.CancellationToken);

    public Task<string> ReadAsync(string path = "") => Client.GetStringAsync(At(path), TestContext.Current.CancellationToken);

    /// <summary>The hidden fields of the form, as the page gives them.</summary>
    public async Task<Dictionary<string, string>> FormAsync(string path = "") => FieldsOf(await ReadAsync(path));

    public static Dictionary<string, string> FieldsOf(string html) => HiddenField().Matches(html)
        .GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => WebUtility.HtmlDecode(group.First().Groups[2].Value));

    public Task<HttpResponseMessage> PostAsync(string path, IDictionary<string, string> fields, bool json = false, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, At(path)) { Content = new FormUrlEncodedContent(fields) };
        if (json) request.Headers.Add("Accept", "application/json");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens the page, writes, and sends the form.</summary>
    public async Task<HttpResponseMessage> WriteAsync(string text, bool json = false) =>
        await PostAsync("/messages", new Dictionary<string, string>(await FormAsync()) { ["text"] = text }, json);

    public void Dispose()
    {
        _client?.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<input type=\"hidden\"(?: id=\"\\w+\")? name=\"(\\w+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
