using System.Globalization;
using Gateway.Consortium;
using Gateway.Consortium.Entrance;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>Who answers somebody at a common entrance: the rules of <c>docs/entrance.md</c>, one after the other.</summary>
public sealed class RouteEntranceTests
{
    private static readonly DateTimeOffset s_now = new(2037, 6, 6, 20, 0, 0, TimeSpan.FromHours(9));

    public static TheoryData<string, EntrancePerson, MemberNow[], string, string> Table() => new()
    {
        { "who is there", new(), [Member("run", 0), Member("b")], "b", "fits" },
        { "nobody is there", new(), [Member("run", 0), Member("b", 0)], "run", "nobody_fits" },
        { "no queue is known", new(), [], "run", "nobody_fits" },
        { "the responsible body takes like everybody", new(), [Member("run"), Member("b", took: 3)], "run", "fits" },
        { "the responsible body that takes nobody is the last resort", new(), [Member("run", terms: new MemberTerms()), Member("b")], "b", "fits" },
        { "fair shares", new(), [Member("a", took: 3), Member("b", took: 2)], "b", "fits" },
        { "twice the weight", new(), [Member("a", took: 3, terms: Takes with { Weight = 2 }), Member("b", took: 2)], "a", "fits" },
        { "who is there for such people comes first", Told(age: 17), [Member("a"), Member("b", took: 9, terms: Takes with { AgeTo = 19 })], "b", "fits" },
        { "even where it takes a while, within what was agreed", Told(age: 17), [Member("a"), Member("b", free: 0, hands: 4, terms: Takes with { AgeTo = 19 })], "b", "fits" },
        { "but not for longer", Told(age: 17), [Member("a"), Member("b", free: 0, hands: 1, terms: Takes with { AgeTo = 19 })], "a", "fits" },
        { "an age that nobody told fits nowhere where it is asked for", new(), [Member("a", took: 9), Member("b", terms: Takes with { AgeTo = 19 })], "a", "fits" },
        { "topic", Told(topic: "debt"), [Member("a"), Member("b", took: 9, terms: Takes with { Topics = ["debt", "rent"] }), Member("c", terms: Takes with { NotTopics = ["debt"] })], "b", "fits" },
        { "area", Told(area: "13"), [Member("a"), Member("b", took: 9, terms: Takes with { Areas = ["130001"] }), Member("c", terms: Takes with { Areas = ["270008"] })], "b", "fits" },
        { "language", new() { Language = "pt" }, [Member("a"), Member("b", took: 9, terms: Takes with { Languages = ["ja", "pt"] })], "b", "fits" },
        { "own terms: the day is full", new(), [Member("a") with { TakenToday = 20 }, Member("b", took: 9)], "b", "fits" },
        { "a member that pauses", new(), [Member("a") with { Hindrance = NotSharing.Paused }, Member("b", took: 9)], "b", "fits" },
        { "who had them last", new() { HadLast = "b" }, [Member("a"), Member("b", took: 9)], "b", "had_last" },
        { "who had them last, though they told no age", new() { HadLast = "b" }, [Member("a"), Member("b", terms: Takes with { AgeTo = 19 })], "b", "had_last" },
        { "who had them last is not there", new() { HadLast = "b" }, [Member("a"), Member("b", 0)], "a", "fits" },
        { "who had them last keeps them out", new() { HadLast = "b", NotAgain = ["b"] }, [Member("a"), Member("b")], "a", "fits" },
        { "a choice", new() { Wish = "b", HadLast = "a" }, [Member("a"), Member("b", took: 9)], "b", "chosen" },
        { "a choice needs no age", new() { Wish = "b" }, [Member("a"), Member("b", terms: Takes with { AgeTo = 19 })], "b", "chosen" },
        { "a choice that an age told speaks against", Told(age: 40) with { Wish = "b" }, [Member("a"), Member("b", terms: Takes with { AgeTo = 19 })], "a", "chosen_not_possible fits" },
        { "a choice that is not there", new() { Wish = "b" }, [Member("a"), Member("b", 0)], "a", "chosen_not_possible fits" },
        { "whoever waits and chooses one that is not there stays where they are", new() { Wish = "b", Current = "c", Waits = true }, [Member("a"), Member("b", 0), Member("c", free: 0)], "c", "chosen_not_possible stays" },
        { "in danger too", Danger with { Wish = "b", Current = "c", Waits = true }, [Member("a"), Member("b", 0), Member("c", free: 0)], "c", "chosen_not_possible stays" },
        { "the responsible body can always be chosen", new() { Wish = "run" }, [Member("run", 0), Member("b")], "run", "chosen" },
        { "but not by whom it keeps at the door", new() { Wish = "run", NotAgain = ["run"] }, [Member("run"), Member("b")], "b", "chosen_not_possible fits" },
        { "whom the responsible body keeps at the door others answer", new() { NotAgain = ["run"] }, [Member("run"), Member("b", took: 9)], "b", "fits" },
        { "and where there are no others, nobody", new() { NotAgain = ["run"] }, [Member("run"), Member("b", 0)], "run", "nobody_fits kept_at_door" },
        { "in danger the responsible body by default", Danger, [Member("run"), Member("b")], "run", "danger responsible_answers" },
        { "in danger whoever is sooner", Danger, [Member("run", free: 0), Member("b")], "b", "danger" },
        { "in danger whoever is there", Danger, [Member("run", 0), Member("b", free: 0)], "b", "danger" },
        { "in danger the quickest and not who is there for such people", Danger with { Age = 17 }, [Member("run", 0), Member("a"), Member("b", free: 0, hands: 9, terms: Takes with { AgeTo = 19 })], "a", "danger" },
        { "in danger whoever is there, though they told no age and no topic", Danger, [Member("run", 0), Member("a", free: 0, terms: Takes with { AgeTo = 19 }), Member("b", terms: Takes with { Topics = ["debt"] })], "b", "danger not_known" },
        { "but not one whose terms an age told contradicts", Danger with { Age = 40 }, [Member("run", 0), Member("b", terms: Takes with { AgeTo = 19 })], "run", "danger nobody_fits" },
        { "and not before the responsible body that is there", Danger, [Member("run", free: 0), Member("b", terms: Takes with { AgeTo = 19 })], "run", "danger responsible_answers" },
        { "in danger nobody whose terms exclude it", Danger, [Member("run", 0), Member("b", terms: Takes with { UpTo = Grade.Middle })], "run", "danger nobody_fits" },
        { "in danger nobody is sent back to whoever had them last", Danger with { HadLast = "b" }, [Member("run"), Member("b")], "run", "danger responsible_answers" },
        { "an emergency stays where its alarm rings", Danger with { Grade = Grade.Urgent, Emergency = true }, [Member("run", 0), Member("b")], "run", "emergency_here" },
        { "whatever they choose", new() { Emergency = true, Wish = "b", Current = "c" }, [Member("run"), Member("b"), Member("c", 0)], "c", "emergency_here" },
    };

