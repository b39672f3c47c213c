using FsCheck;
using FsCheck.Fluent;
using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

public sealed class SheetCsvTests
{
    [Fact]
    public void What_is_written_is_read_again() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new RandomSheets(seed);
        var shared = random.Full().Only(random.Items());
        var read = SheetCsv.Read(SheetCsv.Write(shared));
        Assert.Empty(read.Unread);
        Assert.Equal(SheetJson.Write(shared).ToJsonString(), SheetJson.Write(read.Sheet).ToJsonString());
    }));

    [Fact]
    public void Excel_opens_it_by_itself_and_takes_nothing_for_a_formula()
    {
        var text = SheetCsv.Write(new Sheet { Person = new() { PreferredName = "=1+1" }, Situation = new() { OwnWords = "a,\"b\"\nc" } }.Only(ConsentItems.All));
        Assert.StartsWith("\uFEFFa.received_on 受付日,", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.Contains(",'=1+1,", text, StringComparison.Ordinal);
        Assert.Contains("\"a,\"\"b\"\"\nc\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reception_form_has_its_own_numbers()
    {
        var cells = Cells(ExampleSheets.All["longest"]);
        Assert.Equal("1", cells["a.gender"]);
        Assert.Equal("1", cells["a.visitor"]);
        Assert.Equal("◎", cells["topics.2"]);
        Assert.Equal("○", cells["topics.16"]);
        Assert.Equal("1994-04-01", cells["a.birth_date"]);
        Assert.Equal("2", Cells(ExampleSheets.All["supporter-writes"])["a.visitor"]);
        Assert.Equal("タカ", Cells(ExampleSheets.All["home-lost-this-week"])["a.name"]);
    }

    [Theory]
    [InlineData("preferredName,gender,topics.2\r\nタカ,1,◎\r\n")]
    [InlineData("\uFEFFTOPICS.2 なに;Gender;preferredname 呼び名\nタカ?\n")]
    [InlineData("topics.2\tgender\tpreferredName\r\n２\t男性\tタカ\n\n")]
    [InlineData("preferredName,gender,topics.2\nタカ,male,2\nつぎの人,2,○\n")]
    [InlineData("呼び名,性別,住まいについて\nタカ, １ ,◎\n")]
    public void Many_ways_of_writing_are_understood(string text)
    {
        var sheet = SheetCsv.Read(text.Replace("タカ?", "◎;1;タカ", StringComparison.Ordinal)).Sheet;
        Assert.Equal(("タカ", Gender.Male, Topic.Housing), (sheet.Person.PreferredName, sheet.Person.Gender, sheet.Situation.MainTopic));
    }

    [Fact]
    public void The_form_alone_is_enough()
    {
        var read = SheetCsv.Read("a.name 氏名,a.kana ふりがな,topics.3\nやまだ たろう,やまだ たろう,○\n");
        Assert.Equal("やまだ たろう", read.Sheet.Person.PreferredName);
        Assert.Equal([Topic.Income], read.Sheet.Situation.Topics);
        Assert.Empty(read.Unread);
    }

    [Fact]
    public void What_is_not_understood_is_named_and_left_out()
    {
        var read = SheetCsv.Read("gender,星座,createdAt,birthDate\n7,おとめ座,きのう,2001年2月3日\n");
        Assert.Equal(["createdAt", "gender", "星座"], read.Unread.Order(StringComparer.Ordinal));
        Assert.Equal(new DateOnly(2001, 2, 3), read.Sheet.Person.BirthDate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("preferredName\n")]
    [InlineData("preferredName\n\"タカ\n")]
    public void What_has_no_row_is_refused(string text) => Assert.Throws<FormatException>(() => SheetCsv.Read(text));

    private static Dictionary<string, string> Cells(SharedSheet shared)
    {
        var rows = CsvRows.Of(SheetCsv.Write(shared).TrimStart('\uFEFF')).ToArray();
        return rows[0].Zip(rows[1]).ToDictionary(pair => pair.First.Split(' ')[0], pair => pair.Second);
    }
}
