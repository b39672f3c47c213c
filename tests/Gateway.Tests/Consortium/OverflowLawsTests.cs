using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>What holds of every decision, over many thousand random moments; and the worked example of the document, recomputed.</summary>
public sealed partial class OverflowLawsTests
{
    private const int Moments = 10_000;
    private static readonly string[] s_topics = ["school", "money", "dv"];
    private static readonly string[] s_languages = ["ja", "en", "pt"];
    private static readonly string[] s_countries = ["JP", "PT"];
    private static readonly string?[] s_areas = [null, "131016", "271004"];

    public static IEnumerable<int> Seeds => Enumerable.Range(1, 4);

    public static TheoryData<int> AllSeeds() => [.. Seeds];

    [Theory, MemberData(nameof(AllSeeds))]
    public void Nobody_is_offered_to_who_may_not_take_them_and_nobody_comes_off_worse(int seed)
    {
        var random = new Random(seed);
        var offered = 0;
        for (var i = 0; i < Moments; i++)
        {
            var facts = Some(random);
            var decision = DecideOverflow.Decide(facts);
            if (decision.Verdict == Verdict.Stay)
            {
                Assert.Null(decision.Partner);
                continue;
            }

            offered++;
            var partner = facts.Partners.Single(one => one.Id == decision.Partner);
            Assert.NotEqual(facts.Home.Id, partner.Id);
            Assert.Null(partner.Hindrance);
            Assert.True(partner.Terms.Takes && partner.OnShift > 0 && partner.TakenToday < partner.Terms.PerDay && partner.TakenNow < partner.Terms.AtOnce);
            Assert.DoesNotContain(partner.Id, facts.Person.Been);
            Assert.Empty(partner.Terms.Countries.Except(facts.Rules.Countries));
            Assert.True(facts.Person.Age is { } age ? age >= (partner.Terms.AgeFrom ?? 0) && age <= (partner.Terms.AgeTo ?? 999) : partner.Terms is { AgeFrom: null, AgeTo: null });
            Assert.Contains(facts.Person.Language, partner.Terms.Languages);
            Assert.Empty(facts.Person.Topics.Intersect(partner.Terms.NotTopics));
            // The home gave its word, the person did not refuse, and it is worth it.
            Assert.True(facts.Home is { Hindrance: null, Terms.Gives: true });
            Assert.True(facts.Person.Wish is WishToMove.NotAsked or WishToMove.Agreed);
            Assert.Equal(facts.Person.Wish == WishToMove.Agreed, decision.Verdict == Verdict.Move);
            if (decision.HomeMinutes is { } home) Assert.True(decision.Partners[0].Minutes + facts.Rules.WorthMinutes <= home);
            Assert.NotEmpty(decision.Reasons);
        }

        // Random moments that are nearly all refused would prove nothing.
        Assert.True(offered > Moments / 50, $"only {offered} offers");
    }

