using Gateway.SupportBodies;
using Xunit;

namespace Gateway.Tests.SupportBodies;

public sealed class AreaCodeTests
{
    [Theory]
    [InlineData("011002")] // 札幌市
    [InlineData("010006")] // 北海道
    [InlineData("130001")] // 東京都
    [InlineData("131016")] // 千代田区
    [InlineData("271004")] // 大阪市
    [InlineData("092011")] // 宇都宮市
    [InlineData("462209")] // 南さつま市
    [InlineData("992011")]
    public void A_real_code_is_taken(string code)
    {
        Assert.Equal(AreaCodeFault.None, AreaCode.Read(code, out var read));
        Assert.Equal(code, read.Text);
    }

    [Fact]
    public void Nearly_every_wrong_digit_is_noticed()
    {
        var (tried, missed) = (0, 0);
        foreach (var code in new[] { "131016", "271004", "462209", "011002" })
        {
            for (var at = 0; at < 6; at++)
            {
                foreach (var digit in "0123456789".Where(digit => digit != code[at]))
                {
                    tried++;
                    if (AreaCode.Read(code[..at] + digit + code[(at + 1)..], out _) == AreaCodeFault.None) missed++;
                }
            }
        }

        // Eleven remainders share ten digits, so that a few slip through.
        Assert.InRange(missed, 0, tried / 50);
        Assert.Equal(AreaCodeFault.CheckDigit, AreaCode.Read("131017", out _));
        // Two neighbours exchanged.
        Assert.Equal(AreaCodeFault.CheckDigit, AreaCode.Read("130116", out _));
    }

    [Theory]
    [InlineData("", AreaCodeFault.NotSixDigits)]
    [InlineData("13101", AreaCodeFault.NotSixDigits)]
    [InlineData("１３１０１６", AreaCodeFault.NotSixDigits)]
    [InlineData("1310 6", AreaCodeFault.NotSixDigits)]
    [InlineData("481009", AreaCodeFault.NoSuchPrefecture)]
    [InlineData("001001", AreaCodeFault.NoSuchPrefecture)]
    public void What_is_no_code_says_why(string code, AreaCodeFault fault) => Assert.Equal(fault, AreaCode.Read(code, out _));

    [Fact]
    public void A_prefecture_holds_its_municipalities_and_a_designated_city_its_wards()
    {
        var (hokkaido, sapporo, chuo) = (Code("010006"), Code("011002"), Code(AreaCode.WithCheckDigit("01101")));
        Assert.True(hokkaido.Contains(chuo));
        Assert.True(sapporo.Contains(chuo));
        Assert.False(chuo.Contains(sapporo));
        Assert.Equal(sapporo, chuo.City);
        // 川崎市幸区 is a ward of 川崎市, not of 横浜市 whose number stands before it.
        Assert.Equal(Code(AreaCode.WithCheckDigit("14130")), Code(AreaCode.WithCheckDigit("14132")).City);
        // The special wards of Tokyo are municipalities of their own.
        Assert.Null(Code("131016").City);
        Assert.Equal(Code("130001"), Code("131016").Prefecture);
        Assert.Equal(Code("130001"), AreaCode.Find("13"));
    }

    private static AreaCode Code(string text) => AreaCode.Find(text)!.Value;
}
