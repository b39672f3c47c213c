using Gateway.Conversations;
using Gateway.Organisations;

namespace Gateway.Intake;

/// <summary>What the automatic guide says at first contact: who answers, the short notice, and honest waiting information. Pure.</summary>
public sealed class FirstWords(PersonTexts texts, Hotlines hotlines)
{
    /// <summary>A greeting for somebody who has made contact but not said anything yet.</summary>
    /// <param name="language">The person's language.</param>
    /// <param name="organisation">Who answers.</param>
    /// <param name="notice">Whether the short notice is due: not where the guide gives the whole one.</param>
    public IReadOnlyList<NewEntry> Hello(string language, Organisation organisation, bool notice = true)
    {
        var hello = texts.Say(language, "hello", ("organisation", organisation.ContactNameIn(language)));
        return notice ? [hello, texts.Say(language, "notice")] : [hello];
    }

    /// <summary>What follows the first words of a person. SMS is billed by the part, so it gets one short text.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="language">The person's language.</param>
    /// <param name="organisation">Who answers.</param>
    /// <param name="greet">Whether the greeting is still due.</param>
    /// <param name="shift">Who is there to answer; nothing when that is not known at the moment.</param>
    /// <param name="position">The person's place, 1 is next.</param>
    /// <param name="web">Whether they can go on on the web when they like.</param>
    /// <param name="notice">Whether the short notice is due with the greeting.</param>
    /// <param name="news">What is told to everybody while a disaster mode holds; nothing otherwise. In one message with the place: a free reply on LINE holds five.</param>
    public IReadOnlyList<NewEntry> Waiting(
        string channel, string language, Organisation organisation, bool greet, ShiftNow? shift, long position, bool web = false, bool notice = true, string? news = null)
    {
        var nobody = shift is { Present: 0 };
        if (channel == ChannelNames.Sms)
        {
            return
            [
                Before(null, texts.Say(language, nobody ? "sms.afterHours" : "sms.first", ("organisation", organisation.ContactNameIn(language)), ("position", Number(position))), news),
            ];
        }

        List<NewEntry> said = greet ? [.. Hello(language, organisation, notice)] : [];
        said.Add(Before(news, nobody ? AfterHours(language, organisation, shift) : Place(channel, language, shift, position, web)));
        var hotline = hotlines.ForVoice(language);
        said.Add(texts.Say(language, "danger", ("hotline", $"{hotline.Name} {hotline.Number}"), ("hours", hotline.Hours)).With(Choices.WhileWaiting()));
        return said;
    }

    private static NewEntry Before(string? before, NewEntry said, string? behind = null) =>
        said with { Body = said.Body with { Text = string.Join("\n", new[] { before, said.Body.Text, behind }.OfType<string>()) } };

    // A browser that quits forgets its cookie: only the page itself can say honestly what closing it means there.
    private NewEntry Place(string channel, string language, ShiftNow? shift, long position, bool web)
    {
        var text = texts.Text(language, "waiting", ("position", Number(position)), ("wait", Wait(language, position, shift)));
        if (channel != ChannelNames.Chat) text += "\n" + texts.Text(language, "waiting.keeps");
        if (channel == ChannelNames.Line) text += "\n" + texts.Text(language, "waiting.ask");
        if (channel == ChannelNames.Line && web) text += "\n" + texts.Text(language, "passage.hint");
        return new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: text));
    }

    // The roster says who means to be there: it is told as what is planned, besides the usual hours.
    private NewEntry AfterHours(string language, Organisation organisation, ShiftNow? shift)
    {
        var text = texts.Text(language, "afterHours");
        if (organisation.OpeningHoursIn(language) is { } hours) text += "\n" + texts.Text(language, "afterHours.opening", ("hours", hours));
        if (shift?.Next is { } next) text += "\n" + texts.Text(language, "afterHours.planned", ("time", InJapan(next)));
        return new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: text));
    }

    private static string InJapan(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(9)).ToString("M/d H:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What somebody hears who asks how long it still takes.</summary>
    /// <param name="language">The person's language.</param>
    /// <param name="organisation">Who answers.</param>
    /// <param name="shift">Who is there to answer; nothing when that is not known at the moment.</param>
    /// <param name="position">The person's place; nothing when it is not known at the moment.</param>
    /// <param name="asked">Whether they have asked to be told when it is their turn.</param>
    /// <param name="word">Whether the word for that is named: where there is nothing to tap.</param>
    /// <param name="news">What they are told while a disaster mode holds that concerns them.</param>
    /// <param name="wish">Whether the word by which a wish is said is named: who has not said one.</param>
    /// <param name="kept">Whether they are kept for somebody else on shift: no time is named then, for others may be taken before them.</param>
    public NewEntry Now(string language, Organisation organisation, ShiftNow? shift, long? position, bool asked = false, bool word = false, bool wish = false, string? news = null, bool kept = false)
    {
        var now = shift switch
        {
            { Present: 0 } => AfterHours(language, organisation, shift),
            _ when position is { } at => texts.Say(language, "waiting.now", ("position", Number(at)), ("wait", Wait(language, at, kept ? null : shift))),
            _ => texts.Say(language, "waiting.kept"),
        };
        if (word && !asked) now = now with { Body = now.Body with { Text = now.Body.Text + "\n" + texts.Text(language, "turn.word") } };
        if (wish) now = now with { Body = now.Body with { Text = now.Body.Text + "\n" + texts.Text(language, "wish.word") } };
        return Before(news, now).With(Choices.WhileWaiting(asked));
    }

    private string Wait(string language, long position, ShiftNow? shift) =>
        (shift is null ? null : WaitEstimate.Minutes(position, shift.FreeHands, shift.AllHands, shift.Lengths)) switch
        {
            null => texts.Text(language, "wait.unknown"),
            (0, 0) => texts.Text(language, "wait.soon"),
            (_, null) => texts.Text(language, "wait.long"),
            var (from, to) => texts.Text(language, "wait.minutes", ("from", Number(from)), ("to", Number(to.Value))),
        };

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Who is there to answer at this moment.</summary>
/// <param name="Present">Counsellors with a living console.</param>
/// <param name="FreeHands">People they could take right now.</param>
/// <param name="AllHands">People they can talk with at once.</param>
/// <param name="Lengths">How long their talks have lasted lately; nothing where too few are known.</param>
/// <param name="Next">When somebody is planned to begin next, by the roster; nothing where nobody is.</param>
public sealed record ShiftNow(int Present, int FreeHands, int AllHands, TalkLengths? Lengths = null, DateTimeOffset? Next = null);
