using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Sealing;
using Gateway.TestKit.Consortium;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Standing = Gateway.Consortium.Standing;

namespace Gateway.TestKit.Contracts;

/// <summary>What a consortium promises, on every engine of the records.</summary>
public abstract partial class ConsortiumContract : IAsyncLifetime
{
    private static readonly string[] s_organisations = ["komorebi", "sorairo", "yoake", "kokoro"];

    private readonly List<ConsortiumNode> _nodes = [];

    /// <summary>A folder for this test: keys, and the file of the embedded engine.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("gateway-consortium-").FullName;

    /// <summary>How many gateways may write at once.</summary>
    protected abstract int NodeCount { get; }

    /// <summary>The clock.</summary>
    protected FakeTime Time { get; } = new();

    private static Staff Komorebi { get; } = new("staff-haru", "haru", "はる", Roles.Coordinator, "komorebi");

    private static Staff Yoake { get; } = new("staff-nagi", "nagi", "なぎ", Roles.Coordinator, "yoake");

    private static Staff Sorairo { get; } = new("staff-sora", "sora", "そら", Roles.Administrator, "sorairo");

    private static Staff Kokoro { get; } = new("staff-kei", "kei", "けい", Roles.Coordinator, "kokoro");

    /// <summary>Makes an empty database; the settings with which a gateway uses it.</summary>
    protected abstract Task<Dictionary<string, string?>> CreateAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var settings = await CreateAsync();
        settings["Gateway:Keys:Directory"] = Path.Combine(Folder, "keys");
        settings["Gateway:Keys:CreateForDevelopment"] = "true";
        settings["Gateway:Spool:Folder"] = Path.Combine(Folder, "spool");
        for (var i = 0; i < NodeCount; i++) _nodes.Add(new ConsortiumNode(settings, Time, s_organisations));