    [Theory, MemberData(nameof(Table))]
    public void The_rules_say(string rule, EntrancePerson person, MemberNow[] members, string member, string reasons)
    {
        var decision = RouteEntrance.Decide(Facts(person, members));
        Assert.True((member, reasons) == (decision.Member, string.Join(' ', decision.Reasons)), $"{rule}: {decision.Member} {string.Join(' ', decision.Reasons)}");
        Assert.Equal(members.Length, decision.Members.Count);
        // In whatever order the members are looked at.
        Assert.Equal(decision.Member, RouteEntrance.Decide(Facts(person, [.. members.Reverse()])).Member);
    }

    [Fact]
    public void The_document_names_the_version_of_the_rules() => Assert.Contains(
        $"(version {RouteEntrance.Version} of these rules)", File.ReadAllText(Path.Combine(Repository.Root, "docs", "entrance.md")), StringComparison.Ordinal);

    [Fact]
    public void The_worked_example_in_the_document_can_be_recomputed()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "entrance.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToList()).Where(cells => cells.Count == 9).ToList();
        Assert.Equal(5, rows.Count);
        var members = rows.Select(MemberOf).ToArray();
        var decision = RouteEntrance.Decide(new EntranceFacts(s_now, new OverflowRules(), "komorebi", Told(age: 17, topic: "family") with { Grade = Grade.Middle }, members));
        Assert.Equal("fits", Assert.Single(decision.Reasons));
        foreach (var cells in rows)
        {
            var place = decision.Members.ToList().FindIndex(fit => "`" + fit.Id + "`" == cells[0]);
            var fit = decision.Members[place];
            Assert.Equal((cells[7], cells[8]), (fit.Minutes is { } minutes ? minutes.ToString(CultureInfo.InvariantCulture) : "—", fit.Against.Count > 0 ? string.Join(", ", fit.Against) : (place + 1).ToString(CultureInfo.InvariantCulture)));
        }

        Assert.Equal(decision.Members[0].Id, decision.Member);
    }

    private static MemberTerms Takes { get; } = new() { Takes = true };

    private static EntrancePerson Danger { get; } = new() { Grade = Grade.High };

    private static EntranceFacts Facts(EntrancePerson person, IReadOnlyList<MemberNow> members) => new(s_now, new OverflowRules(), "run", person, members);

    private static EntrancePerson Told(int? age = null, string? topic = null, string? area = null) => new() { Age = age, Topics = topic is null ? [] : [topic], Area = area };

    private static MemberNow Member(string id, int onShift = 1, int hands = 2, int free = 2, int took = 0, MemberTerms? terms = null) => new()
    {
        Id = id,
        Terms = terms ?? Takes,
        OnShift = onShift,
        Hands = onShift == 0 ? 0 : hands,
        FreeHands = onShift == 0 ? 0 : free,
        Taken = took,
    };

    private static MemberNow MemberOf(List<string> cells) =>
        Member(cells[0].Trim('`'), Number(cells[1]), Number(cells[2]), Number(cells[3]), Number(cells[6]), TermsOf(cells[5])) with { Waiting = Number(cells[4]) };

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static MemberTerms TermsOf(string cell) => cell switch
    {
        "everybody" => Takes,
        "up to 19" => Takes with { AgeTo = 19 },
        "debt, rent" => Takes with { Topics = ["debt", "rent"] },
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "Not in the test's words."),
    };
}
