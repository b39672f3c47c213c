using Gateway.Consortium.Overflow;
using Gateway.Consortium.Simulation;
using Gateway.Conversations;
using Gateway.Operations.Upkeep;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>A month of four invented organisations, alone and together: nobody is lost, nobody is in two places, and sharing helps.</summary>
public sealed class SimulateMonthTests
{
    private static readonly MonthPlan s_plan = OverflowJson.Read<MonthPlan>(File.ReadAllText(Repository.PathOf("examples/consortium/month.json"))) with { Days = 10 };

    [Fact]
    public void The_example_can_be_used() => Assert.Empty(s_plan.Problems());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Together_more_people_are_answered_and_nobody_is_lost_or_answered_twice(int seed)
    {
        var plan = s_plan with { Seed = seed };
        var people = InventPeople.Of(plan);
        var (alone, together) = (SimulateMonth.Run(plan, people, sharing: false), SimulateMonth.Run(plan, people, sharing: true));
        Assert.Equal((people.Count, people.Count), (alone.Wrote, together.Wrote));
        Assert.True(together.AnswerPercent > alone.AnswerPercent + 5, $"{alone.AnswerPercent:0.0} -> {together.AnswerPercent:0.0}");
        foreach (var grade in Enum.GetValues<Grade>().Where(grade => grade >= Grade.High)) Assert.True(together.WaitOf(grade).AnswerPercent + 2 >= alone.WaitOf(grade).AnswerPercent, $"{grade}");
        Assert.Equal(0, alone.AnsweredByPartners);
        Assert.Equal(together.Members.Values.Sum(member => member.Given), together.Members.Values.Sum(member => member.Taken));
        Assert.Equal(alone.UncoveredHours, together.UncoveredHours);
    }

    [Fact]
    public void The_same_plan_gives_the_same_month()
    {
        static string Once(MonthPlan plan) => SimulateMonth.Run(plan, InventPeople.Of(plan), sharing: true).Table("x");
        Assert.Equal(Once(s_plan with { Days = 3 }), Once(s_plan with { Days = 3 }));
        Assert.NotEqual(Once(s_plan with { Days = 3 }), Once(s_plan with { Days = 3, Seed = 9 }));
    }

    [Fact]
    public void Every_decision_that_asks_somebody_stands_on_record_with_its_reasons_and_keeps_the_caps()
    {
        var days = new Dictionary<(string, DateOnly), int>();
        SimulateMonth.Run(s_plan with { AgreePercent = 100 }, InventPeople.Of(s_plan with { AgreePercent = 100 }), sharing: true, (person, at, decision) =>
        {
            Assert.NotEmpty(decision.Reasons);
            var day = (decision.Partner!, DateOnly.FromDateTime(at.DateTime));
            days[day] = days.GetValueOrDefault(day) + 1;
            Assert.NotEqual(person.Home, decision.Partner);
            if (decision.Partner == "sorairo") Assert.InRange(person.Age ?? 99, 0, 19);
        });
        Assert.NotEmpty(days);
        Assert.All(days, day => Assert.InRange(day.Value, 1, s_plan.Members.Single(member => member.Id == day.Key.Item1).Terms.PerDay));
    }

    [Fact]
    public async Task The_command_tells_both_months_and_names_what_it_cannot_use()
    {
        using var folder = new TemporaryFolder();
        var decisions = Path.Combine(folder.Path, "decisions.jsonl");
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(0, await OverflowFile.RunAsync(OverflowJson.TextOf(s_plan with { Days = 2 }), null, decisions, output, errors));
        Assert.Contains("Each alone:", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Together:", output.ToString(), StringComparison.Ordinal);
        Assert.All(await File.ReadAllLinesAsync(decisions, TestContext.Current.CancellationToken), line => Assert.Contains("\"reasons\":[\"", line, StringComparison.Ordinal));
        Assert.Equal(1, await OverflowFile.RunAsync("{\"days\":0}", null, null, output, errors));
        Assert.Equal(1, await OverflowFile.RunAsync("{\"strange\":0}", null, null, output, errors));
        Assert.Contains("days: must be 1 to 92", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_people_of_a_month_that_was_take_the_place_of_invented_ones()
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "people.jsonl");
        var plan = OverflowJson.TextOf(s_plan with { Days = 2 });
        var home = s_plan.Members[0].Id;
        await File.WriteAllLinesAsync(log, [Person(700, "high"), "", Person(690, "low")], TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(0, await OverflowFile.RunAsync(plan, log, null, output, errors));
        Assert.Contains("Each alone: 2 wrote", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Together: 2 wrote", output.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(log, Person(1, "low").Replace(home, "nowhere", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(1, await OverflowFile.RunAsync(plan, log, null, output, errors));
        Assert.Contains("no member nowhere", errors.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(log, "{\"at\":", TestContext.Current.CancellationToken);
        Assert.Equal(1, await OverflowFile.RunAsync(plan, log, null, output, errors));
        Assert.Contains("not the JSON", errors.ToString(), StringComparison.Ordinal);

        string Person(int at, string grade) => $$"""{"at":{{at}},"home":"{{home}}","grade":"{{grade}}","talkMinutes":30,"leavesAfter":60,"agrees":true}""";
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("gateway-overflow-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
