using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Conversations;
using Gateway.Primitives;

namespace Gateway.WaitingQueue;

/// <summary>What is counted of the queues, by organisation and grade; never by person or counsellor.</summary>
/// <remarks>How many wait is the same seen from every node: take the largest of the nodes, not their sum. What is counted belongs to the node that did it.</remarks>
public sealed class QueueFigures
{
    private static readonly Grade[] Grades = Enum.GetValues<Grade>();

    private readonly ConcurrentDictionary<string, IReadOnlyList<GradeWait>> _waits = new();
    private readonly ConcurrentDictionary<string, (int Present, int Available)> _staff = new();
    private readonly TimeProvider _time;
    private readonly Counter<long> _offers;
    private readonly Counter<long> _claims;
    private readonly Counter<long> _rebuilds;
    private readonly Counter<long> _unavailable;
    private readonly Histogram<double> _waited;

    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public QueueFigures(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create("Gateway");
        meter.CreateObservableGauge("gateway.queue.waiting", () => Each(wait => wait.Count), "{person}", "People who wait");
        meter.CreateObservableGauge("gateway.queue.overdue", () => Each(wait => wait.Overdue), "{person}", "People who have been waiting longer than the limit of their grade");
        meter.CreateObservableGauge("gateway.queue.oldest_wait", () => Each(OldestSeconds), "s", "How long the person who came first has been waiting");
        meter.CreateObservableGauge("gateway.queue.counsellors", Counsellors, "{counsellor}", "Counsellors present, and of these available");
        _offers = meter.CreateCounter<long>("gateway.offers", "{offer}", "Offers by what became of them");
        _claims = meter.CreateCounter<long>("gateway.claims", "{claim}", "Claims of the queue that the records confirmed or refused");
        _rebuilds = meter.CreateCounter<long>("gateway.queue.rebuilds", "{rebuild}", "Queues filled again from the records because the engine had lost its memory");
        _unavailable = meter.CreateCounter<long>("gateway.queue.unavailable", "{round}", "Rounds of the queue's keeper that did not reach the engine");
        _waited = meter.CreateHistogram<double>(
            "gateway.queue.waited", "s", "From a person's joining the queue to a counsellor's taking them", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400] });
    }

    /// <summary>An offer was <c>made</c>, <c>accepted</c>, <c>declined</c> by its counsellor, <c>timed_out</c> or <c>withdrawn</c> (the person left, or its counsellor went away).</summary>
    public void Offer(string organisation, string result, long count = 1)
    {
        if (count > 0) _offers.Add(count, new("organisation", organisation), new("result", result));
    }

    /// <summary>A claim became a conversation.</summary>
    public void Confirmed(Conversation taken)
    {
        _claims.Add(1, new("organisation", taken.Organisation), new("result", "confirmed"));
        if (!_waited.Enabled || taken.ArrivedAt is not { } arrived) return;
        _waited.Record((_time.NowMs() - arrived) / 1000.0, new("organisation", taken.Organisation), new("grade", Word(taken.Grade)));
    }

    /// <summary>The records refused a claim: the queue was behind them.</summary>
    public void Refused(string organisation) => _claims.Add(1, new("organisation", organisation), new("result", "refused"));

    /// <summary>This node filled a queue that had lost its memory.</summary>
    public void Rebuilt(string organisation) => _rebuilds.Add(1, new KeyValuePair<string, object?>("organisation", organisation));

    /// <summary>The engine did not answer.</summary>
    public void Unavailable(string organisation) => _unavailable.Add(1, new KeyValuePair<string, object?>("organisation", organisation));

    /// <summary>This node has looked at a queue.</summary>
    public Task NoteAsync(QueueSeen seen)
    {
        var present = seen.Snapshot.Staff.Where(staff => staff.Present).ToList();
        _staff[seen.Organisation] = (present.Count, present.Count(staff => staff.Available));
        return Task.CompletedTask;
    }

    /// <summary>This node has counted who waits.</summary>
    public Task NoteAsync(WaitsSeen seen)
    {
        _waits[seen.Organisation] = seen.Waits;
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<double>> Each(Func<GradeWait, double> figure) => _waits.SelectMany(seen => Grades.Select(grade => new Measurement<double>(
        seen.Value.FirstOrDefault(wait => wait.Grade == (long)grade) is { } wait ? figure(wait) : 0,
        new KeyValuePair<string, object?>("organisation", seen.Key), new KeyValuePair<string, object?>("grade", Word(grade)))));

    private double OldestSeconds(GradeWait wait) => wait.Count == 0 ? 0 : Math.Max(0, _time.NowMs() - wait.OldestAt) / 1000.0;

    private IEnumerable<Measurement<long>> Counsellors() => _staff.SelectMany(seen => new[]
    {
        new Measurement<long>(seen.Value.Present, new("organisation", seen.Key), new("state", "present")),
        new Measurement<long>(seen.Value.Available, new("organisation", seen.Key), new("state", "available")),
    });

    private static string Word(Grade grade) => grade switch
    {
        Grade.Unknown => "unknown",
        Grade.Low => "low",
        Grade.Middle => "middle",
        Grade.High => "high",
        Grade.Urgent => "urgent",
    };
}
