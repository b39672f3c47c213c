using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Conversations;

public sealed class StagesTests
{
    private static readonly ConversationSettings Settings = new();

    public static TheoryData<Stage, StageEvent, Stage?> EveryPair => new()
    {
        { Stage.Intake, StageEvent.Joins, Stage.Waiting },
        { Stage.Intake, StageEvent.Taken, null },
        { Stage.Intake, StageEvent.GivenBack, null },
        { Stage.Intake, StageEvent.Ends, Stage.Closed },
        { Stage.Intake, StageEvent.TimesOut, Stage.Closed },
        { Stage.Intake, StageEvent.HandedOver, null },
        { Stage.Waiting, StageEvent.Joins, null },
        { Stage.Waiting, StageEvent.Taken, Stage.Talking },
        { Stage.Waiting, StageEvent.GivenBack, null },
        { Stage.Waiting, StageEvent.Ends, Stage.Closed },
        { Stage.Waiting, StageEvent.TimesOut, Stage.Closed },
        { Stage.Waiting, StageEvent.HandedOver, null },
        { Stage.Talking, StageEvent.Joins, null },
        { Stage.Talking, StageEvent.Taken, null },
        { Stage.Talking, StageEvent.GivenBack, Stage.Waiting },
        { Stage.Talking, StageEvent.Ends, Stage.Closed },
        { Stage.Talking, StageEvent.TimesOut, Stage.Closed },
        { Stage.Talking, StageEvent.HandedOver, Stage.Handed },
        { Stage.Closed, StageEvent.Joins, null },
        { Stage.Closed, StageEvent.Taken, null },
        { Stage.Closed, StageEvent.GivenBack, null },
        { Stage.Closed, StageEvent.Ends, null },
        { Stage.Closed, StageEvent.TimesOut, null },
        { Stage.Closed, StageEvent.HandedOver, null },
        { Stage.Handed, StageEvent.Joins, null },
        { Stage.Handed, StageEvent.Taken, null },
        { Stage.Handed, StageEvent.GivenBack, Stage.Waiting },
        { Stage.Handed, StageEvent.Ends, Stage.Closed },
        { Stage.Handed, StageEvent.TimesOut, Stage.Closed },
        { Stage.Handed, StageEvent.HandedOver, null },
    };

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void What_happens_leads_where_it_may(Stage stage, StageEvent happens, Stage? next) => Assert.Equal(next, Stages.Next(stage, happens));

    [Fact]
    public void The_table_leaves_no_pair_out() =>
        Assert.Equal(Enum.GetValues<Stage>().Length * Enum.GetValues<StageEvent>().Length, EveryPair.Count);

    [Fact]
    public void Every_open_stage_has_a_timer_and_its_timer_ends_it()
    {
        foreach (var grade in Enum.GetValues<Grade>())
        {
            foreach (var stage in Enum.GetValues<Stage>().Where(stage => stage != Stage.Closed))
            {
                Assert.InRange(Stages.Timer(stage, grade, Settings)!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromDays(31));
                Assert.Equal(Stage.Closed, Stages.Next(stage, StageEvent.TimesOut));
            }

            Assert.Null(Stages.Timer(Stage.Closed, grade, Settings));
        }
    }

    [Theory]
    [InlineData(Grade.Unknown, 60)]
    [InlineData(Grade.Low, 60)]
    [InlineData(Grade.Middle, 60)]
    [InlineData(Grade.High, 1440)]
    [InlineData(Grade.Urgent, 1440)]
    public void Where_there_is_danger_nobody_is_cut_off_for_being_silent(Grade grade, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Stages.Timer(Stage.Talking, grade, Settings));

    [Fact]
    public void Danger_never_makes_a_timer_shorter() =>
        Assert.Equal(TimeSpan.FromHours(72), Stages.Timer(Stage.Waiting, Grade.Urgent, Settings));
}
