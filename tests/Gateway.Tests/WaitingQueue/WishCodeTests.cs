using Gateway.Conversations;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.Tests.WaitingQueue;

/// <summary>Which counsellor meets which wish.</summary>
public sealed class WishCodeTests
{
    [Fact]
    public void No_wish_is_met_by_everybody() => Assert.True(WishCode.Fits(0, 0));

    [Theory]
    [InlineData("u12", "18-19", true)]
    [InlineData("12-15", "20s", true)]
    [InlineData("16-17", "30s", false)]
    [InlineData("30s", "30s", true)]
    [InlineData("30s", "20s", false)]
    [InlineData("70plus", "70plus", true)]
    [InlineData("70plus", "60s", false)]
    public void The_same_generation(string person, string counsellor, bool fits) =>
        Assert.Equal(fits, WishCode.Fits(WishCode.Of(null, person, null), WishCode.MetBy(null, counsellor, [])));

    [Theory]
    [InlineData("woman", "woman", true)]
    [InlineData("woman", "man", false)]
    [InlineData("man", "other", false)]
    [InlineData("woman", null, false)]
    public void The_gender_that_was_wished(string person, string? counsellor, bool fits) =>
        Assert.Equal(fits, WishCode.Fits(WishCode.Of(person, null, null), WishCode.MetBy(counsellor, null, [])));

    [Theory]
    [InlineData("zh-Hant", "zh", true)]
    [InlineData("vi", "vi", true)]
    [InlineData("vi", "th", false)]
    public void The_language(string person, string counsellor, bool fits) =>
        Assert.Equal(fits, WishCode.Fits(WishCode.Of(null, null, person), WishCode.MetBy(null, null, [counsellor])));

    [Fact]
    public void Every_language_but_japanese_can_be_wished_for() => Assert.All(
        PersonLanguages.All, language => Assert.Equal(PersonLanguages.IsJapanese(language.Code), WishCode.Of(null, null, language.Code) == 0));

    [Fact]
    public void Each_bit_is_one_group_and_one_name()
    {
        int[] bits = [WishCode.MetBy("woman", null, []), WishCode.MetBy("man", null, []), .. WishCode.Generations.Select(one => WishCode.MetBy(null, one, [])), .. WishCode.Languages.Select(one => WishCode.MetBy(null, null, [one]))];
        Assert.All(bits, bit => Assert.True(int.IsPow2(bit)));
        Assert.Equal(bits.Length, bits.Distinct().Count());
        Assert.Equal(WishCode.Groups.Aggregate(0, (all, group) => all | group.Bits), bits.Aggregate(0, (all, bit) => all | bit));
    }
}
