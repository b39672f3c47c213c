using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Xunit;

namespace Gateway.SystemTests.Worlds;

/// <summary>An oracle that cannot say "wrong" proves nothing.</summary>
public sealed class VerdictTests
{
    private const int Person = 7;

    [Fact]
    public void What_stands_once_and_in_order_is_good() => Assert.True(Judge(Said(3), Log(0, 1, 2)).Good);

    [Fact]
    public void A_word_that_was_answered_and_is_nowhere_is_lost() => Assert.Equal(1, Judge(Said(3), Log(0, 2)).Lost);

    [Fact]
    public void A_word_that_stands_in_the_records_and_not_on_the_screen_is_lost()
    {
        var verdict = Verdict.Of(Said(2), [new Compared("a", Log(0), Log(0, 1), 0, 0)]);

        Assert.Equal((1, 1), (verdict.Lost, verdict.ConsoleDiffers));
    }

    [Fact]
    public void A_word_that_was_never_answered_may_be_missing()
    {
        var oracle = Said(2);
        oracle.Say(Person, 0, 1002);

        Assert.Equal(0, Judge(oracle, Log(0, 1)).Lost);
    }

    [Fact]
    public void A_word_that_stands_twice_is_a_duplicate() => Assert.Equal(1, Judge(Said(2), Log(0, 1, 1)).Duplicate);

    [Fact]
    public void Words_in_another_order_than_they_were_said_are_counted() =>
        Assert.Equal(1, Judge(Said(3), [new(1, 0, 0), new(2, 2, 0), new(3, 1, 0)]).OutOfOrder);

    [Fact]
    public void A_late_word_that_the_phones_time_puts_in_its_place_is_in_order()
    {
        var verdict = Judge(Said(3), Log(0, 2, 1));

        Assert.Equal((1, 0), (verdict.Late, verdict.OutOfOrder));
    }

    [Fact]
    public void A_word_in_somebody_elses_conversation_is_misplaced()
    {
        var oracle = Said(2);
        oracle.Answered(oracle.Say(Person + 1, 0, 1002));

        Assert.Equal(1, Judge(oracle, Log(0, 1, 2)).Misplaced);
    }

    [Fact]
    public void A_missing_number_is_a_gap() => Assert.NotEqual(0, Judge(Said(2), [new(1, 0, 1000), new(3, 1, 1001)]).Gaps);

    private static Oracle Said(int words)
    {
        var oracle = new Oracle(10);
        for (var word = 0; word < words; word++)
            oracle.Answered(oracle.Say(Person, 0, 1000 + word));
        return oracle;
    }

    private static List<ShownEntry> Log(params int[] words) => [.. words.Select((word, index) => new ShownEntry(index + 1, word, 1000 + word))];

    private static Verdict Judge(Oracle oracle, List<ShownEntry> log) => Verdict.Of(oracle, [new Compared("a", log, log, 0, 0)]);
}
