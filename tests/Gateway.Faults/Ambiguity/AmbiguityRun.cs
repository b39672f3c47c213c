using System.Globalization;
using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;

namespace Gateway.Faults.Ambiguity;

/// <summary>
/// In waves: counsellors reply to everybody at once, the providers accept all of it and hold their answers back, and then the
/// answers are lost. What the persons got the providers know; what the counsellors are told is read from their consoles.
/// </summary>
internal sealed class AmbiguityRun(LoadWorld world, Engine engine, TimeSpan toldWithin, Action<string> say)
{
    // Twice as many as a gateway calls for at once: first those on every road, then those who are only ever pushed to.
    private const int AtOnce = 8;
    private static readonly Road[] Roads =
    [
        Road.LineReply, Road.LineReply, Road.LineReply, Road.LinePush, Road.LinePush, Road.LinePush, Road.Sms, Road.Sms,
        .. Enumerable.Repeat(Road.LinePush, AtOnce),
    ];

    // Shorter than a call may take, so that only we decide how the call ends.
    private static readonly TimeSpan HeldBack = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Doubt> _doubts = [];
    private readonly List<string> _leftOut = [];
    private readonly List<Recipient> _recipients = [];
    private readonly List<Counsellor> _counsellors = [];
    private int _replies;

    /// <summary>The settings without which nothing can be doubtful in time.</summary>
    public static SetupSize Size => new() { SmsNumbers = 1, Counsellors = 4 };

    /// <summary>Runs the waves.</summary>
    public async Task<Told> RunAsync(IReadOnlyList<Wave> waves)
    {
        try
        {
            await MeetAsync();
            var leftOut = 0;
            foreach (var wave in waves)
            {
                say($"{engine}: {wave.Times} x {wave.Loss}");
                var empty = 0;
                for (var done = 0; done < wave.Times;)
                {
                    if (await WaveAsync(wave, done % world.Nodes.Count))
                        done++;
                    else if (++empty > wave.Times)
                        throw new TimeoutException($"Of {done + empty} waves {empty} were not accepted within {HeldBack.TotalSeconds} s.");
                    if (done % 25 == 0 && done > 0)
                        say($"{engine}: {done} x {wave.Loss}, {empty} left out");
                }
                leftOut += empty;
            }
            // Nothing is under way any more: what a person has twice they have twice by now.
            await NothingUnderWayAsync();
            var arrived = world.Outbox.Log.After(0).CountBy(item => item.Text).ToDictionary();
            int Arrived(string text) => arrived.GetValueOrDefault(text);
            return new Told(
                [.. Doubts.Of(engine, _doubts, Arrived, toldWithin)], new LeftOut(leftOut, _leftOut.Count, _leftOut.Count(text => Arrived(text) != 1)));
        }
        finally
        {
            foreach (var counsellor in _counsellors)
                await counsellor.DisposeAsync();
        }
    }

    private async Task MeetAsync()
    {
        foreach (var person in world.People(Talks.Organisation))
            _counsellors.Add(await Counsellor.BeginAsync(world, person));
        // A report that comes later clears a doubt up; here it is the doubt that is looked at.
        world.Sms(Talks.Organisation).Reports.Hold = true;
        foreach (var (index, road) in Roads.Index())
        {
            var speak = SpeakerOn(road, index);
            await speak();
            var counsellor = _counsellors[index % _counsellors.Count];
            _recipients.Add(new Recipient(counsellor, await counsellor.TakeAsync(), road, speak));
        }
        await Until.TrueAsync(() => world.Outbox.Log.Last >= Roads.Length, Patience, "everybody has been greeted");
        // A greeting that is accepted but not yet answered would hold up the reply behind it, once answers are held back.
        await NothingUnderWayAsync();
    }

    private async Task NothingUnderWayAsync()
    {
        while (await world.Records.CountAsync("SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'sending')") > 0)
            await Task.Delay(20);
    }

    private Func<Task> SpeakerOn(Road road, int index)
    {
        if (road == Road.Sms)
        {
            var mobile = world.Sms(Talks.Organisation).Phone(string.Create(CultureInfo.InvariantCulture, $"+819012{index:000000}"));
            return () => mobile.SayAsync("はい");
        }
        var phone = world.Line(Talks.Organisation).Phone();
        return () => phone.SayAsync("はい");
    }

