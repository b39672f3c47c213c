using System.Globalization;
using System.Threading.Channels;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>
/// <c>GET /chat/{entrance}/stream</c>: a conversation as it happens, as Server-Sent Events. Watch first, then fetch, then what
/// was buffered: each number once, in order, without a gap.
/// </summary>
/// <remarks>
/// A nudge that was lost is made good by the watch: what it has missed is looked up for all open pages and consoles at once.
/// Events: <c>entry</c> (its <c>id</c> is the entry's number), <c>waiting</c>, <c>typing</c>, <c>beat</c> every seven seconds, because a
/// script does not see comments and must notice a dead line within twenty; <c>begin</c> when the page shows an older talk than the newest; <c>end</c>.
/// </remarks>
public sealed partial class StreamTalk(
    OpenPages pages, ReadTalk talks, WaitingNews news, ConversationWatch watch, TypingWatch typing, ChatTexts texts, TimeProvider time,
    Departure departure, IHostApplicationLifetime lifetime, ILogger<StreamTalk> log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan NewsEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);

    /// <summary>Answers until the browser goes, the talk ends, or this process stops.</summary>
    internal async Task HandleAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, departure.Moving, lifetime.ApplicationStopping);
        using var stay = departure.Enter();
        using var open = pages.Open();
        try
        {
            await StreamAsync(context, ChatVisit.Of(context), stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The browser comes back by itself, here or to another node; sent on, it comes soon.
            if (departure.Moving.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested) await EventLine.SendOnAsync(context);
        }
        catch (RecordsUnavailableException error)
        {
            LogBroken(error);
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task StreamAsync(HttpContext context, ChatVisit visit, CancellationToken stop)
    {
        if (await talks.FindAsync(visit, stop) is not { } talk)
        {
            // 204 tells the browser not to come again before the script says so.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var inbox = Channel.CreateUnbounded<IReadOnlyList<Entry>?>(new UnboundedChannelOptions { SingleReader = true });
        using var entries = watch.Watch(talk.Id, talk.LastNumber, some => inbox.Writer.TryWrite(some));
        using var hands = typing.Watch(talk.Id, () => inbox.Writer.TryWrite(null));
        var line = new EventLine(context, texts.For(visit), talk.Stage, time, talk.ShownAfter);
        await line.OpenAsync(stop);
        var last = await BeginAsync(context.Request, talk, line, stop);
        last = await CatchUpAsync(talk, last, line, stop);
        // The page had everything already.
        if (talk.Stage == Stage.Closed && !line.Ended) await line.EndAsync(stop);
        var (beatAt, newsAt) = (time.GetTimestamp(), 0L);
        while (!line.Ended)
        {
            if (line.Waits && (newsAt == 0 || time.GetElapsedTime(newsAt) >= NewsEvery))
            {
                await line.WaitingAsync(await news.OfAsync(talk, line.Words), stop);
                newsAt = time.GetTimestamp();
            }

            if (time.GetElapsedTime(beatAt) >= Beat)
            {
                await line.BeatAsync(stop);
                beatAt = time.GetTimestamp();
            }

            // Whatever happens meanwhile, the next beat is not put off: a page counts the seconds of silence.
            if (!await SomethingAsync(inbox.Reader, Left(Beat, beatAt, line.Waits ? Left(NewsEvery, newsAt) : Beat), stop)) continue;
            while (inbox.Reader.TryRead(out var some))
            {
                last = await ShowAsync(talk, some, last, line, stop);
                if (some?.Any(entry => entry.Body.Stage is "routed" or "lent" or "returned") != true) continue;
                // Another organisation answers them now: their place is in its queue, and its counsellors are there or not.
                talk = await talks.FindAsync(visit, stop) ?? talk;
                newsAt = 0;
            }
        }
    }

    /// <summary>From where to go on: the last number that the browser has of this very talk, as the records know it.</summary>
    private static async Task<long> BeginAsync(HttpRequest request, Conversation talk, EventLine line, CancellationToken stop)
    {
        if (request.Query["talk"] is [{ Length: > 0 } shown] && shown != talk.Id)
        {
            await line.BeginAsync(talk.Id, stop);
            return 0;
        }

        var said = (string?)request.Headers["Last-Event-ID"] ?? request.Query["after"];
        if (!long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var after)) return 0;
        if (after <= talk.LastNumber) return after;
        // The page holds more than the records: they were restored from a backup, and the numbers are given anew.
        await line.BeginAsync(talk.Id, stop);
        return 0;
    }

    private async Task<long> CatchUpAsync(Conversation talk, long last, EventLine line, CancellationToken stop)
    {
        foreach (var entry in await talks.EntriesAsync(talk, last, stop))
        {
            await line.EntryAsync(entry, stop);
            last = entry.Number;
        }

        return last;
    }

    private async Task<long> ShowAsync(Conversation talk, IReadOnlyList<Entry>? some, long last, EventLine line, CancellationToken stop)
    {
        if (some is null)
        {
            await line.TypingAsync(stop);
            return last;
        }

        foreach (var entry in some)
        {
            if (entry.Number <= last) continue;
            if (entry.Number > last + 1) return await CatchUpAsync(talk, last, line, stop);
            await line.EntryAsync(entry, stop);
            last = entry.Number;
        }

        return last;
    }

    private TimeSpan Left(TimeSpan every, long since, TimeSpan? atMost = null)
    {
        var left = every - time.GetElapsedTime(since);
        if (atMost is { } most && most < left) left = most;
        return left > Least ? left : Least;
    }

    private async Task<bool> SomethingAsync(ChannelReader<IReadOnlyList<Entry>?> inbox, TimeSpan atMost, CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            return await inbox.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(1656, LogLevel.Warning, "A person's open page could not be kept up to date; it comes back by itself")]
    private partial void LogBroken(Exception error);
}
