using Gateway.Conversations;
using Gateway.Intake.Triage;
using Gateway.Operations.Upkeep;
using Xunit;

namespace Gateway.Tests.Intake.Triage;

/// <summary>How well the rules do on messages that they were not made for. The floors lie a little below what was measured.</summary>
public sealed class LabelledSetTests
{
    private static readonly GradeWords Words = new(Lexicon.Public);

    [Fact]
    public void There_are_enough_messages_and_each_half_has_its_share()
    {
        Assert.InRange(LabelledFile.All.Count, 900, 2000);
        Assert.InRange(LabelledFile.HeldOut.Count(), LabelledFile.All.Count * 4 / 10, LabelledFile.All.Count * 6 / 10);
        Assert.Equal(LabelledFile.All.Count, LabelledFile.All.Select(message => message.Id.GetString()).Distinct().Count());
        Assert.All(LabelledFile.All, message => Assert.NotNull(message.Grade));
    }

    [Fact]
    public void Danger_is_seen_in_messages_that_no_rule_was_made_for()
    {
        var (found, all) = Compare(LabelledFile.HeldOut).Recall();
        Assert.True(found >= all * RecallFloor, $"{found} of {all}");
    }

    [Fact]
    public void Few_alarms_are_raised_for_nothing()
    {
        var (wrong, all) = Compare(LabelledFile.HeldOut).FalseAlarms();
        Assert.True(wrong <= all * FalseAlarmCeiling, $"{wrong} of {all}");
    }

    [Fact]
    public void Fresh_messages_whose_mistakes_nobody_looked_at_are_mostly_seen()
    {
        var table = Compare(LabelledFile.Fresh.Where(message => LabelledFile.IsHeldOut(message.Id.GetString()!)));
        var (found, grave) = table.Recall();
        Assert.True(found >= grave * FreshRecallFloor, $"{found} of {grave}");
        var (wrong, all) = table.FalseAlarms();
        Assert.True(wrong <= all * FreshFalseAlarmCeiling, $"{wrong} of {all}");
    }

    [Fact]
    public void Messages_that_were_written_after_the_words_are_mostly_seen()
    {
        var (found, grave) = Compare(LabelledFile.Newer).Recall();
        Assert.True(found >= grave * FreshRecallFloor, $"{found} of {grave}");
    }

    // The message says the sums alone: whoever widens the words must not learn which.
    [Fact]
    public void Words_of_a_stranger_that_nobody_tuned_on_are_seen_more_often_than_not()
    {
        var table = Compare(LabelledFile.Kept);
        var (found, grave) = table.Recall();
        Assert.True(found >= grave * KeptRecallFloor, $"{found} of {grave}");
        var (wrong, all) = table.FalseAlarms();
        Assert.True(wrong <= all * FreshFalseAlarmCeiling, $"{wrong} of {all}");
    }

    [Fact]
    public void What_a_strangers_words_taught_is_not_forgotten()
    {
        foreach (var messages in new[] { LabelledFile.Stranger, LabelledFile.SecondStranger, LabelledFile.Wider })
        {
            var table = Compare(messages);
            var (found, grave) = table.Recall();
            Assert.True(found >= grave * StrangerRecallFloor, $"{found} of {grave}");
            var (wrong, all) = table.FalseAlarms();
            Assert.True(wrong <= all * FalseAlarmCeiling, $"{wrong} of {all}");
        }
    }

    [Theory]
    [InlineData("昨日は友達と飲みすぎた", Grade.Low)]
    [InlineData("薬を毎日飲んでいますが、3種類です", Grade.Low)]
    [InlineData("睡眠薬を飲みすぎた", Grade.Urgent)]
    [InlineData("さっき全部飲んだ、30錠", Grade.Urgent)]
    public void Taking_medicine_every_day_or_drinking_with_friends_is_no_alarm(string text, Grade grade) => Assert.Equal(grade, Words.Of(text).Grade);

    [Fact]
    public void The_opening_messages_are_graded_as_agreed() => Assert.All(LabelledFile.Openings, message =>
    {
        Assert.Equal((message.Id.GetString(), message.Grade), (message.Id.GetString(), Words.Of(message.Text).Grade));
    });

    [Fact]
    public void What_somebody_writes_in_pieces_is_graded_with_what_came_before()
    {
        EarlierMessage[] earlier = [new("薬を60錠用意した")];
        Assert.Equal(Grade.Urgent, Words.Of("もう飲んだ", earlier).Grade);
        Assert.Equal(Grade.Urgent, Words.Of("いまから", [new("もう死ぬって決めた")]).Grade);
    }

    private const double RecallFloor = 0.95;
    private const double FalseAlarmCeiling = 0.03;
    private const double StrangerRecallFloor = 0.92;
    private const double KeptRecallFloor = 0.68;
    private const double FreshRecallFloor = 0.80;
    private const double FreshFalseAlarmCeiling = 0.04;

    private static ConfusionTable Compare(IEnumerable<LabelledMessage> messages)
    {
        var table = new ConfusionTable();
        foreach (var message in messages) table.Add(message.Grade!.Value, Words.Of(message.Text, message.Earlier, message.Hour).Grade);
        return table;
    }
}
