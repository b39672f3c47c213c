using System.Collections.Concurrent;
using Gateway.Bots.Protocol;

namespace Gateway.Bots.Intake.Service;

/// <summary>Where the guide is with each person, in this process's memory. After a restart it begins anew with whoever writes.</summary>
internal sealed class Talks(IntakeActivities guide, TimeProvider time)
{
    private static readonly TimeSpan s_forgotten = TimeSpan.FromDays(3);

    private readonly ConcurrentDictionary<string, Talk> _talks = new();
    private long _cleanedAt = time.GetTimestamp();

    /// <summary>The answers to an activity; the same ones when it is sent a second time.</summary>
    public IReadOnlyList<Activity> Answer(Activity activity)
    {
        Clean();
        if (activity.Conversation?.Id is not { Length: > 0 } id) return [];
        var talk = _talks.GetOrAdd(id, _ => new Talk());
        lock (talk)
        {
            talk.At = time.GetTimestamp();
            if (activity.Id is not null && activity.Id == talk.LastId) return talk.LastAnswers;
            (talk.State, talk.LastAnswers) = guide.Answer(talk.State, activity);
            talk.LastId = activity.Id;
        }

        if (activity.Type == ActivityTypes.EndOfConversation) _talks.TryRemove(id, out _);
        return talk.LastAnswers;
    }

    private void Clean()
    {
        if (time.GetElapsedTime(_cleanedAt) < TimeSpan.FromHours(1)) return;
        _cleanedAt = time.GetTimestamp();
        foreach (var (id, talk) in _talks)
        {
            if (time.GetElapsedTime(talk.At) > s_forgotten) _talks.TryRemove(id, out _);
        }
    }

    private sealed class Talk
    {
        public IntakeState? State { get; set; }

        public string? LastId { get; set; }

        public IReadOnlyList<Activity> LastAnswers { get; set; } = [];

        public long At { get; set; }
    }
}
