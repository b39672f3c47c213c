using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;

namespace Gateway.Faults.Files;

/// <summary>People send a picture or a file each and are taken; then everybody asks for everything.</summary>
internal sealed class FilesRun(LoadWorld world, Engine engine, Action<string> say)
{
    private const int AtOnce = 8;

    // A refusal is a few words of JSON; a picture or file is more.
    private const int LongestRefusal = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<Sent> _sent = [];
    private int _number;

    /// <summary>With so many people for each counsellor.</summary>
    public async Task<FilesReport> RunAsync(int people)
    {
        List<HubClient> sessions = [];
        using var stranger = new HttpClient { BaseAddress = world.Nodes[0].Address };
        try
        {
            foreach (var person in world.Setup.People)
            {
                var session = person.Role == "volunteer" ? await HubClient.ConnectAsync(world.Nodes[0].Address, person.UserName, person.Password)
                    : await HubClient.SignInAsync(world.Nodes[0].Address, person.UserName, person.Password);
                sessions.Add(session);
                if (person.Role != "volunteer") continue;
                await session.ResumeAsync();
                await session.SetAvailabilityAsync(false, 5);
                for (var i = 0; i < people; i++) _sent.Add(await MeetAsync(person, session));
            }
            return await AskAsync([.. sessions.Select(session => session.Http), stranger]);
        }
        finally
        {
            foreach (var session in sessions) await session.DisposeAsync();
        }
    }

    // Every second one sends a file; no two are alike.
    private async Task<Sent> MeetAsync(SetupPerson person, HubClient console)
    {
        var number = ++_number;
        var isPicture = number % 2 == 0;
        byte[] file = [.. "%PDF-1.7\n"u8, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"letter {number}\n")), .. new byte[3000]];
        var phone = world.Line(person.Organisation).Phone();
        var (messageId, _) = await phone.SendAsync(isPicture ? new LineContent("image", DrawnPicture.Png(100 + number, 40)) : new LineContent("file", file) { FileName = "letter.pdf" });
        HubConversation? talk;
        while ((talk = await console.TakeNextAsync()) is null) await Task.Delay(20);
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            var entries = await console.EntriesAfterAsync(talk.Id, 0);
            if (entries.Any(entry => entry.Attachment?.State == "here")) return new Sent(console, phone, messageId, talk.Id, entries.First(entry => entry.Attachment?.Id is not null).Attachment!.Id!, isPicture, number);
            await Task.Delay(50);
        }
        throw new TimeoutException("A picture or file was not fetched.");
    }

    private async Task<FilesReport> AskAsync(IReadOnlyList<HttpClient> sessions)
    {
        var asks = (from session in sessions from talk in _sent from attachment in _sent select new Ask(session, talk.Conversation, attachment)).ToList();
        say(string.Create(CultureInfo.InvariantCulture, $"{engine}: {asks.Count} combinations"));
        var answers = await AllAsync(asks);
        var own = answers.Where(answer => answer.Ask.Session == answer.Ask.Of.Console.Http && answer.Ask.Conversation == answer.Ask.Of.Conversation).ToList();
        var changed = await AllAsync([.. _sent.SelectMany(sent => Changes(sent.Id).Select(id => new Ask(sent.Console.Http, sent.Conversation, sent with { Id = id })))]);
        var gone = await GoneAsync();
        var ids = _sent.Select(sent => sent.Id).ToList();
        return new FilesReport(
            engine, sessions.Count, _sent.Count, answers.Count, own.Count, own.Count(answer => !answer.IsItself), own.Count(answer => !answer.IsSafe), answers.Except(own).Count(answer => answer.Brings),
            changed.Count, changed.Count(answer => answer.Brings), gone.Count, gone.Count(answer => answer.Brings),
            ids.Count - ids.Distinct().Count(), Enumerable.Range(0, 32).Count(place => ids.Select(id => id.ElementAtOrDefault(place)).Distinct().Count() == 1));
    }

    // One person of each counsellor is given back, another takes the message back.
    private async Task<IReadOnlyList<Answer>> GoneAsync()
    {
        List<Sent> gone = [];
        foreach (var mine in _sent.GroupBy(sent => sent.Console))
        {
            gone.AddRange(mine.Take(2));
            await mine.Key.ReturnAsync(mine.First().Conversation);
            await mine.ElementAt(1).Phone.UnsendAsync(mine.ElementAt(1).MessageId);
        }
        return await AllAsync([.. gone.Select(sent => new Ask(sent.Console.Http, sent.Conversation, sent))]);
    }

    private static IEnumerable<string> Changes(string id) =>
    [
        .. Enumerable.Range(0, id.Length).Select(place => id[..place] + (char)(id[place] == 'f' ? '0' : id[place] == '9' ? 'a' : id[place] + 1) + id[(place + 1)..]),
        id[..^1], id + "0", id + "%00", "..%2f" + id, "' OR 1=1 --", "%25", new string('0', 32), "*", id[..16],
    ];

    private static async Task<IReadOnlyList<Answer>> AllAsync(IReadOnlyList<Ask> asks)
    {
        var answers = new Answer[asks.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, asks.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => answers[i] = await AnswerAsync(asks[i]));
        return answers;
    }

    private static async Task<Answer> AnswerAsync(Ask ask)
    {
        try
        {
            return await AskOneAsync(ask);
        }
        catch (HttpRequestException)
        {
            // Begun and broken off: it was not refused.
            return new Answer(ask, true, false, false);
        }
    }

    private static async Task<Answer> AskOneAsync(Ask ask)
    {
        using var answer = await ask.Session.GetAsync($"/api/conversations/{ask.Conversation}/attachments/{ask.Of.Id}");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
        var isSafe = Header("X-Content-Type-Options") == "nosniff" && Header("Cache-Control") == "no-store" && Header("Content-Security-Policy").StartsWith("sandbox; default-src 'none'", StringComparison.Ordinal)
            && Header("Cross-Origin-Resource-Policy") == "same-origin" && answer.Content.Headers.ContentType?.MediaType == (ask.Of.IsPicture ? "image/png" : "application/octet-stream")
            && answer.Content.Headers.ContentDisposition?.DispositionType == (ask.Of.IsPicture ? "inline" : "attachment");
        return new Answer(ask, answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest) || bytes.Length > LongestRefusal || bytes.AsSpan().StartsWith("%PDF"u8), ask.Of.IsIn(bytes), isSafe);
    }

    private sealed record Sent(HubClient Console, LinePhone Phone, string MessageId, string Conversation, string Id, bool IsPicture, int Number)
    {
        /// <summary>A picture is known by its width, a file by its first line.</summary>
        public bool IsIn(ReadOnlySpan<byte> bytes) => IsPicture
            ? bytes.Length > 24 && bytes[1..4].SequenceEqual("PNG"u8) && bytes[18] * 256 + bytes[19] == 100 + Number
            : bytes.IndexOf(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"letter {Number}\n"))) == 9;
    }

    private sealed record Ask(HttpClient Session, string Conversation, Sent Of);

    private sealed record Answer(Ask Ask, bool Brings, bool IsItself, bool IsSafe);
}
