using System.Text.Json;
using Gateway.Conversations;
using Gateway.Organisations;

namespace Gateway.Intake;

/// <summary>A question after the end of a talk. Answering is never a condition of anything, and no result is ever shown.</summary>
/// <param name="Name">The fact that the answer becomes.</param>
/// <param name="Text">The wording, where it is that of a published measure; nothing where the page has its own words for it.</param>
/// <param name="Answers">What can be answered: the value that is kept, and the published wording.</param>
public sealed record AfterQuestion(string Name, string? Text, IReadOnlyDictionary<string, string?> Answers);

/// <summary>Questions that belong together.</summary>
/// <param name="Name">As in the set-up file.</param>
/// <param name="Intro">What is said before them.</param>
/// <param name="Questions">The questions, in their order.</param>
public sealed record AfterGroup(string Name, string? Intro, IReadOnlyList<AfterQuestion> Questions);

/// <summary>
/// What may be asked after a talk: how the person feels, two questions of feedback, and three published measures in their verified
/// wording. The measures exist in Japanese only: a translation of ours would be another measure.
/// </summary>
public sealed class AfterTalk
{
    /// <summary>What every answer's name begins with.</summary>
    public const string Prefix = "after.";

    private static readonly string[] s_five = ["1", "2", "3", "4", "5"];

    private readonly Dictionary<string, (AfterGroup Group, IReadOnlyList<string> NotFor)> _groups = [];

    /// <summary>Reads the built-in measures.</summary>
    public AfterTalk()
    {
        Add(new AfterGroup("mood", null, [Own("after.mood")]));
        Add(new AfterGroup("feedback", null, [Own("after.talked"), Own("after.again")]));
        using var stream = typeof(AfterTalk).Assembly.GetManifestResourceStream("Gateway.Intake.Texts.measures.json")!;
        foreach (var row in JsonSerializer.Deserialize<List<Measure>>(stream, JsonSerializerOptions.Web)!)
        {
            var answers = row.Answers.ToDictionary(answer => answer.Key, answer => (string?)answer.Value);
            Add(new AfterGroup(row.Name, row.Intro, [.. row.Questions.Select(question => new AfterQuestion(question.Name, question.Text, answers))]), row.NotFor);
        }
    }

    /// <summary>What this person may be asked, in the organisation's order.</summary>
    /// <param name="organisation">Who asks.</param>
    /// <param name="language">The person's language.</param>
    /// <param name="entries">What was said so far: an age told to the guide decides what is not for children, and an answer is asked for once.</param>
    public IReadOnlyList<AfterGroup> For(Organisation organisation, string language, IReadOnlyList<Entry> entries)
    {
        var told = entries.Where(entry => entry.Kind == EntryKinds.Facts).SelectMany(entry => entry.Body.Facts ?? new Dictionary<string, string>()).ToList();
        if (told.Any(fact => fact.Key.StartsWith(Prefix, StringComparison.Ordinal))) return [];
        var age = told.LastOrDefault(fact => fact.Key == "age").Value;
        return
        [
            .. organisation.After.Where(_groups.ContainsKey).Select(name => _groups[name])
                .Where(one => (one.Group.Questions[0].Text is null || PersonLanguages.IsJapanese(language)) && (age is null || !one.NotFor.Contains(age)))
                .Select(one => one.Group),
        ];
    }

    /// <summary>The names of all groups.</summary>
    public IReadOnlyCollection<string> Names => _groups.Keys;

    private void Add(AfterGroup group, IReadOnlyList<string>? notFor = null) => _groups[group.Name] = (group, notFor ?? []);

    private static AfterQuestion Own(string name) => new(name, null, s_five.ToDictionary(value => value, _ => (string?)null));

    private sealed record Measure(
        string Name, string Source, string? Intro, List<Asked> Questions, Dictionary<string, string> Answers, List<string> NotFor);

    private sealed record Asked(string Name, string Text);
}
