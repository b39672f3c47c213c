using System.Text;
using Gateway.SupportBodies;
using Gateway.SupportBodies.Exchange;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class SupportBodiesContract
{
    [Fact]
    public async Task An_import_is_a_proposal_and_the_same_file_again_changes_nothing()
    {
        var file = HsdsFile.Json([.. new[] { ExampleBodies.CityDesk, ExampleBodies.Lounge, ExampleBodies.Library }.Select((entry, i) => ExampleBodies.Approved(entry) with { Id = $"019aa2f0-0000-7000-8000-00000000000{i}" })], forPartners: true);
        var check = await ImportAsync(file, check: true);
        Assert.Equal((3, 0, 0, 0), (check.Added, check.Changed, check.Unchanged, check.Refused));
        Assert.Empty(await Get<SupportBodyDirectory>().AllAsync("komorebi", TestContext.Current.CancellationToken));
        Assert.Equal(3, (await ImportAsync(file)).Added);
        var bodies = await Get<SupportBodyDirectory>(1).AllAsync("komorebi", TestContext.Current.CancellationToken);
        Assert.All(bodies, body => Assert.Equal((false, "import", Haru.Id), (body.IsEnabled, body.Proposal!.Origin, body.Proposal.By)));
        var again = await ImportAsync(file, node: 1);
        Assert.Equal((0, 0, 3), (again.Added, again.Changed, again.Unchanged));
        Assert.Equal(bodies.Select(body => body.Version), (await Get<SupportBodyDirectory>().AllAsync("komorebi", TestContext.Current.CancellationToken)).Select(body => body.Version));
    }

    [Fact]
    public async Task An_import_over_an_approved_body_waits_and_takes_no_liaison_away()
    {
        var body = await ApprovedAsync();
        var exported = HsdsFile.Json([body], forPartners: false);
        Assert.Equal(1, (await ImportAsync(exported)).Unchanged);
        var moved = Encoding.UTF8.GetString(exported).Replace("000-0000-0001", "000-0000-0009", StringComparison.Ordinal);
        Assert.Equal(1, (await ImportAsync(Encoding.UTF8.GetBytes(moved))).Changed);
        var waiting = (await FindAsync(body.Id))!;
        Assert.Equal(("000-0000-0001", "000-0000-0009"), (waiting.Entry.Phone, waiting.Proposal!.Entry.Phone));
        Assert.Equal((body.Entry.HandoffEmail, body.Entry.Liaison), (waiting.Proposal.Entry.HandoffEmail, waiting.Proposal.Entry.Liaison));
        Assert.NotNull(await RecipientAsync(body.Id));
        Assert.Equal("staff-haru body.proposed import", (await TrailAsync())[^1]);
    }

    [Fact]
    public async Task An_import_never_shows_an_address_that_was_withheld()
    {
        var body = await ApprovedAsync(ExampleBodies.Refuge with { Kinds = ["women_support"] });
        var open = HsdsFile.Json([body with { Entry = body.Entry with { AddressWithheld = false, Alert = "変わりました" } }], forPartners: false);
        Assert.Equal(1, (await ImportAsync(open)).Changed);
        var next = (await FindAsync(body.Id))!.Proposal!.Entry;
        Assert.True(next.AddressWithheld);
        Assert.Empty(next.Others);
    }

    [Fact]
    public async Task A_large_table_is_taken_up_to_the_limit_and_broken_lines_cost_only_themselves()
    {
        var table = new StringBuilder("全国地方公共団体コード,ID,名称,利用可能曜日,開始時間,終了時間\n");
        for (var i = 0; i < 2100; i++) table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(i % 700 == 0 ? "131017" : "131016")},F{i},公園{i},毎日,09:00,17:00\n");
        var report = await ImportAsync(Encoding.UTF8.GetBytes(table.ToString()));
        Assert.Equal((2000, 100), (report.Added, report.Refused));
        Assert.Equal([2, 702, 1402], report.Problems.Where(problem => problem.Fault == "check_digit").Select(problem => problem.Line));
        Assert.Equal(97, report.Problems.Count(problem => problem.Fault == "too_many"));
    }

    private Task<ImportReport> ImportAsync(byte[] file, bool check = false, int node = 0) =>
        Get<ImportBodies>(node).TakeAsync(Haru, file, "file", new ImportOptions("library"), check, TestContext.Current.CancellationToken);
}
