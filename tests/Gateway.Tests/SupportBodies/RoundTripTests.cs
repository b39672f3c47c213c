using Gateway.SupportBodies;
using Gateway.SupportBodies.Exchange;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.SupportBodies;

/// <summary>What goes out comes in again as it was.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void For_partners_nothing_is_lost_through_json_or_tables(int seed)
    {
        var bodies = Bodies(seed, places: false);
        foreach (var read in new[] { HsdsFile.FromJson(HsdsFile.Json(bodies, forPartners: true), "f", new ImportOptions()), HsdsFile.FromZip(HsdsFile.Zip(bodies, forPartners: true), "f", new ImportOptions(), 1 << 24) })
        {
            Assert.Empty(read.Problems);
            var back = read.Bodies.ToDictionary(body => body.Id);
            Assert.All(bodies, body =>
            {
                Assert.Equal(BodyJson.TextOf(body.Entry), BodyJson.TextOf(back[body.Id].Entry with { Source = null }));
                Assert.Equal(body.Entry.Capacity is null ? null : body.Taken, back[body.Id].Taken);
                Assert.Empty(CheckEntry.Faults(body.Entry, allowInvented: false));
            });
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Places_come_back_through_the_facility_table(int seed)
    {
        var bodies = Bodies(seed, places: true);
        var read = Facilities.Read(Facilities.Write(bodies), "f", new ImportOptions("library"));
        Assert.Empty(read.Problems);
        // A table of facilities has no word for an empty address.
        Assert.Equal(
            bodies.Select(body => BodyJson.TextOf(HsdsWriter.Public(body.Entry with { Address = body.Entry.Address ?? new BodyAddress() }))),
            read.Bodies.Select(body => BodyJson.TextOf(HsdsWriter.Public(body.Entry))));
        // And what came in goes out byte for byte.
        var table = Facilities.Write(bodies);
        Assert.Equal(table, Facilities.Write([.. Facilities.Read(table, "f", new ImportOptions("library")).Bodies.Select(ExampleBody)]));
    }

    [Fact]
    public void The_public_file_has_nobody_s_name_and_no_address_for_hand_offs()
    {
        var body = ExampleBodies.Approved(ExampleBodies.CityDesk with { Conditions = "危機のとき" });
        foreach (var text in Texts([body], forPartners: false))
        {
            foreach (var secret in new[] { "もりた", "いしい", "morita@", "desk@example.jp", "危機のとき" }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        Assert.All(Texts([body], forPartners: true).Take(2), text => Assert.Contains("morita@", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_withheld_address_is_in_no_file_for_nobody()
    {
        var hidden = ExampleBodies.Approved(ExampleBodies.Refuge);
        // Not even when the original that it came from held it.
        var open = ExampleBodies.Refuge with { AddressWithheld = false, Kinds = ["self_reliance"] };
        var original = HsdsFile.FromJson(HsdsFile.Json([ExampleBodies.Approved(open)], true), "f", new ImportOptions()).Bodies[0].Entry;
        var later = ExampleBodies.Approved(original with { AddressWithheld = true, Others = new Dictionary<string, string> { ["hsds"] = "{\"id\":\"x\",\"name\":\"ひみつ町\"}", ["所在地_連結表記"] = "ひみつ町" } });
        foreach (var text in Texts([hidden, later], forPartners: true).Concat(Texts([hidden, later], forPartners: false)))
        {
            Assert.DoesNotContain("ひみつ町", text, StringComparison.Ordinal);
            Assert.DoesNotContain("しずく荘", text, StringComparison.Ordinal);
        }
    }

    private static SupportBody ExampleBody(ReadBody read) => new("komorebi", read.Id, 1, read.Entry, new BodyApproval("a", "b", 0), null, null, read.Taken ?? 0, 0);

    private static List<SupportBody> Bodies(int seed, bool places)
    {
        var random = new RandomBodies(seed);
        return [.. Enumerable.Range(0, 12).Select(number => random.Next(number, places))];
    }

    private static IEnumerable<string> Texts(IReadOnlyList<SupportBody> bodies, bool forPartners)
    {
        yield return System.Text.Encoding.UTF8.GetString(HsdsFile.Json(bodies, forPartners));
        yield return Unzipped(HsdsFile.Zip(bodies, forPartners));
        yield return System.Text.Encoding.UTF8.GetString(Facilities.Write(bodies));
    }

    private static string Unzipped(byte[] zip)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(zip));
        return string.Concat(archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return entry.Name + reader.ReadToEnd();
        }));
    }
}
