using Gateway.Bots.Intake;

namespace Gateway.Organisations.SetupFile;

/// <summary>Reads what an organisation says about the guide that speaks with people who wait.</summary>
internal static class ReadGuide
{
    private static readonly string[] s_after = ["mood", "feedback", "direct", "ucla3", "k6"];

    public static (GuideUse Use, IReadOnlyList<string> Questions) From(SetupSection section)
    {
        var known = string.Join(", ", IntakeQuestions.All);
        var questions = section.Texts("guideQuestions", text => IntakeQuestions.All.Contains(text) ? text : null, $"there is no such question (there are: {known})");
        if (section.Optional("guide") is not { } field) return (GuideUse.LineAndChat, questions);
        if (Use(field.Text) is { } use) return (use, questions);
        section.Problem("guide", field.Line, "must be none, notice, line-and-chat or everywhere");
        return (GuideUse.LineAndChat, questions);
    }

    /// <summary>What is asked after a talk.</summary>
    public static IReadOnlyList<string> After(SetupSection section) =>
        section.Texts("after", text => s_after.Contains(text) ? text : null, $"there is no such thing to ask (there are: {string.Join(", ", s_after)})");

    private static GuideUse? Use(string text) => text switch
    {
        "none" => GuideUse.None,
        "notice" => GuideUse.Notice,
        "line-and-chat" => GuideUse.LineAndChat,
        "everywhere" => GuideUse.Everywhere,
        _ => null,
    };
}
