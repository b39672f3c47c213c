namespace Gateway.Bots.Intake;

/// <summary>What the guide may ask. Each question can be skipped, and none is a condition of being heard.</summary>
public static class IntakeQuestions
{
    /// <summary>How to be answered without harm: when, and whether somebody else may read it.</summary>
    public const string Reach = "reach";

    /// <summary>Who is writing: the person themselves, family, a friend, somebody who supports them.</summary>
    public const string Writer = "writer";

    /// <summary>Age, as a band.</summary>
    public const string Age = "age";

    /// <summary>What it is about: one of the sixteen topics of the government's common intake form.</summary>
    public const string Topic = "topic";

    /// <summary>Which prefecture, chosen by region first.</summary>
    public const string Area = "area";

    /// <summary>Whether a counsellor of about the same age is wished.</summary>
    public const string Generation = "generation";

    /// <summary>Whether a woman or a man is wished as counsellor.</summary>
    public const string Gender = "gender";

    /// <summary>How the person feels now, in five steps from 1, very bad, to 5, good. Only where an organisation asks for it.</summary>
    public const string Mood = "mood";

    /// <summary>The usual questions, in their order: the first three are put by the guide, the others when somebody wants to tell more.</summary>
    public static IReadOnlyList<string> Usual { get; } = [Reach, Writer, Age, Topic, Area, Generation, Gender];

    /// <summary>Every question that can be chosen.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Usual, Mood];

    /// <summary>The answers to a question, in the order in which they are offered. For <see cref="Area"/>: the prefectures, see <see cref="IntakeAreas"/>.</summary>
    public static IReadOnlyList<string> AnswersTo(string question) => question switch
    {
        Reach => ["anytime", "daytime", "evening", "seen"],
        Writer => ["self", "family", "friend", "supporter"],
        Age => ["u12", "12-15", "16-17", "18-19", "20s", "30s", "40s", "50s", "60s", "70plus"],
        Topic => [.. IntakeTopics.All.Select(topic => topic.Code)],
        Area => [.. IntakeAreas.Prefectures.Select(prefecture => prefecture.Code), IntakeAreas.Abroad],
        Generation => ["same", "any"],
        Gender => ["woman", "man", "any"],
        Mood => ["1", "2", "3", "4", "5"],
        _ => [],
    };

    /// <summary>The band of an age in years; nothing for a number that is no age.</summary>
    internal static string? BandOf(int years) => years switch
    {
        < 4 or > 119 => null,
        < 12 => "u12",
        < 16 => "12-15",
        < 18 => "16-17",
        < 20 => "18-19",
        < 70 => $"{years / 10}0s",
        _ => "70plus",
    };
}
