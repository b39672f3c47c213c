using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gateway.TestKit.Hub;

namespace Gateway.TestKit.Fuzz;

/// <summary>
/// Makes spoilt calls at every door of a running gateway. Nothing may be answered 5xx or wait long; and every good word that came along and was
/// answered 2xx must stand in its conversation, once.
/// </summary>
public sealed class DoorFuzz : IAsyncDisposable
{
    /// <summary>How long one call may take, in milliseconds, on a machine that is busy with other work too.</summary>
    public const double MostMs = 10_000;

    // Seven people: four on LINE, two of ACS, one of Twilio; and one on the web chat.
    private static readonly (string Door, int Number)[] s_people = [("line", 0), ("line", 1), ("line", 2), ("line", 3), ("acs", 4), ("acs", 5), ("twilio", 6), ("chat", 7)];

    private readonly int _seed;
    private readonly DoorCalls _calls;
    private readonly HttpClient _http;
    private readonly List<(HubClient Console, string Conversation)> _talks = [];
    private readonly List<HubClient> _consoles = [];
    private readonly HashSet<string> _accepted = [];
    private readonly HubFuzz _hub;
    private int _number = 100;

    private DoorFuzz(int seed, Uri gateway, RunSetup setup, IReadOnlyList<HubClient> consoles, HubClient spoilt)
    {
        (_seed, _calls, _hub) = (seed, new DoorCalls(setup), new HubFuzz(spoilt));
        _consoles.AddRange([.. consoles, spoilt]);
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = gateway };
    }

    /// <summary>The doors, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Doors { get; } = [.. DoorCalls.Doors, "hub"];

    /// <summary>The set-up that is needed: two counsellors who read, and one whose console runs wild.</summary>
    public static SetupSize Size => new() { SmsNumbers = 1, TwilioNumbers = 1, Counsellors = 3, Attachments = "pictures" };

    /// <summary>The settings that are needed: everything comes from one address here, and more than a person would write.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Gateway:Channels:WebChat:MessagesPerMinute"] = "600",
        ["Gateway:Channels:WebChat:BeginningsPerMinute"] = "6000",
        ["Gateway:SignIn:AttemptsPerMinute"] = "10000",
        ["Gateway:Records:TimeoutMs"] = "30000",
        ["Gateway:Spool:WaitMs"] = "1500",
    };

    /// <summary>Whose words are followed begin to talk, and are taken by counsellors.</summary>
    public static async Task<DoorFuzz> BeginAsync(int seed, Uri gateway, RunSetup setup)
    {
        List<HubClient> consoles = [];
        foreach (var person in setup.People.Take(3)) consoles.Add(await HubClient.ConnectAsync(gateway, person.UserName, person.Password));
        var fuzz = new DoorFuzz(seed, gateway, setup, consoles[..2], consoles[2]);
        foreach (var console in consoles[..2])
        {
            await console.ResumeAsync();
            await console.SetAvailabilityAsync(false, 5);
        }
        foreach (var (door, number) in s_people)
        {
            using var answer = await fuzz.SendAsync(fuzz._calls.Good(door, number));
            answer.EnsureSuccessOrRedirect();
            if (door == "chat") fuzz._calls.ChatCookie = CookieOf(answer);
            var console = consoles[number % 2];
            HubConversation? taken;
            // The queue hears of them a moment after the records.
            while ((taken = await console.TakeNextAsync()) is null) await Task.Delay(20);
            fuzz._talks.Add((console, taken.Id));
        }
        // Pictures come from somebody else, who waits: each may send only so much in a minute.
        using var other = await fuzz.SendAsync(fuzz._calls.Good("chat-stranger", 8));
        fuzz._calls.PictureCookie = CookieOf(other);
        return fuzz;
    }

    /// <summary>Tries one door with so many inputs, or until the time is over.</summary>
    public async Task<FuzzTally> RunAsync(string door, int inputs, TimeSpan time)
    {
        var count = new FuzzCount(door);
        var since = Stopwatch.GetTimestamp();
        for (var number = 0; number < inputs && Stopwatch.GetElapsedTime(since) < time; number++)
        {
            var chance = new Random(ParserFuzz.HashOf("door " + door, _seed, number));
            var began = Stopwatch.GetTimestamp();
            try
            {
                if (door == "hub" ? await TryHubAsync(chance) : await TryAsync(door, count, chance)) count.Taken++;
            }
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or TimeoutException)
            {
                count.Fail($"{lost.GetType().Name} {lost.Message} {lost.InnerException?.Message}");
            }
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            count.Add(took);
            if (took > MostMs) count.Fail(string.Create(CultureInfo.InvariantCulture, $"took {took:F0} ms"));
        }
        return count.Tally;
    }

    /// <summary>Whether every good word that was taken stands in its conversation once: how many were taken, and those that do not.</summary>
    public async Task<(int Accepted, IReadOnlyList<string> Wrong)> JudgeAsync()
    {
        var since = Stopwatch.GetTimestamp();
        IReadOnlyList<string> wrong;
        // On a busy machine some take the way over the disk, and are in the records a moment later.
        while ((wrong = await WrongAsync()).Count > 0 && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30)) await Task.Delay(100);
        return (_accepted.Count, wrong);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        foreach (var console in _consoles) await console.DisposeAsync();
        _http.Dispose();
    }

    private async Task<IReadOnlyList<string>> WrongAsync()
    {
        var shown = new Dictionary<string, int>();
        foreach (var (console, conversation) in _talks)
        {
            IReadOnlyList<HubEntry> some;
            for (var after = 0L; (some = await console.EntriesAfterAsync(conversation, after)).Count > 0; after = some[^1].Number)
            {
                foreach (var text in some.Select(entry => entry.Text).OfType<string>()) shown[text] = shown.GetValueOrDefault(text) + 1;
            }
        }
        return [.. _accepted.Where(word => shown.GetValueOrDefault(word) != 1).Select(word => string.Create(CultureInfo.InvariantCulture, $"{word} stands there {shown.GetValueOrDefault(word)} times"))];
    }

    private async Task<bool> TryHubAsync(Random chance)
    {
        var answered = await _hub.TryAsync(chance);
        var (console, conversation) = _talks[0];
        // Another counsellor notices nothing.
        await console.EntriesAfterAsync(conversation, long.MaxValue);
        return answered;
    }

    private async Task<bool> TryAsync(string door, FuzzCount count, Random chance)
    {
        var call = _calls.Make(door, _number++, chance);
        using var answer = await SendAsync(call);
        var status = (int)answer.StatusCode;
        if (status >= 500) count.Fail($"answered {status}: {call.Request.RequestUri} {await BodyAsync(call.Request)}");
        var taken = status is >= 200 and < 400;
        if (taken && call.Word is { } word) _accepted.Add(word);
        return taken;
    }

    private static string CookieOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").First(cookie => cookie.Contains("chat=", StringComparison.Ordinal)).Split(';')[0];

    private Task<HttpResponseMessage> SendAsync(DoorCalls.Call call) => _http.SendAsync(call.Request);

    private static async Task<string> BodyAsync(HttpRequestMessage request)
    {
        var bytes = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        return Convert.ToBase64String(bytes.AsSpan(0, Math.Min(bytes.Length, 1500)));
    }
}

/// <summary>Good answers here may send on.</summary>
internal static class Answers
{
    public static void EnsureSuccessOrRedirect(this HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode is not (>= 200 and < 400)) answer.EnsureSuccessStatusCode();
    }
}
