using Gateway.SupportBodies;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.SupportBodies;

public sealed class RankBodiesTests
{
    // A Tuesday.
    private static readonly DateTimeOffset s_noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(9));
    private static readonly DateTimeOffset s_midnight = new(2026, 11, 25, 0, 0, 0, TimeSpan.FromHours(9));

    private static readonly SupportBody[] s_all =
    [
        .. new[] { ExampleBodies.CityDesk, ExampleBodies.ChildGuidance, ExampleBodies.Refuge, ExampleBodies.District, ExampleBodies.NightWork, ExampleBodies.Lounge, ExampleBodies.Library }
            .Select(entry => ExampleBodies.Approved(entry)),
    ];

    [Fact]
    public void A_body_that_waits_for_approval_shows_when_it_opens_all_the_same()
    {
        var waiting = ExampleBodies.Approved(ExampleBodies.CityDesk) with { Approval = null };
        // A Sunday, at noon in Japan.
        var now = new DateTimeOffset(2026, 11, 15, 3, 0, 0, TimeSpan.Zero);
        var ranked = Assert.Single(RankBodies.Rank([waiting], new BodyNeed(), now));
        Assert.Equal(Reach.NotNow, ranked.Reach);
        Assert.Equal(new DateTimeOffset(2026, 11, 16, 8, 30, 0, TimeSpan.FromHours(9)), Assert.Single(ranked.Reasons, reason => reason.Code == "opens").At);
    }

    [Fact]
    public void Whoever_can_receive_now_stands_first_and_whoever_is_closed_says_when_they_open()
    {
        var young = new BodyNeed(AreaCode.Find(ExampleBodies.Minatono), Age: 16);
        Assert.Equal("みなと野国際交流ラウンジ", Names(young, s_noon)[0]);
        var night = RankBodies.Rank(s_all, young, s_midnight);
        Assert.Equal(["NPO法人 よるの灯", "架空県 北部児童相談所"], night.TakeWhile(one => one.Reach == Reach.Now).Select(one => one.Body.Entry.Name));
        var desk = Of(night, ExampleBodies.CityDesk);
        Assert.Equal(Reach.Later, desk.Reach);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 8, 30, 0, TimeSpan.FromHours(9)), Assert.Single(desk.Reasons, reason => reason.Code == "opens").At);
        // The one that opens sooner stands before the others.
        Assert.Equal("みなと野市 ふくし総合相談室", night.First(one => one.Reach == Reach.Later).Body.Entry.Name);
    }

    [Fact]
    public void Where_a_municipality_has_no_desk_the_prefecture_answers()
    {
        var ranked = RankBodies.Rank(s_all, new BodyNeed(AreaCode.Find(ExampleBodies.Tsukiyama)), s_noon);
        Assert.All(ranked.Where(one => one.Fits), one => Assert.Equal(AreaFit.Prefecture, one.Area));
        Assert.Equal(2, ranked.Count(one => one.Fits));
        Assert.Contains(ranked[0].Reasons, reason => reason is { Code: "area_prefecture", Good: true });
    }

    [Fact]
    public void A_school_district_fits_its_own_perhaps_a_stranger_and_nobody_else()
    {
        Assert.Equal(AreaFit.District, AreaOf(ExampleBodies.District, "あおば台中学校区"));
        Assert.Equal(AreaFit.PerhapsDistrict, AreaOf(ExampleBodies.District, null));
        Assert.Equal(AreaFit.Outside, AreaOf(ExampleBodies.District, "みなみ中学校区"));
        Assert.Equal(AreaFit.Municipality, AreaOf(ExampleBodies.CityDesk, "みなみ中学校区"));
    }

    [Fact]
    public void Somebody_who_told_only_their_prefecture_is_shown_what_lies_in_it()
    {
        var need = new BodyNeed(AreaCode.Find("99"));
        Assert.Equal(AreaFit.PerhapsDistrict, RankBodies.AreaOf(ExampleBodies.CityDesk, need));
        Assert.Equal(AreaFit.Municipality, RankBodies.AreaOf(ExampleBodies.ChildGuidance, need));
        Assert.Equal(AreaFit.Outside, RankBodies.AreaOf(ExampleBodies.CityDesk, new BodyNeed(AreaCode.Find("13"))));
        Assert.Equal(AreaFit.Nationwide, RankBodies.AreaOf(ExampleBodies.CityDesk with { Nationwide = true }, new BodyNeed(AreaCode.Find("13"))));
    }

    [Fact]
    public void Age_language_kind_and_room_speak_for_a_body_or_against_it()
    {
        var ranked = RankBodies.Rank(s_all, new BodyNeed(AreaCode.Find(ExampleBodies.Minatono), Age: 40, Language: "vi"), s_noon);
        Assert.Equal("みなと野国際交流ラウンジ", ranked[0].Body.Entry.Name);
        Assert.Contains(ranked[0].Reasons, reason => reason is { Code: "language_fits", Good: true, Value: "vi" });
        Assert.False(Of(ranked, ExampleBodies.ChildGuidance).Fits);
        Assert.Contains(Of(ranked, ExampleBodies.ChildGuidance).Reasons, reason => reason is { Code: "age_outside", Good: false });

        var wanted = RankBodies.Rank(s_all, new BodyNeed(Kinds: ["outreach", "library"]), s_midnight);
        Assert.Equal(["outreach", "library"], wanted.Where(one => one.Fits).Select(one => one.Body.Entry.Kinds[0]));

        var full = RankBodies.Rank([ExampleBodies.Approved(ExampleBodies.NightWork, taken: 3)], new BodyNeed(), s_midnight)[0];
        Assert.Equal(Reach.Full, full.Reach);
        Assert.Contains(full.Reasons, reason => reason is { Code: "full", Good: false });
        Assert.Contains(RankBodies.Rank([ExampleBodies.Approved(ExampleBodies.NightWork, taken: 1)], new BodyNeed(), s_midnight)[0].Reasons, reason => reason is { Code: "room", Value: "2" });
    }

    [Fact]
    public void A_place_is_never_a_recipient_whatever_its_entry_says()
    {
        Assert.Null(ExampleBodies.Approved(ExampleBodies.Library with { HandoffEmail = "library@example.jp" }).AsRecipient());
        Assert.NotNull(ExampleBodies.Approved(ExampleBodies.CityDesk).AsRecipient());
        Assert.Null((ExampleBodies.Approved(ExampleBodies.CityDesk) with { Approval = null }).AsRecipient());
        Assert.Null((ExampleBodies.Approved(ExampleBodies.CityDesk) with { Disabled = new BodyDisabling("staff-a", 0, "退職") }).AsRecipient());
        Assert.Null(ExampleBodies.Approved(ExampleBodies.CityDesk with { Status = BodyStatus.TemporarilyClosed }).AsRecipient());
        // One kind that may receive is enough: 居場所 and 参加支援 in one house.
        Assert.NotNull(ExampleBodies.Approved(ExampleBodies.Desk("ひだまり舎", ExampleBodies.Minatono, "ibasho", "participation")).AsRecipient());
    }

    [Fact]
    public void The_order_is_the_same_however_the_bodies_come()
    {
        var need = new BodyNeed(AreaCode.Find(ExampleBodies.Minatono), Age: 16, Language: "ja");
        var random = new Random(7);
        var once = Names(need, s_noon);
        for (var i = 0; i < 20; i++)
            Assert.Equal(once, RankBodies.Rank(s_all.OrderBy(_ => random.Next()), need, s_noon).Select(one => one.Body.Entry.Name));
    }

    [Fact]
    public void Five_thousand_bodies_are_put_in_order_at_once()
    {
        var many = Enumerable.Range(0, 5000).Select(i => s_all[i % s_all.Length] with { Id = $"{i:00000}" }).ToArray();
        var need = new BodyNeed(AreaCode.Find(ExampleBodies.Minatono), Age: 16);
        RankBodies.Rank(many, need, s_midnight);
        var start = TimeProvider.System.GetTimestamp();
        var ranked = RankBodies.Rank(many, need, s_midnight);
        var took = TimeProvider.System.GetElapsedTime(start);
        Assert.Equal(5000, ranked.Count);
        Assert.True(took < TimeSpan.FromSeconds(1), $"It took {took.TotalMilliseconds} ms");
        TestContext.Current.SendDiagnosticMessage($"5,000 bodies: {took.TotalMilliseconds:0.0} ms");
    }

    private static AreaFit AreaOf(BodyEntry entry, string? tag) => RankBodies.AreaOf(entry, new BodyNeed(AreaCode.Find(ExampleBodies.Minatono), tag));

    private static List<string> Names(BodyNeed need, DateTimeOffset now) => [.. RankBodies.Rank(s_all, need, now).Select(one => one.Body.Entry.Name)];

    private static RankedBody Of(IReadOnlyList<RankedBody> ranked, BodyEntry entry) => ranked.Single(one => one.Body.Entry.Name == entry.Name);
}