    [Theory, MemberData(nameof(AllSeeds))]
    public void The_same_facts_give_the_same_decision_in_whatever_order_the_partners_come(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Moments / 10; i++)
        {
            var facts = Some(random);
            var shuffled = facts.Partners.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(ConsortiumJson.TextOf(DecideOverflow.Decide(facts)), ConsortiumJson.TextOf(DecideOverflow.Decide(facts with { Partners = shuffled })));
        }
    }

    [Theory, MemberData(nameof(AllSeeds))]
    public void Nobody_in_more_danger_waits_longer_for_a_partner_than_somebody_in_less(int seed)
    {
        var random = new Random(seed);
        Grade[] rising = [Grade.Low, Grade.Unknown, Grade.Middle, Grade.High, Grade.Urgent];
        for (var i = 0; i < Moments / 10; i++)
        {
            var facts = Some(random);
            var limits = rising.Select(grade => facts.Rules.WaitMinutes.For(grade).Minutes).ToList();
            Assert.Equal(limits.OrderDescending(), limits);
        }
    }

    [Fact]
    public void The_worked_example_of_the_document_is_recomputed()
    {
        var document = File.ReadAllText(Repository.PathOf("docs/consortium.md"));
        var rows = Row().Matches(document).Select(match => match.Groups.Values.Skip(1).Select(group => group.Value.Trim()).ToArray()).ToList();
        Assert.Equal(5, rows.Count);
        var partners = rows.Select(row => new MemberNow
        {
            Id = row[0],
            OnShift = Number(row[1]),
            Hands = Number(row[2]),
            FreeHands = Number(row[3]),
            Waiting = Number(row[4]),
            Terms = new MemberTerms { Takes = true, AgeTo = row[5] == "any" ? null : Number(row[5]["up to ".Length..]), Weight = Number(row[8]) },
            Taken = Number(row[6]),
            Given = Number(row[7]),
        }).ToList();
        var home = new MemberNow
        {
            Id = "komorebi",
            Terms = new MemberTerms { Gives = true, Hours = new OpeningHours { Rules = [new HoursRule { ByDay = "MO,TU,WE,TH,FR,SA,SU", Opens = "13:00", Closes = "22:00" }], Holidays = HolidayUse.AsUsual } },
        };
        var now = new DateTimeOffset(2037, 11, 21, 14, 30, 0, TimeSpan.Zero);
        var decision = DecideOverflow.Decide(new OverflowFacts(now, new OverflowRules(), new WaitingPerson { Grade = Grade.Middle, Age = 17, WaitedMinutes = 4 }, home, partners));
        Assert.Equal((810, "yoake"), (decision.HomeMinutes, decision.Partner));
        foreach (var row in rows)
        {
            var place = decision.Partners.ToList().FindIndex(partner => partner.Id == row[0]);
            var fit = decision.Partners[place];
            Assert.Equal(row[9], fit.Minutes?.ToString(CultureInfo.InvariantCulture) ?? "—");
            Assert.Equal(row[10], fit.Against.Count == 0 ? (place + 1).ToString(CultureInfo.InvariantCulture) : string.Join(", ", fit.Against));
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static OverflowFacts Some(Random random)
    {
        var rules = new OverflowRules
        {
            WaitMinutes = new WaitLimits(random.Next(60), random.Next(60), random.Next(60), random.Next(60), random.Next(60)),
            WhenClosed = random.Next(4) > 0,
            WhenNobodyIsThere = random.Next(4) > 0,
            SurgePerCounsellor = random.Next(8),
            WorthMinutes = random.Next(1, 30),
            Countries = random.Next(2) == 0 ? s_countries : [s_countries[0]],
        };
        var person = new WaitingPerson
        {
            Grade = (Grade)random.Next(5),
            WaitedMinutes = random.Next(90),
            Ahead = random.Next(10),
            Age = random.Next(3) == 0 ? null : random.Next(10, 80),
            Area = s_areas[random.Next(3)],
            Language = s_languages[random.Next(10) < 8 ? 0 : random.Next(3)],
            Topics = [.. s_topics.Where(_ => random.Next(5) == 0)],
            Wish = random.Next(6) switch { 0 => WishToMove.Asked, 1 => WishToMove.Stays, 2 or 3 => WishToMove.Agreed, _ => WishToMove.NotAsked },
            Been = random.Next(4) == 0 ? ["m1"] : [],
        };
        var members = Enumerable.Range(0, random.Next(1, 6)).Select(i => Member(random, $"m{i}")).ToList();
        return new OverflowFacts(DateTimeOffset.FromUnixTimeSeconds(2_142_000_000 + random.Next(31_000_000)), rules, person, members[0], members);
    }

    private static MemberNow Member(Random random, string id)
    {
        var (people, ages) = (random.Next(4), random.Next(4));
        var hands = people * random.Next(1, 4);
        return new MemberNow
        {
            Id = id,
            Hindrance = random.Next(10) == 0 ? (NotSharing)random.Next(7) : null,
            OnShift = people,
            Hands = hands,
            FreeHands = random.Next(hands + 1),
            Waiting = random.Next(6),
            TakenToday = random.Next(8),
            TakenNow = random.Next(3),
            Taken = random.Next(30),
            Given = random.Next(30),
            LastTookAt = random.Next(2) == 0 ? null : random.Next(),
            Terms = new MemberTerms
            {
                Gives = random.Next(10) > 0,
                Takes = random.Next(10) > 0,
                PerDay = random.Next(20),
                AtOnce = random.Next(6),
                AgeFrom = ages == 1 ? random.Next(60) : null,
                AgeTo = ages == 1 ? random.Next(90) : null,
                Languages = random.Next(3) > 0 ? s_languages : [s_languages[0]],
                Countries = random.Next(4) == 0 ? s_countries : [s_countries[0]],
                Areas = random.Next(8) == 0 ? [s_areas[1]!] : [],
                Topics = random.Next(8) == 0 ? [s_topics[random.Next(3)]] : [],
                NotTopics = random.Next(8) == 0 ? [s_topics[random.Next(3)]] : [],
                UpTo = (Grade)random.Next(2, 5),
                Weight = random.Next(1, 5),
                Hours = random.Next(3) > 0 ? new OpeningHours() : new OpeningHours { Rules = [new HoursRule { ByDay = "MO,TU,WE,TH,FR,SA,SU", Opens = "20:00", Closes = "08:00" }] },
            },
        };
    }

    [GeneratedRegex(@"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| ([^|]+) \| (\d+) \| (\d+) \| (\d+) \| ([^|]+) \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
