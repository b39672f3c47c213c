using Gateway.Conversations;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.Tests.WaitingQueue;

public sealed class NextInQueueTests
{
    private const long Now = 1_795_000_000_000;

    [Theory]
    [InlineData(Grade.Urgent, false, Now + 5, Grade.High, true, Now)]
    [InlineData(Grade.High, false, Now + 5, Grade.Middle, true, Now)]
    [InlineData(Grade.High, false, Now + 5, Grade.Unknown, true, Now)]
    [InlineData(Grade.Middle, false, Now + 5, Grade.Low, true, Now)]
    [InlineData(Grade.Unknown, false, Now + 5, Grade.Low, true, Now)]
    [InlineData(Grade.Middle, true, Now + 5, Grade.Unknown, false, Now)]
    [InlineData(Grade.Unknown, true, Now + 5, Grade.Middle, false, Now)]
    [InlineData(Grade.Unknown, false, Now, Grade.Middle, false, Now + 1)]
    [InlineData(Grade.Middle, false, Now, Grade.Unknown, false, Now + 1)]
    [InlineData(Grade.Low, true, Now, Grade.Low, true, Now + 1)]
    [InlineData(Grade.Urgent, false, 4_999_999_999_999, Grade.High, true, 0)]
    public void The_first_comes_before_the_second(Grade grade, bool returned, long arrived, Grade otherGrade, bool otherReturned, long otherArrived) =>
        Assert.True(NextInQueue.Order(Place(grade, returned, arrived)) < NextInQueue.Order(Place(otherGrade, otherReturned, otherArrived)));

    [Theory]
    [InlineData(Grade.Low, Grade.Urgent, true)]
    [InlineData(Grade.Unknown, Grade.Middle, true)]
    [InlineData(Grade.Unknown, Grade.Low, false)]
    [InlineData(Grade.Low, Grade.Unknown, true)]
    [InlineData(Grade.Middle, Grade.Unknown, false)]
    [InlineData(Grade.High, Grade.High, false)]
    [InlineData(Grade.Urgent, Grade.Low, false)]
    public void A_grade_only_rises(Grade now, Grade next, bool higher) => Assert.Equal(higher, NextInQueue.IsHigher(next, now));

    [Fact]
    public void Every_order_is_a_whole_number_that_a_score_can_hold()
    {
        var order = NextInQueue.Order(Place(Grade.Low, false, 4_999_999_999_999));
        Assert.True(order < 9_007_199_254_740_992);
        Assert.Equal(order + 1, NextInQueue.Order(Place(Grade.Low, false, 5_000_000_000_000)));
    }

    [Fact]
    public void The_freest_counsellor_is_asked_then_the_one_asked_longest_ago_then_by_id()
    {
        Assert.Equal(["bun", "aki"], NextInQueue.Counsellors([("aki", 1, 0), ("bun", 2, 9), ("chie", 0, 0)]));
        Assert.Equal(["chie", "aki", "bun"], NextInQueue.Counsellors([("aki", 2, 5), ("bun", 2, 9), ("chie", 2, 3)]));
        Assert.Equal(["aki", "bun"], NextInQueue.Counsellors([("bun", 2, 5), ("aki", 2, 5)]));
        Assert.Empty(NextInQueue.Counsellors([("aki", 0, 0), ("bun", -1, 0)]));
        Assert.Empty(NextInQueue.Counsellors([]));
    }

    private static QueuePlace Place(Grade grade, bool returned, long arrivedAt) => new("c", "komorebi", "K-1", "line", grade, arrivedAt, returned);
}
