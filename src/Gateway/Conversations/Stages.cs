namespace Gateway.Conversations;

/// <summary>Where a person is. An offer to a counsellor is part of waiting: it rests with the queue and ends by itself.</summary>
public enum Stage
{
    /// <summary>At the door: has made contact, is not in the queue yet.</summary>
    Intake,

    /// <summary>In the waiting queue.</summary>
    Waiting,

    /// <summary>With one counsellor.</summary>
    Talking,

    /// <summary>Over. A new word opens a new conversation.</summary>
    Closed,

    /// <summary>引き継ぎ: with the worker of a support body alone; the counsellor has left, and nobody of the line is in the talk.</summary>
    Handed,
}

/// <summary>What moves a conversation.</summary>
public enum StageEvent
{
    /// <summary>The person joins the queue.</summary>
    Joins,

    /// <summary>A counsellor takes the person.</summary>
    Taken,

    /// <summary>The counsellor vanished or gave the person back; or the worker to whom they were handed is gone.</summary>
    GivenBack,

    /// <summary>The counsellor leaves the person with the worker of a support body who is in the talk.</summary>
    HandedOver,

    /// <summary>A human ended it: the person or the counsellor.</summary>
    Ends,

    /// <summary>The stage's timer ran out.</summary>
    TimesOut,
}

/// <summary>The conversation's state machine: pure, whole, and with a timer for each stage (promise 3).</summary>
public static class Stages
{
    /// <summary>The stage that <paramref name="happens"/> leads to; nothing if it may not happen here.</summary>
    public static Stage? Next(Stage stage, StageEvent happens) => (stage, happens) switch
    {
        (Stage.Intake, StageEvent.Joins) => Stage.Waiting,
        (Stage.Intake, StageEvent.Ends or StageEvent.TimesOut) => Stage.Closed,
        (Stage.Waiting, StageEvent.Taken) => Stage.Talking,
        (Stage.Waiting, StageEvent.Ends or StageEvent.TimesOut) => Stage.Closed,
        (Stage.Talking, StageEvent.GivenBack) => Stage.Waiting,
        (Stage.Talking, StageEvent.Ends or StageEvent.TimesOut) => Stage.Closed,
        (Stage.Talking, StageEvent.HandedOver) => Stage.Handed,
        (Stage.Handed, StageEvent.GivenBack) => Stage.Waiting,
        (Stage.Handed, StageEvent.Ends or StageEvent.TimesOut) => Stage.Closed,
        _ => null,
    };

    /// <summary>When the stage ends by itself, counted from the last sign of life; nothing only for a closed one.</summary>
    /// <remarks>Where there is danger (高, 緊急) nobody is cut off for being silent: the timer is a day, and no shorter than the usual one.</remarks>
    public static TimeSpan? Timer(Stage stage, Grade grade, ConversationSettings settings)
    {
        TimeSpan? usual = stage switch
        {
            Stage.Intake => TimeSpan.FromMinutes(settings.IntakeMinutes),
            Stage.Waiting => TimeSpan.FromHours(settings.WaitingHours),
            Stage.Talking or Stage.Handed => TimeSpan.FromMinutes(settings.TalkingSilenceMinutes),
            Stage.Closed => null,
        };
        return usual is { } timer && grade >= Grade.High && timer < TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : usual;
    }
}
