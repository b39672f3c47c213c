using System.IO.Compression;
using System.Text;
using Gateway.SupportBodies;
using Gateway.SupportBodies.Exchange;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.Tests.SupportBodies;

/// <summary>Files as others write them, and files that are broken: what is wrong is named with its place, and the rest is read.</summary>
public sealed class ReadFilesTests
{
    private const string Table =
        """
        全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,所在地_連結表記,緯度,経度,電話番号,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,URL,所管課
        131016,A1,東京都千代田区,中央図書館,チュウオウトショカン,東京都千代田区1-2,35.69,139.75,000-0000-0001,月火水木金土日祝,10:00,22:00,,https://example.jp/,図書課
        92011,A2,栃木県宇都宮市,"南,図書館",ミナミトショカン,栃木県宇都宮市3,,,,火～日,9:30,19:00,,,
        131017,A3,東京都千代田区,こわれた館,,,,,,,,,,,
        131016,A4,東京都千代田区,広場,,東京都千代田区9,,,,毎日,日の出,日没,冬は短い,,公園課
        131016,A5,東京都千代田区,,,,,,,,,,,,
        131016,A1,東京都千代田区,ふたつめ,,,,,,,,,,,
        """;

    [Fact]
    public void A_table_of_facilities_is_read_and_every_fault_has_its_line_and_column()
    {
        var read = Facilities.Read(Encoding.UTF8.GetBytes(Table), "施設.csv", new ImportOptions("library"));
        Assert.Equal(["中央図書館", "南,図書館", "広場", "ふたつめ"], read.Bodies.Select(body => body.Entry.Name));
        Assert.Equal(
            ["3 1 全国地方公共団体コード repaired 92011 → 092011 False", "4 1 全国地方公共団体コード check_digit 131017 True", "5 10 利用可能曜日 kept_as_note 毎日 日の出–日没 冬は短い False", "6 4 名称 missing  True"],
            read.Problems.Select(problem => $"{problem.Line} {problem.Column} {problem.Field} {problem.Fault} {problem.Value} {problem.Refused}"));
        var library = read.Bodies[0].Entry;
        Assert.Equal(("MO,TU,WE,TH,FR,SA,SU", "10:00", "22:00", HolidayUse.AsUsual), (library.Hours.Rules[0].ByDay, library.Hours.Rules[0].Opens, library.Hours.Rules[0].Closes, library.Hours.Holidays));
        Assert.Equal("TU,WE,TH,FR,SA,SU", read.Bodies[1].Entry.Hours.Rules[0].ByDay);
        Assert.Equal("図書課", library.Others["所管課"]);
        Assert.Empty(read.Bodies[2].Entry.Hours.Rules);
        Assert.Equal("毎日 日の出–日没 冬は短い", read.Bodies[2].Entry.Hours.Note);
        Assert.All(read.Bodies, body => Assert.False(BodyKinds.MayReceive(body.Entry.Kinds)));
    }

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("utf-8-mark")]
    [InlineData("utf-16")]
    public void Every_encoding_that_table_programs_write_is_read(string encoding)
    {
        byte[] bytes = encoding switch
        {
            "shift_jis" => CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(Table),
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Table)],
            _ => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Table.ReplaceLineEndings("\r\n"))],
        };
        Assert.Equal("中央図書館", Facilities.Read(bytes, "f", new ImportOptions()).Bodies[0].Entry.Name);
    }

    [Fact]
    public void The_older_columns_are_read_too_and_a_row_without_an_id_keeps_the_same_one()
    {
        var text = "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,住所,方書\n131016,,東京都,千代田区,公民館,神田1-1,2階\n";
        var read = Assert.Single(Facilities.Read(Encoding.UTF8.GetBytes(text), "f", new ImportOptions()).Bodies);
        Assert.Equal(new BodyAddress(null, "東京都", "千代田区", "神田1-1", "2階"), read.Entry.Address);
        Assert.Equal(read.Id, Assert.Single(Facilities.Read(Encoding.UTF8.GetBytes(text + "\n"), "f", new ImportOptions()).Bodies).Id);
    }

    [Theory]
    [InlineData("", "no_header")]
    [InlineData("列1,列2\n1,2\n", "no_header")]
    [InlineData("全国地方公共団体コード,名称\n131016,\"あ", "not_csv")]
    [InlineData("全国地方公共団体コード,名称\n131016,館,余り\n", "extra_cells")]
    public void A_broken_table_says_what_is_wrong(string text, string fault) =>
        Assert.Contains(Facilities.Read(Encoding.UTF8.GetBytes(text), "f", new ImportOptions()).Problems, problem => problem.Fault == fault && problem.Refused);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Equal("encoding", Assert.Single(Facilities.Read([0x81, 0xFF, 0xFE, 0x00, 0x80], "f", new ImportOptions()).Problems).Fault);

    private const string Foreign =
        """
        { "contents": [
          { "id": "counselling-7", "name": "Community Counselling", "status": "active", "fees_description": "free", "url": "http://example.com/c",
            "organization": { "id": "o1", "name": "Example Org", "description": "x", "tax_status": "y" },
            "schedules": [{ "id": "s1", "freq": "WEEKLY", "byday": "TH,FR", "opens_at": "10:00:00", "closes_at": "18:00:00", "wkst": "MO" }],
            "service_areas": [{ "id": "a1", "name": "千代田区", "uri": "https://example.jp/area/131016" }] },
          { "id": "bad-1", "name": "Wrong hours", "status": "active", "schedules": [
              { "id": "s2", "freq": "WEEKLY", "byday": "MO", "opens_at": "25:00", "closes_at": "18:00" }] },
          { "id": "bad-2", "status": "asleep" },
          { "id": "utc", "name": "By another clock", "status": "active", "schedules": [{ "id": "s3", "freq": "WEEKLY", "byday": "MO", "opens_at": "01:00Z", "closes_at": "08:00Z" }] }
        ] }
        """;

    [Fact]
    public void A_foreign_document_is_read_faults_have_their_line_and_what_is_not_read_goes_out_again()
    {
        var read = HsdsFile.FromJson(Encoding.UTF8.GetBytes(Foreign), "dir.json", new ImportOptions());
        var body = Assert.Single(read.Bodies);
        Assert.Equal(("Example Org", "131016", "other_desk"), (body.Entry.RunBy, body.Entry.Areas[0].Code, body.Entry.Kinds[0]));
        Assert.Equal(new BodySource("hsds", "counselling-7", "o1"), body.Entry.Source);
        Assert.Equal(
            ["7 format", "8 missing", "8 unknown", "9 offset", "9 offset"],
            read.Problems.Select(problem => $"{problem.Line} {problem.Fault}").Order());
        var kept = new SupportBody("komorebi", body.Id, 1, body.Entry, new BodyApproval("a", "b", 0), null, null, 0, 0);
        var same = HsdsWriter.Service(kept, forPartners: false).ToJsonString();
        foreach (var word in new[] { "fees_description", "wkst", "tax_status", "counselling-7" }) Assert.Contains(word, same, StringComparison.Ordinal);
        // After a change, what was never read is still there at the top.
        var changed = HsdsWriter.Service(kept with { Entry = body.Entry with { Alert = "休みます" } }, forPartners: false).ToJsonString(BodyJson.Options);
        Assert.Contains("fees_description", changed, StringComparison.Ordinal);
        Assert.Contains("休みます", changed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "not_json")]
    [InlineData("{\"a\":\n tru}", "not_json")]
    [InlineData("[1]", "not_a_directory")]
    [InlineData("{}", "missing")]
    public void A_broken_document_says_what_is_wrong(string text, string fault) =>
        Assert.Contains(HsdsFile.FromJson(Encoding.UTF8.GetBytes(text), "f", new ImportOptions()).Problems, problem => problem.Fault == fault);

    [Fact]
    public void A_zip_that_unfolds_without_end_or_has_no_services_is_refused()
    {
        Assert.Equal("too_long", Assert.Single(HsdsFile.FromZip(Zip(("services.csv", new string('0', 5_000_000))), "f", new ImportOptions(), 1_000_000).Problems).Fault);
        Assert.Equal("not_a_directory", Assert.Single(HsdsFile.FromZip(Zip(("phones.csv", "id\n1\n")), "f", new ImportOptions(), 1_000_000).Problems).Fault);
        Assert.Equal("not_a_directory", Assert.Single(HsdsFile.FromZip([.. "PK"u8, 1, 2, 3], "f", new ImportOptions(), 1_000_000).Problems).Fault);
        var read = HsdsFile.FromZip(Zip(("services.csv", "id,name,status\n1,窓口,active\n"), ("secrets.csv", "a\n1\n")), "f", new ImportOptions("self_reliance", "131016"), 1_000_000);
        Assert.Equal("131016", Assert.Single(read.Bodies).Entry.Areas[0].Code);
        Assert.Equal(("secrets.csv", "unread_file", false), Assert.Single(read.Problems) is var problem ? (problem.File, problem.Fault, problem.Refused) : default);
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