        // The first of the nodes makes the keys.
        Get<Vault>();
        await Get<IRecords>().MigrateAsync();
        await Get<IRecords>().WriteAsync(async session =>
        {
            foreach (var id in s_organisations) await session.ExecuteAsync("INSERT INTO organisation (id, name, created_at) VALUES (@id, @id, 0)", new { id });
        });
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _nodes) await node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Both sides sign, and then it holds.</summary>
    [Fact]
    public async Task A_member_takes_part_once_both_sides_have_signed_the_version_that_holds()
    {
        var id = await FoundedAsync("komorebi", "yoake", "sorairo");
        Assert.Equal(NotSharing.NotInForce, await HindranceAsync(id, "yoake"));
        Assert.Equal(ConsortiumOutcome.Done, await SignAsync(Yoake, id));
        Assert.Equal(ConsortiumOutcome.NotSigned, (await Get<SignAgreement>().EnactAsync(Komorebi, id, 1)).Outcome);
        Assert.Equal(ConsortiumOutcome.Done, await SignAsync(Komorebi, id));
        Assert.Equal(ConsortiumOutcome.NotResponsible, (await Get<SignAgreement>().EnactAsync(Yoake, id, 1)).Outcome);
        Assert.Equal(ConsortiumOutcome.Done, (await Get<SignAgreement>(1).EnactAsync(Komorebi, id, 1)).Outcome);

        Assert.Equal([null, null, NotSharing.NotSigned, NotSharing.NotAMember],
            new[] { await HindranceAsync(id, "komorebi"), await HindranceAsync(id, "yoake"), await HindranceAsync(id, "sorairo"), await HindranceAsync(id, "kokoro") });
        Assert.Equal(ConsortiumOutcome.Done, await SignAsync(Sorairo, id));
        Assert.Null(await HindranceAsync(id, "sorairo"));
        var signature = Assert.Single((await FindAsync(id)).Holding!.Signatures, one => one.Organisation == "yoake");
        Assert.Equal(("staff-nagi", "なぎ", Roles.Coordinator, (await FindAsync(id)).Holding!.Hash), (signature.StaffId, signature.Name, signature.Role, signature.Hash));
        Assert.Equal(["staff-nagi consortium.signed", "gateway consortium.joined"], await TrailAsync("yoake"));
        Assert.Equal(["staff-haru consortium.founded", "staff-haru consortium.signed", "gateway consortium.joined", "staff-haru consortium.enacted"], await TrailAsync("komorebi"));
    }

    /// <summary>The bytes that were signed stay as they were.</summary>
    [Fact]
    public async Task What_was_signed_can_be_recomputed_and_another_fingerprint_is_refused()
    {
        var id = await FoundedAsync("komorebi", "yoake");
        var agreement = (await FindAsync(id)).Newest;
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(agreement.Text))), agreement.Hash);
        Assert.Equal(ConsortiumOutcome.Changed, (await Get<SignAgreement>().SignAsync(Yoake, id, 1, agreement.Hash.Replace(agreement.Hash[0], agreement.Hash[0] == '0' ? '1' : '0'))).Outcome);
        Assert.Equal(ConsortiumOutcome.Changed, (await Get<SignAgreement>().SignAsync(Yoake, id, 2, agreement.Hash)).Outcome);
    }

    /// <summary>A new version asks everybody anew.</summary>
    [Fact]
    public async Task Who_has_not_signed_a_new_version_takes_no_part_in_it_and_who_is_not_named_has_left()
    {
        var id = await RunningAsync(Komorebi, Yoake, Sorairo);
        var next = ExampleCharters.Between("komorebi", "yoake") with { Rules = new OverflowRules { WorthMinutes = 20 } };
        Assert.Equal(ConsortiumOutcome.NotResponsible, (await Get<ProposeCharter>().AmendAsync(Yoake, id, 1, next)).Outcome);
        Assert.Equal(ConsortiumOutcome.Done, (await Get<ProposeCharter>().AmendAsync(Komorebi, id, 1, next)).Outcome);
        Assert.Equal(ConsortiumOutcome.Changed, (await Get<ProposeCharter>(1).AmendAsync(Komorebi, id, 1, next)).Outcome);
        Assert.Null(await HindranceAsync(id, "sorairo"));

        await SignAsync(Komorebi, id);
        Assert.Equal(ConsortiumOutcome.NotSigned, (await Get<SignAgreement>().EnactAsync(Komorebi, id, 2)).Outcome);
        await SignAsync(Yoake, id);
        Assert.Equal(ConsortiumOutcome.Done, (await Get<SignAgreement>().EnactAsync(Komorebi, id, 2)).Outcome);
        Assert.Equal(NotSharing.NotAMember, await HindranceAsync(id, "sorairo"));
        Assert.Equal(Standing.Left, (await FindAsync(id)).Find("sorairo")!.Standing);

        await Get<ProposeCharter>().AmendAsync(Komorebi, id, 2, next with { Words = "第1条 べつのことば。" });
        await SignAsync(Komorebi, id);
        Assert.Equal(ConsortiumOutcome.NotSigned, (await Get<SignAgreement>().EnactAsync(Komorebi, id, 3)).Outcome);
        Assert.Null(await HindranceAsync(id, "yoake"));
    }

    /// <summary>What was signed before is no signature for what is new.</summary>
    [Fact]
    public async Task Who_takes_part_and_has_not_signed_the_version_that_holds_now_takes_no_part_until_they_do()
    {
        var id = await RunningAsync(Komorebi, Yoake, Sorairo);
        await Get<ProposeCharter>().AmendAsync(Komorebi, id, 1, ExampleCharters.Between("komorebi", "yoake", "sorairo") with { Words = "第1条 べつのことば。" });
        foreach (var staff in new[] { Komorebi, Yoake }) await SignAsync(staff, id);
        Assert.Null(await HindranceAsync(id, "sorairo"));
        Assert.Equal(ConsortiumOutcome.Done, (await Get<SignAgreement>(1).EnactAsync(Komorebi, id, 2)).Outcome);
        Assert.Equal(Standing.Joined, (await FindAsync(id)).Find("sorairo")!.Standing);
        Assert.Equal([null, NotSharing.NotSigned], new[] { await HindranceAsync(id, "yoake"), await HindranceAsync(id, "sorairo") });
        Assert.Equal(ConsortiumOutcome.Done, await SignAsync(Sorairo, id));
        Assert.Null(await HindranceAsync(id, "sorairo"));
    }

    /// <summary>Stopping is one step, and holds at once.</summary>
    [Fact]
    public async Task A_member_pauses_goes_on_leaves_and_comes_back_by_signing()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        Assert.Equal(ConsortiumOutcome.Done, (await Get<ChangeStanding>(1).PauseAsync(Yoake, id)).Outcome);
        Assert.Equal(NotSharing.Paused, await HindranceAsync(id, "yoake"));
        Assert.Equal(ConsortiumOutcome.Unchanged, (await Get<ChangeStanding>().PauseAsync(Yoake, id)).Outcome);
        Assert.Equal(ConsortiumOutcome.Done, (await Get<ChangeStanding>().ResumeAsync(Yoake, id)).Outcome);
        Assert.Null(await HindranceAsync(id, "yoake"));

        Assert.Equal(ConsortiumOutcome.NotResponsible, (await Get<ChangeStanding>().LeaveAsync(Yoake, id, "komorebi")).Outcome);
        Assert.Equal(ConsortiumOutcome.NotResponsible, (await Get<ChangeStanding>().LeaveAsync(Komorebi, id, "komorebi")).Outcome);
        Assert.Equal(ConsortiumOutcome.Done, (await Get<ChangeStanding>().LeaveAsync(Yoake, id, "yoake")).Outcome);
        Assert.Equal(NotSharing.Left, await HindranceAsync(id, "yoake"));
        Assert.Equal(ConsortiumOutcome.NotSigned, (await Get<ChangeStanding>().ResumeAsync(Yoake, id)).Outcome);
        Assert.Equal(ConsortiumOutcome.Done, await SignAsync(Yoake, id));
        Assert.Null(await HindranceAsync(id, "yoake"));

        Assert.Equal(ConsortiumOutcome.Done, (await Get<ChangeStanding>().LeaveAsync(Komorebi, id, "yoake")).Outcome);
        Assert.Equal("gateway consortium.taken_out", (await TrailAsync("yoake"))[^1]);
        Assert.Equal(ConsortiumOutcome.NotResponsible, (await Get<ChangeStanding>().EndAsync(Yoake, id)).Outcome);
        Assert.Equal(ConsortiumOutcome.Done, (await Get<ChangeStanding>().EndAsync(Komorebi, id)).Outcome);
        Assert.Equal(NotSharing.Ended, await HindranceAsync(id, "komorebi"));
        Assert.Equal(ConsortiumOutcome.Over, await SignAsync(Yoake, id));
    }

    /// <summary>Not even when it joins two at the same moment.</summary>
    [Fact]
    public async Task An_organisation_takes_part_in_one_consortium_at_a_time()
    {
        var first = await RunningAsync(Komorebi, Sorairo);
        var second = await FoundedAsync(Kokoro, "kokoro", "yoake");
        await Get<ProposeCharter>().AmendAsync(Komorebi, first, 1, ExampleCharters.Between("komorebi", "sorairo", "yoake"));
        foreach (var staff in new[] { Komorebi, Sorairo }) await SignAsync(staff, first);
        await Get<SignAgreement>().EnactAsync(Komorebi, first, 2);
        await SignAsync(Kokoro, second);
        // Signed before it holds binds nobody yet; the second one takes Yoake in, then the first one refuses.
        await SignAsync(Yoake, second);
        await Get<ChangeStanding>().LeaveAsync(Yoake, second, "yoake");
        await Get<ProposeCharter>().AmendAsync(Kokoro, second, 1, ExampleCharters.Between("kokoro", "yoake", "sorairo"));
        foreach (var staff in new[] { Kokoro, Sorairo }) await SignAsync(staff, second);
        await Get<SignAgreement>().EnactAsync(Kokoro, second, 2);

        var outcomes = await Task.WhenAll(SignAsync(Yoake, first, node: 0), SignAsync(Yoake, second, node: 1));
        Assert.Equal([ConsortiumOutcome.Done, ConsortiumOutcome.Elsewhere], outcomes.Order());
        Assert.Single(new[] { await HindranceAsync(first, "yoake"), await HindranceAsync(second, "yoake") }, hindrance => hindrance is null);
        // Sorairo signed the second one, and takes part in the first one still.
        Assert.Null(await HindranceAsync(first, "sorairo"));
        Assert.Equal(NotSharing.NotSigned, await HindranceAsync(second, "sorairo"));
    }

    /// <summary>What is not theirs does not exist.</summary>
    [Fact]
    public async Task An_organisation_that_is_not_named_sees_and_changes_nothing()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        Assert.Null(await Get<ConsortiumDirectory>().FindAsync(id, "kokoro"));
        Assert.Empty(await Get<ConsortiumDirectory>().OfAsync("kokoro"));
        Assert.Equal(ConsortiumOutcome.NotFound, await SignAsync(Kokoro, id));
        Assert.Equal(ConsortiumOutcome.NotFound, (await Get<ChangeStanding>().LeaveAsync(Kokoro, id, "yoake")).Outcome);
        Assert.Equal(ConsortiumOutcome.NotFound, (await Get<ProposeCharter>().AmendAsync(Kokoro, id, 1, ExampleCharters.Between("kokoro", "yoake"))).Outcome);
        Assert.Equal(ConsortiumOutcome.NotFound, (await Get<ChangeStanding>().EndAsync(Kokoro, id)).Outcome);
        Assert.Equal(id, Assert.Single(await Get<ConsortiumDirectory>().OfAsync("yoake")).Id);
    }

    /// <summary>A member begins by giving and taking nothing.</summary>
    [Fact]
    public async Task What_a_member_gives_and_takes_is_its_own_word()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        Assert.False((await FindAsync(id)).Find("yoake")!.Terms is { Gives: true } or { Takes: true });
        var terms = new MemberTerms { Gives = true, Takes = true, Languages = ["ja", "pt"], AgeTo = 19, Areas = ["131016"], PerDay = 7 };
        Assert.Equal(ConsortiumOutcome.Done, (await Get<ChangeStanding>().SetTermsAsync(Yoake, id, terms)).Outcome);
        Assert.Equal(ConsortiumOutcome.Unchanged, (await Get<ChangeStanding>(1).SetTermsAsync(Yoake, id, terms)).Outcome);
        var kept = (await FindAsync(id)).Find("yoake")!.Terms;
        Assert.Equal((true, true, 19, 7), (kept.Gives, kept.Takes, kept.AgeTo, kept.PerDay));
        Assert.Equal(["ja", "pt"], kept.Languages);
        Assert.Equal(ConsortiumOutcome.Faulty, (await Get<ChangeStanding>().SetTermsAsync(Yoake, id, terms with { Areas = ["131017"] })).Outcome);
        Assert.False((await FindAsync(id)).Find("komorebi")!.Terms.Takes);
    }

    /// <summary>The days count by themselves.</summary>
    [Fact]
    public async Task Nobody_takes_part_before_the_first_day_or_after_the_last()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        var found = await FindAsync(id);
        NotSharing? On(string moment) => Membership.Hindrance(found, "yoake", DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(
            [NotSharing.OutsideItsPeriod, null, null, NotSharing.OutsideItsPeriod],
            new[] { On("2036-12-31T23:59:00+09:00"), On("2037-01-01T00:00:00+09:00"), On("2037-12-31T23:59:00+09:00"), On("2038-01-01T00:00:00+09:00") });
    }

    private T Get<T>(int node = 0) where T : notnull => _nodes[node % _nodes.Count].Get<T>();

    private Task<string> FoundedAsync(params string[] members) => FoundedAsync(Komorebi, members);

    private async Task<string> FoundedAsync(Staff staff, params string[] members) => (await Get<ProposeCharter>().FoundAsync(staff, ExampleCharters.Between(members))).Consortium!.Id;

    private async Task<string> RunningAsync(params Staff[] members)
    {
        var id = await FoundedAsync(members[0], [.. members.Select(staff => staff.Organisation)]);
        foreach (var staff in members) Assert.Equal(ConsortiumOutcome.Done, await SignAsync(staff, id));
        Assert.Equal(ConsortiumOutcome.Done, (await Get<SignAgreement>().EnactAsync(members[0], id, 1)).Outcome);
        return id;
    }

    private async Task<ConsortiumOutcome> SignAsync(Staff staff, string id, int node = 0)
    {
        var newest = (await FindAsync(id)).Newest;
        return (await Get<SignAgreement>(node).SignAsync(staff, id, newest.Version, newest.Hash)).Outcome;
    }

    private async Task<ConsortiumRecord> FindAsync(string id) => (await Get<ConsortiumDirectory>(1).FindAsync(id))!;

    private async Task<NotSharing?> HindranceAsync(string id, string organisation) => Membership.Hindrance(await FindAsync(id), organisation, Time.GetUtcNow());

    private async Task<IReadOnlyList<string>> TrailAsync(string organisation) => await Get<IRecords>().ReadAsync(session =>
        session.QueryAsync<string>("SELECT actor || ' ' || action FROM audit WHERE organisation = @organisation ORDER BY number", new { organisation }));
}