    // Not, when the machine was too busy for the providers to accept everything while their answers are held back: nothing was lost then.
    private async Task<bool> WaveAsync(Wave wave, int node)
    {
        var loss = wave.Loss;
        var recipients = wave.Everybody ? _recipients[..AtOnce] : _recipients[AtOnce..];
        foreach (var recipient in recipients.Where(recipient => recipient.Road == Road.LineReply))
            await recipient.SpeakAsync();
        HoldAnswers(HeldBack);
        var replies = await Task.WhenAll(recipients.Select(recipient => ReplyAsync(recipient, node)));
        if (!await AcceptedAsync(replies))
        {
            HoldAnswers(TimeSpan.Zero);
            await NothingUnderWayAsync();
            _leftOut.AddRange(replies.Select(reply => reply.Text));
            return false;
        }

        var (since, listen) = await LoseAsync(loss, node);
        HoldAnswers(TimeSpan.Zero);
        // A push waits for its provider; of the others the counsellor must hear while it is still silent.
        var pushes = loss == Loss.Silent ? replies.Where(reply => reply.Recipient.Road == Road.LinePush).ToList() : [];
        _doubts.AddRange(await Task.WhenAll(replies.Except(pushes).Select(reply => ToldAsync(reply, loss, since, listen))));
        if (loss == Loss.Silent)
            world.ProvidersWire.Heal();
        if (loss == Loss.Killed && world.Nodes.Count > 1)
            await ReviveAsync(node);
        _doubts.AddRange(await Task.WhenAll(pushes.Select(reply => ToldAsync(reply, loss, since, listen))));
        return true;
    }

    private async Task<bool> AcceptedAsync(IReadOnlyList<Reply> replies)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < HeldBack - TimeSpan.FromMilliseconds(500))
        {
            if (replies.All(reply => Arrived(reply.Text) > 0))
                return true;
            await Task.Delay(20);
        }
        return false;
    }

    private async Task<Reply> ReplyAsync(Recipient recipient, int node)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"返事{Interlocked.Increment(ref _replies)}。");
        var entry = await recipient.Counsellor.At(node).SendAsync(recipient.Conversation.Id, text);
        return new Reply(recipient, text, entry.Number);
    }

    /// <summary>Loses all answers; from when on it counts, and at which gateway the counsellors listen then.</summary>
    private async Task<(long Since, int Listen)> LoseAsync(Loss loss, int node)
    {
        if (loss != Loss.Killed)
        {
            if (loss == Loss.Silent)
                world.ProvidersWire.Swallow();
            else
                world.ProvidersWire.Cut();
            var lost = TimeProvider.System.GetTimestamp();
            if (loss == Loss.Cut)
                world.ProvidersWire.Heal();
            return (lost, node);
        }
        await world.Nodes[node].Kill9Async();
        var killed = TimeProvider.System.GetTimestamp();
        if (world.Nodes.Count > 1)
            return (killed, (node + 1) % world.Nodes.Count);
        await ReviveAsync(node);
        // Alone, it can tell nobody anything before it is back.
        return (TimeProvider.System.GetTimestamp(), node);
    }

    private async Task ReviveAsync(int node)
    {
        await world.Nodes[node].RestartAsync();
        foreach (var counsellor in _counsellors)
            await counsellor.ReturnAsync(node);
    }

    private async Task<Doubt> ToldAsync(Reply reply, Loss loss, long since, int listen)
    {
        var conversation = reply.Recipient.Conversation.Id;
        string? told = null;
        while (told is null && TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            var after = await reply.Recipient.Counsellor.At(listen).EntriesAfterAsync(conversation, reply.Number);
            told = after.FirstOrDefault(entry => entry.Kind == "delivery" && entry.Of == reply.Number)?.Delivery;
            if (told is null)
                await Task.Delay(50);
        }
        return new Doubt(reply.Recipient.Road, loss, reply.Text, told, Math.Round(TimeProvider.System.GetElapsedTime(since).TotalMilliseconds));
    }

    private int Arrived(string text) => world.Outbox.Log.After(0).Count(item => item.Text == text);

    private void HoldAnswers(TimeSpan delay)
    {
        world.Line(Talks.Organisation).Faults.AnswerDelay = delay;
        world.Sms(Talks.Organisation).Faults.AnswerDelay = delay;
    }

    private sealed record Reply(Recipient Recipient, string Text, long Number);
}
