using System.Globalization;
using System.Text;

namespace Gateway.Bots.Intake;

/// <summary>What can be answered, and what a word of the person's means as an answer. Pure.</summary>
internal sealed class IntakeAnswers(IntakeTexts texts)
{
    // Longer than any answer: it is a word for the counsellor, and is not even compared.
    private const int Longest = 40;

    /// <summary>What is offered under a question, with "skip" last; "that is enough" too, for whoever tells more.</summary>
    public IReadOnlyList<IntakeChoice> Offered(IntakeState state, string question, bool further)
    {
        string Text(string key) => texts.Text(state.Language, key);
        IntakeChoice Of(string answer, string label) => new(IntakeValues.Answer(question, answer), label);
        IEnumerable<IntakeChoice> answers = question switch
        {
            IntakeQuestions.Topic when further => IntakeTopics.All.Skip(IntakeTopics.OnFirstPage).Select(topic => Of(topic.Code, Text($"topic.{topic.Code}"))),
            IntakeQuestions.Topic => [.. IntakeTopics.All.Take(IntakeTopics.OnFirstPage).Select(topic => Of(topic.Code, Text($"topic.{topic.Code}"))), Of(IntakeValues.Further, Text("topic.further"))],
            IntakeQuestions.Area when state.Region is { } region => IntakeAreas.Prefectures.Where(one => one.Region == region).Select(one => Of(one.Code, one.In(state.Language))),
            IntakeQuestions.Area => [.. IntakeAreas.Regions.Select(region => Of(region, Text($"region.{region}"))), Of(IntakeAreas.Abroad, Text("area.abroad"))],
            _ => IntakeQuestions.AnswersTo(question).Select(answer => Of(answer, Text($"{question}.{answer}"))),
        };
        return [.. answers, Of(IntakeValues.Skip, Text("skip")), .. state.More ? [new IntakeChoice(IntakeValues.Enough, Text("enough"))] : Array.Empty<IntakeChoice>()];
    }

    /// <summary>The value that a word stands for; nothing when it is no answer but a word of the person's own.</summary>
    public string? Read(IntakeState state, string question, string text)
    {
        if (text.Length > Longest) return null;
        var word = Plain(text);
        if (word.Length == 0) return null;
        if (question == IntakeQuestions.Age && Years(word) is { } years) return IntakeQuestions.BandOf(years) is { } band ? IntakeValues.Answer(question, band) : null;
        var offered = Offered(state, question, further: false);
        if (question == IntakeQuestions.Topic) offered = [.. offered, .. Offered(state, question, further: true)];
        if (offered.FirstOrDefault(choice => Plain(choice.Label) == word) is { } named) return named.Value;
        if (question == IntakeQuestions.Area && IntakeAreas.Named(word) is { } prefecture) return IntakeValues.Answer(question, prefecture.Code);
        if (texts.Meant(state.Language, question, word, Plain) is { } answer) return IntakeValues.Answer(question, answer);
        // A number is a place in what was offered last: the way that goes on the plainest phone. An age is a number itself.
        return question != IntakeQuestions.Age && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && place >= 1 && place <= Offered(state, question, false).Count ? Offered(state, question, false)[place - 1].Value : null;
    }

    private static int? Years(string word)
    {
        foreach (var unit in new[] { "歳", "才", "さい", "years old", "years", "살", "岁", "歲" })
        {
            if (!word.EndsWith(unit, StringComparison.Ordinal)) continue;
            word = word[..^unit.Length].TrimEnd();
            break;
        }

        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? years : null;
    }

    // Full-width digits, capitals, blanks and a full stop make no other answer of it.
    private static string Plain(string text)
    {
        var word = text.Normalize(NormalizationForm.FormKC).Trim().TrimEnd('。', '.', '、', '~', '〜').ToLowerInvariant();
        foreach (var end in new[] { "です", "でお願いします" })
        {
            if (word.Length > end.Length && word.EndsWith(end, StringComparison.Ordinal)) word = word[..^end.Length];
        }

        return word.Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } close && close.Any(letter => letter > 0x2e80) ? close : word;
    }
}
