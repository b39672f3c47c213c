using System.Globalization;
using System.Text;
using Gateway.Records;
using Gateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>
/// Hundreds of calls that LINE would never make, or may make tomorrow, through the front door: nothing forged is taken, nothing makes
/// the gateway stumble, and a good event beside a bad one is stored.
/// </summary>
public sealed class LineCorpusTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, UseCookies = false });
    private TestGateway _gateway = null!;
    private FrontDoor _door = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new SetupSize { LineAccounts = 2 });
        _door = new FrontDoor(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _door.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public void The_corpus_is_large_and_each_case_has_its_name()
    {
        Assert.InRange(CorpusCase.All.Count, 300, 5000);
        Assert.Equal(CorpusCase.All.Count, CorpusCase.All.Select(one => one.Name).Distinct().Count());
        Assert.InRange(CorpusCase.All.Count(one => one.Status == 401), 100, 5000);
    }

    [Fact]
    public async Task Nothing_forged_is_taken_nothing_stumbles_and_good_events_are_stored_beside_bad_ones()
    {
        List<string> wrong = [];
        foreach (var (number, one) in CorpusCase.All.Index())
        {
            var status = await PostAsync(one, Tag(number));
            if (status != one.Status) wrong.Add($"{one.Name}: answered {status} instead of {one.Status}");
        }

        await _gateway.EventuallyAsync(() => Task.FromResult(SpoolIsEmpty()), "whatever was slow is in the records");
        var said = await _door.FromPersonsAsync();
        foreach (var (number, one) in CorpusCase.All.Index())
        {
            wrong.AddRange(Missing(one, Tag(number), said));
            if (one.Events is { } events && await KnownAsync(Tag(number)) is var known && known != events) wrong.Add($"{one.Name}: {known} events instead of {events}");
        }

        Assert.Empty(wrong);
        Assert.Equal(CorpusCase.All.Count(one => one.Status == 401), _door.Counted("calls line signature"));
        Assert.All(await _door.LogsAsync(), log => Assert.Equal(Enumerable.Range(1, log.Count).Select(n => (long)n), log.Select(entry => entry.Number)));
    }

    private static string Tag(int number) => string.Create(CultureInfo.InvariantCulture, $"case{number}");

    private static IEnumerable<string> Missing(CorpusCase one, string tag, IReadOnlyList<string> said)
    {
        var mine = said.Where(text => text.StartsWith(tag, StringComparison.Ordinal) && (text.Length == tag.Length || !char.IsAsciiDigit(text[tag.Length]))).ToList();
        foreach (var text in one.Said ?? [])
        {
            var times = mine.RemoveAll(found => found == $"{tag} {text}");
            if (times != 1) yield return $"{one.Name}: \"{text}\" stands {times} times in the records";
        }

        foreach (var found in mine.Where(found => !(one.Maybe ?? []).Any(maybe => Fits(found, tag, maybe)))) yield return $"{one.Name}: \"{found[..Math.Min(found.Length, 80)]}\" was stored";
    }

    private static bool Fits(string found, string tag, string maybe) => maybe switch
    {
        "**" => true,
        [.. var begins, '*'] => found.StartsWith($"{tag} {begins}", StringComparison.Ordinal),
        _ => found == $"{tag} {maybe}",
    };

    private Task<long> KnownAsync(string tag) => _gateway.Services.GetRequiredService<IRecords>().ReadAsync(
        session => session.FindAsync<long>("SELECT COUNT(*) FROM inbox WHERE event_id LIKE @like", new { like = tag + "-%" }), Stop);

    private bool SpoolIsEmpty() => _gateway.Services.GetRequiredService<Gateway.Intake.SpoolGauge>() is { Spooled: 0, Held: 0 };

    private async Task<int> PostAsync(CorpusCase one, string tag)
    {
        var (values, body) = CorpusSignatures.Of(one.Sign, one.Call(tag), _gateway.Setup.Line[0].ChannelSecret, _gateway.Setup.Line[1].ChannelSecret);
        var right = CorpusSignatures.Of("good", body, _gateway.Setup.Line[0].ChannelSecret, "").Values[0];
        var query = one.Sign == "in the query" ? "?x-line-signature=" + Uri.EscapeDataString(right) : "";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_gateway.Address, $"/channels/line/{_gateway.Setup.Line[0].Account}/webhook{query}"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (values.Length > 0) request.Headers.TryAddWithoutValidation("x-line-signature", values);
        if (one.Sign == "in another header") request.Headers.TryAddWithoutValidation("x-signature", right);
        foreach (var (name, value) in one.Headers ?? new Dictionary<string, string>())
        {
            if (name.StartsWith("Content-", StringComparison.Ordinal)) request.Content.Headers.Remove(name);
            if (value.Length > 0 && !request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var answer = await _http.SendAsync(request, Stop);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException) when (body.Length > 1024 * 1024)
        {
            // The gateway answers and closes while the rest of it is still on its way; whoever sends so much may miss the answer.
            return one.Status;
        }
    }
}
